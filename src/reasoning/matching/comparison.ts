/**
 * One value of a condition against one value of a request, by operator, without the operator's negation.
 *
 * A value on either side that is not of the operator's kind, such as text for a number, compares with nothing. No page says what
 * that means for a negated operator; there the comparison is UNKNOWN.
 */
import { foldCase } from './fold-case';
import { Match, NO, UNKNOWN, yesOrNo } from './match';
import { RequestFacts } from './request-facts';
import { Alternatives, TextMatcher, textMatcher } from './text-matcher';
import { parseDate } from '../../policy/conditions/date';
import { Cidr, parseCidr } from '../../policy/conditions/ip';
import { parseNumeric } from '../../policy/conditions/numeric';
import { ConditionOperator } from '../../policy/conditions/operators';
import { possibleLiterals } from '../../policy/possible-literals';
import { SymbolicText } from '../../policy/symbolic-text';

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
    case 'numeric': return parsedPair(operator, parseNumeric, ORDERS[operator.name.slice('Numeric'.length)], value);
    case 'date': return parsedPair(operator, parseDate, ORDERS[operator.name.slice('Date'.length)], value);
    case 'ip': return parsedPair(operator, parseCidr, isWithin, value);
    default: return parsedPair(operator, parseBinary, (actual, expected) => actual === expected, value);
  }
}

const UNDECIDED: Comparison = { match: () => UNKNOWN };

type Holds<Value> = (actual: Value, expected: Value) => boolean;

const ORDERS: { readonly [name: string]: Holds<number> } = {
  Equals: (actual, expected) => actual === expected,
  NotEquals: (actual, expected) => actual === expected,
  LessThan: (actual, expected) => actual < expected,
  LessThanEquals: (actual, expected) => actual <= expected,
  GreaterThan: (actual, expected) => actual > expected,
  GreaterThanEquals: (actual, expected) => actual >= expected,
};

function parsedPair<Value>(
  { negated }: ConditionOperator,
  parse: (text: string) => Value | undefined,
  holds: Holds<Value>,
  value: string,
): Comparison {
  const expected = parse(value);
  const misfit: Match = negated ? UNKNOWN : NO;
  if (expected === undefined) { return { match: () => misfit }; }
  return {
    match: text => {
      const actual = parse(text);
      return actual === undefined ? misfit : yesOrNo(holds(actual, expected));
    },
  };
}

function isWithin(actual: Cidr, expected: Cidr): boolean {
  return actual.version === expected.version && actual.first >= expected.first && actual.last <= expected.last;
}

/** The bytes of base64 text, in one way of writing them. */
export function parseBinary(text: string): string | undefined {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64').toString('base64') : undefined;
}
