import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { keyName } from './condition-key';
import { allTexts, holdsWildcard } from './condition-values';
import { allowing } from './example-policy';
import { operatorWith, withOperator } from './replace-condition';

export const likeOperatorWithoutWildcard: Rule = {
  id: 'like-operator-without-wildcard',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['C-35'],
  summary: 'an operator for patterns is used on values without a wildcard',
  why: 'It means the same as the plain operator, and the next one to add a value may think that patterns are wanted here.',
  accept: 'When patterns are to follow.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String'],
  examples: {
    flagged: [allowing('one value', { StringLike: { 'aws:PrincipalTag/team': 'orders' } }, { alone: true })],
    allowed: [
      allowing('a pattern among the values', { StringLike: { 'aws:PrincipalTag/team': ['orders', 'orders-*'] } }),
      allowing('a plain operator', { StringEquals: { 'aws:PrincipalTag/team': 'orders' } }),
    ],
  },

  looksAt({ family, wildcards }) {
    return family === 'string' && wildcards;
  },

  judgeCondition(condition, statement, site) {
    const { operator, operatorText, key, values } = condition;
    if (values.length === 0 || allTexts(condition) === undefined || values.some(({ text }) => holdsWildcard(text))) { return NO_VIOLATIONS; }
    const better = operatorWith(condition, { name: operator.negated ? 'StringNotEquals' : 'StringEquals' });
    return [{
      cause: keyName(key),
      message: `\`${operatorText}\` on \`${key}\` has no pattern among its values`,
      fix: `write \`${better}\``,
      replacement: withOperator(statement, site, condition, better),
    }];
  },
};
