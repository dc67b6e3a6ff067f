import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { wildcardViolations } from './wildcard-patterns';

export const wildcardAction: Rule = {
  id: 'wildcard-action',
  severity: Severity.ERROR,
  checks: ['W-02', 'W-03', 'W-04', 'W-06'],
  summary: 'a wildcard in `Action` allows actions that change data, tags or permissions',
  why: 'The wildcard allows more than the workload calls, deleting and sharing among it, and whatever AWS adds under that name later.',
  accept: 'When the workload calls nearly all of the actions, as an administrator of one service does.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html',
  ],
  examples: {
    flagged: [
      {
        title: 'all actions of a service',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'a prefix that reaches writing, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: ['sqs:SendMessage', 'sqs:*Message'], Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' } },
      },
      {
        title: 'a question mark is a wildcard too',
        kind: 'permission-set',
        policy: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:?utItem', Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' }] },
      },
      {
        title: 'every action on some resources',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'all actions of a queue for another role',
        kind: 'resource',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' },
            Action: 'sqs:*',
            Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders',
          }],
        },
      },
    ],
    allowed: [
      {
        title: 'the actions by name',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'a Deny restricts',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] },
      },
      {
        title: 'a wildcard of which the policy itself denies all that can do more than read',
        kind: 'identity',
        policy: {
          Statement: [
            { Effect: 'Allow', Action: 'xray:Get*', Resource: '*' },
            { Effect: 'Allow', Action: 'sqs:*Message', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' },
            { Effect: 'Deny', Action: ['sqs:SendMessage', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'], Resource: '*' },
          ],
        },
      },
      {
        title: 'every action on every resource is reported by admin-statement',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
      },
      {
        title: 'a key policy that leaves the key to the IAM policies of its account',
        resources: {
          Key: {
            Type: 'AWS::KMS::Key',
            Properties: {
              KeyPolicy: {
                Statement: [{
                  Effect: 'Allow',
                  Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
                  Action: 'kms:*',
                  Resource: '*',
                }],
              },
            },
          },
        },
      },
    ],
  },
  kinds: ['identity', 'permission-set', 'resource'],

  judgePolicy(site) {
    return wildcardViolations(site, 'changing');
  },
};
