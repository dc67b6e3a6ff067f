/**
 * Patterns as the automata read them: a row of codes, one a character, a wildcard or a letter.
 *
 * A letter stands for a value that is not known here: a policy variable or a CloudFormation value. It is a symbol outside the
 * alphabet of requests, equal to itself only, so what holds for words with letters holds for every value that they can take.
 */
import { SymbolicText, Unknown } from '../../policy/symbolic-text';
import { PolicyVariable, TemplatePart, templateParts } from '../../policy/policy-variables';

/** `*`: any characters. */
export const ANY = -1;
/** `?`: one character. */
export const ONE = -2;
/** `*` that stays inside a part of an ARN: any characters but `:`. */
export const ANY_IN_PART = -3;
/** `?` that stays inside a part of an ARN. */
export const ONE_IN_PART = -4;

const FIRST_LETTER = -16;
export const COLON = 58;
const STAR = 42;
const QUESTION_MARK = 63;

export type Letter = Unknown | PolicyVariable;

/**
 * Where a letter stands, as far as that bears on what it can be: a value that holds wildcards means more in some places than in
 * others, and one that holds `:` may make an ARN of too few parts complete. `free` takes in all other uses.
 */
type LetterUse = 'free' | 'equal' | 'resource' | 'resource-head' | 'arn' | 'arn-head' | 'short-arn';

interface LetterForm {
  readonly letter: Letter;
  /** Equal for forms of one value. */
  readonly value: string;
  readonly use: LetterUse;
}

const letters: LetterForm[] = [];
const letterCodes = new Map<string, number>();

export function isLetter(code: number): boolean {
  return code <= FIRST_LETTER;
}

export function letterOf(code: number): Letter {
  return formOf(code).letter;
}

function formOf(code: number): LetterForm {
  return letters[FIRST_LETTER - code];
}

export function isVariable(letter: Letter): letter is PolicyVariable {
  return 'variable' in letter;
}

/** Whether all that the letter of a word can be is what the letter of a pattern stands for. */
export function letterCovers(expected: number, code: number): boolean {
  if (expected === code) { return true; }
  const [pattern, word] = [formOf(expected), formOf(code)];
  return pattern.value === word.value && pattern.use === 'free';
}

function letterCode(form: LetterForm): number {
  const key = `${form.use}\n${form.value}`;
  let code = letterCodes.get(key);
  if (code === undefined) {
    code = FIRST_LETTER - letters.length;
    letters.push(form);
    letterCodes.set(key, code);
  }
  return code;
}

/** A value that can hold variables is told apart by whether they are read as such. */
function plainLetter(letter: Letter, variables: boolean): number {
  const value = isVariable(letter)
    ? `$${letter.variable.toLowerCase()}\n${letter.fallback ?? '\n'}`
    : `${letter.resource ?? ''}\n${letter.name}\n${letter.shape}${letter.shape === 'any' ? `\n${variables}` : ''}`;
  return letterCode({ letter, value, use: 'free' });
}

function usedAs(code: number, use: LetterUse): number {
  return isLetter(code) ? letterCode({ ...formOf(code), use }) : code;
}

/** Whether the value can hold a `:`. */
export function canHoldColon(code: number): boolean {
  const letter = letterOf(code);
  return isVariable(letter) || letter.shape === 'any' || letter.shape === 'opaque';
}

/** Whether the value can hold wildcards, which count as such. */
function canHoldWildcards(code: number): boolean {
  const letter = letterOf(code);
  return !isVariable(letter) && letter.shape === 'any';
}

/** Whether a value of the template can hold a `:`, which counts as if it were written out. */
function canShiftParts(code: number): boolean {
  return isLetter(code) && !isVariable(letterOf(code)) && canHoldColon(code);
}

export class Pattern {
  /** Whether it matches one word and no other; there may be letters in it. */
  public readonly isWord: boolean;
  public readonly hasLetters: boolean;
  public readonly isEverything: boolean;
  /** The codes before the first wildcard. */
  public readonly prefixLength: number;

  private constructor(
    public readonly codes: readonly number[],
    public readonly ignoresCase: boolean,
    public readonly text: string,
    /** Equal for patterns that match the same way. */
    public readonly key: string,
  ) {
    const wildcard = codes.findIndex(code => code < 0 && !isLetter(code));
    this.isWord = wildcard < 0 && !ignoresCase;
    this.prefixLength = wildcard < 0 ? codes.length : wildcard;
    this.hasLetters = codes.some(isLetter);
    this.isEverything = codes.length === 1 && codes[0] === ANY;
  }

  /** Equal patterns are one object, so that what is found out about two of them is found out once. */
  public static of(codes: readonly number[], ignoresCase: boolean, text: string): Pattern {
    const key = `${ignoresCase ? 'i' : 'c'}${codes.join(',')}`;
    let pattern = known.get(key);
    if (!pattern) {
      if (known.size >= MAX_KNOWN) { known.clear(); }
      pattern = new Pattern(codes, ignoresCase, text, key);
      known.set(key, pattern);
    }
    return pattern;
  }
}

const MAX_KNOWN = 20_000;
const known = new Map<string, Pattern>();

export interface PatternOptions {
  /** Whether `${…}` are policy variables. */
  readonly variables: boolean;
  /** Values that are not known here count as any text they could be, instead of as letters. */
  readonly widened?: boolean;
  readonly ignoresCase?: boolean;
}

/** A pattern of the `Resource` element: wildcards reach beyond a `:` in the last part only. */
export function resourcePattern(text: SymbolicText, options: PatternOptions): Pattern {
  const codes = wildCodes(text, options);
  return patternOf(boundedBefore(codes, codes.lastIndexOf(COLON)), text, options);
}

/**
 * A value of `ArnLike`: six parts. `undefined` for a value that has fewer, which matches nothing; one that may turn out to have
 * six is read as it stands.
 */
export function arnPattern(text: SymbolicText, options: PatternOptions): Pattern | undefined {
  const codes = wildCodes(text, options);
  let lastPart = -1;
  for (let colons = 0; colons < 5; colons++) {
    lastPart = codes.indexOf(COLON, lastPart + 1);
    if (lastPart < 0) {
      return codes.some(code => isLetter(code) && canHoldColon(code)) ? patternOf(codes, text, options) : undefined;
    }
  }
  return patternOf(boundedBefore(codes, lastPart), text, options);
}

/** A value of `StringLike`. */
export function likePattern(text: SymbolicText, options: PatternOptions): Pattern {
  return patternOf(wildCodes(text, options), text, options);
}

/** A value of `StringEquals` or `StringEqualsIgnoreCase`. */
export function equalPattern(text: SymbolicText, options: PatternOptions): Pattern {
  return patternOf(codesOf(text, options, character => character), text, options);
}

function patternOf(codes: readonly number[], text: SymbolicText, { widened, ignoresCase = false }: PatternOptions): Pattern {
  const wide = widened ? codes.map(code => isLetter(code) ? canHoldColon(code) ? ANY : ANY_IN_PART : code) : codes;
  return Pattern.of(ignoresCase ? wide.map(lowerCase) : wide, ignoresCase, text.toString());
}

export function wordPattern(word: string): Pattern {
  return Pattern.of(codesOfString(word), false, word);
}

export const EVERYTHING = Pattern.of([ANY], false, '*');

/** Lower case, where that is one code as well. */
export function lowerCase(code: number): number {
  if (code < 0) { return code; }
  const lower = String.fromCharCode(code).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}

export function upperCase(code: number): number {
  if (code < 0) { return code; }
  const upper = String.fromCharCode(code).toUpperCase();
  return upper.length === 1 ? upper.charCodeAt(0) : code;
}

export function codesOfString(text: string): number[] {
  const codes = new Array<number>(text.length);
  for (let i = 0; i < text.length; i++) { codes[i] = text.charCodeAt(i); }
  return codes;
}

function wildCodes(text: SymbolicText, options: PatternOptions): number[] {
  const codes = codesOf(text, options, character => character === STAR ? ANY : character === QUESTION_MARK ? ONE : character);
  return codes.filter((code, index) => code !== ANY || codes[index - 1] !== ANY);
}

function codesOf(text: SymbolicText, { variables }: PatternOptions, read: (character: number) => number): number[] {
  const parts: readonly TemplatePart[] = variables ? templateParts(text) : text.parts;
  const codes: number[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      for (let i = 0; i < part.length; i++) { codes.push(read(part.charCodeAt(i))); }
    } else if ('escaped' in part) {
      codes.push(part.escaped.charCodeAt(0));
    } else {
      codes.push(letterCode(part));
    }
  }
  return codes;
}

/** Wildcards before a place stay inside their part. */
function boundedBefore(codes: readonly number[], end: number): readonly number[] {
  if (end < 0) { return codes; }
  return codes.map((code, index) => {
    if (index >= end || code >= 0) { return code; }
    return code === ANY ? ANY_IN_PART : code === ONE ? ONE_IN_PART : code;
  });
}
