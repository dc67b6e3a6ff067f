import { GITHUB, tokenTrust } from './example-trust';
import { givesInFull, issuerName, isGitHub, namesCaller, OidcTrust, openTrusts, whereToRequire, whyNotAsked } from './oidc-trust';
import { findOidcIssuer, OidcIssuer } from '../../catalog/oidc-issuers';
import { Severity } from '../../diagnostics/severity';
import { PolicySite } from '../../policy/policy-site';
import { Statement } from '../../policy/statement';
import { Request } from '../../reasoning/request';
import { NO_VIOLATIONS, Rule } from '../rule';
import { requestOf } from '../shown-request';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { withRequired } from '../trust/required-condition';
import { conditionsAreKnown } from '../trust/required-keys';

const AUDIENCE = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };
const EKS = 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E';

export const oidcMissingSubject: Rule = {
  id: 'oidc-missing-subject',
  severity: Severity.ERROR,
  checks: ['O-01', 'O-02', 'O-03', 'O-15'],
  summary: 'an OpenID Connect provider is trusted without a condition that requires the subject',
  why: 'The provider vouches for all who use it. Without the subject every repository on GitHub, or every pod of the cluster, can take the role; '
    + 'the audience does not tell them apart.',
  accept: 'For an issuer of your own that has one user only.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html',
    'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
    'https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html',
  ],
  examples: {
    flagged: [
      {
        title: 'the audience alone',
        kind: 'trust',
        policy: {
          Statement: [tokenTrust({ StringEquals: AUDIENCE })],
        },
      },
      {
        title: 'a subject that is compared only if it is there',
        kind: 'trust',
        policy: {
          Statement: [tokenTrust({ StringEquals: AUDIENCE, StringEqualsIfExists: { [`${GITHUB}:sub`]: 'repo:acme/orders:environment:production' } })],
        },
      },
      {
        title: 'every pod of a cluster',
        kind: 'trust',
        policy: {
          Statement: [tokenTrust({ StringEquals: { [`${EKS}:aud`]: 'sts.amazonaws.com' } }, `arn:aws:iam::111122223333:oidc-provider/${EKS}`)],
        },
      },
      {
        title: 'the second statement is an alternative to the first',
        kind: 'trust',
        policy: {
          Statement: [
            tokenTrust({ StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: 'repo:acme/orders:environment:production' } }),
            tokenTrust({ StringEquals: AUDIENCE }),
          ],
        },
      },
    ],
    allowed: [
      {
        title: 'audience and subject',
        kind: 'trust',
        policy: {
          Statement: [tokenTrust({ StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: 'repo:acme/orders:environment:production' } })],
        },
      },
      {
        title: 'a repository by its number',
        kind: 'trust',
        policy: {
          Statement: [tokenTrust({ StringEquals: { ...AUDIENCE, [`${GITHUB}:repository_id`]: '526837261' } })],
        },
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      const open = openTrusts(statement).filter(trust => !namesCaller(trust, statement));
      if (open.length === 0 || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
      return open.map(trust => {
        const key = `${issuerName(trust)}:sub`;
        const row = trust.issuer === undefined ? undefined : findOidcIssuer(trust.issuer);
        const refused = row?.tenancy === 'sub' ? ', and IAM refuses the policy' : '';
        return {
          cause: trust.issuer ?? 'issuer',
          message: `${whom(trust, row)} can take the role${refused}: ${whyNotAsked(trust.claims.filter(({ claim }) => claim === 'sub'), key)}`,
          fix: row?.tenancy === 'sts:RoleSessionName'
            ? 'require in the same statement the name of your own workspace: `"StringEquals": {"sts:RoleSessionName": "MicrosoftSentinel_WORKSPACE_ID"}`'
            : `${whereToRequire(statement)} who may enter: \`"StringEquals": {"${key}": "${subjectToWrite(trust, row)}"}\``
              + (isGitHub(trust.issuer) ? '; GitHubActionsRole of this library does it' : ''),
          ...statement.principals!.values.length === 1 && {
            replacement: withRequired(statement, site.document, trust.claims.filter(({ claim }) => claim === 'sub'), givesInFull),
          },
          witness: isGitHub(trust.issuer) ? requestOfStranger(trust, statement, site) : undefined,
        };
      });
    });
  },
};

/** A workflow of somebody else. */
function requestOfStranger({ issuer, provider }: OidcTrust, statement: Statement, site: PolicySite): Request | undefined {
  const claims = { [`${issuer}:sub`]: 'repo:stranger/code:ref:refs/heads/main', [`${issuer}:aud`]: 'sts.amazonaws.com' };
  return provider === undefined ? undefined : requestOf({ type: 'federated', id: provider }, claims, statement, site, 'sts:AssumeRoleWithWebIdentity');
}

function whom({ issuer }: OidcTrust, row: OidcIssuer | undefined): string {
  if (isGitHub(issuer)) { return row?.isShared ? 'every repository on GitHub' : 'every repository of the enterprise'; }
  return row?.isShared && row.tenancy !== 'aud' ? `every customer of ${row.name}` : 'every identity of the issuer';
}

function subjectToWrite({ issuer }: OidcTrust, row: OidcIssuer | undefined): string {
  return isGitHub(issuer) ? 'repo:OWNER/NAME:environment:NAME' : row?.subject?.example ?? '…';
}
