import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';

export const inlinePolicy: Rule = {
  id: 'inline-policy',
  severity: Severity.INFO,
  tier: 'opt-in',
  checks: ['N-01'],
  summary: 'a role, user or group has an inline policy',
  why: 'An inline policy has no versions to go back to, cannot be used again, and is not found where an auditor looks for policies.',
  accept: 'For a policy that belongs to one role and is deployed with it, as the CDK writes all of its grants: its template is its history.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html'],
  examples: {
    flagged: [
      {
        title: 'a policy in the user',
        resources: {
          Robot: {
            Type: 'AWS::IAM::User',
            Properties: {
              Policies: [{ PolicyName: 'read', PolicyDocument: { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' } } }],
            },
          },
        },
      },
      {
        title: 'a policy beside the group',
        resources: {
          Readers: { Type: 'AWS::IAM::Group', Properties: {} },
          Policy: {
            Type: 'AWS::IAM::Policy',
            Properties: {
              PolicyName: 'read',
              Groups: [{ Ref: 'Readers' }],
              PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] },
            },
          },
        },
      },
    ],
    allowed: [
      {
        title: 'a managed policy of your own',
        resources: {
          Readers: { Type: 'AWS::IAM::Group', Properties: {} },
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              Groups: [{ Ref: 'Readers' }],
              PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] },
            },
          },
        },
      },
    ],
  },

  judgeIdentity({ type, inlinePolicies }) {
    const count = inlinePolicies.length;
    if (count === 0) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      path: 'Policies',
      message: `the ${type} has ${count === 1 ? 'an inline policy' : `${count} inline policies`}, expected managed policies only`,
      fix: 'write the statements into an `AWS::IAM::ManagedPolicy` and attach it; in the CDK, `new iam.ManagedPolicy(…)`',
    }];
  },
};
