/**
 * A file or, as `-`, standard input, as text or JSON.
 */
import { readFile } from 'fs/promises';
import { parseJson } from './json-input';
import { Streams } from './streams';
import { shortened } from '../diagnostics/printable';
import { UserError } from '../diagnostics/user-error';
import { JsonValue } from '../policy/json';

const REASONS = new Map([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'it is a folder, give a file'],
  ['EACCES', 'this user may not read it'],
]);

/** How messages call the file. */
export function fileName(file: string): string {
  return file === '-' ? 'standard input' : shortened(file);
}

export async function readJsonFile(file: string, streams: Streams, instead: string): Promise<JsonValue> {
  return parseJson(await readText(file, streams), fileName(file), instead);
}

/** Without the mark that some editors begin a file with. */
export async function readText(file: string, { input }: Streams): Promise<string> {
  const bytes = await readBytes(file, input);
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

async function readBytes(file: string, input: Streams['input']): Promise<Buffer> {
  try {
    if (file !== '-') { return await readFile(file); }
    const chunks: Buffer[] = [];
    for await (const chunk of input) { chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk as Buffer); }
    return Buffer.concat(chunks);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UserError(`${fileName(file)} could not be read: ${REASONS.get(code ?? '') ?? message}`);
  }
}
