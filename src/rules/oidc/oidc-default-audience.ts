import { Severity } from '../../diagnostics/severity';
import { renamed, withValues } from '../mended-statement';
import { NO_VIOLATIONS, Rule } from '../rule';
import { asksFor, isGitHub, openTrusts } from './oidc-trust';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { stableText } from '../trust/stable-text';
import { shortened } from '../wording';
import { GITHUB, tokenTrust } from './example-trust';

/** What GitHub writes into a token for which no audience was asked: the page of the repository's owner. */
const DEFAULT_AUDIENCE = /^https:\/\/github\.com(?:\/|$)/i;

export const oidcDefaultAudience: Rule = {
  id: 'oidc-default-audience',
  severity: Severity.WARNING,
  checks: ['O-14'],
  summary: 'a role takes GitHub tokens that were made for nobody in particular',
  why: 'GitHub writes the owner\'s page as the audience when a workflow names none. Whoever gets such a token, for whatever purpose, can bring it to AWS. '
    + 'The official action asks for `sts.amazonaws.com`, so with it the role does not even open.',
  accept: 'While workflows that fetch their token without the official action are being moved to an audience of their own.',
  references: [
    'https://docs.github.com/en/actions/reference/security/oidc',
    'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws',
  ],
  examples: {
    flagged: [{ title: 'the owner\'s page', kind: 'trust', policy: withAudience('https://github.com/acme') }],
    allowed: [
      { title: 'the audience of the official action', kind: 'trust', policy: withAudience('sts.amazonaws.com') },
      { title: 'an audience for this use alone', kind: 'trust', policy: withAudience('deploy-orders') },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      const trusts = openTrusts(statement);
      if (trusts.length === 0) { return NO_VIOLATIONS; }
      return trusts.filter(({ issuer }) => isGitHub(issuer)).flatMap(({ claims }) => claims)
        .filter(claim => claim.claim === 'aud' && asksFor(claim))
        .flatMap(({ key, values }) => values.filter(({ text }) => DEFAULT_AUDIENCE.test(text.literalPrefix)).map(({ text, raw }) => ({
          cause: stableText(text),
          message: `the audience \`${shortened(text.toString())}\` is what GitHub writes into every token that names none`,
          fix: `compare \`${key}\` with \`sts.amazonaws.com\`, and have the workflow ask for it, as aws-actions/configure-aws-credentials does`,
          replacement: withValues(statement, site.document, key, value => value.raw === raw ? renamed(value, 'sts.amazonaws.com') : value),
        })));
    });
  },
};

function withAudience(audience: string) {
  return { Statement: tokenTrust({ StringEquals: { [`${GITHUB}:aud`]: audience, [`${GITHUB}:sub`]: 'repo:acme/orders:environment:production' } }) };
}
