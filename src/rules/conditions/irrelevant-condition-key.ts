import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { keyFacts } from './condition-key';
import { allowing } from './example-policy';

/**
 * Keys on the owner of a resource, which a policy on the resource itself need not ask for. Read 2026-11-22.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-irrelevant-condition-key-in-policy
 */
const OWNER_KEYS = new Set(['s3:resourceaccount']);

export const irrelevantConditionKey: Rule = {
  id: 'irrelevant-condition-key',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['C-12'],
  summary: 'a bucket policy asks for the account that owns the bucket',
  why: 'The policy stands on one bucket with one owner, so the condition falls the same way for every request.',
  accept: 'When one text is used for identity policies and bucket policies alike.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-irrelevant-condition-key-in-policy',
  ],
  examples: {
    flagged: [
      allowing('the owner of the bucket, in the policy of the bucket', { StringEquals: { 's3:ResourceAccount': '111122223333' } }, {
        principal: { AWS: 'arn:aws:iam::111122223333:role/worker' }, alone: true,
      }),
    ],
    allowed: [
      allowing('the owner of the bucket, in the policy of the caller', { StringEquals: { 's3:ResourceAccount': '111122223333' } }),
    ],
  },
  kinds: ['resource'],

  looksAt(_, key) {
    return OWNER_KEYS.has(keyFacts(key).lower);
  },

  judgeCondition({ key }) {
    return [{
      cause: key,
      message: `\`${key}\` is the account of the resource that this policy stands on, so the condition decides nothing`,
      fix: 'remove the condition here; in the identity policy of the caller it keeps data from other accounts\' resources',
    }];
  },
};
