import { NETWORK_KEYS } from '../../catalog/global-condition-keys';
import { Severity } from '../../diagnostics/severity';
import { Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { isPresenceTested, keyFacts, keyName, KeyTable } from './condition-key';
import { allowing, denying } from './example-policy';
import { operatorWith, withOperator } from './replace-condition';

/** What other keys there are on who or whose it is, in lower case, which a request may lack. Tags are among them by their beginning. */
const IDENTITY_KEYS = /^aws:(?:principalorgid|principalorgpaths|principaltag\/.+|resourcetag\/.+|sourceaccount|sourcearn|sourceorgid|sourceorgpaths|multifactorauthage)$/;
const NETWORK = new KeyTable(NETWORK_KEYS);
/** Those that only a request through an endpoint has; all others have `aws:SourceIp`. */
const PUBLIC_KEY = 'aws:sourceip';

export const ifExistsInAllow: Rule = {
  id: 'if-exists-in-allow',
  severity: Severity.WARNING,
  checks: ['C-48'],
  summary: 'an Allow limits who gets access by `IfExists`, which also holds for a request without the key',
  why: 'Whoever sends a request that lacks the key (another network path, an untagged resource, a principal outside of any organization) is let in.',
  accept: 'When all requests without the key are meant to be allowed.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IfExists',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  ],
  examples: {
    flagged: [
      allowing('anyone without an organization', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, { principal: '*', alone: true }),
      allowing('resources without the tag', { StringEqualsIfExists: { 'aws:ResourceTag/team': 'orders' } }, { action: 'ec2:StopInstances', resource: '*' }),
      allowing('requests that come through no endpoint', { StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } }, { principal: '*' }),
    ],
    allowed: [
      allowing('the key must be there', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, { principal: '*' }),
      allowing('one of the two keys is always there', {
        IpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' }, StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1a2b3c4d' },
      }, { principal: '*' }),
      allowing('what the request may set', { StringEqualsIfExists: { 'aws:RequestTag/team': 'orders' } }, { action: 'sqs:CreateQueue', resource: '*' }),
      denying('a Deny that also stops requests without the key', { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, { principal: '*' }),
    ],
  },
  // In a trust policy the rules on confused deputies judge the source keys.
  kinds: ['identity', 'permission-set', 'session', 'resource', 'endpoint'],

  looksAt({ ifExists, negated }) {
    return ifExists && !negated;
  },

  judgeCondition(condition, statement, site) {
    const { operatorText, key } = condition;
    if (statement.effect === 'Deny') { return NO_VIOLATIONS; }
    const { lower } = keyFacts(key);
    const isNetwork = NETWORK.has(lower);
    if (isNetwork ? testsBothPaths(statement) : !IDENTITY_KEYS.test(lower)) { return NO_VIOLATIONS; }
    if (isPresenceTested(condition, statement)) { return NO_VIOLATIONS; }
    const better = operatorWith(condition, { ifExists: false });
    return [{
      cause: keyName(key),
      message: `\`${operatorText}\` also lets in requests that have no \`${key}\``,
      fix: `write \`${better}\`; for requests that may lack the key, add a statement that says which of them are meant`,
      // Services lack most of these keys, and get in by `IfExists`.
      replacement: statement.principals?.values.some(({ type }) => type === 'Service') ? undefined : withOperator(statement, site, condition, better),
    }];
  },
};

/** Whether there is a condition for requests through an endpoint, and one for all others. */
function testsBothPaths({ conditions }: Statement): boolean {
  const keys = conditions.map(({ key }) => keyFacts(key).lower).filter(key => NETWORK.has(key));
  return keys.includes(PUBLIC_KEY) && keys.some(key => key !== PUBLIC_KEY);
}
