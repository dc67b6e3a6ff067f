import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { wideViolations } from './wildcard-resource';

export const listingOnAllResources: Rule = {
  id: 'listing-on-all-resources',
  // It shows names and settings, not data; CloudFormation, agents and dashboards are often built on it.
  severity: Severity.WARNING,
  checks: ['R-10'],
  summary: 'actions that list and describe, and that can be limited to resources, are allowed on all of them',
  why: 'The names and settings of everything in the account are what an intruder looks for first.',
  accept: 'When the workload looks for resources whose names nobody knows beforehand, as an inventory or a dashboard does.',
  references: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
  ],
  examples: {
    flagged: [
      {
        title: 'every stack, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 'cloudformation:DescribeStacks', Resource: '*' } },
      },
      {
        title: 'the objects of every bucket, in the form of an ARN',
        kind: 'permission-set',
        policy: { Statement: [{ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::*' }] },
      },
    ],
    allowed: [
      {
        title: 'one table',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:DescribeTable', Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' }] },
      },
      {
        title: 'actions that accept only `*`',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['ec2:DescribeInstances', 's3:ListAllMyBuckets'], Resource: '*' }] },
      },
      {
        title: 'beside others of the service it is told with them, by wildcard-resource',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['dynamodb:DescribeTable', 'dynamodb:DeleteTable'], Resource: '*' }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set'],

  judgePolicy(site) {
    return wideViolations(site, true);
  },
};
