import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { allowing } from './example-policy';
import { withTexts } from './replace-condition';
import { privateSourceRanges } from './source-ranges';

export const privateRangeBesidePublic: Rule = {
  id: 'private-range-beside-public',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['C-24'],
  summary: '`aws:SourceIp` is compared with private addresses beside public ones',
  why: 'AWS sees public addresses there, so the private ones do nothing; whoever reads them thinks that they do.',
  accept: 'When one list of networks is used in several places.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [allowing('an office inside and outside', { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '203.0.113.0/24'] } }, { alone: true })],
    allowed: [
      allowing('public networks', { IpAddress: { 'aws:SourceIp': ['198.51.100.0/24', '203.0.113.0/24'] } }),
      allowing('private networks only are reported by private-source-ip', { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8'] } }),
    ],
  },

  looksAt({ family }) {
    return family === 'ip';
  },

  judgeCondition(condition, statement, site) {
    const ranges = privateSourceRanges(condition);
    if (!ranges || ranges.others === 0) { return NO_VIOLATIONS; }
    return [{
      cause: causeOf(ranges.privateTexts),
      message: `no request comes from ${listOf(ranges.privateTexts)}: \`aws:SourceIp\` is the public address`,
      replacement: withTexts(statement, site, condition, text => ranges.privateTexts.includes(text) ? undefined : text),
      fix: `remove ${listOf(ranges.privateTexts)}; for requests through a VPC endpoint use \`aws:VpcSourceIp\` with \`aws:SourceVpc\``,
    }];
  },
};
