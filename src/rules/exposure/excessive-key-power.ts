/**
 * `kms:*` and other wildcards are reported by `wildcard-action`; they count here only to tell that one policy both administers a
 * key and uses it. In a key policy, services and the account as a whole are left aside: services make grants for their own
 * resources, and the account hands the decision to IAM policies.
 */
import { Severity } from '../../diagnostics/severity';
import { JsonObject } from '../../policy/json';
import { PolicySite } from '../../policy/policy-site';
import { Statement } from '../../policy/statement';
import { delegatesKeyToAccount, isKeyPolicy } from '../breadth/wildcard-patterns';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { aboutGrants, asksForMfa, limitsOne, namesOf, SensitiveGrant, sensitiveGrants } from './sensitive-grants';

/**
 * Keys that say for whom or for what a grant may be made, in lower case. Read 2026-11-22.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/grant-authorization.html
 */
export const GRANT_LIMITS: ReadonlySet<string> = new Set([
  'kms:grantisforawsresource', 'kms:viaservice', 'kms:grantoperations', 'kms:granteeprincipal', 'kms:granteeserviceprincipal', 'kms:grantconstrainttype',
  'kms:grantconstraintsourcearn', 'kms:retiringprincipal', 'kms:retiringserviceprincipal',
]);

export const excessiveKeyPower: Rule = {
  id: 'excessive-key-power',
  severity: Severity.WARNING,
  checks: ['X-08'],
  summary: 'a policy lets its holder hand out the use of a KMS key, or both administer the key and use it',
  why: 'With `kms:CreateGrant` the holder lets anyone decrypt, with a grant that no policy shows. Who administers a key and uses it can read the data and hide that.',
  accept: 'When a service that works under this role makes grants and does not send `kms:GrantIsForAWSResource`.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/grant-authorization.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
  ],
  examples: {
    flagged: [
      {
        title: 'any grant, in a statement that is no list',
        kind: 'identity',
        policy: { Statement: { Effect: 'Allow', Action: ['kms:CreateGrant', 'kms:DescribeKey'], Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1a2b' } },
      },
      {
        title: 'administration and use in one hand',
        kind: 'identity',
        policy: {
          Statement: [
            { Effect: 'Allow', Action: 'kms:PutKeyPolicy', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1a2b' },
            { Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1a2b' },
          ],
        },
      },
      {
        title: 'a key policy that lets a role make any grant',
        resources: keyWith({ AWS: 'arn:aws:iam::111122223333:role/worker' }, 'kms:CreateGrant'),
      },
    ],
    allowed: [
      {
        title: 'grants that AWS services make for their resources',
        kind: 'identity',
        policy: {
          Statement: [{
            Effect: 'Allow',
            Action: 'kms:CreateGrant',
            Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1a2b',
            Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
          }],
        },
      },
      {
        title: 'administration without use',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'], Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1a2b' }] },
      },
      {
        title: 'use without administration',
        kind: 'identity',
        policy: { Statement: [{ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1a2b' }] },
      },
      { title: 'a service in a key policy', resources: keyWith({ Service: 'fargate.amazonaws.com' }, 'kms:CreateGrant') },
      { title: 'the key policy that the CDK writes', resources: keyWith({ AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }, 'kms:*') },
    ],
  },
  kinds: ['identity', 'permission-set', 'resource'],

  judgePolicy(site) {
    const administration = sensitiveGrants(site.document, 'key-administration');
    if (administration.length === 0 || (site.kind === 'resource' && !isKeyPolicy(site))) { return NO_VIOLATIONS; }
    const own = administration.filter(({ statement }) => !isDelegated(statement, site) && !asksForMfa(statement));
    const violations: Violation[] = [];
    const free = own.filter(({ name, pattern, statement }) => name === 'kms:CreateGrant' && !pattern.hasWildcard && !limitsOne(statement, GRANT_LIMITS));
    if (free.length > 0) { violations.push(freeGrants(free, site)); }
    const administered = own.filter(({ name }) => name === 'kms:PutKeyPolicy');
    if (administered.length > 0 && !isKeyPolicy(site)) {
      const use = sensitiveGrants(site.document, 'key-use');
      if (use.length > 0) { violations.push(bothPowers(administered, use, site)); }
    }
    return violations;
  },
};

function isDelegated(statement: Statement, site: PolicySite): boolean {
  return site.kind === 'resource'
    && (delegatesKeyToAccount(statement, site) || (statement.principals?.values.every(({ type }) => type === 'Service') ?? false));
}

function freeGrants(grants: readonly SensitiveGrant[], site: PolicySite): Violation {
  return {
    ...aboutGrants(grants, site),
    message: '`kms:CreateGrant` lets its holder give the use of the key to anyone',
    fix: 'add `"Condition": { "Bool": { "kms:GrantIsForAWSResource": "true" } }`, or name the grantee by `kms:GranteePrincipal`',
  };
}

function bothPowers(administration: readonly SensitiveGrant[], use: readonly SensitiveGrant[], site: PolicySite): Violation {
  return {
    ...aboutGrants([...administration, ...use], site),
    cause: 'administration-and-use',
    message: `one policy administers keys by ${namesOf(administration)} and uses them by ${namesOf(use)}`,
    fix: 'give the administration of the key to a role that cannot use it',
  };
}

function keyWith(principal: JsonObject, action: string): JsonObject {
  return {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [{ Effect: 'Allow', Principal: principal, Action: action, Resource: '*' }] } } },
  };
}
