/**
 * Helpers that both generators share: strict lookups, byte order, checks of what the packed format reserves.
 */
import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import { dirname, join } from 'path';
import { printStamp } from '../../src/catalog/data-file';

/** Compares by character code, whatever the locale. */
export function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The code whose table entry equals the value; the tables are those of the readers. */
export function codeOf<T>(table: Readonly<Record<string, T>>, value: T): string {
  const text = JSON.stringify(value);
  const code = Object.keys(table).find((candidate) => JSON.stringify(table[candidate]) === text);
  if (!code) {
    throw new Error(`The source data has the value ${text}, for which the reader has no code. Add it to the reader's table.`);
  }
  return code;
}

/** The text itself; throws when it holds a character that the format uses. */
export function plain(text: string, reserved: string): string {
  for (const character of text) {
    if (reserved.includes(character) || character < ' ' || character > '~') {
      throw new Error(`"${text}" from the source data holds ${JSON.stringify(character)}, which the packed format reserves.`);
    }
  }
  return text;
}

export interface SourcePackage {
  readonly directory: string;
  readonly version: string;
  readonly updatedAt?: string;
}

export function sourcePackage(name: string, entry: string): SourcePackage {
  let directory = dirname(require.resolve(entry));
  for (;;) {
    const manifest = readManifest(join(directory, 'package.json'));
    if (manifest?.name === name) {
      return { directory, version: manifest.version!, updatedAt: manifest.updatedAt };
    }
    if (dirname(directory) === directory) {
      throw new Error(`Found no package.json of ${name} above ${entry}. Run "npm ci".`);
    }
    directory = dirname(directory);
  }
}

export function stamped(source: string, from: SourcePackage, lines: readonly string[]): string {
  const content = `${lines.join('\n')}\n`;
  const sha256 = createHash('sha256').update(content, 'latin1').digest('hex');
  return `${printStamp({ source, version: from.version, date: from.updatedAt?.slice(0, 10), sha256 })}\n${content}`;
}

function readManifest(path: string): { name?: string; version?: string; updatedAt?: string } | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
