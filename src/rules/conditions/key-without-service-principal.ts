import { KEYS_WITHOUT_SERVICE_PRINCIPAL } from '../../catalog/global-condition-keys';
import { Severity } from '../../diagnostics/severity';
import { requiresKey } from '../../policy/statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { causeOf, listOf } from '../wording';
import { keyFacts, keyName, KeyTable } from './condition-key';
import { allowing } from './example-policy';

const LACKED = new KeyTable(KEYS_WITHOUT_SERVICE_PRINCIPAL);

export const keyWithoutServicePrincipal: Rule = {
  id: 'key-without-service-principal',
  severity: Severity.ERROR,
  checks: ['C-13'],
  summary: 'a service is allowed under a condition on a key that services do not have',
  why: 'A service belongs to no organization and has no tags or user name, so the condition never holds for it and it gets no access.',
  accept: 'Never: the service cannot use the statement.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-unsupported-condition-key-for-service-principal',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties',
  ],
  examples: {
    flagged: [
      allowing('CloudFront as a member of an organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, {
        principal: { Service: 'cloudfront.amazonaws.com' }, alone: true,
      }),
      allowing('a service with a tag, beside a role', { StringEquals: { 'aws:PrincipalTag/team': 'orders' } }, {
        principal: { Service: 'delivery.logs.amazonaws.com', AWS: 'arn:aws:iam::111122223333:role/worker' },
      }),
    ],
    allowed: [
      allowing('the organization that the service works for', { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } }, {
        principal: { Service: 'cloudfront.amazonaws.com' },
      }),
      allowing('a role as a member of an organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, {
        principal: { AWS: 'arn:aws:iam::111122223333:role/worker' },
      }),
      allowing('a field of the certificate, for the one service that tags its sessions with them', { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'orders' } }, {
        principal: { Service: 'rolesanywhere.amazonaws.com' },
      }),
      allowing('a condition that a request without the key fulfils', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, {
        principal: { Service: 'cloudfront.amazonaws.com' },
      }),
    ],
  },
  kinds: ['resource', 'trust'],

  looksAt(_, key) {
    return LACKED.has(keyFacts(key).lower);
  },

  judgeCondition(condition, { effect, principals }) {
    if (effect === 'Deny' || !principals || principals.negated || !requiresKey(condition)) { return NO_VIOLATIONS; }
    const services = principals.values.filter(({ type, text }) => type === 'Service' && text.literal !== undefined).map(({ text }) => text.literal!)
      .filter(service => !isCertificateField(condition.key, service));
    if (services.length === 0) { return NO_VIOLATIONS; }
    return [{
      cause: causeOf([keyName(condition.key), ...services]),
      message: `${listOf(services)} never ${services.length === 1 ? 'has' : 'have'} \`${condition.key}\`, so the statement does not allow ${services.length === 1 ? 'it' : 'them'} anything`,
      fix: 'in a statement of its own, ask for what the service works for: `aws:SourceAccount`, `aws:SourceArn`, `aws:SourceOrgID` or `aws:SourceOrgPaths`',
    }];
  },
};

/** @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html read 2026-11-22 */
function isCertificateField(key: string, service: string): boolean {
  return service === 'rolesanywhere.amazonaws.com' && keyFacts(key).lower.startsWith('aws:principaltag/x509');
}
