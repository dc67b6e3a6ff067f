/**
 * The known texts that a symbolic text can turn out as.
 */
import { SymbolicText } from './symbolic-text';

/** More texts than this are not listed. */
const MAX_TEXTS = 16;

/** All texts it can be; `undefined` when a part can hold more than a few listed values. */
export function possibleLiterals(text: SymbolicText): readonly string[] | undefined {
  const { literal } = text;
  if (literal !== undefined) { return [literal]; }
  let texts = [''];
  for (const part of text.parts) {
    const values = typeof part === 'string' ? [part] : part.allowedValues;
    if (!values || texts.length * values.length > MAX_TEXTS) { return undefined; }
    texts = texts.flatMap(before => values.map(value => before + value));
  }
  return texts;
}
