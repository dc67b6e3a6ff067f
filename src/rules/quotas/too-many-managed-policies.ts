import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { ATTACHMENT_QUOTAS, attachedPolicies } from './attached-policies';
import { roleWithManagedPolicies } from './role-with-managed-policies';

export const tooManyManagedPolicies: Rule = {
  id: 'too-many-managed-policies',
  severity: Severity.ERROR,
  checks: ['Q-05'],
  summary: 'more managed policies are attached to a role, user or group than IAM accepts',
  why: 'The deployment fails when one too many is attached.',
  accept: 'Never; no quota increase goes beyond this number.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html'],
  examples: {
    flagged: [{ title: 'a role with 26 managed policies', resources: { Role: roleWithManagedPolicies(26) } }],
    allowed: [{ title: 'a role with 2 managed policies', resources: { Role: roleWithManagedPolicies(2) } }],
  },

  judgeIdentity(identity) {
    const { maximum } = ATTACHMENT_QUOTAS[identity.type];
    if (identity.managedPolicyArns.length <= maximum) { return NO_VIOLATIONS; }
    const count = attachedPolicies(identity);
    if (count <= maximum) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      message: `the ${identity.type} has ${count} managed policies, and IAM accepts ${maximum}`,
      fix: 'join policies, or give the parts of the workload roles of their own',
    }];
  },
};
