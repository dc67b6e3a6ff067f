import { Severity } from '../../diagnostics/severity';
import { hasWildcard, toGlob } from '../../policy/glob';
import { PolicyValue } from '../../policy/statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { stableText } from '../trust/stable-text';
import { shortened } from '../wording';
import { GITHUB, tokenTrust } from './example-trust';
import { breadthOfGitHubSubject, GivenClaims } from './github-subject';
import { ClaimCondition, claimsGiven, gitHubSubjects, OidcTrust, openTrusts } from './oidc-trust';

const CONTEXT = /:(ref:refs\/heads\/|ref:refs\/tags\/|environment:)([^:]+)$/;

/** Subjects that are broad whatever GitHub protects are `oidc-broad-subject`'s to report. */
export const oidcSubjectNeedsProtection: Rule = {
  id: 'oidc-subject-needs-protection',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['O-09', 'O-10', 'O-11'],
  summary: 'who may take a role is decided by protection rules in GitHub, which AWS does not see',
  why: 'Without protection, whoever can push makes a branch or a tag that fits the pattern, or runs a job of the environment from a branch of his own. '
    + 'The rules are kept in GitHub, can be lifted there, and no policy shows it.',
  accept: 'When the branches, tags or environments are protected, and who may change that is known.',
  references: [
    'https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments',
    'https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
  ],
  examples: {
    flagged: [
      { title: 'branches by pattern', kind: 'trust', policy: withSubject('StringLike', 'repo:acme/orders:ref:refs/heads/release/*') },
      { title: 'tags', kind: 'trust', policy: withSubject('StringLike', 'repo:acme/orders:ref:refs/tags/v*') },
      { title: 'an environment, from any branch', kind: 'trust', policy: withSubject('StringEquals', 'repo:acme/orders:environment:production') },
    ],
    allowed: [
      { title: 'one branch', kind: 'trust', policy: withSubject('StringEquals', 'repo:acme/orders:ref:refs/heads/main') },
      {
        title: 'an environment, from one branch',
        kind: 'trust',
        policy: withSubject('StringEquals', 'repo:acme/orders:environment:production', { [`${GITHUB}:ref`]: 'refs/heads/main' }),
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      const trusts = openTrusts(statement);
      return trusts.length === 0 ? NO_VIOLATIONS : trusts.flatMap(judgeTrust);
    });
  },
};

function judgeTrust(trust: OidcTrust): readonly Violation[] {
  const given = claimsGiven(trust);
  if (given.has('ref')) { return NO_VIOLATIONS; }
  return gitHubSubjects(trust).flatMap(claim => claim.values.flatMap(value => judgeValue(value, claim, given)));
}

function judgeValue({ text }: PolicyValue, { operator }: ClaimCondition, given: GivenClaims): Violation[] {
  const [, kind, name] = CONTEXT.exec(toGlob(text)) ?? [];
  if (kind === undefined || breadthOfGitHubSubject(text, operator.wildcards, given, true) !== undefined) { return []; }
  const isPattern = operator.wildcards && hasWildcard(name);
  const written = shortened(text.toString());
  const cause = stableText(text);
  switch (kind) {
    case 'environment:': return [{
      cause,
      message: `\`${written}\` lets in jobs of the environment from any branch that the environment's rules in GitHub admit`,
      fix: `add \`"${GITHUB}:ref": "refs/heads/main"\` to the conditions, or limit the environment to protected branches and acknowledge this`,
    }];
    case 'ref:refs/tags/': return [{
      cause,
      message: `\`${written}\` lets in whoever can push ${isPattern ? 'a tag that fits' : 'or move this tag'}`,
      fix: 'protect the tags with a ruleset and acknowledge this, or trust an environment that is limited to them',
    }];
    default: return isPattern ? [{
      cause,
      message: `\`${written}\` lets in whoever can push a branch whose name fits`,
      fix: 'protect the branches with a ruleset and acknowledge this, or name one protected branch, or an environment',
    }] : [];
  }
}

function withSubject(operator: string, subject: string, others: { readonly [key: string]: string } = {}) {
  const audience = { [`${GITHUB}:aud`]: 'sts.amazonaws.com', ...others };
  return {
    Statement: [tokenTrust(operator === 'StringEquals'
      ? { StringEquals: { ...audience, [`${GITHUB}:sub`]: subject } }
      : { StringEquals: audience, [operator]: { [`${GITHUB}:sub`]: subject } })],
  };
}
