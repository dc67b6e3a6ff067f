import { Severity } from '../../diagnostics/severity';
import { Condition, conditionsOn } from '../../policy/statement';
import { actionPatterns } from '../action-pattern';
import { NO_VIOLATIONS, Rule } from '../rule';
import { listOf } from '../wording';
import { sendsKey } from './action-keys';
import { keyFacts, keyName } from './condition-key';
import { knownTexts } from './condition-values';
import { allowing } from './example-policy';
import { withAddedConditions, writtenCondition } from './replace-condition';

const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';

const SELECT = 'dynamodb:Select';
const SELECTING_ATTRIBUTES = writtenCondition('StringEqualsIfExists', SELECT, 'SPECIFIC_ATTRIBUTES');

export const dynamodbAttributesWithoutSelect: Rule = {
  id: 'dynamodb-attributes-without-select',
  severity: Severity.ERROR,
  checks: ['C-45'],
  summary: 'reading is limited to attributes of a table, but not to requests that name attributes',
  why: 'A request that names no attribute has no `dynamodb:Attributes` and gets all of them, the ones that should be hidden too.',
  accept: 'When the statement allows only requests that must name their attributes.',
  references: [
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      allowing('some attributes', { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', 'status'] } }, {
        action: ['dynamodb:GetItem', 'dynamodb:Query'], resource: TABLE, alone: true,
      }),
    ],
    allowed: [
      allowing('some attributes, which the request must name', {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', 'status'] },
        'StringEqualsIfExists': { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      }, { action: ['dynamodb:GetItem', 'dynamodb:Query'], resource: TABLE }),
      allowing('writing some attributes', { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', 'status'] } }, { action: 'dynamodb:PutItem', resource: TABLE }),
    ],
  },

  looksAt({ name }, key) {
    return name !== 'Null' && keyFacts(key).lower === 'dynamodb:attributes';
  },

  judgeCondition(condition, statement, site) {
    if (statement.effect === 'Deny') { return NO_VIOLATIONS; }
    const reading = actionPatterns(statement.actions).filter(({ actions }) => actions.some(action => sendsKey(action, 'dynamodb:select')));
    if (reading.length === 0 || statement.actions.negated || conditionsOn(statement, SELECT).some(namesAttributes)) { return NO_VIOLATIONS; }
    return [{
      cause: keyName(condition.key),
      message: `${listOf(reading.map(({ name }) => name))} ${reading.length === 1 ? 'is' : 'are'} limited by \`${condition.key}\`, which a request for all attributes does not have`,
      fix: 'add `"StringEqualsIfExists": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" }` to the same condition block',
      replacement: conditionsOn(statement, SELECT).length === 0 ? withAddedConditions(statement, site, [SELECTING_ATTRIBUTES]) : undefined,
      actions: reading.map(({ text }) => text),
    }];
  },
};

function namesAttributes(condition: Condition): boolean {
  const texts = knownTexts(condition);
  return texts.length < condition.values.length || texts.every(text => text === 'SPECIFIC_ATTRIBUTES' || text === 'COUNT');
}
