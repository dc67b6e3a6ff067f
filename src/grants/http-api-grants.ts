/**
 * API Gateway HTTP APIs: calling one. Never its configuration.
 */
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ApiInvokeGrantOptions, callsOf, onCalls } from './invoke-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on an HTTP API whose routes demand IAM authorization.
 *
 * Works with L2, L1 and imported HTTP APIs. The statements go into the grantee's own policy. HTTP APIs have no resource policies, so
 * a grantee of another account is an error; so is a grant that would be lost (immutable or imported principals).
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 */
export class ScopedHttpApiGrants {
  /**
   * Starts the grants of an HTTP API.
   *
   * @param api an L2, L1 or imported HTTP API
   */
  public static fromHttpApi(api: apigatewayv2.IApiRef): ScopedHttpApiGrants {
    return new ScopedHttpApiGrants(api);
  }

  private constructor(private readonly api: apigatewayv2.IApiRef) {}

  /**
   * Lets the grantee call the API: `execute-api:Invoke`. The stage that needs no name in the URL is `$default`.
   *
   * @throws if a list is empty or holds a wildcard, an unknown method or a path without its first slash, or if the grant would be lost
   */
  public invoke(grantee: iam.IGrantable, options: ApiInvokeGrantOptions = {}): iam.Grant {
    const call = 'ScopedHttpApiGrants.invoke';
    return addScopedGrant({
      call,
      grantee,
      resource: this.api,
      scope: options,
      statements: [onCalls('execute-api:Invoke', this.api, this.api.apiRef.apiId, callsOf(call, options))],
      otherAccountRemedy: 'HTTP APIs have no resource policies: let the grantee assume a role of the API\'s account, or use a REST API.',
    });
  }
}
