/**
 * An Allow as it reads with what the Deny statements of its policy ask of the same requests: a Deny of all that come without a value of a
 * key limits the Allow as a condition on that key does.
 *
 * Errs to no limit. A Deny counts only if it stands there whichever way the conditions of the template fall, covers all that the Allow
 * lets in by what is written, and has one condition: of several each must hold for it to deny, so it asks for none of them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
import { ASSUME_ACTIONS, mayAllow } from './assume-actions';
import { conditionsAreKnown } from './required-keys';
import { findAction } from '../../catalog/actions';
import { parseOperator } from '../../policy/conditions/operators';
import { PolicySite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { Condition, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { certainDenies, holdsAction } from '../breadth/denied-actions';
import { actionsCover, principalsCover, resourcesCover } from '../cover';
import { Violation } from '../rule';
import { judgeEach } from '../shown-request';

interface Limit {
  readonly deny: Statement;
  /** What a request must meet for the Deny to spare it. */
  readonly condition: Condition;
}

const NO_LIMITS: readonly Limit[] = [];

/**
 * The statement itself where no Deny limits it. The conditions that it has from a Deny are named as they are written there: their operator
 * is negated in its text only.
 */
export function limitedByDenies(statement: Statement, site: PolicySite): Statement {
  const limits = statement.effect === 'Allow' && certainDenies(site.document).length > 0 ? limitsOf(site) : NO_LIMITS;
  if (limits.length === 0) { return statement; }
  const known = knownOf(site);
  let limited = known.get(statement);
  if (!limited) {
    limited = withLimits(statement, limits, site);
    known.set(statement, limited);
  }
  return limited;
}

/** Judges a policy statement by statement, each as the Deny statements of the policy limit it. */
export function judgeEachLimited(site: PolicySite, judge: (statement: Statement) => readonly Violation[]): readonly Violation[] {
  return judgeEach(site, statement => judge(limitedByDenies(statement, site)));
}

/** Many rules ask for the same statement. */
const knownOf = rememberFor((_: PolicySite) => new Map<Statement, Statement>());

const limitsOf = rememberFor((site: PolicySite): readonly Limit[] =>
  certainDenies(site.document).filter(deny => conditionsAreKnown(deny, site)).flatMap(limitOf));

function limitOf(deny: Statement): readonly Limit[] {
  const [first, ...others] = deny.conditions;
  const condition = first && others.length === 0 ? contraryOf(first) : undefined;
  return condition ? [{ deny, condition }] : NO_LIMITS;
}

/**
 * What a request must meet for the condition not to hold, if it must have the key for that. Negated operators and those with `IfExists`
 * hold for requests without it, and so does `ForAllValues`; `ForAnyValue` does not. A test of the key alone (`Null`) names no values.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html read 2026-11-23
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition_examples-multi-valued-context-keys.html read 2026-11-23
 */
function contraryOf(condition: Condition): Condition | undefined {
  const { operator: { name, negated, qualifier, ifExists }, values } = condition;
  if (negated) {
    const plain = parseOperator(name.replace('Not', ''))!;
    return qualifier === 'ForAnyValue' ? undefined : { ...condition, operator: { ...plain, qualifier: qualifier && 'ForAnyValue' } };
  }
  const sparesTrueOnly = name === 'Bool' && ifExists && !qualifier && values.length > 0
    && values.every(({ text }) => text.literal?.toLowerCase() === 'false');
  return sparesTrueOnly
    ? { ...condition, operator: parseOperator('Bool')!, values: values.map(value => ({ ...value, text: SymbolicText.literal('true') })) }
    : undefined;
}

function withLimits(statement: Statement, limits: readonly Limit[], site: PolicySite): Statement {
  const { principals, resources } = statement;
  const own = limits.filter(({ deny }) => principalsCover(deny.principals, principals) && resourcesCover(deny.resources, resources)
    && deniesActionsOf(statement, deny, site));
  return own.length === 0 ? statement : { ...statement, conditions: [...statement.conditions, ...own.map(({ condition }) => condition)] };
}

/** Of a trust policy those by which someone takes the role. */
function deniesActionsOf(statement: Statement, { actions }: Statement, { kind }: PolicySite): boolean {
  if (kind !== 'trust') { return actionsCover(actions, statement.actions); }
  return ASSUME_ACTIONS.filter(action => mayAllow(statement, action)).every(action => {
    const [service, name] = action.split(':');
    const known = findAction(service, name);
    return known !== undefined && holdsAction(actions, known);
  });
}
