/**
 * The values of one condition key, cut into atoms: classes of values that no condition of the question tells apart.
 *
 * Exact for text, numbers, dates, addresses and booleans. Conditions of different families on one key, and values that are not
 * known or of no use where a family cannot hold them, are `Undecidable`; whoever asks leaves the condition out on the side that errs
 * towards finding access.
 */
import { Budget } from './budget';
import { ConditionTerm } from './condition-term';
import { Matcher } from './matcher';
import { codesOfString, EVERYTHING, Pattern } from './pattern';
import { plausibleKeyValues } from './plausible-key-values';
import { textClasses } from './text-classes';
import { ConditionKeyType } from '../../catalog/actions';
import { parseDate } from '../../policy/conditions/date';
import { Cidr, parseCidr } from '../../policy/conditions/ip';
import { parseNumeric } from '../../policy/conditions/numeric';
import { OperatorFamily } from '../../policy/conditions/operators';

/** One class of values, with one value of it. */
export interface ValueAtom {
  /** Text, or a word that letters may stand in. */
  readonly value: string | readonly number[];
  /** Another value of the class, for requests in which keys must differ from each other. */
  readonly otherValue?: string;
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
  /** Whether it is to be avoided, not to be met. */
  readonly isCover: boolean;
  readonly patterns: () => readonly Pattern[];
}

const TYPE_OF_FAMILY: { readonly [family in OperatorFamily]?: ConditionKeyType } = { numeric: 'Numeric', date: 'Date', ip: 'IPAddress' };

/** The atoms of the values that a key can have, told apart by terms; `base` limits them to values of its patterns. */
export function valueAtoms(
  key: string,
  terms: readonly SpaceTerm[],
  type: ConditionKeyType | undefined,
  base: SpaceTerm | undefined,
  budget: Budget,
): ValueAtom[] {
  const isBool = type === 'Bool' || type === 'ArrayOfBool';
  const families = new Set(terms.map(({ term }) => term.condition.operator.family));
  families.delete('null');
  const [family] = families;
  if (families.size === 0) { return [{ value: isBool ? 'true' : 'example', inside: terms.map(() => false) }]; }
  if (isBool) { return booleanAtoms(key, terms); }
  if ([...families].every(isTextual) && (families.size === 1 || !families.has('binary'))) {
    const sets = terms.map(({ term, patterns }) => term.condition.operator.family === 'null' ? [] : patterns());
    const bases = base?.patterns() ?? [EVERYTHING];
    const atoms = textClasses({ bases, sets, dimension: key }, budget).map(({ word, inside }) => ({ value: word, inside }));
    return withPlausibleValues(atoms, plausibleKeyValues(key, type), bases, sets);
  }
  if (families.size > 1) { throw undecidable(key, terms); }
  const atoms = parsedAtoms(key, terms, family);
  return type === TYPE_OF_FAMILY[family] ? atoms : [...atoms, misfit(terms)];
}

/** So many patterns are not read again only for a nicer value. */
const MAX_PATTERNS_READ_AGAIN = 200;

function withPlausibleValues(
  atoms: readonly ValueAtom[],
  values: readonly string[],
  bases: readonly Pattern[],
  sets: readonly (readonly Pattern[])[],
): ValueAtom[] {
  const plausible = [...atoms];
  if (sets.flat().length > MAX_PATTERNS_READ_AGAIN) { return plausible; }
  for (const value of values) {
    const word = codesOfString(value);
    const isIn = (patterns: readonly Pattern[]) => patterns.some(pattern => Matcher.of(pattern).accepts(word));
    if (!isIn(bases)) { continue; }
    const inside = sets.map(isIn);
    const place = atoms.findIndex(atom => atom.inside.every((holds, index) => holds === inside[index]));
    if (place < 0) { continue; }
    plausible[place] = plausible[place] === atoms[place] ? { value, inside } : { otherValue: value, ...plausible[place] };
  }
  return plausible;
}

function parsedAtoms(key: string, terms: readonly SpaceTerm[], family: OperatorFamily): ValueAtom[] {
  switch (family) {
    case 'numeric': return pointAtoms(key, terms, parseNumeric, numericTest, number => String(number));
    case 'date': return pointAtoms(key, terms, parseDate, numericTest, printDate);
    default: return addressAtoms(key, terms);
  }
}

/** A value that is not of the family's kind: no condition surely holds for it, and a negated one may. */
function misfit(terms: readonly SpaceTerm[]): ValueAtom {
  return { value: 'example', inside: terms.map(({ term, isCover }) => isCover && term.condition.operator.negated) };
}

const MAX_DATE = Date.UTC(9999, 11, 31);

function printDate(time: number): string {
  return Math.abs(time) < MAX_DATE ? new Date(time).toISOString() : String(time / 1000);
}

/** The values of a condition, where a family needs them to be known. */
function knownValues<Value>(
  key: string,
  terms: readonly SpaceTerm[],
  { term: { condition: { operator, values } } }: SpaceTerm,
  parse: (text: string) => Value | undefined,
): readonly Value[] {
  if (operator.family === 'null') { return []; }
  return values.flatMap(({ text, when }) => {
    const value = text.literal === undefined || when.length > 0 ? undefined : parse(text.literal);
    // A value of no use is equal to nothing; whether it is unlike everything no page says.
    if (value === undefined && (operator.negated || text.literal === undefined || when.length > 0)) { throw undecidable(key, terms); }
    return value ?? [];
  });
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

function literals(key: string, space: SpaceTerm, terms: readonly SpaceTerm[]): readonly { text: string; ignoresCase: boolean }[] {
  const { operator: { name, family, wildcards } } = space.term.condition;
  return knownValues(key, terms, space, text => {
    const isPlainText = (family === 'bool' || family === 'string') && !text.includes('${') && !(wildcards && /[*?]/.test(text));
    if (!isPlainText) { throw undecidable(key, terms); }
    return { text, ignoresCase: family === 'bool' || name.endsWith('IgnoreCase') };
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
  const values = terms.map(space => knownValues(key, terms, space, parse));
  const cuts = [...new Set(values.flat())].sort((left, right) => left - right);
  if (cuts.length === 0) { cuts.push(0); }
  const points = cuts.flatMap((cut, index) => index + 1 < cuts.length ? [cut, between(cut, cuts[index + 1])] : [cut]);
  points.unshift(beside(cuts[0], -1));
  points.push(beside(cuts[cuts.length - 1], 1));
  return points.map(point => ({
    value: print(point),
    inside: terms.map(({ term }, index) => values[index].some(value => test(term.condition.operator.name, point, value))),
  }));
}

/** A number next to another; large ones swallow a difference of one. */
function beside(number: number, difference: 1 | -1): number {
  return number + difference === number ? number + difference * Math.abs(number) : number + difference;
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
  const ranges = terms.map(space => knownValues(key, terms, space, parseCidr));
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
  const partAt = (index: number) => (address >> (bits * BigInt(parts - 1 - index))) & ((1n << bits) - 1n);
  return Array.from({ length: parts }, (_, index) => partAt(index).toString(base)).join(separator);
}
