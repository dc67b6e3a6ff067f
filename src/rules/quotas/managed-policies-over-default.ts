import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { ATTACHMENT_QUOTAS, attachedPolicies } from './attached-policies';
import { roleWithManagedPolicies } from './role-with-managed-policies';

export const managedPoliciesOverDefault: Rule = {
  id: 'managed-policies-over-default',
  severity: Severity.WARNING,
  checks: ['Q-05'],
  summary: 'more managed policies are attached to a role or user than an account accepts by default',
  why: 'The deployment fails in every account whose quota has not been raised.',
  accept: 'When the quota is raised in all accounts that the app is deployed to.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html'],
  examples: {
    flagged: [{ title: 'a role with 11 managed policies', resources: { Role: roleWithManagedPolicies(11) } }],
    allowed: [
      { title: 'a role with 10 managed policies', resources: { Role: roleWithManagedPolicies(10) } },
      { title: 'what no account accepts is reported by too-many-managed-policies', resources: { Role: roleWithManagedPolicies(26) } },
    ],
  },

  judgeIdentity(identity) {
    const { limit, maximum } = ATTACHMENT_QUOTAS[identity.type];
    if (identity.managedPolicyArns.length <= limit) { return NO_VIOLATIONS; }
    const count = attachedPolicies(identity);
    if (count <= limit || count > maximum) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      message: `the ${identity.type} has ${count} managed policies; an account accepts ${limit} by default, and ${maximum} with a raised quota`,
      fix: 'join policies, or ask AWS for a higher quota',
    }];
  },
};
