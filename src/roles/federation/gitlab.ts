/**
 * GitLab.com and self-managed GitLab. Subjects: `project_path:GROUP/PROJECT:ref_type:branch|tag:ref:NAME`.
 * Of a merge request's pipeline the reference is its source branch, and of one from a fork the project is the fork.
 *
 * @see https://docs.gitlab.com/ci/secrets/id_token_authentication/ read 2026-11-22
 * @see https://gitlab.com/gitlab-org/gitlab/-/work_items/563038 read 2026-11-22
 */
import { hasWildcard, NameForm, requireHost, requireName, requireRefName } from './names';
import { OidcIssuer, OidcIssuerOptions } from './oidc-issuer';
import { MakeSubject, OidcSubject } from './oidc-subject';

const COM = 'gitlab.com';
const PROJECT_PATH: NameForm = {
  pattern: /^\w[\w.-]*(?:\/\w[\w.-]*)+$/,
  expected: '`GROUP/PROJECT`, subgroups in between, such as `acme/platform/orders`',
};

/**
 * GitLab as an issuer of tokens. The audience is the address of the instance, as in GitLab's guide: `id_tokens: { AWS_TOKEN: { aud: https://gitlab.com } }`.
 *
 * @see https://docs.gitlab.com/ci/cloud_services/aws/
 */
export class GitLab extends OidcIssuer {
  /**
   * GitLab.com: `https://gitlab.com`.
   */
  public static com(options: OidcIssuerOptions = {}): GitLab {
    return new GitLab(COM, options);
  }

  /**
   * An instance of one's own, GitLab Dedicated included.
   *
   * Throws when the host is not one, or known only at deployment.
   *
   * @param host the address without `https://`, such as `gitlab.example.com`; AWS has to reach it to fetch its keys
   */
  public static selfManaged(host: string, options: OidcIssuerOptions = {}): GitLab {
    requireHost('host', host);
    return new GitLab(host, options);
  }

  private constructor(host: string, { audience = `https://${host}` }: OidcIssuerOptions) {
    super(`https://${host}`, [audience]);
  }

  /**
   * A project, which makes the subjects of its pipelines. It must have the default `sub` (`ci_id_token_sub_claim_components`).
   *
   * Throws when the path is not that of a project, or holds a wildcard.
   *
   * @param path groups and project, such as `acme/platform/orders`; upper and lower case count
   */
  public project(path: string): GitLabProject {
    requireName('project', path, PROJECT_PATH, 'name the groups and the project exactly, and make one subject for each project');
    return GitLabProject._of((ref, others) => this._subject(`project_path:${path}:${ref}`, others), this._name === COM);
  }
}

/**
 * A project of GitLab whose pipelines may assume a role, made by `GitLab.project`.
 */
export class GitLabProject {
  /**
   * @internal
   */
  public static _of(subject: MakeSubject, hasClaims: boolean): GitLabProject {
    return new GitLabProject(subject, hasClaims);
  }

  private constructor(private readonly subject: MakeSubject, private readonly hasClaims: boolean) {}

  /**
   * Pipelines on a branch, those of merge requests from it included: of these GitLab gives the source branch, and merged results pipelines run what the
   * target branch holds. Protect the branch; on GitLab.com add `withClaims({ ref_protected: 'true', pipeline_source: 'push' })` to a branch that deploys.
   * AWS STS does not read these claims of other instances: deploy from protected tags there.
   *
   * A name with `*` or `?` is a pattern; `*` also matches slashes.
   *
   * Throws when the name is empty, only wildcards, or not one that Git accepts.
   *
   * @param name such as `main` or `release/*`
   */
  public branch(name: string): OidcSubject {
    requireRefName('branch', name);
    return this.subject(`ref_type:branch:ref:${name}`, { isPattern: hasWildcard(name) });
  }

  /**
   * Pipelines on a tag. A name with `*` or `?` is a pattern; `*` also matches slashes.
   *
   * Throws when the name is empty, only wildcards, or not one that Git accepts.
   *
   * @param name such as `v1.0.0` or `v*`
   */
  public tag(name: string): OidcSubject {
    requireRefName('tag', name);
    return this.subject(`ref_type:tag:ref:${name}`, { isPattern: hasWildcard(name) });
  }

  /**
   * Pipelines of merge requests from branches of this project, not from forks. They execute code that nobody has reviewed: grant such a role nothing that writes.
   *
   * On GitLab.com the pipeline's source is asked for (`merge_request_event`). Elsewhere AWS STS does not read it, so pipelines of every branch get in.
   */
  public mergeRequest(): OidcSubject {
    return this.subject('ref_type:branch:ref:*', {
      isPattern: true,
      isUnreviewed: true,
      ...this.hasClaims
        ? { claims: { pipeline_source: 'merge_request_event' }, apartBy: "add withClaims({ pipeline_source: 'push' }) to the branch that deploys" }
        : { apartBy: "AWS STS reads no claim of this instance that tells merge requests apart: deploy from protected tags, such as tag('v*')" },
    });
  }
}
