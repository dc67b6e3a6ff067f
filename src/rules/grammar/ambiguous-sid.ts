import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { repeatedSids } from './repeated-sids';

export const ambiguousSid: Rule = {
  id: 'ambiguous-sid',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['G-14'],
  summary: 'two statements of a policy that is not an IAM policy have the same `Sid`',
  why: 'The service may take the policy, but whoever reads a log or removes a statement by its name cannot tell which of the two is meant.',
  accept: 'When a service adds its statements under one name.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html'],
  examples: {
    flagged: [
      {
        title: 'two statements of a queue policy',
        kind: 'resource',
        policy: {
          Version: '2012-10-17',
          Statement: ['worker', 'auditor'].map(role => ({
            Sid: 'Send',
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::111122223333:role/${role}` },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
          })),
        },
      },
    ],
    allowed: [
      {
        title: 'one statement, not in a list',
        kind: 'resource',
        policy: {
          Version: '2012-10-17',
          Statement: {
            Sid: 'Send',
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
          },
        },
      },
    ],
  },
  kinds: ['resource', 'scp', 'rcp', 'endpoint'],

  judgePolicy({ document }) {
    return repeatedSids(document, 'give each statement a `Sid` of its own');
  },
};
