/**
 * Patterns as the automata read them: a row of codes, one a character, a wildcard or a letter.
 *
 * A letter stands for a value that is not known here: a policy variable or a CloudFormation value. It is a symbol outside the
 * alphabet of requests, equal to itself only, so what holds for words with letters holds for every value that they can take.
 */
import { PolicyVariable, TemplatePart, templateParts } from '../../policy/policy-variables';
import { SymbolicText, Unknown } from '../../policy/symbolic-text';

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

/** So many arguments one call takes everywhere. */
const MAX_ARGUMENTS = 4096;

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

/** Begins the values that are compared without regard to case. */
const FOLDED = '~';

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
    : `${letter.resource ?? ''}\n${letter.source ?? ''}\n${letter.name}\n${letter.shape}${letter.shape === 'any' ? `\n${variables}` : ''}`;
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

/** Whether it is a value of the template that can hold wildcards, which count as if they were written out. */
function canHoldWildcards(code: number): boolean {
  if (!isLetter(code)) { return false; }
  const letter = letterOf(code);
  return !isVariable(letter) && letter.shape === 'any';
}

/** Whether it is a value of the template that can hold a `:`, which counts as if it were written out. */
function canShiftParts(code: number): boolean {
  return isLetter(code) && !isVariable(letterOf(code)) && canHoldColon(code);
}

export class Pattern {
  /** Equal patterns are one object, so that what is found out about two of them is found out once. */
  public static of(codes: readonly number[], text: string, { ignoresCase = false, isLoose = false, source }: PatternTraits = {}): Pattern {
    const key = `${ignoresCase ? 'i' : 'c'}${isLoose ? 'l' : 's'}${source ?? ''}\n${keyOf(codes)}`;
    let pattern = known.get(key);
    if (!pattern) {
      if (knownLength >= MAX_KNOWN_LENGTH) {
        known.clear();
        knownLength = 0;
      }
      pattern = new Pattern(codes, ignoresCase, isLoose, text, key, source);
      known.set(key, pattern);
      knownLength += codes.length;
    }
    return pattern;
  }

  /** Whether it matches one word and no other; there may be letters in it. */
  public readonly isWord: boolean;
  public readonly hasLetters: boolean;
  public readonly isEverything: boolean;
  /** The codes before the first wildcard. */
  public readonly prefixLength: number;

  private constructor(
    public readonly codes: readonly number[],
    public readonly ignoresCase: boolean,
    /** Whether letters of words count as any text that they could be. */
    public readonly isLoose: boolean,
    public readonly text: string,
    /** Equal for patterns that match the same way. */
    public readonly key: string,
    /** Equal for patterns that come to the same when the values are known. */
    public readonly source: string | undefined,
  ) {
    const wildcard = codes.findIndex(code => code < 0 && !isLetter(code));
    this.isWord = wildcard < 0 && !ignoresCase;
    this.prefixLength = wildcard < 0 ? codes.length : wildcard;
    this.hasLetters = codes.some(isLetter);
    this.isEverything = codes.length === 1 && codes[0] === ANY;
  }
}

const FIRST_PRIVATE = 0xE000;
const LAST_PRIVATE = 0xF8FF;

/** Equal for equal codes: text in which wildcards are private characters, unless letters or such characters are in it. */
function keyOf(codes: readonly number[]): string {
  const isPlain = codes.every(code => !isLetter(code) && (code < FIRST_PRIVATE || code > LAST_PRIVATE));
  return isPlain
    ? stringOfCodes(codes.map(code => code < 0 ? FIRST_PRIVATE - code : code))
    : `${String.fromCharCode(FIRST_PRIVATE)}${codes.join(',')}`;
}

interface PatternTraits {
  readonly ignoresCase?: boolean;
  readonly isLoose?: boolean;
  readonly source?: string;
}

/** In codes: some twenty thousand patterns as they come. */
const MAX_KNOWN_LENGTH = 1_000_000;
const known = new Map<string, Pattern>();
let knownLength = 0;

/**
 * What a pattern with values that are not known here is read for:
 * - `widest`: the words of interest, none left out; the values are letters
 * - `surest`: to say that a word surely matches; the values are letters
 * - `loose`: to say that a word, with letters or without, could match if the values turn out right
 */
export type Reading = 'widest' | 'surest' | 'loose';

export interface PatternOptions {
  /** Whether `${…}` are policy variables. */
  readonly variables: boolean;
  /** `widest` if left out. */
  readonly reading?: Reading;
  readonly ignoresCase?: boolean;
}

/**
 * A pattern of the `Resource` element: wildcards reach beyond a `:` in the last part only. A value behind a wildcard of the last part
 * may hold a `:` that cuts it short.
 */
export function resourcePattern(text: SymbolicText, options: PatternOptions): Pattern {
  const codes = wildCodes(text, options);
  const lastColon = codes.lastIndexOf(COLON);
  if (text.literal !== undefined) { return patternOf(boundedBefore(codes, lastColon), text, options); }
  const lastShift = codes.reduce((last, code, index) => canShiftParts(code) ? index : last, lastColon);
  const isOpen = codes.some((code, index) => index > lastColon && index < lastShift && isWildcard(code));
  const used = codes.map((code, index) => canHoldWildcards(code) ? usedAs(code, index < lastColon ? 'resource-head' : 'resource') : code);
  const end = isOpen && options.reading === 'surest' ? lastShift : lastColon;
  return patternOf(boundedBefore(used, end), text, options, isOpen ? 'resource' : undefined);
}

/**
 * A value of `ArnLike`: six parts. `undefined` for a value that has fewer, which matches nothing; one that may turn out to have
 * six is read as it stands. A value that holds a `:` may make more of it the last part, in which wildcards are free.
 */
export function arnPattern(text: SymbolicText, options: PatternOptions): Pattern | undefined {
  const codes = wildCodes(text, options);
  const firstShift = codes.findIndex(canShiftParts);
  const fifthColon = nthIndexOf(codes, COLON, 5);
  if (fifthColon < 0 && firstShift < 0) { return undefined; }
  const lastPart = fifthColon < 0 ? codes.length : fifthColon;
  const isOpen = firstShift >= 0 && firstShift < lastPart;
  const used = codes.map((code, index) => {
    if (!isLetter(code) || !(isVariable(letterOf(code)) || canHoldColon(code))) { return code; }
    if (fifthColon < 0 && canShiftParts(code)) { return usedAs(code, 'short-arn'); }
    if (index < lastPart && (isVariable(letterOf(code)) || canHoldWildcards(code))) { return usedAs(code, 'arn-head'); }
    return canHoldWildcards(code) ? usedAs(code, 'arn') : code;
  });
  const end = isOpen && options.reading !== 'surest' ? firstShift : lastPart;
  return patternOf(boundedBefore(used, end), text, options, isOpen ? 'arn' : undefined);
}

/** A value of `StringLike`. */
export function likePattern(text: SymbolicText, options: PatternOptions): Pattern {
  return patternOf(wildCodes(text, options), text, options);
}

/** A value of `StringEquals` or `StringEqualsIgnoreCase`. */
export function equalPattern(text: SymbolicText, options: PatternOptions): Pattern {
  const codes = codesOf(text, options, character => character);
  return patternOf(codes.map(code => canHoldWildcards(code) ? usedAs(code, 'equal') : code), text, options);
}

/** `style` is given where what is surest is less than what is widest. */
function patternOf(codes: readonly number[], text: SymbolicText, options: PatternOptions, style?: string): Pattern {
  const { variables, reading, ignoresCase = false } = options;
  const isLoose = reading === 'loose';
  const wide = isLoose ? codes.map(code => isLetter(code) ? canHoldColon(code) ? ANY : ANY_IN_PART : code) : codes;
  const source = style === undefined || isLoose ? undefined : `${style} ${variables} ${JSON.stringify(text.parts)}`;
  return Pattern.of(ignoresCase ? wide.map(lowerCase) : wide, text.toString(), { ignoresCase, isLoose, source });
}

export function wordPattern(word: string): Pattern {
  return Pattern.of(codesOfString(word), word);
}

export const EVERYTHING = Pattern.of([ANY], '*');

/** Lower case, where that is one code as well; the letter of a value in lower case is one of its own. */
export function lowerCase(code: number): number {
  if (isLetter(code)) {
    const form = formOf(code);
    return form.value.startsWith(FOLDED) ? code : letterCode({ ...form, value: `${FOLDED}${form.value}` });
  }
  if (code < 0) { return code; }
  const lower = String.fromCharCode(code).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}

/** The other codes of which the lower case is this one. */
export function otherCases(lower: number): readonly number[] {
  if (lower < 0) { return []; }
  if (lower >= FIRST_BEYOND_ASCII) { return foldedCodes().get(lower) ?? []; }
  const upper = String.fromCharCode(lower).toUpperCase().charCodeAt(0);
  return lower === SMALL_K ? [upper, KELVIN_SIGN] : upper === lower ? [] : [upper];
}

const FIRST_BEYOND_ASCII = 128;
const SMALL_K = 107;
/** The one character beyond ASCII of which the lower case is not. */
const KELVIN_SIGN = 0x212A;
const LAST_CODE = 0xFFFF;

let folded: Map<number, number[]> | undefined;

function foldedCodes(): ReadonlyMap<number, readonly number[]> {
  if (!folded) {
    folded = new Map();
    for (let code = FIRST_BEYOND_ASCII; code <= LAST_CODE; code++) {
      const lower = lowerCase(code);
      if (lower !== code) { folded.set(lower, [...folded.get(lower) ?? [], code]); }
    }
  }
  return folded;
}

export function codesOfString(text: string): number[] {
  const codes = new Array<number>(text.length);
  for (let i = 0; i < text.length; i++) { codes[i] = text.charCodeAt(i); }
  return codes;
}

/** The contrary, for words without letters. */
export function stringOfCodes(codes: readonly number[]): string {
  let text = '';
  for (let from = 0; from < codes.length; from += MAX_ARGUMENTS) { text += String.fromCharCode(...codes.slice(from, from + MAX_ARGUMENTS)); }
  return text;
}

function wildCodes(text: SymbolicText, options: PatternOptions): number[] {
  return codesOf(text, options, character => character === STAR ? ANY : character === QUESTION_MARK ? ONE : character);
}

/** Of several `*` in a row one is left. */
function codesOf(text: SymbolicText, { variables }: PatternOptions, read: (character: number) => number): number[] {
  const parts: readonly TemplatePart[] = variables ? templateParts(text) : text.parts;
  const codes: number[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      for (let i = 0; i < part.length; i++) {
        const code = read(part.charCodeAt(i));
        if (code !== ANY || codes[codes.length - 1] !== ANY) { codes.push(code); }
      }
    } else if ('escaped' in part) {
      codes.push(part.escaped.charCodeAt(0));
    } else {
      codes.push(plainLetter(part, variables));
    }
  }
  return codes;
}

function isWildcard(code: number): boolean {
  return code < 0 && !isLetter(code);
}

/** The place of the nth of equal codes; -1 where there are fewer. */
export function nthIndexOf(codes: readonly number[], wanted: number, count: number): number {
  let place = -1;
  for (let found = 0; found < count; found++) {
    place = codes.indexOf(wanted, place + 1);
    if (place < 0) { return -1; }
  }
  return place;
}

/** Wildcards before a place stay inside their part. */
function boundedBefore(codes: readonly number[], end: number): readonly number[] {
  if (end < 0) { return codes; }
  const bounded = [...codes];
  for (let index = 0; index < end; index++) {
    if (codes[index] === ANY) { bounded[index] = ANY_IN_PART; } else if (codes[index] === ONE) { bounded[index] = ONE_IN_PART; }
  }
  return bounded;
}
