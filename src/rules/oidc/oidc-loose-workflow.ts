import { Severity } from '../../diagnostics/severity';
import { toGlob } from '../../policy/glob';
import { PolicyValue } from '../../policy/statement';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { judgeEachLimited } from '../trust/limited-by-denies';
import { stableText } from '../trust/stable-text';
import { shortened } from '../wording';
import { GITHUB, tokenTrust } from './example-trust';
import { asksFor, ClaimCondition, isGitHub, openTrusts } from './oidc-trust';

const IN_SUBJECT = 'job_workflow_ref:';
const WILDCARD = /[*?]/;

export const oidcLooseWorkflow: Rule = {
  id: 'oidc-loose-workflow',
  severity: Severity.WARNING,
  checks: ['O-20'],
  summary: 'a role that wants to be taken through one reusable workflow leaves its file or its version open',
  why: 'Whoever can push any branch to the repository of the workflow, or add a file beside it, writes the workflow that the role trusts. '
    + 'Then the workflow is no check any more, and what it was to check is open.',
  accept: 'When only few people can write to the repository of the workflow, all of whom may do what the role may do.',
  references: [
    'https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-with-reusable-workflows',
    'https://docs.github.com/en/actions/reference/security/oidc',
  ],
  examples: {
    flagged: [
      { title: 'any version', kind: 'trust', policy: through('acme/workflows/.github/workflows/deploy.yml@*') },
      { title: 'any branch', kind: 'trust', policy: through('acme/workflows/.github/workflows/deploy.yml@refs/heads/*') },
      { title: 'any file', kind: 'trust', policy: through('acme/workflows/.github/workflows/*@refs/heads/main') },
      {
        title: 'in a subject that has it',
        kind: 'trust',
        policy: {
          Statement: tokenTrust({
            StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' },
            StringLike: { [`${GITHUB}:sub`]: 'repo:acme/orders:job_workflow_ref:acme/workflows/.github/workflows/deploy.yml@*' },
          }),
        },
      },
    ],
    allowed: [
      { title: 'one file at one branch', kind: 'trust', policy: through('acme/workflows/.github/workflows/deploy.yml@refs/heads/main') },
      { title: 'the releases of one file', kind: 'trust', policy: through('acme/workflows/.github/workflows/deploy.yml@refs/tags/v2.*') },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    return judgeEachLimited(site, statement => {
      const trusts = openTrusts(statement);
      if (trusts.length === 0) { return NO_VIOLATIONS; }
      return trusts.filter(({ issuer }) => isGitHub(issuer)).flatMap(({ claims }) => {
        const judged = claims.filter(claim => asksFor(claim) && (claim.claim === 'job_workflow_ref' || claim.claim === 'sub'));
        // All conditions on a claim must hold, so the closest decides.
        const isClosed = judged.some(claim => claim.claim === 'job_workflow_ref' && judgeClaim(claim).length === 0);
        return isClosed ? [] : judged.flatMap(judgeClaim);
      });
    });
  },
};

function judgeClaim({ claim, operator, values }: ClaimCondition): Violation[] {
  return operator.wildcards ? values.flatMap(value => judgeValue(value, claim)) : [];
}

function judgeValue({ text }: PolicyValue, claim: string): Violation[] {
  const glob = toGlob(text);
  const start = claim === 'sub' ? glob.indexOf(IN_SUBJECT) : -IN_SUBJECT.length;
  if (claim === 'sub' && (start < 0 || WILDCARD.test(glob.slice(0, start)))) { return []; }
  const problem = looseness(glob.slice(start + IN_SUBJECT.length));
  return problem === undefined ? [] : [{
    cause: stableText(text),
    message: `the workflow \`${shortened(text.toString())}\` ${problem}`,
    fix: 'name file and version in full, `OWNER/NAME/.github/workflows/FILE@refs/heads/BRANCH`, or a version by its commit; '
      + 'throughReusableWorkflow() of this library\'s GitHubSubject does it',
  }];
}

/** What of `OWNER/NAME/.github/workflows/FILE@REF` is open. */
function looseness(workflow: string): string | undefined {
  const first = workflow.search(WILDCARD);
  if (first < 0) { return undefined; }
  const at = workflow.lastIndexOf('@', first);
  if (at < 0) { return 'leaves the file open: any workflow whose path fits passes'; }
  const rest = workflow.slice(first);
  return /^(?:refs\/(?:heads\/|tags\/)?)?$/.test(workflow.slice(at + 1, first)) && /^[*?]+$/.test(rest)
    ? 'leaves its version open: any branch on which someone changes the file passes'
    : undefined;
}

function through(workflow: string) {
  return {
    Statement: [tokenTrust({
      StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: 'repo:acme/orders:environment:production' },
      StringLike: { [`${GITHUB}:job_workflow_ref`]: workflow },
    })],
  };
}
