/**
 * How the rules of this family say what they found: of whom, by which statements, shown by which request.
 */
import { Grant } from './access';
import { Gains } from './gains';
import { PlacedViolation, Violation } from '../rule';
import { listOf } from '../wording';

/** A violation where the holder of the permissions stands; in a policy without a known holder, at the statement. */
export function placed(gains: Gains, grants: readonly Grant[], violation: Omit<Violation, 'actions' | 'witness' | 'path'>): PlacedViolation {
  const { origin, propertyPath, identity } = gains.holder;
  const [first] = grants;
  const awsPolicies = grants.flatMap(grant => gains.awsPolicyOf(grant) ?? []);
  return {
    ...violation,
    fix: awsPolicies.length === 0 ? violation.fix : `${violation.fix}; write it in a policy of your own in place of ${listOf(awsPolicies, 2)}`,
    origin,
    propertyPath,
    ...!identity && first?.path !== undefined && { path: first.path },
    actions: [...new Set(grants.map(({ action }) => action))],
    witness: first?.witness,
  };
}

/** `` `iam:PassRole` (statement 0 of `Policy`) and `ec2:RunInstances` (statement 1 of `Policy`) ``, each statement once. */
export function byStatements(gains: Gains, grants: readonly Grant[]): string {
  const actions = new Map<string, string[]>();
  for (const grant of grants) {
    const place = gains.placeOf(grant) ?? '';
    actions.set(place, [...actions.get(place) ?? [], grant.action]);
  }
  const named = [...actions].slice(0, MOST_PLACES).map(([place, names]) => place === '' ? listOf(names, 3) : `${listOf(names, 3)} (${place})`);
  return named.join(' and ');
}

/** More statements than these are not told. */
const MOST_PLACES = 3;
