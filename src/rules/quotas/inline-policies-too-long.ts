import { QUOTAS } from '../../catalog/quotas';
import { Severity } from '../../diagnostics/severity';
import { policySize } from '../../policy/policy-size';
import { NO_VIOLATIONS, Rule } from '../rule';
import { longPolicy } from './long-policy';

const QUOTA_OF = { role: QUOTAS.roleInlinePoliciesSize, group: QUOTAS.groupInlinePoliciesSize, user: QUOTAS.userInlinePoliciesSize };

export const inlinePoliciesTooLong: Rule = {
  id: 'inline-policies-too-long',
  severity: Severity.ERROR,
  checks: ['Q-02'],
  summary: 'the inline policies of a role, user or group are longer together than IAM accepts',
  why: 'The deployment fails when the last of them is attached, though each is short enough by itself.',
  accept: 'Never; this quota cannot be raised.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html'],
  examples: {
    flagged: [
      {
        title: 'a policy in the role and one beside it, more than 10,240 characters together',
        resources: {
          Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'orders', Policies: [{ PolicyName: 'one', PolicyDocument: longPolicy(6000) }] } },
          Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'two', PolicyDocument: longPolicy(5000), Roles: [{ Ref: 'Role' }] } },
        },
      },
      {
        title: 'a user, whose quota is 2,048 characters',
        resources: { User: { Type: 'AWS::IAM::User', Properties: { Policies: [{ PolicyName: 'one', PolicyDocument: longPolicy(2200) }] } } },
      },
    ],
    allowed: [
      {
        title: 'two policies of 5,000 characters together',
        resources: {
          Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyName: 'one', PolicyDocument: longPolicy(3000) }] } },
          Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'two', PolicyDocument: longPolicy(2000), Roles: [{ Ref: 'Role' }] } },
        },
      },
    ],
  },

  judgeIdentity({ type, inlinePolicies }) {
    const size = inlinePolicies.reduce((sum, site) => sum + policySize(site.document), 0);
    const { maximum } = QUOTA_OF[type];
    if (size <= maximum) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      message: `the inline policies of the ${type} have at least ${size} characters together, and IAM accepts ${maximum}`,
      fix: 'move statements into a managed policy, or give the parts of the workload roles of their own',
    }];
  },
};
