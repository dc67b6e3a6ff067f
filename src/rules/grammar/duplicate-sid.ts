import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { repeatedSids } from './repeated-sids';

export const duplicateSid: Rule = {
  id: 'duplicate-sid',
  severity: Severity.ERROR,
  checks: ['G-13'],
  cdkRules: ['E3510'],
  summary: 'two statements of an IAM policy have the same `Sid`',
  why: 'IAM wants the names of statements unique within a policy, and refuses the policy at deployment.',
  accept: 'Never for a policy that is deployed.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html'],
  examples: {
    flagged: [
      {
        title: 'a statement that was copied with its name',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [
            { Sid: 'ReadOrders', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
            { Sid: 'ReadOrders', Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::orders' },
          ],
        },
      },
    ],
    allowed: [
      {
        title: 'names that differ, and a statement without',
        kind: 'identity',
        policy: {
          Version: '2012-10-17',
          Statement: [
            { Sid: 'ReadOrders', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
            { Sid: 'ListOrders', Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::orders' },
            { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' },
          ],
        },
      },
      {
        title: 'statements of which only one is ever there',
        resources: {
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [{
                  'Fn::If': [
                    'IsProduction',
                    { Sid: 'ReadOrders', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' },
                    { Sid: 'ReadOrders', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders-test/*' },
                  ],
                }],
              },
            },
          },
        },
      },
    ],
  },
  kinds: ['identity', 'permission-set', 'boundary', 'session', 'trust'],

  judgePolicy({ document }) {
    return repeatedSids(document, 'give each statement a `Sid` of its own, or none');
  },
};
