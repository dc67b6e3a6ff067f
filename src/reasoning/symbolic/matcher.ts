/**
 * The automaton of one pattern, made state by state as it is asked for.
 *
 * A matcher reads words over characters and letters. The wildcards of a `strict` one match no letter: its words hold letters only
 * where the pattern itself does. Exact, but for letters read by a loose pattern, which may take more than they can turn out as.
 */
import {
  ANY, ANY_IN_PART, canHoldColon, COLON, isLetter, isVariable, letterCovers, letterOf, lowerCase, ONE, ONE_IN_PART, otherCases, Pattern,
} from './pattern';
import { UnknownShape } from '../../policy/symbolic-text';
import { canBeMadeOf } from '../matching/possible-text';

/** No word gets on from here. */
export const DEAD = 0;

/** Stands for all characters of no interest, which lead the same way. */
const NO_CODE = 0x10000;

interface State {
  /** Ascending places in the pattern that reading has reached. */
  readonly positions: readonly number[];
  readonly accepting: boolean;
  /** Whether every word is accepted from here. */
  readonly acceptsAll: boolean;
  /** The codes that lead elsewhere than a character of no interest does. */
  readonly codes: readonly number[];
  readonly next: Map<number, number>;
}

const matchers = new WeakMap<Pattern, Matcher>();
const strictMatchers = new WeakMap<Pattern, Matcher>();

export class Matcher {
  /** The matcher of a pattern whose wildcards match letters too. */
  public static of(pattern: Pattern): Matcher {
    return remembered(matchers, pattern, () => new Matcher(pattern, false));
  }

  public static strict(pattern: Pattern): Matcher {
    return pattern.hasLetters ? remembered(strictMatchers, pattern, () => new Matcher(pattern, true)) : Matcher.of(pattern);
  }

  public readonly start: number;
  private readonly states: State[] = [];
  private readonly stateIds = new Map<string, number>();

  private constructor(private readonly pattern: Pattern, private readonly strict: boolean) {
    this.state([]);
    this.start = this.state(this.closure([0]));
  }

  public isAccepting(state: number): boolean {
    return this.states[state].accepting;
  }

  public acceptsAll(state: number): boolean {
    return this.states[state].acceptsAll;
  }

  public codesAt(state: number): readonly number[] {
    return this.states[state].codes;
  }

  public weight(state: number): number {
    return this.states[state].positions.length;
  }

  public step(state: number, code: number): number {
    const { positions, codes, next } = this.states[state];
    const key = isLetter(code) || codes.includes(code) ? code : NO_CODE;
    let target = next.get(key);
    if (target === undefined) {
      target = this.state(this.closure(this.advance(positions, code)));
      next.set(key, target);
    }
    return target;
  }

  /** Whether the pattern accepts a word; keeps no states. */
  public accepts(word: readonly number[]): boolean {
    let positions = this.closure([0]);
    for (const code of word) {
      positions = this.closure(this.advance(positions, code));
      if (positions.length === 0) { return false; }
    }
    return positions[positions.length - 1] === this.pattern.codes.length;
  }

  private advance(positions: readonly number[], code: number): number[] {
    const { codes, ignoresCase, isLoose } = this.pattern;
    const read = ignoresCase ? lowerCase(code) : code;
    const letter = isLetter(code);
    if (letter && isLoose) { return this.beyondLetter(positions, code); }
    const reached: number[] = [];
    const add = (position: number) => {
      if (reached[reached.length - 1] !== position) { reached.push(position); }
    };
    for (const position of positions) {
      const expected = codes[position];
      switch (expected) {
        case undefined: break;
        case ANY: if (!letter || !this.strict) { add(position); } break;
        case ANY_IN_PART: if (letter ? !this.strict && !canHoldColon(code) : code !== COLON) { add(position); } break;
        case ONE: if (!letter) { add(position + 1); } break;
        case ONE_IN_PART: if (!letter && code !== COLON) { add(position + 1); } break;
        default: if (expected === read || (letter && isLetter(expected) && letterCovers(expected, read))) { add(position + 1); }
      }
    }
    return reached;
  }

  /** All places that some text in place of the letter leads to. */
  private beyondLetter(positions: readonly number[], code: number): number[] {
    const { codes } = this.pattern;
    const letter = letterOf(code);
    const reached = new Set<number>();
    for (const start of positions) {
      for (let position = start; !reached.has(position); position++) {
        reached.add(position);
        const expected = codes[position];
        if (expected === undefined || (expected >= 0 && !isVariable(letter) && !this.canBe(letter.shape, expected))) { break; }
      }
    }
    return [...reached].sort((left, right) => left - right);
  }

  private canBe(shape: UnknownShape, code: number): boolean {
    const cases = this.pattern.ignoresCase ? [code, ...otherCases(code)] : [code];
    return cases.some(own => canBeMadeOf(shape, String.fromCharCode(own)));
  }

  /** With the places behind wildcards that may stand for nothing, and without those that a later `*` makes needless. */
  private closure(reached: readonly number[]): number[] {
    const { codes } = this.pattern;
    const positions: number[] = [];
    let highest = -1;
    for (let position of reached) {
      if (position <= highest) { continue; }
      for (;;) {
        if (codes[position] === ANY && !this.strict) { positions.length = 0; }
        positions.push(position);
        highest = position;
        if (codes[position] !== ANY && codes[position] !== ANY_IN_PART) { break; }
        position++;
      }
    }
    return positions;
  }

  private state(positions: readonly number[]): number {
    const key = positions.join(',');
    const known = this.stateIds.get(key);
    if (known !== undefined) { return known; }
    const id = this.states.length;
    const { codes } = this.pattern;
    const end = codes.length;
    this.states.push({
      positions,
      accepting: positions[positions.length - 1] === end,
      acceptsAll: !this.strict && codes[end - 1] === ANY && positions.includes(end - 1),
      codes: this.codesOf(positions),
      next: new Map(),
    });
    this.stateIds.set(key, id);
    return id;
  }

  private codesOf(positions: readonly number[]): number[] {
    const codes = new Set<number>();
    for (const position of positions) {
      const code = this.pattern.codes[position];
      if (code === undefined || code === ANY || code === ONE) { continue; }
      if (code === ANY_IN_PART || code === ONE_IN_PART) {
        codes.add(COLON);
      } else {
        codes.add(code);
        if (this.pattern.ignoresCase) { otherCases(code).forEach(other => codes.add(other)); }
      }
    }
    return [...codes];
  }
}

function remembered(memory: WeakMap<Pattern, Matcher>, pattern: Pattern, make: () => Matcher): Matcher {
  let matcher = memory.get(pattern);
  if (!matcher) {
    matcher = make();
    memory.set(pattern, matcher);
  }
  return matcher;
}
