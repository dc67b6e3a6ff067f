import { Severity } from '../../diagnostics/severity';
import { parseArn } from '../../policy/arn';
import { globCovers, globsOverlap, toGlob } from '../../policy/glob';
import { JsonObject, JsonValue } from '../../policy/json';
import { Environment } from '../../policy/policy-site';
import { PrincipalValue, Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { isUndecided } from './policies-of-resource';

const KEYS = new Set(['AWS::KMS::Key', 'AWS::KMS::ReplicaKey']);
const MANAGE = 'kms:putkeypolicy';
const FIX = 'let the account keep it: `{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::ACCOUNT:root"}, "Action": "kms:*", "Resource": "*"}`, '
  + 'which leaves the key to the IAM policies of the account, or name a role that may use `kms:PutKeyPolicy`';

/** A Deny with a condition spares someone, and is taken to spare who manages the key. */
export const keyPolicyLocksOutAccount: Rule = {
  id: 'key-policy-locks-out-account',
  severity: Severity.ERROR,
  checks: ['K-02'],
  summary: 'nobody in the account may change the policy of a key',
  why: 'No IAM policy helps where the key policy does not let the account in, not even the root user: the key can be neither changed nor deleted, '
    + 'and only AWS Support can get it back. KMS refuses such a policy unless its safety check is switched off.',
  accept: 'Never.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html',
  ],
  examples: {
    flagged: [
      {
        title: 'only a role that uses the key',
        resources: keyWith({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' }, Action: ['kms:Decrypt', 'kms:Encrypt'], Resource: '*' }),
      },
      {
        title: 'a Deny for everyone, the root user included',
        resources: keyWith([account('kms:*'), { Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }]),
      },
      {
        title: 'a Deny for the account',
        resources: keyWith([account('kms:*'), { ...account(['kms:Put*', 'kms:ScheduleKeyDeletion']), Effect: 'Deny' }]),
      },
    ],
    allowed: [
      { title: 'the key is left to the account', resources: keyWith([account('kms:*')]) },
      {
        title: 'a role manages the key',
        resources: keyWith({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/keeper' }, Action: 'kms:Put*', Resource: '*' }),
      },
      {
        title: 'a Deny that spares someone',
        resources: keyWith([account('kms:*'), {
          Effect: 'Deny',
          Principal: '*',
          Action: 'kms:*',
          Resource: '*',
          Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/keeper' } },
        }]),
      },
      { title: 'a Deny for deletion alone', resources: keyWith([account('kms:*'), { ...account('kms:ScheduleKeyDeletion'), Effect: 'Deny' }]) },
    ],
  },
  kinds: ['resource'],

  judgePolicy({ document, environment, origin }) {
    if (!KEYS.has(origin.resourceType) || isUndecided(document) || document.problems.length > 0) { return NO_VIOLATIONS; }
    if (!document.statements.some(mayLetManage)) {
      return [{
        cause: 'no manager',
        message: 'the key policy lets nobody use `kms:PutKeyPolicy`, so KMS refuses it, or nobody can ever change it',
        fix: FIX,
      }];
    }
    const closing = document.statements.find(statement => closesForAll(statement, environment));
    return closing ? [{
      cause: 'denied',
      path: closing.path,
      message: 'the statement denies `kms:PutKeyPolicy` to the whole account, so KMS refuses the policy, or nobody can ever change it',
      fix: 'name the actions to deny, without those that manage the key, or spare a role with `"ArnNotEquals": {"aws:PrincipalArn": "…"}`',
      actions: closing.actions.values.map(({ text }) => text.toString()),
    }] : NO_VIOLATIONS;
  },
};

function mayLetManage({ effect, actions, principals }: Statement): boolean {
  if (effect !== 'Allow' || !principals || !(principals.negated || principals.values.some(({ type }) => type === 'AWS' || type === '*'))) { return false; }
  return actions.negated
    ? !actions.values.some(({ text }) => globCovers(toGlob(text).toLowerCase(), MANAGE))
    : actions.values.some(({ text }) => globsOverlap(toGlob(text).toLowerCase(), MANAGE));
}

function closesForAll({ effect, actions, principals, conditions, when }: Statement, environment: Environment): boolean {
  return effect === 'Deny' && conditions.length === 0 && when.length === 0 && !actions.negated
    && principals !== undefined && !principals.negated && principals.values.some(principal => isAccount(principal, environment))
    && actions.values.some(value => value.when.length === 0 && globCovers(toGlob(value.text).toLowerCase(), MANAGE));
}

/** Everyone, or the account that the key is in. */
function isAccount({ type, text, when }: PrincipalValue, { account: own }: Environment): boolean {
  if (when.length > 0) { return false; }
  if (type === '*' || (type === 'AWS' && text.literal === '*')) { return true; }
  const arn = type === 'AWS' ? parseArn(text) : undefined;
  if (arn?.resource.literal !== 'root') { return false; }
  const { literal, unknowns } = arn.account;
  return literal === undefined ? unknowns.every(({ shape }) => shape === 'account') : own === undefined || literal === own;
}

function account(actions: JsonValue): JsonObject {
  return { Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }, Action: actions, Resource: '*' };
}

function keyWith(statements: JsonValue): JsonObject {
  return { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: statements } } } };
}
