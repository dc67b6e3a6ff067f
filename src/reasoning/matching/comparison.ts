/**
 * One value of a condition against one value of a request, by operator. A value on either side that is not of the operator's
 * kind, such as text for a number, makes the comparison UNKNOWN.
 */
import { foldCase } from './fold-case';
import { UNKNOWN, yesOrNo } from './match';
import { RequestFacts } from './request-facts';
import { Alternatives, TextMatcher, textMatcher } from './text-matcher';
import { parseDate } from '../../policy/conditions/date';
import { Cidr, parseCidr } from '../../policy/conditions/ip';
import { parseNumeric } from '../../policy/conditions/numeric';
import { ConditionOperator } from '../../policy/conditions/operators';
import { possibleLiterals } from '../../policy/possible-literals';
import { SymbolicText } from '../../policy/symbolic-text';

/** Compares without the operator's negation. */
export type Comparison = TextMatcher;

export function comparison(operator: ConditionOperator, value: SymbolicText, variables: boolean): Comparison {
  switch (operator.family) {
    case 'string': return stringComparison(operator, value, variables);
    case 'bool': return folded(textMatcher(value, { style: 'exact', variables, ignoreCase: true }));
    case 'arn': return textMatcher(value, { style: 'arn', variables });
    default: return parsedComparison(operator, value);
  }
}

function stringComparison({ name, wildcards }: ConditionOperator, value: SymbolicText, variables: boolean): Comparison {
  const ignoreCase = name.endsWith('IgnoreCase');
  const matcher = textMatcher(value, { style: wildcards ? 'glob' : 'exact', variables, ignoreCase });
  return ignoreCase ? folded(matcher) : matcher;
}

function folded(matcher: TextMatcher): Comparison {
  return { match: (text: string, facts: RequestFacts) => matcher.match(foldCase(text), facts) };
}

function parsedComparison(operator: ConditionOperator, value: SymbolicText): Comparison {
  const literals = possibleLiterals(value);
  if (!literals) { return UNDECIDED; }
  const comparisons = literals.map(literal => literalComparison(operator, literal));
  return comparisons.length === 1 ? comparisons[0] : new Alternatives(comparisons);
}

function literalComparison(operator: ConditionOperator, value: string): Comparison {
  switch (operator.family) {
    case 'numeric': return ordered(operator.name.slice('Numeric'.length), parseNumeric, value);
    case 'date': return ordered(operator.name.slice('Date'.length), parseDate, value);
    case 'ip': return parsedPair(parseCidr, isWithin, value);
    default: return parsedPair(parseBinary, (actual, expected) => actual === expected, value);
  }
}

const UNDECIDED: Comparison = { match: () => UNKNOWN };

const ORDERS: { readonly [name: string]: (actual: number, expected: number) => boolean } = {
  Equals: (actual, expected) => actual === expected,
  NotEquals: (actual, expected) => actual === expected,
  LessThan: (actual, expected) => actual < expected,
  LessThanEquals: (actual, expected) => actual <= expected,
  GreaterThan: (actual, expected) => actual > expected,
  GreaterThanEquals: (actual, expected) => actual >= expected,
};

function ordered(order: string, parse: (text: string) => number | undefined, value: string): Comparison {
  return parsedPair(parse, ORDERS[order], value);
}

type Holds<Value> = (actual: Value, expected: Value) => boolean;

function parsedPair<Value>(parse: (text: string) => Value | undefined, holds: Holds<Value>, value: string): Comparison {
  const expected = parse(value);
  if (expected === undefined) { return UNDECIDED; }
  return {
    match: (text: string) => {
      const actual = parse(text);
      return actual === undefined ? UNKNOWN : yesOrNo(holds(actual, expected));
    },
  };
}

function isWithin(actual: Cidr, expected: Cidr): boolean {
  return actual.version === expected.version && actual.first >= expected.first && actual.last <= expected.last;
}

/** The bytes of base64 text, in one way of writing them. */
function parseBinary(text: string): string | undefined {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64').toString('base64') : undefined;
}
