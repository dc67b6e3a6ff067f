/**
 * Log groups are special: a workload may clean up its own, so they count only when all of them are in reach, and the retention
 * of log groups, which the CDK's own `LogRetention` sets on `*`, is left to `wildcard-resource`.
 */
import { Severity } from '../../diagnostics/severity';
import { scopeOf } from '../breadth/scope';
import { NO_VIOLATIONS, Rule } from '../rule';
import { aboutGrants, asksForMfa, namedGrants, namesOf, SensitiveGrant } from './sensitive-grants';

export const logTampering: Rule = {
  id: 'log-tampering',
  severity: Severity.WARNING,
  checks: ['X-07'],
  summary: 'a policy names an action that stops, hides or deletes the records of what happened',
  why: 'It is the first thing an intruder does: with the trail, the detector or the logs gone, nobody sees what came after.',
  accept: 'For the role that sets up logging for the account.',
  references: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html',
  ],
  examples: {
    flagged: [
      {
        title: 'the trail, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 'cloudtrail:StopLogging', Resource: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main' } },
      },
      {
        title: 'a detector that can be deleted only where `*` is the form',
        kind: 'permission-set',
        policy: { Statement: [{ Effect: 'Allow', Action: ['inspector2:Disable', 'macie2:DisableMacie'], Resource: '*' }] },
      },
      {
        title: 'every log group',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'logs:DeleteLogGroup', Resource: 'arn:aws:logs:*:*:log-group:*' }] },
      },
    ],
    allowed: [
      {
        title: 'the log group of the workload',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'logs:DeleteLogGroup', Resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:orders:*' }] },
      },
      {
        title: 'writing and reading logs',
        kind: 'identity',
        policy: {
          Statement: [{ Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: 'arn:aws:logs:eu-west-1:111122223333:log-group:orders:*' }],
        },
      },
      {
        title: 'an administrator with MFA',
        kind: 'permission-set',
        policy: {
          Statement: [{
            Effect: 'Allow', Action: 'cloudtrail:UpdateTrail', Resource: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main', Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
          }],
        },
      },
      {
        title: 'a Deny restricts',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Deny', Action: ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail'], Resource: '*' }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set'],

  judgePolicy(site) {
    const grants = namedGrants(site.document, 'audit').filter(grant => reachesRecords(grant) && !asksForMfa(grant.statement));
    if (grants.length === 0) { return NO_VIOLATIONS; }
    return [{
      ...aboutGrants(grants, site),
      message: `${namesOf(grants)} can stop or delete the records of what happens in the account`,
      fix: 'leave the action to the role that sets up logging, which people assume with MFA',
    }];
  },
};

function reachesRecords({ name, action, statement }: SensitiveGrant): boolean {
  return action.service !== 'logs' || (name !== 'logs:PutRetentionPolicy' && scopeOf(statement, action) === 'everywhere');
}
