import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { keyFacts, keyName } from './condition-key';
import { allowing, denying } from './example-policy';
import { familyOfKey, fitOf, USUAL_OPERATORS, withFittingOperator } from './operator-fit';
import { withTexts } from './replace-condition';

export const mismatchedConditionOperator: Rule = {
  id: 'mismatched-condition-operator',
  severity: Severity.WARNING,
  checks: ['C-17'],
  summary: 'the operator of a condition does not fit the type of its key, or a JSON number stands under an operator for text',
  why: 'The comparison is not the one that is meant: a range of addresses is compared letter by letter, a date is not ordered, and an account id loses its leading zeros.',
  accept: 'When you have seen the condition work as meant; then the type of the key in the catalog is wrong.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      allowing('a range of addresses as text', { StringEquals: { 'aws:SourceIp': '203.0.113.0/24' } }, { alone: true }),
      allowing('a date as text', { StringLike: { 'aws:CurrentTime': '2026-*' } }),
      denying('a TLS version as text', { StringNotEquals: { 's3:TlsVersion': '1.2' } }, { action: 's3:*', principal: '*' }),
      allowing('an account as an ARN', { ArnLike: { 'aws:SourceAccount': '111122223333' } }, { principal: { Service: 's3.amazonaws.com' } }),
      allowing('an ARN as an address', { IpAddress: { 'aws:SourceArn': '203.0.113.0/24' } }, { principal: { Service: 's3.amazonaws.com' } }),
      allowing('an account id as a number of JSON', { StringEquals: { 'aws:ResourceAccount': 111122223333 } }),
    ],
    allowed: [
      allowing('each key with an operator of its type', {
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' },
        StringEquals: { 'aws:ResourceAccount': '111122223333' },
      }),
      allowing('a tag holds what the app puts there', { NumericGreaterThanEquals: { 'aws:PrincipalTag/level': '3' }, ArnLike: { 'aws:PrincipalTag/owner': 'owner' } }),
      allowing('an ARN in an encryption context', { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:eu-west-1:111122223333:log-group:*' } }, {
        action: 'kms:Decrypt', resource: '*',
      }),
      allowing('the time as a number', { NumericLessThan: { 'aws:EpochTime': '1798761600' } }),
    ],
  },

  judgeCondition(condition, statement, site) {
    const { operator, operatorText, key, values } = condition;
    if (fitOf(condition) === 'unfit') {
      const type = keyFacts(key).known!.type;
      return [{
        cause: keyName(key),
        message: `\`${operatorText}\` does not fit \`${key}\`, which is of type ${type}`,
        fix: `write ${USUAL_OPERATORS[familyOfKey(key)!]}`,
        replacement: withFittingOperator(statement, site, condition),
      }];
    }
    if ((operator.family !== 'string' && operator.family !== 'arn') || !values.some(({ raw }) => typeof raw === 'number')) { return NO_VIOLATIONS; }
    return [{
      cause: keyName(key),
      message: `\`${key}\` is compared as text with a number of JSON: \`${values.find(({ raw }) => typeof raw === 'number')!.text.toString()}\``,
      fix: 'write the value in quotation marks, as a string',
      replacement: withTexts(statement, site, condition, text => text),
    }];
  },
};
