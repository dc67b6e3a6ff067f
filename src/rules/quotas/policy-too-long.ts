import { longPolicy } from './long-policy';
import { Quota, QUOTAS } from '../../catalog/quotas';
import { Severity } from '../../diagnostics/severity';
import { PolicySite } from '../../policy/policy-site';
import { policySize } from '../../policy/policy-size';
import { NO_VIOLATIONS, Rule } from '../rule';

export const policyTooLong: Rule = {
  id: 'policy-too-long',
  severity: Severity.ERROR,
  checks: ['Q-01', 'Q-03', 'Q-10'],
  summary: 'a policy is longer than AWS accepts',
  why: 'The deployment fails, and rolls back what it has done so far.',
  accept: 'Never; no quota increase goes beyond this size.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a managed policy of more than 6,144 characters',
        resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: longPolicy(6200) } } },
      },
      { title: 'a permission set of more than 10,240 characters', kind: 'permission-set', policy: longPolicy(10_300) },
    ],
    allowed: [
      {
        title: 'a managed policy of 6,000 characters',
        resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: longPolicy(6000) } } },
      },
      { title: 'a trust policy that a raised quota allows is reported by trust-policy-over-default', kind: 'trust', policy: longPolicy(3000) },
    ],
  },

  judgePolicy(site) {
    const quota = quotaOf(site);
    if (!quota) { return NO_VIOLATIONS; }
    const size = policySize(site.document);
    if (size <= quota.maximum) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      message: `the policy has at least ${size} characters, and AWS accepts ${quota.maximum}`,
      fix: 'give statements with the same resources one list of actions, name resources by a common prefix, or divide the policy',
    }];
  },
};

/** Inline policies share one quota for each identity: see `inline-policies-too-long`. */
function quotaOf({ kind, origin }: PolicySite): Quota | undefined {
  switch (kind) {
    case 'identity':
    case 'boundary': return origin.resourceType === 'AWS::IAM::ManagedPolicy' ? QUOTAS.managedPolicySize : undefined;
    case 'trust': return QUOTAS.roleTrustPolicySize;
    case 'permission-set': return QUOTAS.permissionSetInlinePolicySize;
    case 'scp': return QUOTAS.scpSize;
    case 'rcp': return QUOTAS.rcpSize;
    case 'endpoint': return QUOTAS.endpointPolicySize;
    default: return undefined;
  }
}
