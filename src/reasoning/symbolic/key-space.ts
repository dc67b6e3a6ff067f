/**
 * The values of one condition key, cut into atoms: classes of values that no condition of the question tells apart.
 *
 * Exact for text, numbers, dates, addresses and booleans. Conditions of different families on one key, and unknown values where a
 * family cannot hold them, are `Undecidable`; whoever asks leaves the condition out on the side that errs towards finding access.
 */
import { OperatorFamily } from '../../policy/conditions/operators';
import { parseDate } from '../../policy/conditions/date';
import { Cidr, parseCidr } from '../../policy/conditions/ip';
import { parseNumeric } from '../../policy/conditions/numeric';
import { Budget } from './budget';
import { ConditionTerm } from './condition-term';
import { EVERYTHING, Pattern } from './pattern';
import { textClasses } from './text-classes';

/** One class of values, with one value of it. */
export interface ValueAtom {
  /** Text, or a word that letters may stand in. */
  readonly value: string | readonly number[];
  /** For each term, whether the value is one of its values; negation is not applied. */
  readonly inside: readonly boolean[];
}

export class Undecidable extends Error {
  public constructor(public readonly dimension: string, public readonly patterns: readonly string[]) {
    super(`the conditions on ${dimension} cannot be compared`);
  }
}

/** A term with the patterns that its values are read as, where they are text. */
export interface SpaceTerm {
  readonly term: ConditionTerm;
  readonly patterns: () => readonly Pattern[];
}

/** The atoms of the values that a key can have, told apart by terms; `base` limits them to values of its patterns. */
export function valueAtoms(key: string, terms: readonly SpaceTerm[], isBool: boolean, base: SpaceTerm | undefined, budget: Budget): ValueAtom[] {
  const families = new Set(terms.map(({ term }) => term.condition.operator.family));
  families.delete('null');
  const [family] = families;
  if (families.size === 0) { return [{ value: isBool ? 'true' : 'example', inside: terms.map(() => false) }]; }
  if (isBool || (family === 'bool' && families.size === 1)) { return booleanAtoms(key, terms); }
  if ([...families].every(isTextual)) {
    const sets = terms.map(({ term, patterns }) => term.condition.operator.family === 'null' ? [] : patterns());
    return textClasses({ bases: base?.patterns() ?? [EVERYTHING], sets, dimension: key }, budget).map(({ word, inside }) => ({ value: word, inside }));
  }
  if (families.size > 1) { throw undecidable(key, terms); }
  switch (family) {
    case 'numeric': return pointAtoms(key, terms, parseNumeric, numericTest, number => String(number));
    case 'date': return pointAtoms(key, terms, parseDate, numericTest, time => new Date(time).toISOString());
    default: return addressAtoms(key, terms);
  }
}

function isTextual(family: OperatorFamily): boolean {
  return family === 'string' || family === 'arn' || family === 'binary' || family === 'bool';
}

function undecidable(key: string, terms: readonly SpaceTerm[]): Undecidable {
  return new Undecidable(key, terms.flatMap(({ term }) => term.condition.values.map(value => value.text.toString())));
}

/** Booleans are compared by their text, whatever the operator. */
function booleanAtoms(key: string, terms: readonly SpaceTerm[]): ValueAtom[] {
  return ['true', 'false'].map(value => ({
    value,
    inside: terms.map(space => literals(key, space, terms).some(({ text, ignoresCase }) => (ignoresCase ? text.toLowerCase() : text) === value)),
  }));
}

function literals(key: string, { term: { condition } }: SpaceTerm, terms: readonly SpaceTerm[]): { text: string; ignoresCase: boolean }[] {
  const { name, family } = condition.operator;
  if (family === 'null') { return []; }
  if (name.endsWith('Like') && condition.values.some(({ text }) => /[*?]/.test(text.literal ?? ''))) { throw undecidable(key, terms); }
  return condition.values.map(({ text }) => {
    if (text.literal === undefined || text.literal.includes('${')) { throw undecidable(key, terms); }
    return { text: text.literal, ignoresCase: family === 'bool' || name.endsWith('IgnoreCase') };
  });
}

/** Numbers and dates: the values of the conditions, and a value in each gap between and beside them. */
function pointAtoms(
  key: string,
  terms: readonly SpaceTerm[],
  parse: (text: string) => number | undefined,
  test: (name: string, point: number, value: number) => boolean,
  print: (point: number) => string,
): ValueAtom[] {
  const values = terms.map(({ term: { condition } }) => condition.operator.family === 'null' ? [] : condition.values.map(({ text }) => {
    if (text.literal === undefined) { throw undecidable(key, terms); }
    return parse(text.literal);
  }));
  const cuts = [...new Set(values.flat().filter(value => value !== undefined))].sort((left, right) => left - right);
  if (cuts.length === 0) { cuts.push(0); }
  const points = cuts.flatMap((cut, index) => index + 1 < cuts.length ? [cut, between(cut, cuts[index + 1])] : [cut]);
  points.unshift(cuts[0] - 1);
  points.push(cuts[cuts.length - 1] + 1);
  return points.map(point => ({
    value: print(point),
    inside: terms.map(({ term }, index) => values[index].some(value => value !== undefined && test(term.condition.operator.name, point, value))),
  }));
}

/** A whole number where one lies between. */
function between(low: number, high: number): number {
  return Math.floor(low) + 1 < high ? Math.floor(low) + 1 : (low + high) / 2;
}

/** Numeric and date operators end alike. */
function numericTest(name: string, point: number, value: number): boolean {
  if (name.endsWith('LessThan')) { return point < value; }
  if (name.endsWith('LessThanEquals')) { return point <= value; }
  if (name.endsWith('GreaterThan')) { return point > value; }
  if (name.endsWith('GreaterThanEquals')) { return point >= value; }
  return point === value;
}

const LAST_ADDRESS = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n };

/** Addresses: the first of each stretch that no range begins or ends in. */
function addressAtoms(key: string, terms: readonly SpaceTerm[]): ValueAtom[] {
  const ranges = terms.map(({ term: { condition } }) => condition.operator.family === 'null' ? [] : condition.values.flatMap(({ text }) => {
    if (text.literal === undefined) { throw undecidable(key, terms); }
    return parseCidr(text.literal) ?? [];
  }));
  const points = ([4, 6] as const).flatMap(version => {
    const starts = new Set([0n]);
    for (const range of ranges.flat().filter(({ version: own }) => own === version)) {
      starts.add(range.first);
      if (range.last < LAST_ADDRESS[version]) { starts.add(range.last + 1n); }
    }
    return [...starts].map(address => ({ version, address }));
  });
  return points.map(({ version, address }) => ({
    value: printAddress(version, address),
    inside: ranges.map(list => list.some(range => contains(range, version, address))),
  }));
}

function contains({ version: own, first, last }: Cidr, version: 4 | 6, address: bigint): boolean {
  return own === version && first <= address && address <= last;
}

function printAddress(version: 4 | 6, address: bigint): string {
  const [parts, bits, base, separator] = version === 4 ? [4, 8n, 10, '.'] as const : [8, 16n, 16, ':'] as const;
  return Array.from({ length: parts }, (_, index) => ((address >> (bits * BigInt(parts - 1 - index))) & ((1n << bits) - 1n)).toString(base)).join(separator);
}
