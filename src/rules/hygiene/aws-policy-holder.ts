/**
 * Whoever an AWS managed policy is attached to: roles, users and groups, and permission sets, each of which becomes a role in every account
 * that it is assigned to.
 */
import { isOwnResource } from '../../policy/policy-site';
import { PolicyValue } from '../../policy/statement';
import { AttachedAwsPolicy, knownAwsPolicies } from '../aws-policies';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';

export const PERMISSION_SET = 'AWS::SSO::PermissionSet';

export interface AwsPolicyHolder {
  /** In words: `role`, `permission set`. */
  readonly type: string;
  /** All managed policies that it has. */
  readonly arns: readonly PolicyValue[];
  /** Those of AWS. */
  readonly policies: readonly AttachedAwsPolicy[];
  /** The property that lists them. */
  readonly property: string;
  /** How to do without one that is too wide. */
  readonly remedy: string;
}

const GRANTS = 'write a policy with the actions that are used, on the ARNs they are used on; the scoped grants of this library do both';
const STATEMENTS = 'write an `InlinePolicy` with the actions that are used, on the ARNs they are used on';

/** The part of a rule that judges each holder. */
export function judgeHolders(judge: (holder: AwsPolicyHolder) => readonly Violation[]): Pick<Rule, 'resourceTypes' | 'judgeIdentity' | 'judgeResource'> {
  const judgeOf = (type: string, arns: readonly PolicyValue[], property: string, remedy: string) =>
    arns.length === 0 ? NO_VIOLATIONS : judge({ type, arns, policies: knownAwsPolicies(arns), property, remedy });
  return {
    resourceTypes: [PERMISSION_SET],
    judgeIdentity: identity => judgeOf(identity.type, identity.managedPolicyArns, isOwnResource(identity) ? 'ManagedPolicyArns' : 'Policies', GRANTS),
    judgeResource: resource => judgeOf('permission set', resource.texts('ManagedPolicies'), 'ManagedPolicies', STATEMENTS),
  };
}
