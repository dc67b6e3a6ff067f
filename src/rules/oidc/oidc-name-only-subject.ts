import { Severity } from '../../diagnostics/severity';
import { JsonObject } from '../../policy/json';
import { NO_VIOLATIONS, Rule, Violation } from '../rule';
import { GITHUB, tokenTrust } from './example-trust';
import { claimsGiven, gitHubSubjects, isGitHubServer, OidcTrust, openTrusts } from './oidc-trust';
import { limitedByDenies } from '../trust/limited-by-denies';

/** `repo:OWNER/NAME:`, both written out and without ids. */
const NAMES_ONLY = /^repo:([^/:@*?]+\/[^/:@*?]+)(?::|$)/i;
const WITH_IDS = /^repo:([^/:@*?]+)@\d+\/([^/:@*?]+)@\d+:/i;

/**
 * Judges subjects whose owner and name are known; a parameter may bring the ids along. GitHub Enterprise Server writes names only.
 */
export const oidcNameOnlySubject: Rule = {
  id: 'oidc-name-only-subject',
  severity: Severity.INFO,
  tier: 'strict',
  checks: ['O-17', 'O-18'],
  summary: 'a GitHub repository is trusted by its names alone, without the numbers that it keeps for good',
  why: 'Repositories that were created, renamed or transferred since 2026-07-15, and those that opted in, send `repo:OWNER@ID/NAME@ID:…`: '
    + 'with names alone the role lets them in no more. And a name that is given up can be taken by someone else.',
  accept: 'When the repository is older, keeps its name and has not opted in.',
  references: [
    'https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/',
    'https://docs.github.com/en/actions/reference/security/oidc',
  ],
  examples: {
    flagged: [{ title: 'names alone', kind: 'trust', policy: withSubject('repo:acme/orders:environment:production') }],
    allowed: [
      {
        title: 'both forms: a repository sends one of them',
        kind: 'trust',
        policy: withSubject(['repo:acme/orders:environment:production', 'repo:acme@65/orders@526837261:environment:production']),
      },
      {
        title: 'both forms, each in a statement of its own',
        kind: 'trust',
        policy: {
          Statement: ['repo:acme/orders:environment:production', 'repo:acme@65/orders@526837261:environment:production'].map(subject => trustIn(subject)),
        },
      },
      { title: 'the form with ids', kind: 'trust', policy: withSubject('repo:acme@65/orders@526837261:environment:production') },
      {
        title: 'the number in a condition of its own',
        kind: 'trust',
        policy: withSubject('repo:acme/orders:environment:production', { [`${GITHUB}:repository_id`]: '526837261' }),
      },
    ],
  },
  kinds: ['trust'],

  judgePolicy(site) {
    const trusts = site.document.statements.flatMap(statement =>
      openTrusts(limitedByDenies(statement, site)).map(trust => ({ trust, path: statement.path })));
    if (trusts.length === 0) { return NO_VIOLATIONS; }
    const withIds = new Set(trusts.flatMap(({ trust }) => subjectsOf(trust).flatMap(repositoryWithIds)));
    return trusts.flatMap(({ trust, path }) => judgeTrust(trust, path, withIds));
  },
};

function subjectsOf(trust: OidcTrust): readonly string[] {
  return isGitHubServer(trust.issuer) ? [] : gitHubSubjects(trust).flatMap(({ values }) => values.map(({ text }) => text.literalPrefix));
}

/** In lower case, without the ids. */
function repositoryWithIds(subject: string): readonly string[] {
  const [, owner, name] = WITH_IDS.exec(subject) ?? [];
  return owner === undefined ? [] : [`${owner}/${name}`.toLowerCase()];
}

function judgeTrust(trust: OidcTrust, path: string, withIds: ReadonlySet<string>): readonly Violation[] {
  const named = new Set(subjectsOf(trust).flatMap(subject => NAMES_ONLY.exec(subject)?.[1] ?? []));
  if (named.size === 0) { return NO_VIOLATIONS; }
  const given = claimsGiven(trust);
  if (given.has('repository_id') || given.has('repository_owner_id')) { return NO_VIOLATIONS; }
  return [...named].filter(repository => !withIds.has(repository.toLowerCase())).map(repository => ({
    cause: repository,
    path,
    message: `the subject names \`${repository}\` without ids; if the repository is new, renamed or transferred, its tokens have them and do not match`,
    fix: `list the subject in both forms; \`gh api repos/${repository} --jq '[.owner.id, .id]'\` shows the ids, `
      + `and GitHubRepository.of('${repository}', { ownerId, repositoryId }) of this library writes both forms`,
  }));
}

function trustIn(subject: string | string[], others: { readonly [key: string]: string } = {}): JsonObject {
  return tokenTrust({ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: subject, ...others } });
}

function withSubject(subject: string | string[], others?: { readonly [key: string]: string }): JsonObject {
  return { Statement: trustIn(subject, others) };
}
