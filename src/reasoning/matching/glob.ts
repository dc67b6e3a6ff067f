/**
 * A glob without unknowns against a concrete text: `*` is any text, `?` any one character (a UTF-16 unit).
 *
 * Exact, in time about linear in the text. Only patterns that repeat themselves and texts of many thousand characters can use up
 * the step budget; then the answer is UNKNOWN.
 */
import { Match, NO, UNKNOWN, YES } from './match';

export const STAR = Symbol('*');
export const ONE = Symbol('?');

/** Literal text, or a wildcard. */
export type GlobToken = string | typeof STAR | typeof ONE;

const STEP_BUDGET = 16_000_000;

/** What stands between two stars: literal runs at fixed distances. */
interface Chunk {
  readonly length: number;
  readonly first?: Run;
}

interface Run {
  readonly offset: number;
  readonly text: string;
  readonly next?: Run;
}

export class Glob {
  private readonly first: Chunk;
  private readonly middle: readonly Chunk[];
  /** `undefined` without a star. */
  private readonly last?: Chunk;
  private readonly minLength: number;

  public constructor(tokens: readonly GlobToken[]) {
    const chunks: Chunk[] = [];
    let from = 0;
    for (let star = tokens.indexOf(STAR); star >= 0; star = tokens.indexOf(STAR, from)) {
      chunks.push(chunkOf(tokens, from, star));
      from = star + 1;
    }
    chunks.push(chunkOf(tokens, from, tokens.length));
    this.first = chunks[0];
    this.middle = chunks.slice(1, -1).filter(chunk => chunk.length > 0);
    this.last = chunks.length > 1 ? chunks[chunks.length - 1] : undefined;
    this.minLength = chunks.reduce((length, chunk) => length + chunk.length, 0);
  }

  /** Whether the part of the text from `from` up to `to` matches. */
  public matches(text: string, from: number, to: number): Match {
    const { first, last, middle } = this;
    if (to - from < this.minLength || !isAt(first, text, from)) { return NO; }
    if (!last) { return to - from === this.minLength ? YES : NO; }
    const end = to - last.length;
    if (!isAt(last, text, end)) { return NO; }
    let at = from + first.length;
    for (const chunk of middle) {
      const found = find(chunk, text, at, end - chunk.length);
      if (found === NOT_FOUND) { return NO; }
      if (found === TOO_LONG) { return UNKNOWN; }
      at = found + chunk.length;
    }
    return YES;
  }
}

function chunkOf(tokens: readonly GlobToken[], from: number, to: number): Chunk {
  let length = 0;
  let first: Run | undefined;
  let last: { offset: number; text: string; next?: Run } | undefined;
  for (let place = from; place < to; place++) {
    const token = tokens[place];
    if (typeof token !== 'string') {
      length++;
      continue;
    }
    if (last && last.offset + last.text.length === length) {
      last.text += token;
    } else if (token !== '') {
      const run = { offset: length, text: token };
      if (last) { last.next = run; } else { first = run; }
      last = run;
    }
    length += token.length;
  }
  return { length, first };
}

function isAt(chunk: Chunk, text: string, at: number): boolean {
  for (let run = chunk.first; run; run = run.next) {
    if (!text.startsWith(run.text, at + run.offset)) { return false; }
  }
  return true;
}

const NOT_FOUND = -1;
const TOO_LONG = -2;

/** The first place between two places, both included, where a chunk stands. */
function find(chunk: Chunk, text: string, from: number, to: number): number {
  if (to < from) { return NOT_FOUND; }
  const run = chunk.first;
  if (!run) { return from; }
  const isCheap = chunk.length * (to - from) <= STEP_BUDGET;
  if (isCheap && run.text.length === chunk.length) {
    const found = text.indexOf(run.text, from);
    return found > to ? NOT_FOUND : found;
  }
  let steps = 0;
  for (let at = from; at <= to; at++) {
    if (text.charCodeAt(at + run.offset) !== run.text.charCodeAt(0)) { continue; }
    if (isAt(chunk, text, at)) { return at; }
    steps += isCheap ? 0 : commonLength(chunk, text, at);
    if (steps > STEP_BUDGET) { return TOO_LONG; }
  }
  return NOT_FOUND;
}

/** How many characters had to be compared to see that a chunk does not stand there. */
function commonLength(chunk: Chunk, text: string, at: number): number {
  for (let run = chunk.first; run; run = run.next) {
    for (let i = 0; i < run.text.length; i++) {
      if (text.charCodeAt(at + run.offset + i) !== run.text.charCodeAt(i)) { return run.offset + i + 1; }
    }
  }
  return chunk.length;
}
