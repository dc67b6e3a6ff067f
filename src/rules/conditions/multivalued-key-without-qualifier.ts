import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { admitsItsValues } from './condition-effect';
import { keyFacts, keyName } from './condition-key';
import { allowing, denying } from './example-policy';
import { operatorWith, withOperator } from './replace-condition';

export const multivaluedKeyWithoutQualifier: Rule = {
  id: 'multivalued-key-without-qualifier',
  severity: Severity.WARNING,
  checks: ['C-31'],
  summary: 'a key that can have several values is compared without `ForAnyValue` or `ForAllValues`',
  why: 'What happens when a request has more than one value is then not defined: the condition may not hold for requests that it is made for.',
  accept: 'When requests never have more than one value of the key, and you have tried it.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-missing-qualifier',
  ],
  examples: {
    flagged: [
      allowing('the services that a call came through', { StringEquals: { 'aws:CalledVia': 'athena.amazonaws.com' } }, { alone: true }),
      denying('the path of an organization', { StringNotLike: { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/*' } }, { principal: '*' }),
    ],
    allowed: [
      allowing('one of the values', { 'ForAnyValue:StringEquals': { 'aws:CalledVia': 'athena.amazonaws.com' } }),
      denying('none of the values', { 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/*' } }, { principal: '*' }),
      allowing('`Null` asks for none', { Null: { 'aws:TagKeys': 'true' } }),
      allowing('a key with one value', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
    ],
  },

  looksAt({ qualifier, name }, key) {
    return !qualifier && name !== 'Null' && keyFacts(key).isMultivalued;
  },

  judgeCondition(condition, statement, site) {
    const { operator, operatorText, key } = condition;
    // A Deny for all but some values must hold only if none of the request's values is among them.
    const qualifier = operator.negated && admitsItsValues(condition, statement) ? 'ForAllValues' : 'ForAnyValue';
    const better = operatorWith(condition, { qualifier });
    return [{
      cause: keyName(key),
      message: `a request can have several values of \`${key}\`, and \`${operatorText}\` compares only one`,
      fix: `write \`${better}\``,
      replacement: withOperator(statement, site, condition, better),
    }];
  },
};
