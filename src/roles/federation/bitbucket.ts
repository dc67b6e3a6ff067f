/**
 * Bitbucket Pipelines. Subjects: `{REPOSITORY_UUID}[:{ENVIRONMENT_UUID}]:{STEP_UUID}`, where each run of a step has a UUID of its own,
 * so that only the beginning can be named. Nothing in it says on which branch a step runs.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/ read 2026-11-22
 */
import { Token } from 'aws-cdk-lib';
import { requireName, requireWrittenOut, SLUG, UUID } from './names';
import { OidcIssuer, OidcIssuerOptions } from './oidc-issuer';
import { MakeSubject, OidcSubject } from './oidc-subject';

const WHERE = 'copy it from Repository settings, OpenID Connect, in Bitbucket';

/**
 * A workspace of Bitbucket Cloud as an issuer of tokens. The audience is the workspace, `ari:cloud:bitbucket::workspace/UUID`.
 *
 * @see https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/
 */
export class Bitbucket extends OidcIssuer {
  /**
   * A workspace: `https://api.bitbucket.org/2.0/workspaces/NAME/pipelines-config/identity/oidc`.
   *
   * Throws when the name is not one, or known only at deployment, and when the UUID is not one.
   *
   * @param name the workspace as it stands in URLs
   * @param uuid the workspace's UUID, with or without braces
   */
  public static workspace(name: string, uuid: string, options: OidcIssuerOptions = {}): Bitbucket {
    requireWrittenOut('workspace', name, SLUG, WHERE);
    const bare = withoutBraces(uuid);
    requireName('uuid', bare, UUID, WHERE);
    return new Bitbucket(name, bare, options);
  }

  private constructor(name: string, uuid: string, { audience = `ari:cloud:bitbucket::workspace/${uuid}` }: OidcIssuerOptions) {
    super(`https://api.bitbucket.org/2.0/workspaces/${name}/pipelines-config/identity/oidc`, [audience]);
  }

  /**
   * A repository, which makes the subjects of its steps.
   *
   * Throws when the UUID is not one.
   *
   * @param uuid the repository's UUID, with or without braces
   */
  public repository(uuid: string): BitbucketRepository {
    return BitbucketRepository._of((start, others) => this._subject(`${start}:*`, { ...others, isPattern: true }), braced('repository', uuid));
  }
}

/**
 * A repository of Bitbucket whose steps may assume a role, made by `Bitbucket.repository`.
 */
export class BitbucketRepository {
  /**
   * @internal
   */
  public static _of(subject: MakeSubject, uuid: string): BitbucketRepository {
    return new BitbucketRepository(subject, uuid);
  }

  private constructor(private readonly subject: MakeSubject, private readonly uuid: string) {}

  /**
   * Steps of a deployment environment. Limit the environment to branches and people in Bitbucket: the token does not say on which branch it runs.
   *
   * Throws when the UUID is not one.
   *
   * @param uuid the environment's UUID, with or without braces
   */
  public environment(uuid: string): OidcSubject {
    return this.subject(`${this.uuid}:${braced('environment', uuid)}`);
  }

  /**
   * Every step, those of pull requests and of all environments included. They may execute code that nobody has reviewed: grant such a role nothing that writes.
   */
  public anyStep(): OidcSubject {
    return this.subject(this.uuid, { isUnreviewed: true });
  }
}

function braced(what: string, uuid: string): string {
  const bare = withoutBraces(uuid);
  requireName(what, bare, UUID, WHERE);
  return `{${bare}}`;
}

/** An unresolved UUID is taken to have none. */
function withoutBraces(uuid: string): string {
  return Token.isUnresolved(uuid) ? uuid : uuid.replace(/^\{(.*)\}$/, '$1');
}
