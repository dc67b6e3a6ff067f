/** AgentCore gateways: using the tools behind one. Never its targets or their credentials. */
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import * as iam from 'aws-cdk-lib/aws-iam';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on an Amazon Bedrock AgentCore gateway whose callers are authorised by IAM.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/gateway-inbound-auth.html
 */
export class ScopedAgentGatewayGrants {
  /**
   * Starts the grants of a gateway.
   *
   * @param gateway an L2, L1 or imported gateway
   */
  public static fromGateway(gateway: agentcore.IGatewayRef): ScopedAgentGatewayGrants {
    return new ScopedAgentGatewayGrants(gateway);
  }

  private constructor(private readonly gateway: agentcore.IGatewayRef) {}

  /**
   * Lets the grantee list and call the tools of the gateway (`bedrock-agentcore:InvokeGateway`). IAM cannot tell the tools apart.
   *
   * @throws if the grant would be lost
   */
  public invoke(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return addScopedGrant({
      call: 'ScopedAgentGatewayGrants.invoke',
      grantee,
      resource: this.gateway,
      scope: options,
      statements: [{
        actions: ['bedrock-agentcore:InvokeGateway'],
        resources: [this.gateway.gatewayRef.gatewayArn],
        resourcePolicy: { name: 'gateway resource-based policy', of: this.gateway },
      }],
    });
  }
}
