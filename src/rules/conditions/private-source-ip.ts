import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { allowing, denying } from './example-policy';
import { privateSourceRanges } from './source-ranges';

export const privateSourceIp: Rule = {
  id: 'private-source-ip',
  severity: Severity.ERROR,
  checks: ['C-23'],
  summary: '`aws:SourceIp` is compared with private addresses only',
  why: 'AWS sees public addresses there; a request through a VPC endpoint has no `aws:SourceIp` at all. So an Allow for these addresses never applies, '
    + 'and a Deny for all others stops every request.',
  accept: 'Never: the condition does not say what it seems to.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      allowing('the network of an office', { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.168.0.0/16'] } }, { alone: true }),
      denying('all but a private network', { NotIpAddress: { 'aws:SourceIp': '172.16.0.0/12' } }, { action: '*', resource: '*' }),
    ],
    allowed: [
      allowing('a public network', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
      allowing('private addresses behind an endpoint', { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' }, StringEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } }),
      allowing('some are public', { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '203.0.113.0/24'] } }),
    ],
  },

  looksAt({ family }) {
    return family === 'ip';
  },

  judgeCondition(condition, { effect }) {
    const ranges = privateSourceRanges(condition);
    if (!ranges || ranges.others > 0) { return NO_VIOLATIONS; }
    const { negated } = condition.operator;
    return [{
      cause: causeOf(ranges.privateTexts),
      message: `no request comes from ${listOf(ranges.privateTexts)}, so \`${condition.operatorText}\` ${negated ? 'always' : 'never'} holds`
        + (negated === (effect === 'Deny') ? ` and the statement ${negated ? 'denies every request' : 'allows nothing'}` : ''),
      fix: 'write the public addresses that the network has on the internet; for requests through a VPC endpoint use `aws:VpcSourceIp` with `aws:SourceVpc`',
    }];
  },
};
