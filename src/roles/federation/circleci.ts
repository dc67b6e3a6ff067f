/**
 * CircleCI. Subjects: `org/ORGANIZATION_ID/project/PROJECT_ID/user/USER_ID`, and in the second kind of token
 * `…/vcs-origin/ORIGIN/vcs-ref/REF` after it. The user is matched by its length, for `*` would also match a branch whose name
 * repeats the rest of the subject.
 *
 * @see https://circleci.com/docs/openid-connect-tokens/ read 2026-11-22
 */
import { NameForm, requireName, requireRefName, requireWrittenOut, UUID } from './names';
import { OidcIssuer, OidcIssuerOptions } from './oidc-issuer';
import { MakeSubject, OidcSubject } from './oidc-subject';

const ANY_UUID = [8, 4, 4, 4, 12].map(length => '?'.repeat(length)).join('-');
const ORIGIN: NameForm = { pattern: /^[\w-]+(?:\.[\w-]+)+(?:\/[\w.-]+){2,}$/, expected: 'host, owner and name, such as `github.com/acme/orders`' };

/**
 * An organization of CircleCI as an issuer of tokens. The audience is the organization's id.
 *
 * @see https://circleci.com/docs/openid-connect-tokens/
 */
export class CircleCi extends OidcIssuer {
  /**
   * An organization: `https://oidc.circleci.com/org/ID`.
   *
   * Throws when the id is not a UUID, or known only at deployment.
   *
   * @param id the organization's id, a UUID
   */
  public static organization(id: string, options: OidcIssuerOptions = {}): CircleCi {
    requireWrittenOut('organization', id, UUID, 'copy it from Organization Settings, Overview, in CircleCI');
    return new CircleCi(id, options);
  }

  private constructor(private readonly id: string, { audience = id }: OidcIssuerOptions) {
    super(`https://oidc.circleci.com/org/${id}`, [audience]);
  }

  /**
   * A project, which makes the subjects of its jobs.
   *
   * Throws when the id is not a UUID.
   *
   * @param id the project's id, a UUID
   */
  public project(id: string): CircleCiProject {
    requireName('project', id, UUID, 'copy it from Project Settings, Overview, in CircleCI');
    return CircleCiProject._of((user, others) => this._subject(`org/${this.id}/project/${id}/user/${user}`, { ...others, isPattern: true }));
  }
}

/**
 * A project of CircleCI whose jobs may assume a role, made by `CircleCi.project`.
 */
export class CircleCiProject {
  /**
   * @internal
   */
  public static _of(subject: MakeSubject): CircleCiProject {
    return new CircleCiProject(subject);
  }

  private constructor(private readonly subject: MakeSubject) {}

  /**
   * Jobs on a branch of the repository itself, not of a fork. They bring the second kind of token, `$CIRCLE_OIDC_TOKEN_V2`.
   * A name with `*` or `?` is a pattern; `*` also matches slashes.
   *
   * Throws when the repository is not written with host, owner and name, and when the branch is empty, only wildcards, or not one that Git accepts.
   *
   * @param repository such as `github.com/acme/orders`
   * @param name such as `main` or `release/*`
   */
  public branch(repository: string, name: string): OidcSubject {
    requireName('repository', repository, ORIGIN, 'name one repository as it stands in its URL');
    requireRefName('branch', name);
    return this.subject(`${ANY_UUID}/vcs-origin/${repository}/vcs-ref/refs/heads/${name}`);
  }

  /**
   * Every job of the project, those of pull requests included, with either kind of token. They may execute code that nobody has reviewed:
   * grant such a role nothing that writes. Jobs of forks get tokens only if secrets are passed to them.
   */
  public anyJob(): OidcSubject {
    return this.subject('*', { isUnreviewed: true });
  }
}
