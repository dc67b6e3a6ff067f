/**
 * The role of the users of an app, handed out by an identity pool of Amazon Cognito. The trust policy names the one pool, since everyone can make
 * one, and tells users who signed in from guests.
 */
import { Stack, Token } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { finishRole, roleSettings } from './role-settings';
import { federatedTrust } from './trust/federated-trust';
import { WorkloadRoleProps } from './workload-role-props';
import { findCognitoIdentityDomain } from '../catalog/cognito-identity';
import { likeOrEquals } from '../grants/writing/scope-list';

/**
 * Which users of an identity pool a role is for.
 */
export enum CognitoUsers {
  /** Those who signed in with a provider of the pool. */
  AUTHENTICATED = 'authenticated',
  /** Guests, who are anyone on the internet who knows the id of the pool. */
  UNAUTHENTICATED = 'unauthenticated',
}

/**
 * Properties of a `CognitoIdentityRole`.
 */
export interface CognitoIdentityRoleProps extends WorkloadRoleProps {
  /**
   * The identity pool: an L2, L1 or imported one.
   */
  readonly identityPool: cognito.IIdentityPoolRef;

  /**
   * Which of its users the role is for.
   */
  readonly users: CognitoUsers;

  /**
   * The providers with which users may have signed in, as they stand in the `amr` of the token, such as `graph.facebook.com`. They may hold the
   * wildcards `*` and `?`. Not for guests.
   *
   * @default - any provider of the pool
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
   */
  readonly loginProviders?: string[];

  /**
   * Keys of the tags that the pool has to make of the claims of its users, and the only ones that it may: whoever lacks one is refused.
   * 1 to 128 letters, digits, spaces and `_.:/=+@-` each, without tokens. Not for guests, who have no claims.
   *
   * @default - none, and none may be passed: a pool that maps claims to tags cannot use the role
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/using-attributes-for-access-control-policy-example.html
   */
  readonly sessionTagKeys?: string[];

  /**
   * The domain under which the pool issues tokens, such as `cognito-identity.amazonaws.com`.
   *
   * @default - that of the region, where AWS documents it; `cognito-identity.amazonaws.com` where the region is not known
   * @see https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
   */
  readonly issuer?: string;
}

/**
 * Role of the users of one identity pool, either those who signed in or guests. It may do nothing until something is granted to it.
 *
 * What is granted is granted to every user: keep them apart with `${cognito-identity.amazonaws.com:sub}` in prefixes and keys. Give the role to
 * the pool with a role attachment.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html
 */
export class CognitoIdentityRole extends iam.Role {
  /**
   * Throws when providers or tags are asked of guests, when no domain is documented for the region and none is given, when the given one is not one of
   * Cognito, when a list is empty or holds any provider, when a key of a session tag is malformed or known only at
   * deployment, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: CognitoIdentityRoleProps) {
    const { identityPool, users, loginProviders, sessionTagKeys, issuer = issuerFor(scope) } = props;
    requireIssuer(issuer);
    requireSignedIn(users, props);
    requireLoginProviders(loginProviders);
    super(scope, id, {
      ...roleSettings(scope, id, props),
      assumedBy: federatedTrust({
        provider: issuer,
        action: 'sts:AssumeRoleWithWebIdentity',
        audience: {
          StringEquals: { [`${issuer}:aud`]: identityPool.identityPoolRef.identityPoolId },
          [`ForAnyValue:${likeOrEquals(loginProviders ?? [])}`]: { [`${issuer}:amr`]: loginProviders ?? users },
        },
        sessionTagKeys,
      }),
    });
    finishRole(this, props);
  }
}

/** A key cannot be looked up at deployment. */
function issuerFor(scope: Construct): string {
  const { region } = Stack.of(scope);
  const domain = findCognitoIdentityDomain(Token.isUnresolved(region) ? '' : region);
  if (domain === undefined) {
    throw new Error(
      `issuer is not given, and the domain under which Cognito issues tokens in \`${region}\` is not documented, expected one such as `
      + '`cognito-identity.amazonaws.com`: take it from a trust policy that the console makes there',
    );
  }
  return domain;
}

function requireIssuer(issuer: string): void {
  if (Token.isUnresolved(issuer) || !/^cognito-identity[a-z0-9.-]*\.amazonaws\.com(?:\.cn)?$/.test(issuer)) {
    throw new Error(
      `issuer is \`${issuer}\`, expected the domain of Amazon Cognito Identity, such as \`cognito-identity.amazonaws.com\`: `
      + 'for other issuers of tokens use an OidcRole; the domain has to be known now, since condition keys begin with it',
    );
  }
}

function requireSignedIn(users: CognitoUsers, { loginProviders, sessionTagKeys }: CognitoIdentityRoleProps): void {
  const asked = [...loginProviders ? ['loginProviders'] : [], ...sessionTagKeys ? ['sessionTagKeys'] : []];
  if (users === CognitoUsers.UNAUTHENTICATED && asked.length > 0) {
    throw new Error(`${asked.join(' and ')} ${asked.length > 1 ? 'are' : 'is'} given for guests, expected none: nobody who did not sign in could assume the role`);
  }
}

function requireLoginProviders(loginProviders: string[] | undefined): void {
  if (loginProviders === undefined || Token.isUnresolved(loginProviders)) { return; }
  const wrong = loginProviders.find(provider => /^[*?]*$/.test(provider) || ['authenticated', 'unauthenticated'].includes(provider));
  if (loginProviders.length === 0 || wrong !== undefined) {
    throw new Error(
      `loginProviders ${wrong === undefined ? 'is empty' : `holds \`${wrong}\``}, expected names of providers, such as \`graph.facebook.com\`: `
      + 'leave it out for every user who signed in',
    );
  }
}
