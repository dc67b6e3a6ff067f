import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { wildcardViolations } from './wildcard-patterns';

export const wildcardReadAction: Rule = {
  id: 'wildcard-read-action',
  severity: Severity.WARNING,
  checks: ['W-05'],
  summary: 'a wildcard in `Action` allows actions that list and read',
  why: 'The workload can read more than it needs to, and reading reaches data: AWS files `s3:GetObject` and `kms:Decrypt` beside harmless lookups.',
  accept: 'For inventory and audit roles that read the settings of everything, such as with `ec2:Describe*`.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html',
  ],
  examples: {
    flagged: [
      {
        title: 'reading by prefix: one finding for the service',
        kind: 'identity',
        policy: {
          Statement: [{ Effect: 'Allow', Action: ['dynamodb:Describe*', 'dynamodb:BatchGet*'], Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' }],
        },
      },
    ],
    allowed: [
      {
        title: 'the actions by name',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['ec2:DescribeSubnets', 'ec2:DescribeVpcs'], Resource: '*' }] },
      },
      {
        title: 'a wildcard that reaches writing is reported by wildcard-action',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::orders/*' }] },
      },
      {
        title: 'what the grants of the CDK write is reported by widened-grant',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['s3:GetObject*', 's3:List*'], Resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'] }] },
      },
      {
        title: 'a Deny restricts',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Deny', Action: 's3:Get*', Resource: '*' }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set', 'resource'],

  judgePolicy(site) {
    return wildcardViolations(site, 'reading');
  },
};
