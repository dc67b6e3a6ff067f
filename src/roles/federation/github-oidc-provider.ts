/**
 * GitHub's OpenID Connect provider of an account: `OidcProvider` for the one issuer that nearly everyone uses.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { providerOfAccount, requireFirstOfAccount, requireOnlyOfAccount } from './oidc-provider';

/** The issuer without its scheme: the provider's name in ARNs and the prefix of its condition keys. */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

/** The audience that GitHub's official action asks for, and the only one that the provider accepts. */
export const GITHUB_AUDIENCE = 'sts.amazonaws.com';

const GITHUB_URL = `https://${GITHUB_ISSUER}`;
const ALTERNATIVE = 'GitHubOidcProvider.fromAccount(scope, id)';

/**
 * The identity provider through which GitHub Actions workflows enter an account: issuer `https://token.actions.githubusercontent.com`,
 * audience `sts.amazonaws.com`. It carries no thumbprints: IAM checks GitHub's certificate against its trusted authorities.
 * For an enterprise with an issuer of its own, GHE.com, GitHub Enterprise Server or another audience, use `OidcProvider` with `GitHub`.
 *
 * An account holds one provider per URL. Create it in one stack, and use `GitHubOidcProvider.fromAccount` in all others.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class GitHubOidcProvider extends iam.OidcProviderNative {
  /**
   * The provider that already stands in the account of the scope's stack, found by its well-known ARN. Nothing is looked up or created.
   *
   * @param scope where the reference stands
   * @param id the id of the reference
   */
  public static fromAccount(scope: Construct, id: string): iam.IOidcProvider {
    return providerOfAccount(scope, id, GITHUB_URL);
  }

  /**
   * Throws when the app already creates this provider for the same account, with CDK's own `OpenIdConnectProvider` for example. Synthesis fails when the
   * app creates one later. Stacks whose account is not known are taken to share one when they stand in the same stage.
   */
  constructor(scope: Construct, id: string) {
    requireFirstOfAccount(scope, id, GITHUB_URL, ALTERNATIVE);
    super(scope, id, { url: GITHUB_URL, clientIds: [GITHUB_AUDIENCE] });
    requireOnlyOfAccount(this, GITHUB_URL, ALTERNATIVE);
  }
}
