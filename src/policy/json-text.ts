/**
 * Policy documents given as JSON text. In a template the text is often put together from pieces, with intrinsic functions inside
 * its strings; each is kept, and comes back as an `Fn::Join` in the value where it stood.
 */
import { JsonValue, isObject } from './json';

const OPEN = '\uE010';
const CLOSE = '\uE011';
const MARKED = new RegExp(`${OPEN}(\\d+)${CLOSE}`);

/** The value, or why the text is not JSON. */
export type JsonTextResult = { readonly value: JsonValue } | { readonly error: string };

/**
 * Parses JSON text made of `pieces`: strings are text, anything else is an intrinsic that stands inside a JSON string.
 */
export function parseJsonText(pieces: readonly JsonValue[]): JsonTextResult {
  const text = pieces.map((piece, index) => typeof piece === 'string' ? piece : `${OPEN}${index}${CLOSE}`).join('');
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (error) {
    return { error: (error as Error).message.replace(new RegExp(MARKED, 'g'), '<unknown>') };
  }
  return { value: pieces.length === 1 ? value : restore(value, pieces) };
}

function restore(value: JsonValue, pieces: readonly JsonValue[]): JsonValue {
  if (typeof value === 'string') { return restoreText(value, pieces); }
  if (Array.isArray(value)) { return value.map(entry => restore(entry, pieces)); }
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, restore(entry, pieces)]));
  }
  return value;
}

function restoreText(text: string, pieces: readonly JsonValue[]): JsonValue {
  if (!text.includes(OPEN)) { return text; }
  const parts = text.split(MARKED)
    .map((part, index) => index % 2 === 1 ? pieces[Number(part)] : part)
    .filter(part => part !== '');
  return parts.length === 1 ? parts[0] : { 'Fn::Join': ['', parts] };
}
