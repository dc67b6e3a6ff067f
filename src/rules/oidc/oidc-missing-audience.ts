import { GITHUB, tokenTrust } from './example-trust';
import { asksFor, issuerName, OidcTrust, openTrusts, whereToRequire, whyNotAsked } from './oidc-trust';
import { findOidcIssuer, OidcIssuer } from '../../catalog/oidc-issuers';
import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { JsonObject } from '../../policy/json';
import { Statement } from '../../policy/statement';
import { withConditionAdded } from '../mended-statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { withRequired } from '../trust/required-condition';
import { conditionsAreKnown, fixes, narrows } from '../trust/required-keys';

/** What each customer fills in for itself. */
const CUSTOMER = /\b[A-Z][A-Z_]+\b/;
const SUBJECT = { [`${GITHUB}:sub`]: 'repo:acme/orders:environment:production' };

export const oidcMissingAudience: Rule = {
  id: 'oidc-missing-audience',
  severity: Severity.ERROR,
  checks: ['O-02', 'O-14', 'O-15'],
  summary: 'an OpenID Connect provider is trusted without a condition that requires the audience',
  why: 'A token that was made for another service, and leaked or handed on there, opens this role too. The audience says for whom a token was made.',
  accept: 'When the provider in IAM lists one audience only and serves nothing else.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a subject alone',
        kind: 'trust',
        policy: {
          Statement: [tokenTrust({ StringEquals: SUBJECT })],
        },
      },
      {
        title: 'ForAllValues holds for a token without the claim',
        kind: 'trust',
        policy: {
          Statement: [tokenTrust({ 'StringEquals': SUBJECT, 'ForAllValues:StringEquals': { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } })],
        },
      },
      {
        title: 'ForAnyValue is for claims with several values',
        kind: 'trust',
        policy: {
          Statement: tokenTrust({ 'StringEquals': SUBJECT, 'ForAnyValue:StringEquals': { [`${GITHUB}:aud`]: 'sts.amazonaws.com' } }),
        },
      },
      {
        title: 'a pattern of audiences, each of which opens',
        kind: 'trust',
        policy: {
          Statement: [tokenTrust({ StringEquals: SUBJECT, StringLike: { [`${GITHUB}:aud`]: 'sts.*' } })],
        },
      },
      {
        title: 'an issuer whose audience names the customer',
        kind: 'trust',
        policy: {
          Statement: tokenTrust(
            { StringEquals: { 'oidc.vercel.com:sub': 'owner:acme:project:orders:environment:production' } },
            'arn:aws:iam::111122223333:oidc-provider/oidc.vercel.com',
          ),
        },
      },
    ],
    allowed: [
      {
        title: 'audience and subject',
        kind: 'trust',
        policy: {
          Statement: [tokenTrust({ StringEquals: { ...SUBJECT, [`${GITHUB}:aud`]: 'sts.amazonaws.com' } })],
        },
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      const open = openTrusts(statement).filter(({ claims }) => !claims.some(claim => claim.claim === 'aud' && asksFor(claim) && fixes(claim)));
      if (open.length === 0 || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
      return open.map(trust => {
        const key = `${issuerName(trust)}:aud`;
        const row = trust.issuer === undefined ? undefined : findOidcIssuer(trust.issuer);
        const audiences = trust.claims.filter(({ claim }) => claim === 'aud');
        const isPattern = audiences.some(claim => asksFor(claim) && narrows(claim));
        const whose = row?.tenancy === 'aud' ? `, which tells the customers of ${row.name} apart${isPattern ? '' : ', so IAM refuses the policy'}` : '';
        return {
          cause: trust.issuer ?? 'issuer',
          message: `tokens for any audience${isPattern ? ' that fits' : ''} are taken${whose}: ${whyNotAsked(audiences, key)}`,
          fix: `${whereToRequire(statement)} the audience that the tokens are made for: \`"StringEquals": {"${key}": "${row?.audience ?? 'sts.amazonaws.com'}"}\``,
          replacement: withAudience(statement, site.document, trust, row),
        };
      });
    });
  },
};

/** With the audience that the statement has, required, or with that of an issuer that has one for everybody. */
function withAudience(
  statement: Statement, document: PolicyDocument, { issuer, claims }: OidcTrust, row: OidcIssuer | undefined,
): JsonObject | undefined {
  if (statement.principals!.values.length > 1) { return undefined; }
  const asked = claims.filter(({ claim }) => claim === 'aud');
  if (asked.length > 0) { return withRequired(statement, document, asked, claim => fixes(claim)); }
  const audience = row && (row.audience ?? 'sts.amazonaws.com');
  return audience === undefined || CUSTOMER.test(audience)
    ? undefined
    : withConditionAdded(statement, document, { StringEquals: { [`${issuer}:aud`]: audience } });
}
