import { Severity } from '../../diagnostics/severity';
import { parseCidr } from '../../policy/conditions/ip';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { keyName } from './condition-key';
import { knownTexts } from './condition-values';
import { allowing } from './example-policy';
import { firstAddress } from './ip-ranges';
import { withTexts } from './replace-condition';

export const cidrWithHostBits: Rule = {
  id: 'cidr-with-host-bits',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['C-22'],
  summary: 'a range of addresses begins in the middle',
  why: 'The whole range counts, from its first address on. Who reads the address may think that only that one is meant.',
  accept: 'When the address is kept as a reminder of the host that stands there.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress'],
  examples: {
    flagged: [
      allowing('an address with the length of its network', { IpAddress: { 'aws:SourceIp': '203.0.113.7/24' } }, { alone: true }),
      allowing('one of IPv6', { IpAddress: { 'aws:SourceIp': '2001:db8::1/64' } }),
    ],
    allowed: [
      allowing('a network and a single address', { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.7/32', '198.51.100.8'] } }),
    ],
  },

  looksAt({ family }) {
    return family === 'ip';
  },

  judgeCondition(condition, statement, site) {
    const written = new Map<string, string>();
    for (const text of knownTexts(condition)) {
      const range = parseCidr(text);
      const [address, length] = text.split('/');
      if (range && length !== undefined && parseCidr(address)!.first !== range.first) { written.set(text, `${firstAddress(range)}/${length}`); }
    }
    if (written.size === 0) { return NO_VIOLATIONS; }
    return [{
      cause: causeOf([keyName(condition.key), ...written.keys()]),
      message: `${listOf(written.keys())} of \`${condition.key}\` ${written.size === 1 ? 'does not begin its range' : 'do not begin their ranges'}`,
      replacement: withTexts(statement, site, condition, text => written.get(text) ?? text),
      fix: `write ${listOf(written.values())}, or \`/32\` (\`/128\`) for one address`,
    }];
  },
};
