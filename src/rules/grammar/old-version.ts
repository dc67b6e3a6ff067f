import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';

export const oldVersion: Rule = {
  id: 'old-version',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['G-12'],
  cdkRules: ['W2511'],
  summary: 'a policy is of the version `2008-10-17`',
  why: 'That version knows no policy variables: `${aws:username}` is text in it, and matches nothing.',
  accept: 'When the policy is kept as a service wrote it, and has no policy variables.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html'],
  examples: {
    flagged: [
      {
        title: 'the version of 2008',
        kind: 'resource',
        policy: {
          Version: '2008-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' },
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
          },
        },
      },
    ],
    allowed: [
      {
        title: 'the current version',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] },
      },
    ],
  },

  judgePolicy({ document }) {
    return document.version !== '2008-10-17' ? NO_VIOLATIONS : [{
      cause: '',
      path: 'Version',
      message: 'the policy is of the version `2008-10-17`, which knows no policy variables',
      fix: 'write `"Version": "2012-10-17"`; a `${…}` in the policy is a variable from then on',
    }];
  },
};
