import { ROLE_SESSION_KEYS } from '../../catalog/global-condition-keys';
import { Severity } from '../../diagnostics/severity';
import { Condition, Statement } from '../../policy/statement';
import { actionName, ActionPattern, actionPatterns } from '../action-pattern';
import { isGrantWildcard } from '../breadth/grant-wildcards';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { actionsWithKey, isComparable, sendsKey } from './action-keys';
import { holdsWithoutKey } from './condition-effect';
import { keyFacts, keyName, KeyTable } from './condition-key';
import { allowing, denying } from './example-policy';

const ROLE_SESSION = new KeyTable(ROLE_SESSION_KEYS);

export const conditionKeyOfOtherActions: Rule = {
  id: 'condition-key-of-other-actions',
  severity: Severity.WARNING,
  checks: ['C-09', 'C-10'],
  summary: 'a condition asks for a key that AWS does not send with some or all actions of the statement',
  why: 'For these actions the condition falls the same way for every request: an Allow never applies, a Deny never does or always, '
    + 'or the limit that it seems to set is not there.',
  accept: 'When you have seen AWS send the key with the action; the catalog may be older than that.',
  references: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-action-for-condition-key',
  ],
  examples: {
    flagged: [
      allowing('a key of listing, on reading too', { StringLike: { 's3:prefix': 'incoming/*' } }, {
        action: ['s3:ListBucket', 's3:GetObject'],
        resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'],
      }),
      allowing('a key of an action that is not in the statement', { StringEquals: { 'ec2:CreateAction': 'RunInstances' } }, {
        action: 'ec2:RunInstances', resource: '*', alone: true,
      }),
      denying('a Deny that stops reading as well', { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } }, {
        action: ['s3:GetObject', 's3:PutObject'], principal: '*',
      }),
      allowing('a key of another service', { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } }, { action: 's3:GetObject' }),
    ],
    allowed: [
      allowing('a key on its action', { StringLike: { 's3:prefix': 'incoming/*' } }, { action: 's3:ListBucket', resource: 'arn:aws:s3:::orders' }),
      allowing('`IfExists` says that not every action sends it', { StringLikeIfExists: { 's3:prefix': 'incoming/*' } }, {
        action: ['s3:ListBucket', 's3:GetObject'],
        resource: ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'],
      }),
      denying('a wildcard of which some actions send it', { NumericLessThan: { 's3:TlsVersion': '1.2' } }, { action: 's3:*', principal: '*' }),
      allowing('a service that encrypts, as AWS writes it', {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:eu-west-1:111122223333:*' },
      }, { action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:Describe*'], resource: '*', principal: { Service: 'logs.eu-west-1.amazonaws.com' } }),
      allowing('a key that comes with the credentials of the caller', {
        ArnEquals: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:eu-west-1:111122223333:function:orders' },
      }),
    ],
  },
  kinds: ['identity', 'permission-set', 'boundary', 'session', 'resource', 'endpoint', 'scp', 'rcp'],

  looksAt(_, key) {
    const { known, prefix, lower } = keyFacts(key);
    return known !== undefined && prefix !== 'aws' && prefix !== 'sts' && !ROLE_SESSION.has(lower);
  },

  judgeCondition(condition, statement) {
    if (statement.actions.negated || !isComparable(statement)) { return NO_VIOLATIONS; }
    const { known, prefix } = keyFacts(condition.key);
    const withoutKey = holdsWithoutKey(condition);
    if (withoutKey === undefined || (statement.effect === 'Allow' && withoutKey && (condition.operator.ifExists || condition.operator.name === 'Null'))) {
      return NO_VIOLATIONS;
    }
    const patterns = actionPatterns(statement.actions);
    const silent = patterns.filter(pattern => !maySend(pattern, known!.key.toLowerCase()) && !(isGrantWildcard(pattern) && isForServices(statement)));
    const sending = silent.length === 0 ? [] : actionsWithKey(prefix, known!.key.toLowerCase());
    if (sending.length === 0) { return NO_VIOLATIONS; }
    const isAll = silent.length === patterns.length;
    const names = silent.map(pattern => pattern.name);
    return [{
      cause: causeOf([keyName(condition.key), ...names]),
      message: `\`${condition.key}\` is not sent with ${listOf(names)}${isAll ? ', and so with no action of the statement' : ''}: ${consequence(condition, statement, withoutKey)}`,
      fix: isAll
        ? `add the action that sends it (${listOf(sending.map(actionName), 3, 'or')}), or remove the condition`
        : `move ${listOf(names)} to a statement of ${names.length === 1 ? 'its' : 'their'} own, without this condition`,
      actions: silent.map(pattern => pattern.text),
    }];
  },
};

/**
 * Pages of AWS give a service that encrypts a list of wildcards, `kms:Describe*` with them, under one condition.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
function isForServices({ principals }: Statement): boolean {
  return principals !== undefined && !principals.negated && principals.values.every(({ type }) => type === 'Service');
}

/** An action that the catalog does not know may send anything. */
function maySend({ spansServices, actions }: ActionPattern, key: string): boolean {
  return spansServices || actions.length === 0 || actions.some(action => sendsKey(action, key));
}

function consequence({ operatorText }: Condition, { effect }: Statement, withoutKey: boolean): string {
  const never = effect === 'Allow' ? 'the statement never allows that' : 'the statement never denies that';
  const always = effect === 'Allow' ? `\`${operatorText}\` then holds for every request and limits nothing` : `\`${operatorText}\` then holds for every request, and all are denied`;
  return withoutKey ? always : never;
}
