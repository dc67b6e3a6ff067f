import { ALWAYS_PRESENT_KEYS } from '../../catalog/global-condition-keys';
import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { isPresenceTested, keyFacts, keyName, KeyTable } from './condition-key';
import { allowing, denying } from './example-policy';
import { operatorWith, withOperator } from './replace-condition';

const ALWAYS_PRESENT = new KeyTable(ALWAYS_PRESENT_KEYS);

export const forAllValuesOnSingleValue: Rule = {
  id: 'for-all-values-on-single-value',
  severity: Severity.ERROR,
  checks: ['C-32'],
  summary: 'an Allow compares a key that has one value with `ForAllValues`, which also holds without the key',
  why: 'Whoever sends a request without the key is allowed in, so the condition keeps nobody out.',
  accept: 'Never: without `ForAllValues` the condition says what is meant.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-forallvalues-with-single-valued-key',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  ],
  examples: {
    flagged: [
      allowing('anyone without an organization', { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, { principal: '*', alone: true }),
    ],
    allowed: [
      allowing('the key must be there', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, { principal: '*' }),
      allowing('a `Null` test asks for the key', {
        'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, 'Null': { 'aws:PrincipalOrgID': 'false' },
      }, { principal: '*' }),
      allowing('every request has the key', { 'ForAllValues:StringEquals': { 'aws:RequestedRegion': 'eu-west-1' } }),
      denying('a Deny that also stops requests without the key', { 'ForAllValues:StringNotEquals': { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, { principal: '*' }),
    ],
  },

  looksAt({ qualifier, name }, key) {
    const { known, isMultivalued, lower } = keyFacts(key);
    return qualifier === 'ForAllValues' && name !== 'Null' && known !== undefined && !isMultivalued && !ALWAYS_PRESENT.has(lower);
  },

  judgeCondition(condition, statement, site) {
    const { operatorText, key } = condition;
    if (statement.effect === 'Deny' || isPresenceTested(condition, statement)) { return NO_VIOLATIONS; }
    const better = operatorWith(condition, { qualifier: undefined });
    return [{
      cause: keyName(key),
      message: `\`${operatorText}\` on \`${key}\`, which has one value, also holds for a request without the key`,
      fix: `write \`${better}\``,
      replacement: withOperator(statement, site, condition, better),
    }];
  },
};
