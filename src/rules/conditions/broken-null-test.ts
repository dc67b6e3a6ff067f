import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { keyName } from './condition-key';
import { plainTexts } from './condition-values';
import { allowing, denying } from './example-policy';
import { withOperator } from './replace-condition';
import { listOf } from '../wording';

export const brokenNullTest: Rule = {
  id: 'broken-null-test',
  severity: Severity.ERROR,
  checks: ['C-03', 'C-04'],
  summary: 'a `Null` condition does not test whether the key is there',
  why: 'The condition is always true or never, whatever the request holds, or AWS refuses the policy.',
  accept: 'Never: the statement does not say what it seems to.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-general-warning-null-with-qualifier',
  ],
  examples: {
    flagged: [
      allowing('`ForAllValues`, with which it is always true', { 'ForAllValues:Null': { 'aws:PrincipalTag/team': 'false' } }, { alone: true }),
      denying('`ForAnyValue`, with which it is never true', { 'ForAnyValue:Null': { 'aws:TagKeys': 'true' } }),
      allowing('a value that is neither `true` nor `false`', { Null: { 'aws:PrincipalTag/team': 'no' } }),
      denying('both values, which leave no request out', { Null: { 'aws:PrincipalTag/team': ['true', 'false'] } }),
    ],
    allowed: [
      allowing('the key must be there', { Null: { 'aws:PrincipalTag/team': 'false' } }),
      denying('the key is missing, as a JSON boolean', { Null: { 'aws:PrincipalTag/team': true } }),
    ],
  },

  looksAt({ name }) {
    return name === 'Null';
  },

  judgeCondition(condition, statement, site) {
    const { operator, operatorText, key, values } = condition;
    if (operator.qualifier) {
      return [{
        cause: keyName(key),
        message: `\`${operatorText}\` on \`${key}\` is ${operator.qualifier === 'ForAllValues' ? 'always' : 'never'} true, whether the key is there or not`,
        fix: 'write `Null` without `ForAllValues` or `ForAnyValue`',
        replacement: withOperator(statement, site, condition, 'Null'),
      }];
    }
    const texts = values.flatMap(plainTexts).map(text => text.toLowerCase());
    const wrong = texts.filter(text => text !== 'true' && text !== 'false');
    if (wrong.length > 0) {
      return [{
        cause: keyName(key),
        message: `\`Null\` on \`${key}\` is compared with ${listOf(wrong)}; expected \`true\` (the key is missing) or \`false\` (it is there)`,
        fix: 'write `"true"` or `"false"`',
      }];
    }
    if (new Set(texts).size < 2 || values.some(({ when }) => when.length > 0)) { return NO_VIOLATIONS; }
    return [{
      cause: keyName(key),
      message: `\`Null\` on \`${key}\` is compared with \`true\` and \`false\`, so it holds for every request`,
      fix: 'keep one of the two values, or remove the condition',
    }];
  },
};
