import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';

export const policyOnUser: Rule = {
  id: 'policy-on-user',
  severity: Severity.WARNING,
  tier: 'strict',
  checks: ['N-02'],
  summary: 'a policy is attached to a user and not to a group',
  why: 'Permissions that are given one by one are forgotten one by one: nobody takes them back when the person changes the team.',
  accept: 'For a technical user that is alone of its kind.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html'],
  examples: {
    flagged: [
      { title: 'a managed policy', resources: { Alice: { Type: 'AWS::IAM::User', Properties: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/read'] } } } },
      {
        title: 'an inline policy beside the user',
        resources: {
          Alice: { Type: 'AWS::IAM::User', Properties: {} },
          Policy: {
            Type: 'AWS::IAM::UserPolicy',
            Properties: {
              PolicyName: 'read',
              UserName: { Ref: 'Alice' },
              PolicyDocument: { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' } },
            },
          },
        },
      },
    ],
    allowed: [
      {
        title: 'a policy of the group that the user is in',
        resources: {
          Readers: { Type: 'AWS::IAM::Group', Properties: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/read'] } },
          Alice: { Type: 'AWS::IAM::User', Properties: { Groups: [{ Ref: 'Readers' }] } },
        },
      },
    ],
  },

  judgeIdentity({ type, inlinePolicies, managedPolicyArns }) {
    const count = inlinePolicies.length + managedPolicyArns.length;
    if (type !== 'user' || count === 0) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      path: inlinePolicies.length > 0 ? 'Policies' : 'ManagedPolicyArns',
      message: `${count === 1 ? 'a policy is' : `${count} policies are`} attached to the user, expected policies on groups only`,
      fix: 'attach the policy to a group and put the user into it; better, let people take roles through IAM Identity Center',
    }];
  },
};
