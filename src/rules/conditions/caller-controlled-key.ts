import { CALLER_CONTROLLED_KEYS } from '../../catalog/global-condition-keys';
import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { admitsItsValues } from './condition-effect';
import { keyFacts, KeyTable } from './condition-key';
import { allowing, denying } from './example-policy';

const CALLER_CONTROLLED = new KeyTable(CALLER_CONTROLLED_KEYS);

export const callerControlledKey: Rule = {
  id: 'caller-controlled-key',
  severity: Severity.WARNING,
  checks: ['C-41'],
  summary: 'access depends on a header that the caller writes as it likes',
  why: 'Whoever knows or guesses the value gets in: every program can send any `Referer` and `User-Agent`.',
  accept: 'When it only keeps other web sites from embedding what is public anyway.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-referer',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-security-warning-untrustworthy-condition-key',
  ],
  examples: {
    flagged: [
      allowing('the page that the caller says it comes from', { StringLike: { 'aws:Referer': 'https://www.example.com/*' } }, { principal: '*', alone: true }),
      denying('all but one program', { StringNotEquals: { 'aws:UserAgent': 'orders/1.0' } }, { principal: '*' }),
    ],
    allowed: [
      allowing('a network', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { principal: '*' }),
      allowing('a service fills the header itself', { StringEquals: { 'aws:Referer': '111122223333' } }, { principal: { Service: 'ses.amazonaws.com' } }),
      denying('a Deny for one program stops those that say so', { StringLike: { 'aws:UserAgent': 'bot*' } }, { principal: '*' }),
    ],
  },

  looksAt(_, key) {
    return CALLER_CONTROLLED.has(keyFacts(key).lower);
  },

  judgeCondition(condition, statement) {
    const { key, operatorText } = condition;
    if (!admitsItsValues(condition, statement)) { return NO_VIOLATIONS; }
    const { principals } = statement;
    if (principals && !principals.negated && principals.values.length > 0 && principals.values.every(({ type }) => type === 'Service')) { return NO_VIOLATIONS; }
    return [{
      cause: key,
      message: `\`${operatorText}\` lets in whoever writes the right \`${key}\` into the request`,
      fix: 'ask for something that the caller cannot choose, such as `aws:SourceIp`, `aws:SourceVpce` or `aws:PrincipalOrgID`; for a distribution use origin access control',
    }];
  },
};
