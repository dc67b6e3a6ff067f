/**
 * How many managed policies an identity has for certain, and how many it may have.
 */
import { Quota, QUOTAS } from '../../catalog/quotas';
import { Identity, IdentityType } from '../../policy/policy-site';

export const ATTACHMENT_QUOTAS: { readonly [type in IdentityType]: Quota } = {
  role: QUOTAS.managedPoliciesPerRole,
  user: QUOTAS.managedPoliciesPerUser,
  group: QUOTAS.managedPoliciesPerGroup,
};

/** Without those under a condition of the template; one that is attached twice counts once. */
export function attachedPolicies({ managedPolicyArns }: Identity): number {
  return new Set(managedPolicyArns.filter(arn => arn.when.length === 0).map(arn => arn.text.toString())).size;
}
