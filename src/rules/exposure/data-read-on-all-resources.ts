/**
 * The same cause as `wildcard-resource`, told by what is behind it: for who reviews the reach to data by itself, or has accepted
 * `wildcard-resource`. Not among the recommended rules, so that these report one cause once.
 */
import { Severity } from '../../diagnostics/severity';
import { scopeOf } from '../breadth/scope';
import { NO_VIOLATIONS, Rule } from '../rule';
import { aboutGrants, namesOf, sensitiveGrants } from './sensitive-grants';

export const dataReadOnAllResources: Rule = {
  id: 'data-read-on-all-resources',
  severity: Severity.WARNING,
  tier: 'strict',
  checks: ['X-02'],
  summary: 'data, secrets or parameters of every resource can be read or copied',
  why: 'One leaked credential of the workload is the data of the whole account, and reading leaves few traces: most data events are not logged by default.',
  accept: 'For a backup or an index that reads everything by design.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  examples: {
    flagged: [
      {
        title: 'every secret, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' } },
      },
      {
        title: 'every object of every bucket, behind a wildcard',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['s3:Get*', 's3:ListBucket'], Resource: ['arn:aws:s3:::*', 'arn:aws:s3:::*/*'] }] },
      },
      {
        title: 'copies of every database',
        kind: 'permission-set',
        policy: { Statement: [{ Effect: 'Allow', Action: ['rds:CreateDBSnapshot', 'rds:CopyDBSnapshot'], Resource: '*' }] },
      },
    ],
    allowed: [
      {
        title: 'the one secret that the function needs',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf' }] },
      },
      {
        title: 'parameters under a path',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'ssm:GetParametersByPath', Resource: 'arn:aws:ssm:eu-west-1:111122223333:parameter/orders/*' }] },
      },
      {
        title: 'secrets that a tag picks',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'orders' } },
          }],
        },
      },
    ],
  },
  kinds: ['identity', 'permission-set'],

  judgePolicy(site) {
    const grants = sensitiveGrants(site.document, 'data').filter(({ action, statement }) => scopeOf(statement, action) === 'everywhere');
    if (grants.length === 0) { return NO_VIOLATIONS; }
    return [{
      ...aboutGrants(grants, site),
      message: `${namesOf(grants)} ${grants.length === 1 ? 'reaches' : 'reach'} the data of every resource of the account`,
      fix: 'write the ARNs of the buckets, tables, keys, secrets and parameters that the workload reads',
    }];
  },
};
