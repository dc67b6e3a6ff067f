/**
 * API Gateway WebSocket APIs: sending to connected clients, looking at their connections and closing them.
 *
 * The path of these calls is `POST`, `GET` or `DELETE /@connections/{id}` (2026-11):
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html
 */
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { onCalls, stagesOf } from './invoke-scope';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Whose connections of a WebSocket API may be used.
 */
export interface WebSocketConnectionGrantOptions extends GrantScope {
  /**
   * Only connections to these stages, such as `prod`.
   *
   * @default - all stages
   */
  readonly stages?: string[];
}

/**
 * Grants on the connections of a WebSocket API.
 *
 * Works with L2, L1 and imported WebSocket APIs. The statements go into the grantee's own policy. WebSocket APIs have no resource
 * policies, so a grantee of another account is an error; so is a grant that would be lost (immutable or imported principals).
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html
 */
export class ScopedWebSocketApiGrants {
  /**
   * Starts the grants of a WebSocket API.
   *
   * @param api an L2, L1 or imported WebSocket API
   */
  public static fromWebSocketApi(api: apigatewayv2.IApiRef): ScopedWebSocketApiGrants {
    return new ScopedWebSocketApiGrants(api);
  }

  private constructor(private readonly api: apigatewayv2.IApiRef) {}

  /**
   * Lets the grantee send messages to connected clients: `execute-api:ManageConnections` for `POST`. It is what a function needs that
   * answers them.
   *
   * @throws if `stages` is empty or holds a wildcard, or if the grant would be lost
   */
  public send(grantee: iam.IGrantable, options: WebSocketConnectionGrantOptions = {}): iam.Grant {
    return this.grant('send', grantee, options, ['POST']);
  }

  /**
   * Lets the grantee send messages to connected clients, look at their connections and close them: `execute-api:ManageConnections`
   * for `POST`, `GET` and `DELETE`.
   *
   * @throws if `stages` is empty or holds a wildcard, or if the grant would be lost
   */
  public manageConnections(grantee: iam.IGrantable, options: WebSocketConnectionGrantOptions = {}): iam.Grant {
    return this.grant('manageConnections', grantee, options, ['POST', 'GET', 'DELETE']);
  }

  private grant(method: string, grantee: iam.IGrantable, options: WebSocketConnectionGrantOptions, verbs: string[]): iam.Grant {
    const call = `ScopedWebSocketApiGrants.${method}`;
    const calls = stagesOf(call, options.stages).flatMap((stage) => verbs.map((verb) => `${stage}/${verb}/@connections/*`));
    return addScopedGrant({
      call,
      grantee,
      resource: this.api,
      scope: options,
      statements: [onCalls('execute-api:ManageConnections', this.api, this.api.apiRef.apiId, calls)],
      otherAccountRemedy: 'WebSocket APIs have no resource policies: let the grantee assume a role of the API\'s account.',
    });
  }
}
