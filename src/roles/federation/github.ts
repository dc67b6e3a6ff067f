/**
 * The issuers of GitHub: the one of GitHub.com, and those that enterprises have to themselves.
 */
import { GITHUB_AUDIENCE, GITHUB_ISSUER } from './github-oidc-provider';
import { GitHubRepository, GitHubRepositoryIds } from './github-repository';
import { requireHost, requireWrittenOut, SLUG } from './names';
import { OidcIssuer, OidcIssuerOptions } from './oidc-issuer';

/**
 * GitHub as an issuer of tokens. For GitHub.com, `GitHubOidcProvider` and `GitHubRepository.of` are shorter.
 *
 * The audience is the one that GitHub's official action asks for, `sts.amazonaws.com`. In China the action is told to ask for `sts.amazonaws.com.cn`:
 * give that as `audience`.
 *
 * @see https://docs.github.com/en/actions/reference/security/oidc
 * @see https://github.com/aws-actions/configure-aws-credentials#oidc-audience
 */
export class GitHub extends OidcIssuer {
  /**
   * GitHub.com: `https://token.actions.githubusercontent.com`.
   */
  public static com(options: OidcIssuerOptions = {}): GitHub {
    return new GitHub(GITHUB_ISSUER, false, options);
  }

  /**
   * An enterprise of GitHub Enterprise Cloud that has switched on its own issuer: `https://token.actions.githubusercontent.com/SLUG`.
   *
   * Throws when the slug is not one, or known only at deployment.
   *
   * @param slug the enterprise as it stands in URLs
   * @see https://docs.github.com/en/enterprise-cloud@latest/actions/reference/security/oidc#customizing-the-issuer-value-for-an-enterprise
   */
  public static enterprise(slug: string, options: OidcIssuerOptions = {}): GitHub {
    requireWrittenOut('slug', slug, SLUG, 'write the enterprise as it stands in `https://github.com/enterprises/SLUG`');
    return new GitHub(`${GITHUB_ISSUER}/${slug}`, false, options);
  }

  /**
   * An enterprise with data residency, on GHE.com: `https://token.actions.SUBDOMAIN.ghe.com`.
   *
   * Throws when the subdomain is not one, or known only at deployment.
   *
   * @param subdomain the enterprise's part of `SUBDOMAIN.ghe.com`
   * @see https://docs.github.com/en/enterprise-cloud@latest/actions/reference/security/oidc#substituted-values-on-ghecom
   */
  public static dataResidency(subdomain: string, options: OidcIssuerOptions = {}): GitHub {
    requireWrittenOut('subdomain', subdomain, SLUG, 'write the first part of `SUBDOMAIN.ghe.com`');
    return new GitHub(`token.actions.${subdomain}.ghe.com`, false, options);
  }

  /**
   * A GitHub Enterprise Server: `https://HOST/_services/token`. Its subjects have no ids.
   *
   * Throws when the host is not one, or known only at deployment.
   *
   * @param host such as `github.example.com`; AWS has to reach it to fetch its keys
   * @see https://docs.github.com/en/enterprise-server@latest/actions/reference/security/oidc
   */
  public static enterpriseServer(host: string, options: OidcIssuerOptions = {}): GitHub {
    requireHost('host', host);
    return new GitHub(`${host}/_services/token`, true, options);
  }

  private constructor(name: string, private readonly isServer: boolean, { audience = GITHUB_AUDIENCE }: OidcIssuerOptions) {
    super(`https://${name}`, [audience]);
  }

  /**
   * A repository of this GitHub, which makes the subjects of its workflow runs.
   *
   * Throws when the name is not `OWNER/NAME`, when owner or name hold a wildcard, when an id is not a number, and on ids for GitHub Enterprise Server.
   *
   * @param fullName owner and name, such as `acme/orders`
   * @param ids the numbers of owner and repository
   */
  public repository(fullName: string, ids?: GitHubRepositoryIds): GitHubRepository {
    if (this.isServer && ids !== undefined) {
      throw new Error(`ids are given for ${fullName} of ${this.url}, expected none: GitHub Enterprise Server writes subjects without ids, so leave them out`);
    }
    return GitHubRepository._of({ issuer: this._name, audience: this.audiences[0] }, fullName, ids);
  }
}
