/**
 * OpenID Connect providers of an account. IAM takes one provider per URL and account, so a second one is refused: at construction if it is made
 * here, at synthesis if it is made later and by other means.
 */
import { Stack, Stage, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { nameOfIssuer, OidcIssuer, requireAudience } from './oidc-issuer';
import { isProviderResource, urlOf } from './provider-resource';

const ALTERNATIVE = 'OidcProvider.fromAccount(scope, id, issuer)';

/**
 * Properties of an `OidcProvider`.
 */
export interface OidcProviderProps {
  /**
   * Who gives out the tokens, such as `GitLab.com()`.
   */
  readonly issuer: OidcIssuer;

  /**
   * Audiences besides those of the issuer: of other tenants under the same URL, or of other uses of the same provider. A provider takes 100 in all.
   *
   * @default - only those of the issuer
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
   */
  readonly additionalAudiences?: string[];
}

/**
 * The identity provider in IAM through which the runs of an issuer enter an account. It lists the issuer's audiences and carries no
 * thumbprints: IAM checks the issuer's certificate against its trusted authorities.
 *
 * An account holds one provider per URL. Create it in one stack, and use `OidcProvider.fromAccount` in all others.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class OidcProvider extends iam.OidcProviderNative {
  /**
   * The provider of the issuer that already stands in the account of the scope's stack, found by its well-known ARN. Nothing is looked up or created.
   *
   * @param scope where the reference stands
   * @param id the id of the reference
   * @param issuer who gives out the tokens
   */
  public static fromAccount(scope: Construct, id: string, issuer: OidcIssuer): iam.IOidcProvider {
    return providerOfAccount(scope, id, issuer.url);
  }

  /**
   * Throws when the app already creates a provider for the same URL and account, CDK's own `OpenIdConnectProvider` included, and when an audience is empty,
   * too long or holds a wildcard. Synthesis fails when the app creates one later. Stacks whose account is not known are taken to share one when they stand
   * in the same stage.
   */
  constructor(scope: Construct, id: string, props: OidcProviderProps) {
    const { issuer, additionalAudiences = [] } = props;
    requireFirstOfAccount(scope, id, issuer.url, ALTERNATIVE);
    additionalAudiences.forEach(requireAudience);
    super(scope, id, { url: issuer.url, clientIds: [...new Set([...issuer.audiences, ...additionalAudiences])] });
    requireOnlyOfAccount(this, issuer.url, ALTERNATIVE);
  }
}

export function providerOfAccount(scope: Construct, id: string, url: string): iam.IOidcProvider {
  return iam.OidcProviderNative.fromOidcProviderArn(scope, id, Stack.of(scope).formatArn({
    service: 'iam',
    region: '',
    resource: 'oidc-provider',
    resourceName: nameOfIssuer(url),
  }));
}

/** `alternative` is how the user refers to the first one. */
export function requireFirstOfAccount(scope: Construct, id: string, url: string, alternative: string): void {
  const [first] = providersOf(url, scope);
  if (first !== undefined) {
    throw new Error(secondProvider(`${scope.node.path}/${id}`, url, first, alternative));
  }
}

/** What others make once the provider stands. */
export function requireOnlyOfAccount(provider: Construct, url: string, alternative: string): void {
  provider.node.addValidation({
    validate: () => providersOf(url, provider)
      .filter(path => path !== provider.node.path)
      .map(path => secondProvider(path, url, provider.node.path, alternative)),
  });
}

/** The paths of those that the app makes in the account of the scope. */
function providersOf(url: string, scope: IConstruct): string[] {
  return scope.node.root.node.findAll()
    .filter(node => isProviderResource(node) && urlOf(node) === url && shareAccount(node, scope))
    .map(({ node }) => node.path.replace(/\/Resource(?:\/Default)?$/, ''));
}

function secondProvider(path: string, url: string, first: string, alternative: string): string {
  return `\`${path}\` is a second provider for ${url}, expected one per account; the first is \`${first}\`: pass that one on, or use ${alternative} to refer to it`;
}

function shareAccount(left: IConstruct, right: IConstruct): boolean {
  const leftAccount = Stack.of(left).account;
  const rightAccount = Stack.of(right).account;
  if (Token.isUnresolved(leftAccount) && Token.isUnresolved(rightAccount)) {
    return Stage.of(left) === Stage.of(right);
  }
  return leftAccount === rightAccount;
}
