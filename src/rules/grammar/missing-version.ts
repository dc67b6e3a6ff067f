import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { isVersionRead, isWholeDocument } from './whole-document';

export const missingVersion: Rule = {
  id: 'missing-version',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['G-11'],
  summary: 'a policy has no `Version`',
  why: 'Without it AWS reads the policy in the version of 2008, in which `${aws:username}` is text and no policy variable.',
  accept: 'When the policy is kept as another tool wrote it.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html'],
  examples: {
    flagged: [
      {
        title: 'a policy that begins with its statements',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' } },
      },
    ],
    allowed: [
      {
        title: 'the current version',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'a permission, which has no document',
        resources: {
          Permission: {
            Type: 'AWS::Lambda::Permission',
            Properties: { Action: 'lambda:InvokeFunction', FunctionName: 'orders', Principal: 'events.amazonaws.com', SourceAccount: '111122223333' },
          },
        },
      },
    ],
  },

  judgePolicy(site) {
    if (site.document.version !== undefined || !isWholeDocument(site) || !isVersionRead(site)) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      message: 'the policy has no `Version`, so AWS reads it as one of `2008-10-17`, which knows no policy variables',
      fix: 'add `"Version": "2012-10-17"`',
    }];
  },
};
