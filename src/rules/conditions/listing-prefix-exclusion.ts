import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { listOf } from '../wording';
import { keyFacts, keyName } from './condition-key';
import { allowing, denying } from './example-policy';

const LISTING = { action: 's3:ListBucket', resource: 'arn:aws:s3:::orders' };

export const listingPrefixExclusion: Rule = {
  id: 'listing-prefix-exclusion',
  severity: Severity.ERROR,
  checks: ['C-46'],
  summary: 'the listing of a bucket is to leave out a prefix, by `s3:prefix`',
  why: '`s3:prefix` is what the request asks for, not what it gets: a request for a shorter prefix, or for none, lists the objects below the excluded one too.',
  accept: 'When it only spares users a mistake, and the names of the objects are no secret.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html',
  ],
  examples: {
    flagged: [
      denying('a Deny for one prefix', { StringLike: { 's3:prefix': 'payroll/*' } }, { ...LISTING, alone: true }),
      allowing('an Allow for all but one prefix', { StringNotLike: { 's3:prefix': 'payroll/*' } }, LISTING),
    ],
    allowed: [
      allowing('an Allow for one prefix', { StringLike: { 's3:prefix': 'incoming/*' } }, LISTING),
      denying('a Deny for all but one prefix', { StringNotLike: { 's3:prefix': 'incoming/*' } }, LISTING),
      denying('a Deny for the whole bucket', { StringEquals: { 's3:prefix': '' } }, LISTING),
    ],
  },

  looksAt({ family }, key) {
    return family === 'string' && keyFacts(key).lower === 's3:prefix';
  },

  judgeCondition({ operator, operatorText, key, values }, { effect }) {
    if (operator.negated === (effect === 'Deny')) { return NO_VIOLATIONS; }
    const texts = values.map(({ text }) => text.toString()).filter(text => text !== '');
    if (texts.length === 0) { return NO_VIOLATIONS; }
    return [{
      cause: keyName(key),
      message: `\`${operatorText}\` on \`${key}\` is to keep ${listOf(texts)} out of listings, but a request for a shorter prefix lists it`,
      fix: 'allow only the prefixes that may be listed: an Allow with `StringLike` on `s3:prefix`, or a Deny with `StringNotLike`',
    }];
  },
};
