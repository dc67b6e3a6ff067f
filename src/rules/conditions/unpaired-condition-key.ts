import { PAIRED_KEYS } from '../../catalog/global-condition-keys';
import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { listOf } from '../wording';
import { admitsItsValues } from './condition-effect';
import { keyFacts, KeyTable } from './condition-key';
import { allowing, denying } from './example-policy';

const PAIRED = new KeyTable(PAIRED_KEYS);

export const unpairedConditionKey: Rule = {
  id: 'unpaired-condition-key',
  severity: Severity.WARNING,
  checks: ['C-42'],
  summary: 'a private address is compared without saying in which VPC',
  why: 'Private addresses are used in every VPC of the world: a request from a stranger\'s VPC with the same address gets in.',
  accept: 'When the policy stands on an endpoint, which has one VPC.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpcsourceip',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-missing-paired-condition-keys',
  ],
  examples: {
    flagged: [
      allowing('an address in any VPC', { IpAddress: { 'aws:VpcSourceIp': '10.1.0.0/16' } }, { principal: '*', alone: true }),
      denying('all but an address in any VPC', { NotIpAddress: { 'aws:VpcSourceIp': '10.1.0.0/16' } }, { principal: '*' }),
      allowing('an instance in any VPC', { IpAddress: { 'aws:Ec2InstanceSourcePrivateIPv4': '10.1.0.7' } }),
    ],
    allowed: [
      allowing('an address in one VPC', { IpAddress: { 'aws:VpcSourceIp': '10.1.0.0/16' }, StringEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } }, { principal: '*' }),
      allowing('a public address', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { principal: '*' }),
    ],
  },
  kinds: ['identity', 'permission-set', 'boundary', 'session', 'resource', 'trust', 'scp', 'rcp'],

  looksAt(_, key) {
    return PAIRED.has(keyFacts(key).lower);
  },

  judgeCondition(condition, statement) {
    const row = PAIRED.find(keyFacts(condition.key).lower)!;
    if (!admitsItsValues(condition, statement) || (statement.effect === 'Deny' && !row.alsoInDeny)) { return NO_VIOLATIONS; }
    const partners = row.partners.map(partner => partner.toLowerCase());
    if (statement.conditions.some(({ key }) => partners.includes(keyFacts(key).lower))) { return NO_VIOLATIONS; }
    return [{
      cause: condition.key,
      message: `\`${condition.key}\` is compared without ${listOf(row.partners, 4, 'or')}, so the address may be in anybody's VPC`,
      fix: `add a condition on ${listOf(row.partners, 4, 'or')} to the same statement`,
    }];
  },
};
