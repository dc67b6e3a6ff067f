/**
 * Why a statement does not match a request, or cannot be decided: the first element that says so.
 */
import { PolicyValue } from '../policy/statement';
import { ConditionMatcher } from './matching/condition';
import { Match, NO, UNKNOWN, YES } from './matching/match';
import { RequestFacts } from './matching/request-facts';
import { StatementMatcher } from './matching/statement';

/**
 * Codes by element:
 * - principal: `principal-missing`, `principal-not-matched`, `excluded-by-not-principal`, `principal-undecided`, `principal-misplaced`
 * - action: `action-not-matched`, `excluded-by-not-action`, `action-undecided`
 * - resource: `resource-not-matched`, `excluded-by-not-resource`, `resource-undecided`, `resource-missing`
 * - condition: `condition-key-absent`, `condition-not-met`, `condition-undecided`
 * - statement: `layer-not-applicable`, `under-template-condition`, `not-readable`
 */
export interface Mismatch {
  readonly element: 'principal' | 'action' | 'resource' | 'condition' | 'statement';
  /** Machine readable, in kebab-case. */
  readonly code: string;
  /** Of a condition, as written. */
  readonly operator?: string;
  readonly key?: string;
  /** What the policy says, as a person reads it. */
  readonly expected?: readonly string[];
  /** What the request says; left out for an absent key. */
  readonly actual?: string | readonly string[];
}

export interface Explained {
  readonly match: Match;
  readonly mismatch?: Mismatch;
}

export const NOT_APPLICABLE: Explained = { match: NO, mismatch: { element: 'statement', code: 'layer-not-applicable' } };

export function explainStatement(matcher: StatementMatcher, facts: RequestFacts): Explained {
  let unknown: Mismatch | undefined;
  for (const { match, mismatch } of checks(matcher, facts)) {
    if (match === NO) { return { match: NO, mismatch: mismatch() }; }
    if (match === UNKNOWN) { unknown ??= mismatch(); }
  }
  return unknown ? { match: UNKNOWN, mismatch: unknown } : { match: YES };
}

interface Check {
  readonly match: Match;
  readonly mismatch: () => Mismatch;
}

function* checks(matcher: StatementMatcher, facts: RequestFacts): Generator<Check> {
  const { statement } = matcher;
  const principal = matcher.matchPrincipal(facts);
  yield { match: principal, mismatch: () => principalMismatch(matcher, principal, facts) };
  const action = matcher.matchAction(facts);
  yield { match: action, mismatch: () => elementMismatch('action', statement.actions, action, facts.request.action) };
  const resource = matcher.matchResource(facts);
  yield { match: resource, mismatch: () => elementMismatch('resource', statement.resources, resource, facts.resource) };
  for (const condition of matcher.conditions) {
    const match = matcher.matchCondition(condition, facts);
    yield { match, mismatch: () => conditionMismatch(condition, match, facts) };
  }
  yield { match: matcher.limit, mismatch: () => limitMismatch(matcher) };
}

function principalMismatch({ statement: { principals } }: StatementMatcher, match: Match, { principal }: RequestFacts): Mismatch {
  if (!principals) { return { element: 'principal', code: 'principal-missing', actual: principal.id }; }
  return elementMismatch('principal', principals, match, principal.id);
}

function elementMismatch(
  element: 'principal' | 'action' | 'resource',
  policy: { readonly negated: boolean; readonly values: readonly PolicyValue[] } | undefined,
  match: Match,
  actual: string,
): Mismatch {
  if (!policy) { return { element, code: `${element}-missing`, actual }; }
  const expected = texts(policy.values);
  const code = match === UNKNOWN ? `${element}-undecided` : policy.negated ? `excluded-by-not-${element}` : `${element}-not-matched`;
  return { element, code, expected, actual };
}

function conditionMismatch({ condition: { operatorText, key, values } }: ConditionMatcher, match: Match, facts: RequestFacts): Mismatch {
  const actual = facts.value(key.toLowerCase());
  const code = match === UNKNOWN ? 'condition-undecided' : actual === undefined ? 'condition-key-absent' : 'condition-not-met';
  return { element: 'condition', code, operator: operatorText, key, expected: texts(values), ...actual !== undefined && { actual } };
}

function limitMismatch({ isMisplaced, statement, troubles }: StatementMatcher): Mismatch {
  if (isMisplaced) { return { element: 'principal', code: 'principal-misplaced', expected: texts(statement.principals!.values) }; }
  if (troubles.length > 0) { return { element: 'statement', code: 'not-readable', expected: troubles }; }
  return { element: 'statement', code: 'under-template-condition', expected: statement.when.map(({ condition }) => condition) };
}

function texts(values: readonly PolicyValue[]): string[] {
  return values.map(({ text }) => text.toString());
}
