import { meaningOfAnything } from './anything-values';
import { keyName } from './condition-key';
import { allowing, denying } from './example-policy';
import { withCondition, writtenCondition } from './replace-condition';
import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';

export const wildcardForNullTest: Rule = {
  id: 'wildcard-for-null-test',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['C-38'],
  summary: 'a comparison with `*` only tests whether the key is there',
  why: 'A `Null` condition says so plainly; with several values, one `*` makes the others pointless.',
  accept: 'When other values are to follow.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      allowing('a tag with any value', { StringLike: { 'aws:PrincipalTag/team': '*' } }, { alone: true }),
      denying('no tag', { StringNotLike: { 'aws:RequestTag/team': '*' } }, { action: 'sqs:CreateQueue', resource: '*' }),
    ],
    allowed: [
      allowing('a `Null` test', { Null: { 'aws:PrincipalTag/team': 'false' } }),
      allowing('a pattern', { StringLike: { 'aws:PrincipalTag/team': 'orders-*' } }),
    ],
  },

  looksAt({ wildcards, family }) {
    return wildcards || family === 'ip';
  },

  judgeCondition(condition, statement, site) {
    const found = meaningOfAnything(condition, statement);
    if (found?.meaning !== 'present' && found?.meaning !== 'absent') { return NO_VIOLATIONS; }
    const { key, operatorText } = condition;
    const value = found.meaning === 'present' ? 'false' : 'true';
    return [{
      cause: keyName(key),
      message: `\`${operatorText}\` on \`${key}\` with \`${found.text}\` holds exactly if the key is ${found.meaning === 'present' ? 'there' : 'missing'}`,
      fix: `write \`"Null": { "${key}": "${value}" }\``,
      replacement: withCondition(statement, site, condition, writtenCondition('Null', key, value)),
    }];
  },
};
