import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';
import { allowing } from './example-policy';
import { keyProblem } from './key-problems';
import { shortened } from '../wording';

export const malformedConditionKey: Rule = {
  id: 'malformed-condition-key',
  severity: Severity.ERROR,
  checks: ['C-05', 'C-29'],
  summary: 'a condition key has no prefix, or lacks the part that says which tag or context it means',
  why: 'AWS refuses the policy, or no request ever has such a key: an Allow gives nothing and a Deny stops nothing.',
  accept: 'Never for a policy that is deployed.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html',
  ],
  examples: {
    flagged: [
      allowing('no prefix', { StringEquals: { SourceAccount: '111122223333' } }, { alone: true }),
      allowing('a tag condition that does not say which tag', { StringEquals: { 'aws:ResourceTag': 'orders' } }),
      allowing('a tag condition with an empty tag', { StringEquals: { 's3:ExistingObjectTag/': 'orders' } }),
      allowing('an encryption context without its name', { StringEquals: { 'kms:EncryptionContext': 'orders' } }, { action: 'kms:Decrypt', resource: '*' }),
    ],
    allowed: [
      allowing('a tag by its name, which may hold spaces', { StringEquals: { 'aws:ResourceTag/cost center': 'orders' } }),
      allowing('an encryption context', { StringEquals: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::orders' } }, { action: 'kms:Decrypt', resource: '*' }),
    ],
  },

  looksAt(_, key) {
    return keyProblem(key)?.kind === 'malformed';
  },

  judgeCondition({ key }) {
    const { problem, fix } = keyProblem(key)!;
    return [{ cause: shortened(key), message: `the condition key \`${shortened(key)}\` ${problem}`, fix }];
  },
};
