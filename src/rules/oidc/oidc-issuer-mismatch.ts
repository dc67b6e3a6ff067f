import { Severity } from '../../diagnostics/severity';
import { PolicyDocument } from '../../policy/document';
import { Statement } from '../../policy/statement';
import { renamed, withValues } from '../mended-statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { causeOf, listOf } from '../wording';
import { GITHUB, tokenTrust } from './example-trust';
import { asksFor, isGitHubServer, OidcTrust, oidcTrusts } from './oidc-trust';

const SERVER = 'github.example.com/_services/token';

/** What an owner and a repository look like with their ids. */
const WITH_IDS = /^repo:[^/:]+@\d+\/[^/:]+@\d+:/i;

export const oidcIssuerMismatch: Rule = {
  id: 'oidc-issuer-mismatch',
  severity: Severity.ERROR,
  checks: ['O-23'],
  summary: 'a statement trusts one OpenID Connect issuer and asks for the claims of another',
  why: 'A token has the claims of its own issuer only, so the statement lets nobody in. '
    + 'GitHub, an enterprise of it with an issuer of its own, and GitHub Enterprise Server are three issuers.',
  accept: 'Never: the statement has no effect.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif',
    'https://docs.github.com/en/enterprise-cloud@latest/actions/reference/security/oidc',
  ],
  examples: {
    flagged: [
      {
        title: 'the issuer of an enterprise, and the claims of GitHub',
        kind: 'trust',
        policy: { Statement: [tokenTrust({ StringEquals: claimsOf(GITHUB) }, `arn:aws:iam::111122223333:oidc-provider/${GITHUB}/acme`)] },
      },
      {
        title: 'two issuers in one statement: no token has the claims of both',
        kind: 'trust',
        policy: {
          Statement: {
            ...tokenTrust({ StringEquals: { ...claimsOf(GITHUB), ...claimsOf('gitlab.com') } }),
            Principal: { Federated: [`arn:aws:iam::111122223333:oidc-provider/${GITHUB}`, 'arn:aws:iam::111122223333:oidc-provider/gitlab.com'] },
          },
        },
      },
      {
        title: 'a subject with ids, which GitHub Enterprise Server does not write',
        kind: 'trust',
        policy: {
          Statement: [tokenTrust({
            StringEquals: { [`${SERVER}:aud`]: 'sts.amazonaws.com', [`${SERVER}:sub`]: 'repo:acme@65/orders@526837261:environment:production' },
          }, `arn:aws:iam::111122223333:oidc-provider/${SERVER}`)],
        },
      },
    ],
    allowed: [
      { title: 'issuer and claims agree', kind: 'trust', policy: { Statement: [tokenTrust({ StringEquals: claimsOf(GITHUB) })] } },
      {
        title: 'a statement for each issuer',
        kind: 'trust',
        policy: {
          Statement: [
            tokenTrust({ StringEquals: claimsOf(GITHUB) }),
            tokenTrust({ StringEquals: claimsOf('gitlab.com') }, 'arn:aws:iam::111122223333:oidc-provider/gitlab.com'),
          ],
        },
      },
    ],
  },
  kinds: ['trust'],

  judgeStatement(statement, { document }) {
    const trusts = oidcTrusts(statement);
    if (trusts.length === 0) { return NO_VIOLATIONS; }
    return trusts.flatMap(trust => trust.foreign.length > 0 ? [mismatch(trust)] : judgeServer(trust, statement, document));
  },
};

function mismatch({ issuer, foreign }: OidcTrust): Violation {
  const keys = [...new Set(foreign.map(({ key }) => key))];
  return {
    cause: causeOf([issuer!, ...keys]),
    message: `the statement trusts \`${issuer}\` and requires ${listOf(keys)}, which its tokens do not have, so nobody gets in through it`,
    fix: `begin the condition keys with the issuer, \`${issuer}:sub\`, and write a statement of its own for each issuer`,
  };
}

function judgeServer({ issuer, claims }: OidcTrust, statement: Statement, document: PolicyDocument): Violation[] {
  if (!isGitHubServer(issuer)) { return []; }
  return claims.filter(claim => claim.claim === 'sub' && asksFor(claim)).flatMap(({ key, values }) => {
    const withIds = values.flatMap(({ text }) => text.literal !== undefined && WITH_IDS.test(text.literal) ? [text.literal] : []);
    return withIds.length < values.length || values.length === 0 ? [] : [{
      cause: causeOf(withIds),
      message: `the subject ${listOf(withIds)} has ids, which \`${issuer}\` does not write, so nobody gets in`,
      fix: 'write the subject without ids: `repo:OWNER/NAME:environment:NAME`',
      replacement: withValues(statement, document, key, value => renamed(value, withoutIds(value.text.literal!))),
    }];
  });
}

/** `repo:acme@1/orders@2:…` → `repo:acme/orders:…`. */
function withoutIds(subject: string): string {
  return subject.replace(/^(repo:[^/:]+)@\d+(\/[^/:]+)@\d+(?=:)/i, '$1$2');
}

function claimsOf(issuer: string) {
  const subject = issuer === GITHUB ? 'repo:acme/orders:environment:production' : 'project_path:acme/orders:ref_type:branch:ref:main';
  return { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: subject };
}
