/**
 * How many managed policies a role can have.
 */
import { QUOTAS } from '../catalog/quotas';

const { limit, maximum } = QUOTAS.managedPoliciesPerRole;
const REMEDY = 'split the app over several qualifiers of `cdk bootstrap`, or give the CloudFormation schemas of its types, which make the policies shorter';

/** For people: what is in the way of attaching so many to one role; `undefined` for nothing. */
export function policyCountProblem(count: number): string | undefined {
  if (count <= limit) { return undefined; }
  return count > maximum
    ? `these are ${count} policies, and a role can have ${maximum} at most: ${REMEDY}`
    : `these are ${count} policies, and a role can have ${limit} until AWS raises the quota (to ${maximum} at most): ask for it, or ${REMEDY}`;
}
