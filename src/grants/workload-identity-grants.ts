/**
 * AgentCore workload identities: access tokens by which an agent proves who it is. Never the credentials of the token vault.
 *
 * AWS asks for the identity and for the directory that holds it, which is `default` in every account:
 * https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/runtime-permissions.html (2026-11)
 */
import { Stack } from 'aws-cdk-lib';
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Conditions } from './writing/conditions';
import { environmentOf } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { oneOrMany, requireMatching } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * In whose name a workload may act.
 */
export interface WorkloadUserGrantOptions extends GrantScope {
  /**
   * Only in the name of these users (`bedrock-agentcore:userid`). They may hold policy variables and tokens, but no wildcard.
   *
   * @default - any user that the grantee names
   */
  readonly userIds?: string[];
}

/**
 * Grants on an Amazon Bedrock AgentCore workload identity.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/get-workload-access-token.html
 */
export class ScopedWorkloadIdentityGrants {
  /**
   * Starts the grants of a workload identity.
   *
   * @param identity an L2, L1 or imported workload identity
   */
  public static fromWorkloadIdentity(identity: agentcore.IWorkloadIdentityRef): ScopedWorkloadIdentityGrants {
    return new ScopedWorkloadIdentityGrants(identity);
  }

  private constructor(private readonly identity: agentcore.IWorkloadIdentityRef) {}

  /**
   * Lets the grantee act as the workload itself (`bedrock-agentcore:GetWorkloadAccessToken`), on behalf of no user.
   *
   * @throws if the grant would be lost
   */
  public getAccessToken(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('getAccessToken', grantee, options, 'bedrock-agentcore:GetWorkloadAccessToken');
  }

  /**
   * Lets the grantee act as the workload on behalf of the user of a JWT (`bedrock-agentcore:GetWorkloadAccessTokenForJWT`), which AWS
   * verifies.
   *
   * @throws if the grant would be lost
   */
  public getAccessTokenForJwt(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('getAccessTokenForJwt', grantee, options, 'bedrock-agentcore:GetWorkloadAccessTokenForJWT');
  }

  /**
   * Lets the grantee act as the workload on behalf of users that it only names (`bedrock-agentcore:GetWorkloadAccessTokenForUserId`).
   *
   * @throws if `userIds` is empty or holds a wildcard, or if the grant would be lost
   */
  public getAccessTokenForUserId(grantee: iam.IGrantable, options: WorkloadUserGrantOptions = {}): iam.Grant {
    const { userIds } = options;
    if (userIds !== undefined) {
      requireMatching('ScopedWorkloadIdentityGrants.getAccessTokenForUserId', 'userIds', userIds, /^[^*?]+$/, 'exact user ids without wildcards');
    }
    return this.grant('getAccessTokenForUserId', grantee, options, 'bedrock-agentcore:GetWorkloadAccessTokenForUserId',
      userIds && { StringEquals: { 'bedrock-agentcore:userid': oneOrMany(userIds) } });
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, action: string, conditions?: Conditions): iam.Grant {
    const directory = Stack.of(this.identity).formatArn({
      ...environmentOf(this.identity), service: 'bedrock-agentcore', resource: 'workload-identity-directory', resourceName: 'default',
    });
    return addScopedGrant({
      call: `ScopedWorkloadIdentityGrants.${method}`,
      grantee,
      resource: this.identity,
      scope,
      statements: [{ actions: [action], resources: [directory, this.identity.workloadIdentityRef.workloadIdentityArn], conditions }],
      otherAccountRemedy: 'Workload identities have no resource-based policies. Let it assume a role of that account, and grant to that role.',
    });
  }
}
