/**
 * Cognito user pools: reading users, and signing users in from a server. Never the administration of users, passwords, groups or the pool.
 */
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as iam from 'aws-cdk-lib/aws-iam';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on a user pool that name exact actions.
 *
 * Works with L2, L1 and imported user pools, in the grantee's own policy. A grant that would be lost (immutable or imported principals,
 * principals of another account) is an error. What users do with their own tokens needs no grant.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html
 */
export class ScopedUserPoolGrants {
  /**
   * Starts the grants of a user pool.
   *
   * @param userPool an L2, L1 or imported user pool
   */
  public static fromUserPool(userPool: cognito.IUserPoolRef): ScopedUserPoolGrants {
    return new ScopedUserPoolGrants(userPool);
  }

  private constructor(private readonly userPool: cognito.IUserPoolRef) {}

  /**
   * Lets the grantee read users and their attributes: `cognito-idp:AdminGetUser`, `cognito-idp:ListUsers`.
   *
   * @throws if the grant would be lost
   */
  public readUsers(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('readUsers', grantee, options, ['cognito-idp:AdminGetUser', 'cognito-idp:ListUsers']);
  }

  /**
   * Lets a server sign users in: `cognito-idp:AdminInitiateAuth`, `cognito-idp:AdminRespondToAuthChallenge`.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html
   */
  public authenticate(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('authenticate', grantee, options, ['cognito-idp:AdminInitiateAuth', 'cognito-idp:AdminRespondToAuthChallenge']);
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, actions: string[]): iam.Grant {
    return addScopedGrant({
      call: `ScopedUserPoolGrants.${method}`,
      grantee,
      resource: this.userPool,
      scope,
      statements: [{ actions, resources: [this.userPool.userPoolRef.userPoolArn] }],
      otherAccountRemedy: 'User pools have no policies of their own: let the grantee assume a role of the pool\'s account.',
    });
  }
}
