import { CALLER_CONTROLLED_KEYS } from '../../catalog/global-condition-keys';
import { Severity } from '../../diagnostics/severity';
import { Statement } from '../../policy/statement';
import { variableUses } from '../policy-variables/variable-uses';
import { hasVariables } from '../policy-variables/version';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { judgeEach } from '../shown-request';
import { admitsItsValues } from './condition-effect';
import { keyFacts, keyName, KeyTable } from './condition-key';
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
      {
        title: 'a folder that the caller names in a header',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/${aws:UserAgent}/*' }] },
      },
    ],
    allowed: [
      allowing('a network', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { principal: '*' }),
      allowing('a service fills the header itself', { StringEquals: { 'aws:Referer': '111122223333' } }, { principal: { Service: 'ses.amazonaws.com' } }),
      denying('a Deny for one program stops those that say so', { StringLike: { 'aws:UserAgent': 'bot*' } }, { principal: '*' }),
      {
        title: 'a folder that is named after a tag of the caller',
        kind: 'identity',
        policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/${aws:PrincipalTag/team}/*' }] },
      },
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
      cause: keyName(key),
      message: `\`${operatorText}\` lets in whoever writes the right \`${key}\` into the request`,
      fix: 'ask for something that the caller cannot choose, such as `aws:SourceIp`, `aws:SourceVpce` or `aws:PrincipalOrgID`; for a distribution use origin access control',
    }];
  },

  judgePolicy(site) {
    return hasVariables(site.document) ? judgeEach(site, callersOwnResources) : NO_VIOLATIONS;
  },
};

/** Resources that a caller picks by a header. */
function callersOwnResources(statement: Statement): readonly Violation[] {
  if (statement.effect === 'Deny' || statement.resources?.negated) { return NO_VIOLATIONS; }
  const uses = variableUses(statement).filter(({ place, key }) => place === 'resource' && key !== undefined && CALLER_CONTROLLED.has(key.toLowerCase()));
  return uses.map(({ key, text, path }) => ({
    cause: `in ${key}`,
    path,
    message: `\`${text}\` names whatever resource the caller writes into the request`,
    fix: 'write a variable that the caller cannot choose, such as `${aws:PrincipalTag/team}`, or the name itself',
  }));
}
