/**
 * Verified Permissions: asking a policy store for decisions. Never its policies, schema or identity sources.
 *
 * The batch operations have no actions of their own:
 * https://docs.aws.amazon.com/verifiedpermissions/latest/apireference/API_BatchIsAuthorized.html (2026-11)
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as verifiedpermissions from 'aws-cdk-lib/aws-verifiedpermissions';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on a policy store that name exact actions.
 *
 * Works with L1 and imported policy stores, in the grantee's own policy. A grant that would be lost (immutable or imported principals,
 * principals of another account) is an error.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonverifiedpermissions.html
 */
export class ScopedPolicyStoreGrants {
  /**
   * Starts the grants of a policy store.
   *
   * @param policyStore an L1 or imported policy store
   */
  public static fromPolicyStore(policyStore: verifiedpermissions.IPolicyStoreRef): ScopedPolicyStoreGrants {
    return new ScopedPolicyStoreGrants(policyStore);
  }

  private constructor(private readonly policyStore: verifiedpermissions.IPolicyStoreRef) {}

  /**
   * Lets the grantee ask for decisions about principals that it names: `verifiedpermissions:IsAuthorized`, which covers the API
   * operations IsAuthorized and BatchIsAuthorized.
   *
   * @throws if the grant would be lost
   */
  public authorize(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('authorize', grantee, options, 'verifiedpermissions:IsAuthorized');
  }

  /**
   * Lets the grantee ask for decisions about the owner of a token: `verifiedpermissions:IsAuthorizedWithToken`, which covers the API
   * operations IsAuthorizedWithToken and BatchIsAuthorizedWithToken.
   *
   * @throws if the grant would be lost
   */
  public authorizeWithToken(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('authorizeWithToken', grantee, options, 'verifiedpermissions:IsAuthorizedWithToken');
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, action: string): iam.Grant {
    return addScopedGrant({
      call: `ScopedPolicyStoreGrants.${method}`,
      grantee,
      resource: this.policyStore,
      scope,
      statements: [{ actions: [action], resources: [this.policyStore.policyStoreRef.policyStoreArn] }],
      otherAccountRemedy: 'Policy stores have no policies of their own: let the grantee assume a role of the store\'s account.',
    });
  }
}
