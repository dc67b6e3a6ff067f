/**
 * One GitHub repository, and the subjects of its workflow runs. The owner and the name are always exact.
 */
import { Fn, Token } from 'aws-cdk-lib';
import { environmentSegment, requireRepositoryName } from './github-names';
import { GITHUB_AUDIENCE, GITHUB_ISSUER } from './github-oidc-provider';
import { GitHubSubject } from './github-subject';
import { hasWildcard, requireRefName } from './names';
import { TokenIdentity } from './oidc-subject';

/**
 * The numbers that GitHub gives an owner and a repository for good. Both are shown by `gh api repos/OWNER/NAME --jq '[.owner.id, .id]'`.
 */
export interface GitHubRepositoryIds {
  /**
   * Number of the user or organization that owns the repository.
   */
  readonly ownerId: string;

  /**
   * Number of the repository.
   */
  readonly repositoryId: string;

  /**
   * Accept only subjects with ids, not those with names alone, which whoever takes over a freed name could present.
   *
   * @default false - both forms are accepted, since a repository emits one of them only
   */
  readonly immutableOnly?: boolean;
}

/**
 * A repository whose workflows may assume a role.
 *
 * GitHub writes subjects in one of two forms. Repositories created, renamed or transferred since 2026-07-15, and those that opted in, emit
 * `repo:OWNER@OWNERID/NAME@REPOID:…`; all others, and those of GitHub Enterprise Server, emit `repo:OWNER/NAME:…`. Without ids only the second form is accepted.
 * Upper and lower case count.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens/
 */
export class GitHubRepository {
  /**
   * A repository of GitHub.com by its full name and, where known, its ids. For other issuers of GitHub use `GitHub`, which makes repositories too.
   *
   * Throws when the name is not `OWNER/NAME`, when owner or name hold a wildcard, and when an id is not a number.
   *
   * @param fullName owner and name, such as `acme/orders`
   * @param ids the numbers of owner and repository
   */
  public static of(fullName: string, ids?: GitHubRepositoryIds): GitHubRepository {
    return GitHubRepository._of({ issuer: GITHUB_ISSUER, audience: GITHUB_AUDIENCE }, fullName, ids);
  }

  /**
   * @internal
   */
  public static _of(issuer: Pick<TokenIdentity, 'issuer' | 'audience'>, fullName: string, ids?: GitHubRepositoryIds): GitHubRepository {
    requireRepositoryName(fullName);
    requireId('ownerId', ids?.ownerId);
    requireId('repositoryId', ids?.repositoryId);
    return new GitHubRepository(issuer, fullName, ids);
  }

  private constructor(
    private readonly issuer: Pick<TokenIdentity, 'issuer' | 'audience'>,
    private readonly fullName: string,
    private readonly ids: GitHubRepositoryIds | undefined,
  ) {
  }

  /**
   * Runs on a branch that name no environment. A name with `*` or `?` is a pattern; `*` also matches slashes.
   *
   * Throws when the name is empty, only wildcards, or not one that Git accepts.
   *
   * @param name the branch without `refs/heads/`, such as `main` or `release/*`
   */
  public branch(name: string): GitHubSubject {
    requireRefName('branch', name);
    return this.subject(`ref:refs/heads/${name}`, { isPattern: hasWildcard(name) });
  }

  /**
   * Runs on a tag that name no environment. A name with `*` or `?` is a pattern; `*` also matches slashes.
   *
   * Throws when the name is empty, only wildcards, or not one that Git accepts.
   *
   * @param name the tag without `refs/tags/`, such as `v1.0.0` or `v*`
   */
  public tag(name: string): GitHubSubject {
    requireRefName('tag', name);
    return this.subject(`ref:refs/tags/${name}`, { isPattern: hasWildcard(name) });
  }

  /**
   * Jobs of a deployment environment, on any branch, tag or pull request that the environment's protection rules let in. The best choice for deploying.
   *
   * Throws when the name is empty, longer than 255 characters or holds a wildcard.
   *
   * @param name the environment as it is written in GitHub; a colon is escaped as GitHub does it, except in an unresolved name
   * @see https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
   */
  public environment(name: string): GitHubSubject {
    return this.subject(`environment:${environmentSegment(name)}`);
  }

  /**
   * Runs for pull requests. They may execute code that nobody has reviewed, and the subject does not say from which branch: grant such a role nothing that writes.
   */
  public pullRequest(): GitHubSubject {
    return this.subject('pull_request', { isUnreviewed: true });
  }

  private subject(context: string, others: Pick<TokenIdentity, 'isPattern' | 'isUnreviewed'> = {}): GitHubSubject {
    return GitHubSubject._of({ ...this.issuer, ...others, subjects: this.prefixes().map(prefix => `repo:${prefix}:${context}`) });
  }

  private prefixes(): string[] {
    if (this.ids === undefined) {
      return [this.fullName];
    }
    const [owner, name] = this.fullName.includes('/') ? this.fullName.split('/') : [0, 1].map(i => Fn.select(i, Fn.split('/', this.fullName)));
    const immutable = `${owner}@${this.ids.ownerId}/${name}@${this.ids.repositoryId}`;
    return this.ids.immutableOnly ? [immutable] : [this.fullName, immutable];
  }
}

function requireId(what: string, id: string | undefined): void {
  if (id === undefined || Token.isUnresolved(id)) return;
  if (!/^\d+$/.test(id)) {
    throw new Error(`${what} is \`${id}\`, expected the number of the \`gh api repos/OWNER/NAME\` answer, digits only`);
  }
}
