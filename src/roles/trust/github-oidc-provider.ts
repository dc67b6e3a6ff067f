/**
 * GitHub's OpenID Connect provider of an account. IAM takes one provider per URL and account, so a second one is refused at construction.
 */
import { CfnResource, Stack, Stage, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';

/** The issuer without its scheme: the provider's name in ARNs and the prefix of its condition keys. */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

/** The audience that GitHub's official action asks for, and the only one that the provider accepts. */
export const GITHUB_AUDIENCE = 'sts.amazonaws.com';

const GITHUB_URL = `https://${GITHUB_ISSUER}`;

/**
 * The identity provider through which GitHub Actions workflows enter an account: issuer `https://token.actions.githubusercontent.com`,
 * audience `sts.amazonaws.com`. It carries no thumbprints: IAM checks GitHub's certificate against its trusted authorities.
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
    return iam.OidcProviderNative.fromOidcProviderArn(scope, id, Stack.of(scope).formatArn({
      service: 'iam',
      region: '',
      resource: 'oidc-provider',
      resourceName: GITHUB_ISSUER,
    }));
  }

  /**
   * Throws when the app already creates this provider for the same account. Stacks whose account is not known are taken to share one
   * when they stand in the same stage.
   */
  constructor(scope: Construct, id: string) {
    requireFirstOfAccount(scope, id);
    super(scope, id, { url: GITHUB_URL, clientIds: [GITHUB_AUDIENCE] });
  }
}

function requireFirstOfAccount(scope: Construct, id: string): void {
  const first = scope.node.root.node.findAll().find(node => isGitHubProvider(node) && shareAccount(node, scope));
  if (first !== undefined) {
    throw new Error(
      `\`${scope.node.path}/${id}\` is a second provider for ${GITHUB_URL}, expected one per account; the first is \`${first.node.path.replace(/\/Resource$/, '')}\`: `
      + 'pass that one on, or use GitHubOidcProvider.fromAccount(scope, id) to refer to it',
    );
  }
}

function isGitHubProvider(node: IConstruct): boolean {
  return CfnResource.isCfnResource(node)
    && node.cfnResourceType === iam.CfnOIDCProvider.CFN_RESOURCE_TYPE_NAME
    && (node as iam.CfnOIDCProvider).url === GITHUB_URL;
}

function shareAccount(left: IConstruct, right: IConstruct): boolean {
  const leftAccount = Stack.of(left).account;
  const rightAccount = Stack.of(right).account;
  if (Token.isUnresolved(leftAccount) && Token.isUnresolved(rightAccount)) {
    return Stage.of(left) === Stage.of(right);
  }
  return leftAccount === rightAccount;
}
