import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { stableText } from '../trust/stable-text';
import { causeOf, listOf } from '../wording';
import { keyFacts, keyName } from './condition-key';
import { holdsWildcard } from './condition-values';
import { allowing, denying } from './example-policy';
import { operatorWith, withOperator } from './replace-condition';

/** In an encryption context a `*` may be meant: AWS services send one. */
const ENCRYPTION_CONTEXT = 'kms:encryptioncontext:';

export const wildcardWithoutLikeOperator: Rule = {
  id: 'wildcard-without-like-operator',
  severity: Severity.WARNING,
  checks: ['C-34'],
  summary: 'a value holds `*` or `?` under an operator that takes it as a letter',
  why: 'No request has a value with an asterisk in it: an Allow never applies, and a Deny for all other values stops every request.',
  accept: 'When the value that requests have really holds the character.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      allowing('a prefix', { StringEquals: { 's3:prefix': 'incoming/*' } }, { action: 's3:ListBucket', resource: 'arn:aws:s3:::orders', alone: true }),
      denying('a region', { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-?'] } }, { action: '*', resource: '*' }),
    ],
    allowed: [
      allowing('an operator for patterns', { StringLike: { 's3:prefix': 'incoming/*' } }, { action: 's3:ListBucket', resource: 'arn:aws:s3:::orders' }),
      allowing('the operators for ARNs take patterns', { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/worker-*' } }),
      allowing('an encryption context that holds an asterisk', { StringEquals: { 'kms:EncryptionContext:SourceArn': 'arn:aws:logs:eu-west-1:111122223333:*' } }, {
        action: 'kms:Decrypt', resource: '*',
      }),
    ],
  },

  looksAt({ family, wildcards }, key) {
    return family === 'string' && !wildcards && !keyFacts(key).lower.startsWith(ENCRYPTION_CONTEXT);
  },

  judgeCondition(condition, statement, site) {
    const { operator, operatorText, key, values } = condition;
    const texts = values.map(({ text }) => text).filter(holdsWildcard);
    if (texts.length === 0) { return NO_VIOLATIONS; }
    const better = operatorWith(condition, { name: operator.negated ? 'StringNotLike' : 'StringLike' });
    return [{
      cause: causeOf([keyName(key), ...texts.map(stableText)]),
      message: `\`${operatorText}\` on \`${key}\` takes the wildcard in ${listOf(texts.map(text => text.toString()))} as a letter`,
      fix: `write \`${better}\`, or the whole value`,
      replacement: withOperator(statement, site, condition, better),
    }];
  },
};
