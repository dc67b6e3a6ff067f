/**
 * The packed data files of the catalog: read once, synchronously, as one-byte text.
 *
 * The first line of a file is its stamp; everything after it is what the stamp's hash covers.
 */
import { readFileSync } from 'fs';
import { join } from 'path';

/** Where a data file comes from. */
export interface CatalogStamp {
  /** The npm package the data was taken from. */
  readonly source: string;
  /** The version of that package. */
  readonly version: string;
  /** The day the package says its data was taken (ISO date), when it says so. */
  readonly date?: string;
  /** SHA-256 of the content below the stamp, in hex. */
  readonly sha256: string;
}

export interface DataFile {
  readonly stamp: CatalogStamp;
  /** The whole file, stamp included; every record starts after a line break. */
  readonly text: string;
}

const files = new Map<string, DataFile>();

export function readDataFile(name: string): DataFile {
  let file = files.get(name);
  if (!file) {
    const text = readFileSync(join(__dirname, 'data', name), 'latin1');
    file = { stamp: parseStamp(name, text.slice(0, text.indexOf('\n'))), text };
    files.set(name, file);
  }
  return file;
}

/** The stamps of all data files, actions first. */
export function catalogStamps(): readonly CatalogStamp[] {
  return ['actions.txt', 'cloudformation.txt', 'managed-policies.txt'].map((name) => readDataFile(name).stamp);
}

/** The sources of the catalog in one line, as reports name them. */
export function describeCatalog(): string {
  return catalogStamps().map(({ source, version, date = '' }) => `${source} ${version} ${date}`.trim()).join(', ');
}

export function printStamp(stamp: CatalogStamp): string {
  return `# ${stamp.source} ${stamp.version} ${stamp.date ?? '-'} sha256:${stamp.sha256}`;
}

function parseStamp(name: string, line: string): CatalogStamp {
  const [mark, source, version, date, hash] = line.split(' ');
  if (mark !== '#' || !hash?.startsWith('sha256:')) {
    throw new Error(`The catalog file ${name} has no stamp in its first line (found "${line.slice(0, 80)}"). Generate it again with "npx projen catalog".`);
  }
  return { source, version, ...(date === '-' ? {} : { date }), sha256: hash.slice('sha256:'.length) };
}
