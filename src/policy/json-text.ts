/**
 * Policy documents given as JSON text. In a template the text is often put together from pieces, with intrinsic functions inside
 * its strings; each is kept, and comes back as an `Fn::Join` in the value where it stood.
 */
import { JsonValue, isObject } from './json';
import { repeatedKey } from './repeated-key';
import { ValueReader } from './value-reader';

const OPEN = '\uE010';
const CLOSE = '\uE011';
const MARKER = new RegExp(`${OPEN}(\\d+)${CLOSE}`);
/** Deeper than any policy; below it nothing is put back. */
const MAX_DEPTH = 32;

/** Values with equal text mean the same in one template; `undefined` for what is nested too deep to be written. */
export function textOf(raw: JsonValue): string | undefined {
  try {
    return JSON.stringify(raw);
  } catch {
    return undefined;
  }
}

/** The value, or why the text is not JSON. */
export type JsonTextResult = { readonly value: JsonValue } | { readonly error: string };

/** What the text of a value says, be it put together by intrinsics; `undefined` for what is no text. */
export function readJsonText(raw: JsonValue, reader: ValueReader): JsonTextResult | undefined {
  const pieces = typeof raw === 'string' ? [raw] : reader.textPieces(raw);
  return pieces && parseJsonText(pieces);
}

/**
 * Parses JSON text made of `pieces`: strings, numbers and booleans are text, anything else is an intrinsic that stands inside a
 * JSON string. Inside a key, where no intrinsic can stand, it comes back as `<unknown 3>`.
 */
export function parseJsonText(pieces: readonly JsonValue[]): JsonTextResult {
  const text = pieces.map((piece, index) => isUnknown(piece) ? `${OPEN}${index}${CLOSE}` : String(piece)).join('');
  try {
    const value = JSON.parse(text) as JsonValue;
    const repeated = repeatedKey(text);
    if (repeated !== undefined) { return { error: `the key \`${repeated}\` stands twice in one object` }; }
    return { value: pieces.some(isUnknown) ? restore(value, pieces, 0) : value };
  } catch (error) {
    return { error: (error as Error).message.replace(new RegExp(`${OPEN}(\\d+${CLOSE})?`, 'g'), '<unknown>') };
  }
}

/** Whether a part of a key is known only at deployment. */
export function isUnknownKey(key: string): boolean {
  return /<unknown \d+>/.test(key);
}

function isUnknown(piece: JsonValue): boolean {
  return typeof piece === 'object' && piece !== null;
}

function restore(value: JsonValue, pieces: readonly JsonValue[], depth: number): JsonValue {
  if (typeof value === 'string') { return restoreText(value, pieces); }
  if (depth > MAX_DEPTH) { return value; }
  if (Array.isArray(value)) { return value.map(entry => restore(entry, pieces, depth + 1)); }
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [restoreKey(key, pieces), restore(entry, pieces, depth + 1)]));
  }
  return value;
}

function restoreText(text: string, pieces: readonly JsonValue[]): JsonValue {
  const parts = cut(text, pieces);
  return parts.length === 1 ? parts[0] : { 'Fn::Join': ['', parts] };
}

function restoreKey(key: string, pieces: readonly JsonValue[]): string {
  return cut(key, pieces).map(part => typeof part === 'string' ? part : `<unknown ${pieces.indexOf(part)}>`).join('');
}

/** Text and unknowns by turns. A marker that leads to no unknown is text that happens to look like one. */
function cut(text: string, pieces: readonly JsonValue[]): JsonValue[] {
  if (!text.includes(OPEN)) { return [text]; }
  const parts: JsonValue[] = text.split(MARKER).map((part, index) => {
    if (index % 2 === 0) { return part; }
    const piece = pieces[Number(part)];
    return isUnknown(piece) ? piece : `${OPEN}${part}${CLOSE}`;
  });
  return parts.filter(part => part !== '');
}
