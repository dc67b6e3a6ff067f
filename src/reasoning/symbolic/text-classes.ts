/**
 * Words cut into classes: two words are in one class when no pattern of the question tells them apart. Each class comes with its
 * shortest word. Exact; says so when the budget ends before the answer.
 */
import { Budget, OutOfBudget } from './budget';
import { DEAD, Matcher } from './matcher';
import { codesOfString, COLON, isLetter, letterCovers, lowerCase, Pattern, stringOfCodes } from './pattern';

/** How the words of one pattern stand to another pattern. */
export type Relation = 'covered' | 'disjoint' | 'partial';

export interface TextClass {
  /** The pattern that the word was taken from. */
  readonly base: Pattern;
  readonly word: readonly number[];
  /** For each set of patterns, whether the words of the class match one of them. */
  readonly inside: readonly boolean[];
}

/** Characters for a place where none of the patterns cares which. */
const FILLERS = codesOfString('xae0b1c2d3f4g5h6i7j8k9lmnopqrstuvwyz-_/.~');

const relations = new WeakMap<Pattern, WeakMap<Pattern, Relation>>();

/** How the words of `base` stand to `other`. */
export function relationOf(base: Pattern, other: Pattern, dimension: string, budget: Budget): Relation {
  if (base.key === other.key || other.isEverything || (base.source !== undefined && base.source === other.source)) { return 'covered'; }
  if (base.isWord) { return Matcher.of(other).accepts(base.codes) ? 'covered' : 'disjoint'; }
  if (!prefixesAgree(base, other)) { return 'disjoint'; }
  let known = relations.get(base);
  if (!known) {
    known = new WeakMap();
    relations.set(base, known);
  }
  let relation = known.get(other);
  if (!relation) {
    relation = findRelation(base, other, dimension, budget);
    known.set(other, relation);
  }
  return relation;
}

function prefixesAgree(base: Pattern, other: Pattern): boolean {
  const length = Math.min(base.prefixLength, other.prefixLength);
  const ignoresCase = base.ignoresCase || other.ignoresCase;
  for (let i = 0; i < length; i++) {
    const [a, b] = ignoresCase ? [lowerCase(base.codes[i]), lowerCase(other.codes[i])] : [base.codes[i], other.codes[i]];
    if (isLetter(a) && other.isLoose) { return true; }
    if (a !== b && !(isLetter(a) && isLetter(b) && letterCovers(b, a))) { return false; }
  }
  return true;
}

function findRelation(base: Pattern, other: Pattern, dimension: string, budget: Budget): Relation {
  let inside = false;
  let outside = false;
  new Product(base, [other], dimension, budget).walk(accepted => {
    if (accepted.length > 0) { inside = true; } else { outside = true; }
    return !(inside && outside);
  });
  return inside && outside ? 'partial' : outside ? 'disjoint' : 'covered';
}

export interface TextQuestion {
  /** The words of interest match one of these. */
  readonly bases: readonly Pattern[];
  /** A set is matched by what matches one of its patterns. */
  readonly sets: readonly (readonly Pattern[])[];
  /** What messages call it. */
  readonly dimension: string;
  /** Called with each class as it is found; `true` ends the search. */
  readonly isEnough?: (found: TextClass) => boolean;
}

/** The classes of words that the sets tell apart. */
export function textClasses(question: TextQuestion, budget: Budget): TextClass[] {
  const { isEnough = () => false } = question;
  const classes = new Map<string, TextClass>();
  const add: AddClass = found => {
    const key = found.inside.map(Number).join('');
    if (classes.has(key)) { return false; }
    classes.set(key, found);
    return isEnough(found);
  };
  question.bases.some(base => classesOf(base, question, budget, add));
  return [...classes.values()];
}

/** Says whether that is enough. */
type AddClass = (found: TextClass) => boolean;

function classesOf(base: Pattern, { sets, dimension }: TextQuestion, budget: Budget, add: AddClass): boolean {
  if (base.isWord) {
    return add({ base, word: base.codes, inside: sets.map(set => set.some(pattern => Matcher.of(pattern).accepts(base.codes))) });
  }
  if (base.isEverything && sets.every(set => set.every(pattern => pattern.isWord && !pattern.hasLetters))) {
    return wordClasses(base, sets, add);
  }
  const partial = new Map<string, number>();
  const cutters: Pattern[] = [];
  const places = sets.map(set => {
    const cutting: Pattern[] = [];
    for (const pattern of set) {
      const relation = relationOf(base, pattern, dimension, budget);
      if (relation === 'covered') { return undefined; }
      if (relation === 'partial') { cutting.push(pattern); }
    }
    return cutting.map(pattern => {
      const known = partial.get(pattern.key) ?? cutters.push(pattern) - 1;
      partial.set(pattern.key, known);
      return known;
    });
  });
  let isEnough = false;
  new Product(base, cutters, dimension, budget).walk((accepted, word) => {
    isEnough = add({ base, word: word(), inside: places.map(own => own === undefined || own.some(place => accepted.includes(place))) });
    return !isEnough;
  });
  return isEnough;
}

/** Sets of plain words need no automaton: each word is one class, and all others are one. */
function wordClasses(base: Pattern, sets: readonly (readonly Pattern[])[], add: AddClass): boolean {
  const members = sets.map(set => new Set(set.map(({ codes }) => stringOfCodes(codes))));
  const words = new Set(members.flatMap(set => [...set]));
  let fresh = 'example';
  while (words.has(fresh)) { fresh += 'x'; }
  return [fresh, ...words].some(word => add({ base, word: codesOfString(word), inside: members.map(set => set.has(word)) }));
}

interface Node {
  readonly before?: Node;
  readonly code: number;
  readonly base: number;
  /** Pairs of a pattern's place and its state, for those that may still accept or not. */
  readonly live: readonly number[];
  /** Places of the patterns that accept whatever follows. */
  readonly settled: readonly number[];
}

/** A pattern longer than any that IAM takes costs as many steps again for each character beyond. */
const USUAL_LENGTH = 2048;
const EXCESS_COST = 4;

/** The patterns read together, breadth first, so that the first word to a state is a shortest one. */
class Product {
  private readonly matchers: readonly Matcher[];
  private readonly base: Matcher;

  public constructor(
    private readonly basePattern: Pattern,
    private readonly patterns: readonly Pattern[],
    private readonly dimension: string,
    private readonly budget: Budget,
  ) {
    this.base = Matcher.strict(basePattern);
    this.matchers = patterns.map(pattern => Matcher.of(pattern));
    this.spend([basePattern, ...patterns].reduce((excess, { codes }) => excess + Math.max(0, codes.length - USUAL_LENGTH), 0) * EXCESS_COST);
  }

  private spend(steps: number): void {
    if (this.budget.spendProduct(steps)) { return; }
    throw new OutOfBudget(this.dimension, [this.basePattern, ...this.patterns].map(pattern => pattern.text));
  }

  /** Calls `found` once for each set of patterns that some word of the base matches, until it returns `false`. */
  public walk(found: (accepted: readonly number[], word: () => readonly number[]) => boolean): void {
    const first: Node = { code: 0, base: this.base.start, live: this.matchers.flatMap((matcher, place) => [place, matcher.start]), settled: [] };
    const seen = new Set([keyOf(first)]);
    const reported = new Set<string>();
    let level = [first];
    while (level.length > 0) {
      const next: Node[] = [];
      for (const node of level) {
        if (this.base.isAccepting(node.base)) {
          const accepted = this.acceptedAt(node);
          const key = accepted.join(',');
          if (!reported.has(key)) {
            reported.add(key);
            if (!found(accepted, () => wordTo(node))) { return; }
          }
        }
        if (node.live.length === 0 && reported.has(node.settled.join(','))) { continue; }
        for (const code of this.codesAt(node)) {
          const target = this.step(node, code);
          if (!target) { continue; }
          const key = keyOf(target);
          if (seen.has(key)) { continue; }
          seen.add(key);
          next.push(target);
        }
      }
      level = next;
    }
  }

  private acceptedAt({ live, settled }: Node): number[] {
    const accepted = [...settled];
    for (let i = 0; i < live.length; i += 2) {
      if (this.matchers[live[i]].isAccepting(live[i + 1])) { accepted.push(live[i]); }
    }
    return accepted.sort((left, right) => left - right);
  }

  /** The codes that matter here, and one that matters to none. Letters come from the base only. */
  private codesAt({ base, live }: Node): Iterable<number> {
    const codes = new Set(this.base.codesAt(base));
    for (let i = 0; i < live.length; i += 2) {
      for (const code of this.matchers[live[i]].codesAt(live[i + 1])) {
        if (!isLetter(code)) { codes.add(code); }
      }
    }
    codes.add(fillerBeside(codes));
    return codes;
  }

  private step(node: Node, code: number): Node | undefined {
    const base = this.base.step(node.base, code);
    if (base === DEAD) { return undefined; }
    const live: number[] = [];
    const fresh: number[] = [];
    let weight = this.base.weight(base);
    for (let i = 0; i < node.live.length; i += 2) {
      const place = node.live[i];
      const matcher = this.matchers[place];
      const state = matcher.step(node.live[i + 1], code);
      weight += matcher.weight(state) + 1;
      if (state === DEAD) { continue; }
      if (matcher.acceptsAll(state)) { fresh.push(place); } else { live.push(place, state); }
    }
    this.spend(1 + (weight >> 2));
    const settled = fresh.length === 0 ? node.settled : [...node.settled, ...fresh].sort((left, right) => left - right);
    return { before: node, code, base, live, settled };
  }
}

function keyOf({ base, live, settled }: Node): string {
  return `${base}|${live.join(',')}|${settled.join(',')}`;
}

function fillerBeside(codes: ReadonlySet<number>): number {
  const filler = FILLERS.find(code => !codes.has(code));
  if (filler !== undefined) { return filler; }
  let code = COLON + 1;
  while (codes.has(code)) { code++; }
  return code;
}

function wordTo(node: Node): number[] {
  const word: number[] = [];
  for (let at: Node = node; at.before; at = at.before) { word.push(at.code); }
  return word.reverse();
}
