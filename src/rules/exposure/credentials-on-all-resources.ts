/**
 * Beside `wildcard-resource`, on purpose: who accepts a wildcard (a backup, an inventory) does not mean this with it. An action that
 * AWS accepts on `*` only is no finding, for nothing narrower can be written.
 */
import { Severity } from '../../diagnostics/severity';
import { scopeOf } from '../breadth/scope';
import { NO_VIOLATIONS, Rule } from '../rule';
import { aboutGrants, asksForMfa, namesOf, sensitiveGrants } from './sensitive-grants';

export const credentialsOnAllResources: Rule = {
  id: 'credentials-on-all-resources',
  severity: Severity.ERROR,
  checks: ['X-01'],
  summary: 'an action that returns or makes credentials is allowed on every resource',
  why: 'Its holder logs in as whoever it likes: as any user, to any database, on any instance. What the other identity may do, it may do too.',
  accept: 'For the role of a help desk or of a tool that rotates credentials, with MFA and an alarm on its use.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds-programmatic-access.html',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  examples: {
    flagged: [
      {
        title: 'keys of any user, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: 'iam:CreateAccessKey', Resource: '*' } },
      },
      {
        title: 'a login to every database as every user',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'rds-db:connect', Resource: 'arn:aws:rds-db:*:*:dbuser:*/*' }] },
      },
      {
        title: 'passwords of instances, behind a wildcard for reading',
        kind: 'permission-set',
        policy: { Statement: [{ Effect: 'Allow', Action: 'ec2:Get*', Resource: '*' }] },
      },
    ],
    allowed: [
      {
        title: 'a login to one database as one user',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'rds-db:connect', Resource: 'arn:aws:rds-db:eu-west-1:111122223333:dbuser:db-ABC/orders' }] },
      },
      {
        title: 'every user turns his own keys',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:CreateAccessKey', Resource: 'arn:aws:iam::111122223333:user/${aws:username}' }] },
      },
      {
        title: 'the token to pull images, which has no narrower form',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' }] },
      },
      {
        title: 'a wildcard from which the action is denied',
        kind: 'identity',
        policy: {
          Statement: [
            { Effect: 'Allow', Action: 'ec2:Get*', Resource: '*' },
            { Effect: 'Deny', Action: 'ec2:GetPasswordData', Resource: '*' },
          ],
        },
      },
      {
        title: 'all actions of a service are reported by wildcard-action',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: 'redshift:*', Resource: '*' }] },
      },
    ],
  },
  kinds: ['identity', 'permission-set'],

  judgePolicy(site) {
    const grants = sensitiveGrants(site.document, 'credentials')
      .filter(({ action, statement }) => scopeOf(statement, action) === 'everywhere' && !asksForMfa(statement));
    if (grants.length === 0) { return NO_VIOLATIONS; }
    return [{
      ...aboutGrants(grants, site),
      message: `${namesOf(grants)} ${grants.length === 1 ? 'gives' : 'give'} credentials of every identity, database or machine of the account`,
      fix: 'name the one user, database or machine whose credentials the workload needs, or leave the action out',
    }];
  },
};
