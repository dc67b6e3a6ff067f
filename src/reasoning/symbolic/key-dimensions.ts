/**
 * The dimensions of one condition key.
 *
 * A key with one value is one dimension: its atoms are classes of values, and *absent*. A multivalued key is a set of values, of which
 * conditions say that it lies in some values (`ForAllValues`) or meets some (`ForAnyValue`, which is not lying in the others): one
 * dimension of two atoms for each such statement, hanging together by what sets there can be. So n values never make 2^n atoms.
 */
import { AtomSet, atomSet, atomsIn, has, isEmptySet, isSubset, minus, common } from './atom-set';
import { Budget } from './budget';
import { ConditionTerm, wantsAbsence } from './condition-term';
import { SpaceTerm, Undecidable, ValueAtom, valueAtoms } from './key-space';
import { Pattern } from './pattern';
import { ConditionKeyType, findConditionKey } from '../../catalog/actions';

/** The value of a key in a request that is being made up; a word may hold letters. */
export type KeyValue = string | readonly number[];

/** One dimension: which of its atoms lie within the question, and which in each cover. */
export interface Dimension {
  readonly size: number;
  readonly within: AtomSet;
  /** `undefined` for a cover that holds everything here. */
  readonly covers: readonly (AtomSet | undefined)[];
}

export interface KeyDimensions {
  readonly key: string;
  readonly dimensions: readonly Dimension[];
  /** Whether some request fits sets of atoms, one for each of the dimensions. */
  readonly isPossible: (sides: readonly AtomSet[]) => boolean;
  /** Values of the key that fit, the plainest first; `undefined` for a request without it. */
  readonly values: (sides: readonly AtomSet[]) => readonly (readonly KeyValue[] | undefined)[];
}

/** How the patterns of a term are read, by where the term stands. */
export interface KeyTerms {
  readonly within: readonly ConditionTerm[];
  readonly covers: readonly (readonly ConditionTerm[])[];
  readonly withinPatterns: (term: ConditionTerm, isBase: boolean) => readonly Pattern[];
  readonly coverPatterns: (term: ConditionTerm) => readonly Pattern[];
  /** Whether each request carries the key. */
  readonly isAlwaysPresent: boolean;
  /** Whether requests that give the key more than one value are not in question. */
  readonly hasOneValue: boolean;
}

export function keyDimensions(key: string, terms: KeyTerms, budget: Budget): KeyDimensions {
  const all = [...terms.within, ...terms.covers.flat()];
  all.filter(isNull).forEach(term => checkNull(key, term));
  const type = typeOf(key);
  const canHaveMany = type === undefined ? all.some(({ condition: { operator } }) => operator.qualifier !== undefined) : type.startsWith('ArrayOf');
  const isMultivalued = canHaveMany && !terms.hasOneValue;
  return isMultivalued ? multivalued(key, terms, type, budget) : singleValued(key, terms, type, budget);
}

/** No page says what a set operator, or a value other than `true` and `false`, does to `Null`. */
function checkNull(key: string, { condition: { operator, values } }: ConditionTerm): void {
  const isClear = operator.qualifier === undefined && values.every(({ text, when }) => when.length === 0 && /^(true|false)$/i.test(text.literal ?? ''));
  if (!isClear) { throw new Undecidable(key, values.map(({ text }) => text.toString())); }
}

/** By key; to look one up in the catalog costs more than most comparisons. */
const types = new Map<string, ConditionKeyType | undefined>();
const MAX_TYPES = 10_000;

function typeOf(key: string): ConditionKeyType | undefined {
  if (!types.has(key)) {
    if (types.size >= MAX_TYPES) { types.clear(); }
    types.set(key, findConditionKey(key)?.type);
  }
  return types.get(key);
}

function isNull({ condition: { operator } }: ConditionTerm): boolean {
  return operator.name === 'Null';
}

/** Each term once, with the place of its answer in an atom's `inside`. */
function listTerms(key: string, terms: KeyTerms, type: ConditionKeyType | undefined, base: ConditionTerm | undefined, budget: Budget) {
  const spaces: SpaceTerm[] = terms.within.map(term => ({ term, isCover: false, patterns: () => terms.withinPatterns(term, term === base) }));
  const places = new Map<string, number>();
  for (const term of terms.covers.flat()) {
    if (places.has(term.identity)) { continue; }
    places.set(term.identity, spaces.length);
    spaces.push({ term, isCover: true, patterns: () => terms.coverPatterns(term) });
  }
  const baseSpace = base && spaces[terms.within.indexOf(base)];
  const atoms = valueAtoms(key, spaces, type, baseSpace, budget);
  return { atoms, placeOf: (term: ConditionTerm) => places.get(term.identity)! };
}

function singleValued(key: string, terms: KeyTerms, type: ConditionKeyType | undefined, budget: Budget): KeyDimensions {
  const base = terms.within.find(term => !isNull(term) && !term.condition.operator.negated);
  const { atoms, placeOf } = listTerms(key, terms, type, base, budget);
  const isMet = (term: ConditionTerm, atom: ValueAtom, place: number) => isNull(term)
    ? wantsAbsence(term.condition.values, 'false')
    : atom.inside[place] !== term.condition.operator.negated;
  const kept = atoms.filter(atom => terms.within.every((term, place) => isMet(term, atom, place)));
  const hasAbsent = !terms.isAlwaysPresent && terms.within.every(term => term.matchesAbsent);
  const size = kept.length + Number(hasAbsent);
  const holds = (term: ConditionTerm, index: number) =>
    index === kept.length ? term.matchesAbsent : isMet(term, kept[index], placeOf(term));
  const covers = terms.covers.map(own => own.length === 0 ? undefined : atomSet(size, index => own.every(term => holds(term, index))));
  return {
    key,
    dimensions: [{ size, within: atomSet(size, () => true), covers }],
    isPossible: ([side]) => !isEmptySet(side),
    values: ([side]) => {
      const present = atomsIn(side).filter(index => index < kept.length).map(index => kept[index]);
      const absent = hasAbsent && has(side, kept.length) ? [undefined] : [];
      const others = present.flatMap(({ otherValue }) => otherValue === undefined ? [] : [[otherValue]]);
      return [...absent, ...present.map(({ value }) => [value]), ...others];
    },
  };
}

/** "The set lies in these values", or the contrary. */
interface Literal {
  readonly values: AtomSet;
  readonly holds: boolean;
}

function multivalued(key: string, terms: KeyTerms, type: ConditionKeyType | undefined, budget: Budget): KeyDimensions {
  for (const term of [...terms.within, ...terms.covers.flat()]) { checkMultivalued(key, term); }
  const { atoms, placeOf } = listTerms(key, terms, type, undefined, budget);
  const literalOf = (term: ConditionTerm, place: number) => readLiteral(term, atoms, place);
  const within = terms.within.flatMap((term, place) => literalOf(term, place) ?? []);
  const covers = terms.covers.map(own => own.flatMap(term => literalOf(term, placeOf(term)) ?? []));
  const sets: AtomSet[] = [];
  for (const { values } of [...within, ...covers.flat()]) {
    if (!sets.some(known => isSame(known, values))) { sets.push(values); }
  }
  const dimensions = sets.map(set => ({
    size: 2,
    within: sideOf(set, within) ?? BOTH,
    covers: covers.map(literals => sideOf(set, literals)),
  }));
  const everything = atomSet(atoms.length, () => true);
  const bounds = (sides: readonly AtomSet[]) => sides
    .reduce((bound, side, index) => isSame(side, HOLDS) ? common(bound, sets[index]) : bound, everything);
  const outsiders = (sides: readonly AtomSet[]) => {
    const bound = bounds(sides);
    return sides.flatMap((side, index) => isSame(side, FAILS) ? [minus(bound, sets[index])] : []);
  };
  return {
    key,
    dimensions,
    isPossible: sides => sides.every(side => !isEmptySet(side)) && outsiders(sides).every(set => !isEmptySet(set)),
    values: sides => {
      const needed = [...new Set(outsiders(sides).map(set => atomsIn(set)[0]))];
      return [needed.length === 0 ? undefined : needed.map(index => atoms[index].value)];
    },
  };
}

const HOLDS = atomSet(2, atom => atom === 0);
const FAILS = atomSet(2, atom => atom === 1);
const BOTH = atomSet(2, () => true);

function isSame(left: AtomSet, right: AtomSet): boolean {
  return isSubset(left, right) && isSubset(right, left);
}

/** The atoms that a conjunction leaves; `undefined` for both. */
function sideOf(set: AtomSet, literals: readonly Literal[]): AtomSet | undefined {
  const own = literals.filter(({ values }) => isSame(values, set));
  return own.length === 0 ? undefined : own.reduce((side, { holds }) => common(side, holds ? HOLDS : FAILS), BOTH);
}

/** What the sets of this file cannot say: an operator without a set prefix, `ForAnyValue:…IfExists`, values that are not known. */
function checkMultivalued(key: string, term: ConditionTerm): void {
  if (isNull(term)) { return; }
  const { operator, values } = term.condition;
  const plain = operator.qualifier === undefined;
  const unknown = values.some(({ text }) => text.literal === undefined || (term.variables && text.literal.includes('${')));
  if (plain || unknown || (operator.qualifier === 'ForAnyValue' && operator.ifExists)) {
    throw new Undecidable(key, values.map(({ text }) => text.toString()));
  }
}

/** `undefined` for a condition that always holds. */
function readLiteral(term: ConditionTerm, atoms: readonly ValueAtom[], place: number): Literal | undefined {
  const { operator, values } = term.condition;
  if (isNull(term)) {
    const [absent, present] = [wantsAbsence(values, 'true'), wantsAbsence(values, 'false')];
    if (absent && present) { return undefined; }
    const nothing = atomSet(atoms.length, () => false);
    return absent || present ? { values: nothing, holds: absent } : { values: atomSet(atoms.length, () => true), holds: false };
  }
  if (operator.qualifier === 'ForAllValues') {
    return { values: atomSet(atoms.length, atom => atoms[atom].inside[place] !== operator.negated), holds: true };
  }
  return { values: atomSet(atoms.length, atom => atoms[atom].inside[place] === operator.negated), holds: false };
}

