/** AgentCore runtimes: calling an agent through its endpoints. Never a shell or commands inside it, never its deployment. */
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import * as iam from 'aws-cdk-lib/aws-iam';
import { GrantScope } from './writing/grant-scope';
import { requireKnownLength, requireNames } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Which endpoints of an agent runtime a grant covers.
 */
export interface AgentRuntimeGrantOptions extends GrantScope {
  /**
   * The names of the endpoints, which callers give as `qualifier`.
   *
   * @default - `DEFAULT`, the endpoint of calls without a qualifier
   */
  readonly endpoints?: string[];
}

/**
 * Grants on an Amazon Bedrock AgentCore runtime. AWS asks for the runtime and for the endpoint, so each grant names both.
 *
 * @see https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/resource-based-policies.html
 */
export class ScopedAgentRuntimeGrants {
  /**
   * Starts the grants of a runtime.
   *
   * @param runtime an L2, L1 or imported runtime
   */
  public static fromRuntime(runtime: agentcore.IRuntimeRef): ScopedAgentRuntimeGrants {
    return new ScopedAgentRuntimeGrants(runtime);
  }

  private constructor(private readonly runtime: agentcore.IRuntimeRef) {}

  /**
   * Lets the grantee call the agent (`bedrock-agentcore:InvokeAgentRuntime`), in its own name.
   *
   * @throws if `endpoints` is empty or holds a wildcard, or if the grant would be lost
   */
  public invoke(grantee: iam.IGrantable, options: AgentRuntimeGrantOptions = {}): iam.Grant {
    return this.grant('invoke', grantee, options, ['bedrock-agentcore:InvokeAgentRuntime']);
  }

  /**
   * Lets the grantee call the agent in the name of any user that it gives in the header `X-Amzn-Bedrock-AgentCore-Runtime-User-Id`:
   * `bedrock-agentcore:InvokeAgentRuntime` and `bedrock-agentcore:InvokeAgentRuntimeForUser`. AWS does not check who that user is, so
   * give it only to a backend that has authenticated the user.
   *
   * @throws if `endpoints` is empty or holds a wildcard, or if the grant would be lost
   */
  public invokeForUser(grantee: iam.IGrantable, options: AgentRuntimeGrantOptions = {}): iam.Grant {
    return this.grant('invokeForUser', grantee, options, ['bedrock-agentcore:InvokeAgentRuntime', 'bedrock-agentcore:InvokeAgentRuntimeForUser']);
  }

  /**
   * Lets the grantee talk to the agent over a web socket (`bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStream`), in its own name.
   *
   * @throws if `endpoints` is empty or holds a wildcard, or if the grant would be lost
   */
  public openWebSocket(grantee: iam.IGrantable, options: AgentRuntimeGrantOptions = {}): iam.Grant {
    return this.grant('openWebSocket', grantee, options, ['bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStream']);
  }

  /**
   * Lets the grantee end sessions (`bedrock-agentcore:StopRuntimeSession`), those of others included.
   *
   * @throws if `endpoints` is empty or holds a wildcard, or if the grant would be lost
   */
  public stopSession(grantee: iam.IGrantable, options: AgentRuntimeGrantOptions = {}): iam.Grant {
    return this.grant('stopSession', grantee, options, ['bedrock-agentcore:StopRuntimeSession']);
  }

  private grant(method: string, grantee: iam.IGrantable, options: AgentRuntimeGrantOptions, actions: string[]): iam.Grant {
    const call = `ScopedAgentRuntimeGrants.${method}`;
    const { endpoints = ['DEFAULT'] } = options;
    requireKnownLength(call, 'endpoints', endpoints);
    requireNames(call, 'endpoints', endpoints, 'DEFAULT');
    const { agentRuntimeArn } = this.runtime.runtimeRef;
    return addScopedGrant({
      call,
      grantee,
      resource: this.runtime,
      scope: options,
      statements: [{
        actions,
        resources: [agentRuntimeArn, ...endpoints.map((endpoint) => `${agentRuntimeArn}/runtime-endpoint/${endpoint}`)],
        resourcePolicy: { name: 'resource-based policies of the runtime and of its endpoint', of: this.runtime },
      }],
    });
  }
}
