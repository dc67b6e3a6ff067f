import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { meaningOfAnything } from './anything-values';
import { keyName } from './condition-key';
import { allowing, denying } from './example-policy';

export const conditionOnAnything: Rule = {
  id: 'condition-on-anything',
  severity: Severity.WARNING,
  checks: ['C-36'],
  summary: 'a condition always or never holds, because one of its values stands for anything',
  why: 'The statement looks limited and is not, or never applies. With several values one `*` makes the others pointless.',
  accept: 'Never: without the condition the statement means the same.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-key-due-to-wildcard-in-condition',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-redundant-statement-due-to-wildcard-in-condition',
  ],
  examples: {
    flagged: [
      allowing('any region, which every request has', { StringLike: { 'aws:RequestedRegion': ['eu-west-1', '*'] } }, { alone: true }),
      allowing('any address', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, { principal: '*' }),
      allowing('any source, if there is one', { ArnLikeIfExists: { 'aws:SourceArn': 'arn:*:*:*:*:*' } }),
      denying('no region, which every request has', { StringNotLike: { 'aws:RequestedRegion': '*' } }, { action: '*', resource: '*' }),
    ],
    allowed: [
      allowing('some regions', { StringLike: { 'aws:RequestedRegion': 'eu-*' } }),
      allowing('a tag with any value must be there', { StringLike: { 'aws:PrincipalTag/team': '*' } }),
      allowing('one address', { IpAddress: { 'aws:SourceIp': '203.0.113.7/32' } }),
    ],
  },

  looksAt({ wildcards, family }) {
    return wildcards || family === 'ip';
  },

  judgeCondition(condition, statement) {
    const found = meaningOfAnything(condition, statement);
    if (found?.meaning !== 'always' && found?.meaning !== 'never') { return NO_VIOLATIONS; }
    const { key, operatorText } = condition;
    return [{
      cause: keyName(key),
      message: `\`${operatorText}\` on \`${key}\` ${found.meaning} holds, because \`${found.text}\` stands for anything`,
      fix: found.meaning === 'always' ? 'write the values that are meant, or remove the condition' : 'write the values that are meant, or remove the statement',
    }];
  },
};
