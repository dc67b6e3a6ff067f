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

/** What the other conditions of the statement give in full, by claim. */
export type GivenClaims = ReadonlySet<string>;

type Level = 'owner' | 'repository' | 'context';

interface Opening {
  readonly level: Level;
  /** To be read after "the subject". */
  readonly problem: string;
}

/**
 * Why a subject is broad, to be read after "the subject"; `undefined` when it is not.
 *
 * @param isShared whether all of GitHub gets tokens of the issuer, and not one enterprise only
 */
export function breadthOfGitHubSubject(text: SymbolicText, wildcards: boolean, given: GivenClaims, isShared: boolean): string | undefined {
  const subject = toGlob(text);
  if (/^[*?]+$/.test(subject)) { return wildcards ? withoutLimit(isShared) : undefined; }
  if (!/^repo:/i.test(subject)) { return breadthOfCustomSubject(subject, wildcards, given, isShared); }
  const opening = wildcards ? findOpening(subject.slice('repo:'.length), isShared) : undefined;
  return opening && !isClosed(opening.level, subject, given) ? opening.problem : undefined;
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
    const [before] = written.split(/:repo:/i, 1);
    const opening = before.length < written.length ? findOpening(written.slice(before.length + ':repo:'.length), isShared) : undefined;
    return opening && opening.level !== 'context' && !isClosed(opening.level, subject, given) ? opening.problem : undefined;
  }
  return `names no owner and no repository in full, so anyone ${isShared ? 'on GitHub' : 'in the enterprise'} can make a repository that sends it`;
}

/** The leftmost part of `OWNER/NAME:CONTEXT` that a wildcard leaves open. */
function findOpening(subject: string, isShared: boolean): Opening | undefined {
  const first = subject.search(WILDCARD);
  if (first < 0) { return undefined; }
  const head = subject.slice(0, first);
  const slash = head.indexOf('/');
  const colon = head.indexOf(':', slash + 1);
  if (colon >= 0) { return openContext(subject.slice(colon + 1)); }
  if (slash >= 0) {
    return {
      level: 'repository',
      problem: head.includes('@', slash)
        ? 'leaves the id of the repository open, so a new repository under the same name matches'
        : 'leaves the repository open: every one of the owner whose name fits matches, with every branch and pull request of it',
    };
  }
  if (UNKNOWN.test(head)) { return undefined; }
  return {
    level: 'owner',
    problem: head.includes('@')
      ? 'leaves the id of the owner open, so whoever takes over the name matches'
      : `leaves the owner open: whoever makes an ${isShared ? 'account on GitHub' : 'organization in the enterprise'} under a name that fits matches`,
  };
}

function openContext(context: string): Opening | undefined {
  const fixed = context.slice(0, context.search(WILDCARD));
  const rest = context.slice(fixed.length);
  if (fixed in CONTEXTS) { return /^[*?]+$/.test(rest) ? { level: 'context', problem: `lets in ${CONTEXTS[fixed]}` } : undefined; }
  return Object.keys(CONTEXTS).some(start => start.startsWith(fixed))
    ? { level: 'context', problem: 'lets in runs of more than one kind: branches, tags, pull requests that nobody has reviewed, or environments' }
    : undefined;
}

/** Whether other claims of the statement say what the subject leaves open. */
function isClosed(level: Level, subject: string, given: GivenClaims): boolean {
  const contextIsGiven = given.has('ref') || given.has('environment') || given.has('job_workflow_ref') || hasFullContext(subject);
  switch (level) {
    case 'owner': return ownerIsGiven(given) && repositoryIsGiven(given) && contextIsGiven;
    case 'repository': return repositoryIsGiven(given) && contextIsGiven;
    case 'context': return contextIsGiven;
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
