import { Severity } from '../../diagnostics/severity';
import { parseArn } from '../../policy/arn';
import { Condition } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { keyName } from './condition-key';
import { holdsWildcard } from './condition-values';
import { allowing, denying } from './example-policy';
import { familyOfKey } from './operator-fit';
import { operatorWith, withOperator } from './replace-condition';
import { stableText } from '../trust/stable-text';

export const wildcardAcrossArnFields: Rule = {
  id: 'wildcard-across-arn-fields',
  severity: Severity.WARNING,
  checks: ['C-19'],
  summary: 'a wildcard for one field of an ARN is compared as text, where it can stand for several',
  why: 'Under `StringLike` a `*` also matches colons: a pattern for the account or the region fits ARNs in which the rest of the pattern stands '
    + 'in another place. `ArnLike` compares field by field.',
  accept: 'When the values cannot be ARNs, in spite of the key.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      allowing('any account', { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/worker' } }, { alone: true }),
      denying('any region', { StringNotLike: { 'aws:SourceArn': 'arn:aws:sns:*:111122223333:orders' } }, { principal: '*' }),
    ],
    allowed: [
      allowing('field by field', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/worker' } }),
      allowing('a wildcard in the last field, where both mean the same', { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/worker-*' } }),
      allowing('a key that is no ARN', { StringLike: { 'aws:PrincipalTag/path': 'a:*:b' } }),
    ],
  },

  looksAt({ family, wildcards }, key) {
    return family === 'string' && wildcards && familyOfKey(key) === 'arn';
  },

  judgeCondition(condition, statement, site) {
    if (!reachesAcrossFields(condition)) { return NO_VIOLATIONS; }
    const texts = condition.values.map(({ text }) => text).filter(hasWildcardField);
    const operatorText = operatorWith(condition, { name: condition.operator.negated ? 'ArnNotLike' : 'ArnLike' });
    return [{
      cause: causeOf([keyName(condition.key), ...texts.map(stableText)]),
      message: `under \`${condition.operatorText}\` the wildcard in ${listOf(texts.map(text => text.toString()))} also matches colons, and so more than one field of an ARN`,
      fix: `write \`${operatorText}\``,
      replacement: withOperator(statement, site, condition, operatorText),
    }];
  },
};

/** Whether a condition compares ARNs as text, with a wildcard that can reach from one field into another. */
export function reachesAcrossFields({ operator, key, values }: Condition): boolean {
  return operator.family === 'string' && operator.wildcards && familyOfKey(key) === 'arn' && values.some(({ text }) => hasWildcardField(text));
}

/** A plain `*` is no pattern of an ARN. */
function hasWildcardField(text: SymbolicText): boolean {
  const arn = parseArn(text);
  return arn ? [arn.partition, arn.service, arn.region, arn.account].some(holdsWildcard) : /^\*+[^*]/.test(text.literalPrefix);
}
