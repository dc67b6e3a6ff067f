/**
 * How much of GitHub a subject lets in. Knows both forms, `repo:OWNER/NAME:CONTEXT` and `repo:OWNER@ID/NAME@ID:CONTEXT`, and subjects
 * that a repository has customised.
 *
 * Unknown parts are taken to hold neither `*` nor the `:` and `/` between the parts of a subject; if they do, it is not seen here.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
import { hasWildcard, toGlob } from '../../policy/glob';
import { SymbolicText } from '../../policy/symbolic-text';

const WILDCARD = /[*?]/;
const UNKNOWN = /[\uE000\uE001]/;
/** How the context of a run begins, apart from `pull_request`, which is complete. */
const CONTEXTS: { readonly [start: string]: string } = {
  'ref:refs/heads/': 'every branch',
  'ref:refs/tags/': 'every tag',
  'environment:': 'every environment, and whoever can push may make one more',
};
/**
 * The claims that tell one repository or owner from others. Anyone can set up a repository of theirs to send a subject made of other
 * claims only, such as `environment:production`.
 *
 * @see https://docs.github.com/en/rest/actions/oidc
 */
const NAMED_OWNER = /^[^*?]*?(?:^|:)(?:repo|repository|repository_id|repository_owner|repository_owner_id|job_workflow_ref|enterprise|enterprise_id):[^*?:]/;

/** Of these, what tells one repository, workflow or kind of repository that the owner defines from others. */
const NAMED_REPOSITORY = /(?:^|:)(?:repo|repository|repository_id|job_workflow_ref|repo_property_\w+):[^*?:]/;

/** What the other conditions of the statement give in full, by claim. */
export type GivenClaims = ReadonlySet<string>;

/** A subject that GitHub documents for letting in all that an owner has. */
const NO_REPOSITORY: Opening = { level: 'repository', problem: 'names no repository: every one of the owner or enterprise matches' };

type Level = 'owner' | 'repository' | 'context';

interface Opening {
  readonly level: Level;
  /** To be read after "the subject". */
  readonly problem: string;
}

/**
 * Why a subject is broad, to be read after "the subject"; `undefined` when it is not.
 *
 * @param isSharedIssuer whether all of GitHub gets tokens of the issuer, and not one enterprise only
 */
export function breadthOfGitHubSubject(text: SymbolicText, wildcards: boolean, given: GivenClaims, isSharedIssuer: boolean): string | undefined {
  const subject = toGlob(text);
  const isShared = isSharedIssuer && !given.has('enterprise_id');
  if (/^[*?]+$/.test(subject)) { return wildcards ? withoutLimit(isShared) : undefined; }
  if (!/^repo:/i.test(subject)) { return breadthOfCustomSubject(subject, wildcards, given, isShared); }
  return wildcards ? problemOf(findOpenings(subject.slice('repo:'.length), isShared), subject, given) : undefined;
}

function withoutLimit(isShared: boolean): string {
  return isShared
    ? 'is no limit: every repository on GitHub matches, and IAM refuses such a trust policy'
    : 'is no limit: every repository of the enterprise matches';
}

function breadthOfCustomSubject(subject: string, wildcards: boolean, given: GivenClaims, isShared: boolean): string | undefined {
  if (UNKNOWN.test(subject) || ownerIsGiven(given)) { return undefined; }
  const written = wildcards ? subject : subject.replace(/[*?]/g, 'x');
  if (NAMED_OWNER.test(written)) {
    if (!NAMED_REPOSITORY.test(written)) { return problemOf([NO_REPOSITORY], subject, given); }
    const [before] = written.split(/:repo:/i, 1);
    const openings = before.length < written.length ? findOpenings(written.slice(before.length + ':repo:'.length), isShared) : [];
    return problemOf(openings.filter(({ level }) => level !== 'context'), subject, given);
  }
  return `names no owner and no repository in full, so anyone ${isShared ? 'on GitHub' : 'in the enterprise'} can make a repository that sends it`;
}

const PARTS = /^([^/:]*)(?:\/([^:]*))?(?::(.*))?$/s;

/** The parts of `OWNER/NAME:CONTEXT` that wildcards leave open, from left to right. */
function findOpenings(subject: string, isShared: boolean): readonly Opening[] {
  const [, owner, name = hasWildcard(owner) ? '*' : '', context = '*'] = PARTS.exec(subject)!;
  if (hasWildcard(owner) && UNKNOWN.test(beforeWildcard(owner))) { return []; }
  return [
    ...hasWildcard(owner) ? [openOwner(owner, isShared)] : [],
    ...hasWildcard(name) ? [openRepository(name)] : [],
    ...hasWildcard(subject) && hasWildcard(context) ? openContext(context) : [],
  ];
}

function openOwner(owner: string, isShared: boolean): Opening {
  return {
    level: 'owner',
    problem: beforeWildcard(owner).includes('@')
      ? 'leaves the id of the owner open, so whoever takes over the name matches'
      : `leaves the owner open: whoever makes an ${isShared ? 'account on GitHub' : 'organization in the enterprise'} under a name that fits matches`,
  };
}

function openRepository(name: string): Opening {
  return {
    level: 'repository',
    problem: beforeWildcard(name).includes('@')
      ? 'leaves the id of the repository open, so a new repository under the same name matches'
      : 'leaves the repository open: every one of the owner whose name fits matches',
  };
}

function beforeWildcard(text: string): string {
  return text.slice(0, text.search(WILDCARD));
}

function openContext(context: string): Opening[] {
  const fixed = beforeWildcard(context);
  const rest = context.slice(fixed.length);
  if (Object.hasOwn(CONTEXTS, fixed)) { return /^[*?]+$/.test(rest) ? [{ level: 'context', problem: `lets in ${CONTEXTS[fixed]}` }] : []; }
  return Object.keys(CONTEXTS).some(start => start.startsWith(fixed))
    ? [{ level: 'context', problem: 'lets in runs of more than one kind: branches, tags, pull requests that nobody has reviewed, or environments' }]
    : [];
}

/** What the first part leaves open that other claims of the statement do not close; with a repository, what it lets in of that. */
function problemOf(openings: readonly Opening[], subject: string, given: GivenClaims): string | undefined {
  const [first, second] = openings.filter(({ level }) => !isClosed(level, subject, given));
  return first?.level === 'repository' && second ? `${first.problem}, and ${second.problem}` : first?.problem;
}

function isClosed(level: Level, subject: string, given: GivenClaims): boolean {
  switch (level) {
    case 'owner': return ownerIsGiven(given);
    case 'repository': return repositoryIsGiven(given);
    case 'context': return given.has('ref') || given.has('environment') || given.has('job_workflow_ref') || hasFullContext(subject);
  }
}

function ownerIsGiven(given: GivenClaims): boolean {
  return given.has('repository_owner_id') || given.has('repository_id') || given.has('repository');
}

/** One reusable workflow that many repositories of an owner call is as good as one repository. */
function repositoryIsGiven(given: GivenClaims): boolean {
  return given.has('repository_id') || given.has('repository') || given.has('job_workflow_ref');
}

function hasFullContext(subject: string): boolean {
  const context = /:(ref:refs\/(?:heads|tags)\/.+|environment:.+|pull_request)$/.exec(subject)?.[1];
  return context !== undefined && !hasWildcard(context);
}
