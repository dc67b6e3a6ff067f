/**
 * Whoever an AWS managed policy is attached to: roles, users and groups, and permission sets, each of which becomes a role in every account
 * that it is assigned to.
 */
import { isOwnResource } from '../../policy/policy-site';
import { AttachedAwsPolicy, attachedAwsPolicies, knownAwsPolicies } from '../aws-policies';
import { Rule, Violation } from '../rule';

export const PERMISSION_SET = 'AWS::SSO::PermissionSet';

export interface AwsPolicyHolder {
  /** In words: `role`, `permission set`. */
  readonly type: string;
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
  return {
    resourceTypes: [PERMISSION_SET],
    judgeIdentity: identity => judge({
      type: identity.type, policies: attachedAwsPolicies(identity), property: isOwnResource(identity) ? 'ManagedPolicyArns' : 'Policies', remedy: GRANTS,
    }),
    judgeResource: resource => judge({
      type: 'permission set', policies: knownAwsPolicies(resource.texts('ManagedPolicies')), property: 'ManagedPolicies', remedy: STATEMENTS,
    }),
  };
}
