import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { keyFacts, keyName } from './condition-key';
import { allowing, denying } from './example-policy';
import { familyOfKey, fitOf, USUAL_OPERATORS, withFittingOperator } from './operator-fit';
import { reachesAcrossFields } from './wildcard-across-arn-fields';

export const stringOperatorOnTypedKey: Rule = {
  id: 'string-operator-on-typed-key',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['C-18'],
  summary: 'an ARN or a boolean is compared as text',
  why: 'It works as long as the value is written exactly as AWS sends it; the operator of its type compares an ARN part by part and a boolean whatever its case.',
  accept: 'When a construct that you cannot change writes the condition.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN'],
  examples: {
    flagged: [
      allowing('an ARN as text', { StringEquals: { 'aws:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/E1EXAMPLE' } }, {
        principal: { Service: 'cloudfront.amazonaws.com' }, alone: true,
      }),
      denying('a boolean as text', { StringEquals: { 'aws:SecureTransport': 'false' } }, { principal: '*' }),
    ],
    allowed: [
      allowing('an ARN as an ARN', { ArnEquals: { 'aws:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/E1EXAMPLE' } }, {
        principal: { Service: 'cloudfront.amazonaws.com' },
      }),
      denying('a boolean as a boolean', { Bool: { 'aws:SecureTransport': 'false' } }, { principal: '*' }),
    ],
  },

  looksAt({ family }, key) {
    return family === 'string' && familyOfKey(key) !== undefined;
  },

  judgeCondition(condition, statement, site) {
    const { operatorText, key } = condition;
    if (fitOf(condition) !== 'usable' || reachesAcrossFields(condition)) { return NO_VIOLATIONS; }
    return [{
      cause: keyName(key),
      message: `\`${operatorText}\` compares \`${key}\`, which is of type ${keyFacts(key).known!.type}, as text`,
      fix: `write ${USUAL_OPERATORS[familyOfKey(key)!]}`,
      replacement: withFittingOperator(statement, site, condition),
    }];
  },
};
