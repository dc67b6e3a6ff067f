/**
 * Globs as IAM writes them: `*` is any text, `?` any one character. A glob here is a plain string; unknown parts of a symbolic
 * text stand in it as characters of a private area.
 *
 * No regular expression is ever made of a policy's text: both questions are answered in time proportional to the product of the
 * two lengths.
 */
import { SymbolicText, Unknown } from './symbolic-text';

/** An unknown that can hold any characters. */
export const ANYTHING = '\uE000';
/** An unknown that holds neither `/` nor `:`, such as a generated name. Also what a placeholder of that kind stands for. */
export const NAME = '\uE001';

/** Beyond this many steps a question is not worked out, and answered on the safe side. */
const STEP_BUDGET = 4_000_000;

/** The glob of a symbolic text. */
export function toGlob(text: SymbolicText): string {
  return text.literal ?? text.parts.map(part => typeof part === 'string' ? part : unknownLetter(part)).join('');
}

function unknownLetter(unknown: Unknown): string {
  return unknown.shape === 'any' || unknown.shape === 'opaque' ? ANYTHING : NAME;
}

export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*') || pattern.includes('?');
}

/**
 * Whether some text could match both globs, unknowns taken as any text of their shape.
 *
 * May say yes where no such text exists, never says no where one does.
 */
export function globsOverlap(left: string, right: string): boolean {
  if (left === right || left === '*' || right === '*') { return true; }
  let start = 0;
  let leftEnd = left.length;
  let rightEnd = right.length;
  // Most pairs are told apart by what stands before the first and after the last wildcard.
  while (start < leftEnd && start < rightEnd && !isOpen(left[start]) && !isOpen(right[start])) {
    if (left[start] !== right[start]) { return false; }
    start++;
  }
  while (leftEnd > start && rightEnd > start && !isOpen(left[leftEnd - 1]) && !isOpen(right[rightEnd - 1])) {
    if (left[--leftEnd] !== right[--rightEnd]) { return false; }
  }
  return middlesOverlap(left.slice(start, leftEnd), right.slice(start, rightEnd));
}

/** Rows of the table below that are used again, since most globs are short. */
const ROW_LENGTH = 256;
const rows: readonly [Uint8Array, Uint8Array] = [new Uint8Array(ROW_LENGTH), new Uint8Array(ROW_LENGTH)];

function middlesOverlap(left: string, right: string): boolean {
  if (left === right || left === '*' || right === '*' || canJoin(left, right) || canJoin(right, left)) { return true; }
  if (left.length * right.length > STEP_BUDGET) { return true; }
  const width = right.length + 1;
  let [reached, next] = width <= ROW_LENGTH ? rows : [new Uint8Array(width), new Uint8Array(width)];
  reached.fill(0, 0, width);
  reached[0] = 1;
  for (let i = 0; i <= left.length; i++) {
    next.fill(0, 0, width);
    const a = left[i];
    const aRepeats = isRepeating(a);
    let isStuck = true;
    for (let j = 0; j < width; j++) {
      if (!reached[j]) { continue; }
      isStuck = false;
      const b = right[j];
      const bRepeats = isRepeating(b);
      if (aRepeats || (bRepeats && a !== undefined && admits(b, a))) { next[j] = 1; }
      if (bRepeats || (aRepeats && b !== undefined && admits(a, b))) { reached[j + 1] = 1; }
      if (a !== undefined && b !== undefined && (a === b || a === '?' || b === '?')) { next[j + 1] = 1; }
    }
    if (isStuck || i === left.length) { return reached[right.length] === 1; }
    [reached, next] = [next, reached];
  }
  return false;
}

/** Whether a text that matches the one, followed by one that matches the other, matches both. */
function canJoin(first: string, second: string): boolean {
  return isFree(first[first.length - 1]) && isFree(second[0]);
}

function isFree(letter: string | undefined): boolean {
  return letter === '*' || letter === ANYTHING;
}

function isOpen(letter: string): boolean {
  return letter === '?' || isRepeating(letter);
}

/** Two unknowns are written with one letter, yet need not be equal. */
function isUnknown(letter: string | undefined): boolean {
  return letter === ANYTHING || letter === NAME;
}

function isRepeating(letter: string | undefined): boolean {
  return letter === '*' || isUnknown(letter);
}

function admits(repeating: string, letter: string): boolean {
  return repeating !== NAME || (letter !== '/' && letter !== ':');
}

/**
 * Whether `broader` matches every text that `narrower` matches, whatever the unknowns turn out to hold.
 *
 * A yes is certain; a no may be too cautious where an unknown or several wildcards meet.
 */
export function globCovers(broader: string, narrower: string): boolean {
  if (broader === '*') { return true; }
  if (broader.length * narrower.length > STEP_BUDGET) { return false; }
  let i = 0;
  let j = 0;
  let star = -1;
  let resume = 0;
  while (j < narrower.length) {
    if (broader[i] === '*') {
      star = i++;
      resume = j;
    } else if ((broader[i] === narrower[j] && !isUnknown(broader[i])) || (broader[i] === '?' && !isRepeating(narrower[j]))) {
      i++;
      j++;
    } else if (star >= 0) {
      i = star + 1;
      j = ++resume;
    } else {
      return false;
    }
  }
  while (broader[i] === '*') { i++; }
  return i === broader.length;
}
