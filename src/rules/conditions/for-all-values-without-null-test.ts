import { Severity } from '../../diagnostics/severity';
import { Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { isPresenceTested, keyFacts, keyName } from './condition-key';
import { allowing } from './example-policy';
import { withAddedConditions, writtenCondition } from './replace-condition';

/**
 * Keys, in lower case, that say what a request sets: to set nothing is within any list. And keys without which there is no such
 * request: each change of a record set has its type, name and action, each grant its operations. Read 2026-11-22.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
 */
const HARMLESS_KEYS = new Set([
  'aws:tagkeys',
  'kms:grantoperations',
  'route53:changeresourcerecordsetsactions',
  'route53:changeresourcerecordsetsnormalizedrecordnames',
  'route53:changeresourcerecordsetsrecordtypes',
  'sts:transitivetagkeys',
]);

/**
 * Requests for items, each of which names the keys of its items.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
const ITEM_ACTIONS = new Set([
  'batchgetitem', 'batchwriteitem', 'conditioncheckitem', 'deleteitem', 'getitem', 'putitem', 'query', 'updateitem',
].map(name => `dynamodb:${name}`));

export const forAllValuesWithoutNullTest: Rule = {
  id: 'for-all-values-without-null-test',
  severity: Severity.WARNING,
  checks: ['C-33'],
  summary: 'an Allow with `ForAllValues` does not ask for the key to be there',
  why: '`ForAllValues` also holds for a request that has no value: with `dynamodb:LeadingKeys`, a scan of the whole table.',
  accept: 'When every request that the statement allows has the key.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html',
  ],
  examples: {
    flagged: [
      allowing('the keys of a table', { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': '${aws:PrincipalTag/customer}' } }, {
        action: ['dynamodb:GetItem', 'dynamodb:Scan'], resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders', alone: true,
      }),
    ],
    allowed: [
      allowing('requests that always name the key, as AWS shows it', {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': '${cognito-identity.amazonaws.com:sub}' },
      }, { action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' }),
      allowing('with a `Null` test', {
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': '${aws:PrincipalTag/customer}' }, 'Null': { 'dynamodb:LeadingKeys': 'false' },
      }, { action: 'dynamodb:GetItem', resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders' }),
      allowing('no tag is one of the allowed tags', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'cost'] } }, { action: 'sqs:CreateQueue', resource: '*' }),
      allowing('one value must be there', { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } }),
    ],
  },

  looksAt({ qualifier, name }, key) {
    return qualifier === 'ForAllValues' && name !== 'Null' && keyFacts(key).isMultivalued;
  },

  judgeCondition(condition, statement, site) {
    const { operatorText, key } = condition;
    const { lower } = keyFacts(key);
    if (statement.effect === 'Deny' || HARMLESS_KEYS.has(lower) || alwaysSends(lower, statement) || isPresenceTested(condition, statement)) {
      return NO_VIOLATIONS;
    }
    return [{
      cause: keyName(key),
      message: `\`${operatorText}\` on \`${key}\` also holds for a request without the key`,
      fix: `add \`"Null": { "${key}": "false" }\` to the same condition block`,
      replacement: withAddedConditions(statement, site, [writtenCondition('Null', key, 'false')]),
    }];
  },
};

function alwaysSends(key: string, { actions }: Statement): boolean {
  return key === 'dynamodb:leadingkeys' && !actions.negated && actions.values.every(({ text }) => ITEM_ACTIONS.has(text.literal?.toLowerCase() ?? ''));
}
