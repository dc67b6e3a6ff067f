import { NETWORK_KEYS } from '../../catalog/global-condition-keys';
import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { holdsWithoutKey } from './condition-effect';
import { keyFacts, keyName, KeyTable } from './condition-key';
import { denying } from './example-policy';
import { withAddedConditions, writtenCondition } from './replace-condition';

const NETWORK = new KeyTable(NETWORK_KEYS);
/** Only of principals: a service that calls on its own behalf has none. */
const ORGANIZATION_KEYS = new Set(['aws:principalorgid', 'aws:principalorgpaths']);
/** Keys, in lower case, by which a statement spares the calls of services. */
const EXCEPTIONS = /^aws:(?:viaawsservice|viaawsmcpservice|calledvia(?:first|last)?|principalisawsservice|principalservicename(?:slist)?|principalarn|principaltype|source(?:account|arn|orgid|orgpaths)|principaltag\/.*)$/;

const EXCEPTION = [writtenCondition('Bool', 'aws:ViaAWSService', 'false')];

export const denyWithoutServiceException: Rule = {
  id: 'deny-without-service-exception',
  severity: Severity.WARNING,
  tier: 'strict',
  checks: ['C-49'],
  summary: 'a Deny for all but some networks or organizations also stops the calls that AWS services make',
  why: 'Such calls lack the key, and a negated operator holds without it: what Athena, CloudFormation or a log delivery does for you fails, and nothing says why.',
  accept: 'When no service is to touch the resource on your behalf.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html',
  ],
  examples: {
    flagged: [
      denying('all but a network', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { action: '*', resource: '*', alone: true }),
      denying('all but an organization', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, { principal: '*' }),
    ],
    allowed: [
      denying('calls through services are spared', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, Bool: { 'aws:ViaAWSService': 'false' } }, { action: '*', resource: '*' }),
      denying('services are spared', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }, { principal: '*' }),
      denying('one network is stopped', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, { action: '*', resource: '*' }),
      denying('the organization of one role', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, { principal: { AWS: 'arn:aws:iam::111122223333:role/worker' } }),
    ],
  },
  kinds: ['identity', 'permission-set', 'boundary', 'session', 'resource', 'scp'],

  looksAt({ negated }, key) {
    const { lower } = keyFacts(key);
    return negated && (NETWORK.has(lower) || ORGANIZATION_KEYS.has(lower));
  },

  judgeCondition(condition, statement, site) {
    const { effect, principals, conditions } = statement;
    if (effect !== 'Deny' || !holdsWithoutKey(condition)) { return NO_VIOLATIONS; }
    const isOfOrganization = ORGANIZATION_KEYS.has(keyFacts(condition.key).lower);
    // Only where everybody is meant, services are too.
    if (isOfOrganization && !principals?.values.some(({ text }) => text.literal === '*')) { return NO_VIOLATIONS; }
    if (conditions.some(({ key }) => EXCEPTIONS.test(keyFacts(key).lower))) { return NO_VIOLATIONS; }
    return [{
      cause: keyName(condition.key),
      message: `calls that AWS services make for someone lack \`${condition.key}\`, and \`${condition.operatorText}\` denies them too`,
      fix: principals
        ? 'add `"BoolIfExists": { "aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false" }` to the same condition block'
        : 'add `"Bool": { "aws:ViaAWSService": "false" }` to the same condition block',
      // In a policy of a resource an Allow may be open to everybody but for this Deny.
      replacement: principals ? undefined : withAddedConditions(statement, site, EXCEPTION),
    }];
  },
};
