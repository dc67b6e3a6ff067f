import { Severity } from '../../diagnostics/severity';
import { picksResources } from '../resources/narrowing-keys';
import { NO_VIOLATIONS, Rule } from '../rule';
import { aboutGrants, asksForMfa, namedGrants, namesOf } from './sensitive-grants';

export const destructiveAction: Rule = {
  id: 'destructive-action',
  severity: Severity.WARNING,
  tier: 'strict',
  checks: ['X-09'],
  summary: 'a policy names an action that deletes a table, a database, a key or a backup, without a condition',
  why: 'One bug, or one leaked credential, and the data is gone; who deletes the backups too can ask for ransom.',
  accept: 'For a role that makes and removes such resources by design, such as one for test environments.',
  references: [
    'https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_least_privileges.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a table, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:DeleteTable'], Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' } },
      },
      {
        title: 'the backups',
        kind: 'permission-set',
        policy: { Statement: [{ Effect: 'Allow', Action: 'backup:DeleteRecoveryPoint', Resource: '*' }] },
      },
    ],
    allowed: [
      {
        title: 'items of a table',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:DeleteItem', Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' }] },
      },
      {
        title: 'tables of test environments',
        kind: 'identity',
        policy: {
          Statement: [{ Effect: 'Allow', Action: 'rds:DeleteDBInstance', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/stage': 'test' } } }],
        },
      },
      {
        title: 'people with MFA',
        kind: 'permission-set',
        policy: { Statement: [{ Effect: 'Allow', Action: 'kms:ScheduleKeyDeletion', Resource: '*', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }] },
      },
      {
        title: 'a Deny restricts',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Deny', Action: 'dynamodb:DeleteTable', Resource: '*' }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set'],

  judgePolicy(site) {
    const grants = namedGrants(site.document, 'destruction').filter(({ statement }) => !picksResources(statement) && !asksForMfa(statement));
    if (grants.length === 0) { return NO_VIOLATIONS; }
    return [{
      ...aboutGrants(grants, site),
      message: `${namesOf(grants)} can delete what holds data`,
      fix: 'leave the action out, or limit it by a condition on a tag such as `aws:ResourceTag/stage` or on MFA',
    }];
  },
};
