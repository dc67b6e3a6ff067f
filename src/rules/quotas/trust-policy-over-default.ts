import { QUOTAS } from '../../catalog/quotas';
import { Severity } from '../../diagnostics/severity';
import { policySize } from '../../policy/policy-size';
import { NO_VIOLATIONS, Rule } from '../rule';
import { longPolicy } from './long-policy';

const { limit, maximum } = QUOTAS.roleTrustPolicySize;

export const trustPolicyOverDefault: Rule = {
  id: 'trust-policy-over-default',
  severity: Severity.WARNING,
  checks: ['Q-03'],
  summary: 'a trust policy is longer than an account accepts by default',
  why: 'The deployment fails in every account whose quota has not been raised.',
  accept: 'When the quota is raised in all accounts that the app is deployed to.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html'],
  examples: {
    flagged: [{ title: 'a trust policy of more than 2,048 characters', kind: 'trust', policy: longPolicy(2100) }],
    allowed: [
      { title: 'a trust policy of 1,900 characters', kind: 'trust', policy: longPolicy(1900) },
      { title: 'one that no account accepts is reported by policy-too-long', kind: 'trust', policy: longPolicy(8400) },
    ],
  },
  kinds: ['trust'],

  judgePolicy({ document }) {
    const size = policySize(document);
    if (size <= limit || size > maximum) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      message: `the trust policy has at least ${size} characters; an account accepts ${limit} by default, and ${maximum} with a raised quota`,
      fix: 'name principals by a common condition such as `aws:PrincipalOrgID`, divide the role, or ask AWS for a higher quota',
    }];
  },
};
