import { GITHUB, tokenTrust } from './example-trust';
import { asksFor, namesCaller, OidcTrust, openTrusts } from './oidc-trust';
import { findOidcIssuer } from '../../catalog/oidc-issuers';
import { Severity } from '../../diagnostics/severity';
import { conditionsOn, Statement } from '../../policy/statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { conditionsAreKnown } from '../trust/required-keys';

const AUDIENCE = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };

/**
 * Only what says who may enter in another way: what says it in no way is `oidc-missing-subject`'s to report, and a subject that is all
 * wildcards, which IAM refuses too, `oidc-broad-subject`'s.
 */
export const oidcMissingTenancyClaim: Rule = {
  id: 'oidc-missing-tenancy-claim',
  severity: Severity.WARNING,
  checks: ['O-02'],
  summary: 'a shared OpenID Connect issuer is trusted without the claim by which IAM tells its customers apart',
  why: 'IAM refuses to create or change a role that trusts an issuer of its list without that claim. '
    + 'Roles that exist stay as they are, so it shows at the next change of the trust policy.',
  accept: 'When the role has been deployed with this very trust policy.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html'],
  examples: {
    flagged: [
      {
        title: 'a repository by its number alone',
        kind: 'trust',
        policy: { Statement: tokenTrust({ StringEquals: { ...AUDIENCE, [`${GITHUB}:repository_id`]: '526837261' } }) },
      },
    ],
    allowed: [
      {
        title: 'the number beside the subject',
        kind: 'trust',
        policy: {
          Statement: [tokenTrust({
            StringEquals: { ...AUDIENCE, [`${GITHUB}:repository_id`]: '526837261', [`${GITHUB}:sub`]: 'repo:acme/orders:environment:production' },
          })],
        },
      },
      {
        title: 'an issuer of your own is not in the list',
        kind: 'trust',
        policy: {
          Statement: [tokenTrust({
            StringEquals: { [`${GITHUB}/acme:aud`]: 'sts.amazonaws.com', [`${GITHUB}/acme:repository_id`]: '526837261' },
          }, `arn:aws:iam::111122223333:oidc-provider/${GITHUB}/acme`)],
        },
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      const trusts = openTrusts(statement);
      if (trusts.length === 0 || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
      return trusts.filter(trust => namesCaller(trust, statement)).flatMap(trust => judgeTrust(trust, statement));
    });
  },
};

function judgeTrust({ issuer }: OidcTrust, statement: Statement): Violation[] {
  const row = issuer === undefined ? undefined : findOidcIssuer(issuer);
  // A missing audience is an error of its own.
  if (!row?.tenancy || row.tenancy === 'aud') { return []; }
  const key = row.tenancy === 'sub' ? `${issuer}:sub` : row.tenancy;
  if (conditionsOn(statement, key).some(asksFor)) { return []; }
  return [{
    cause: issuer!,
    message: `the trust in ${row.name} has no condition on \`${key}\`, and IAM refuses to create or change such a trust policy`,
    fix: `add to the same statement a condition on \`${key}\`, besides those that it has`,
  }];
}
