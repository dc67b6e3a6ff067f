/**
 * API Gateway REST APIs: calling one. Never its configuration.
 */
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ApiInvokeGrantOptions, callsOf, onCalls } from './invoke-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on a REST API whose methods demand IAM authorization.
 *
 * Works with L2, L1 and imported REST APIs. The statements go into the grantee's own policy; for a grantee of another account also
 * into the resource policy of the API. A half that this app cannot write is a warning with the statements; a grant that would be lost
 * (immutable or imported principals) is an error.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export class ScopedRestApiGrants {
  /**
   * Starts the grants of a REST API.
   *
   * @param api an L2, L1 or imported REST API
   */
  public static fromRestApi(api: apigateway.IRestApiRef): ScopedRestApiGrants {
    return new ScopedRestApiGrants(api);
  }

  private constructor(private readonly api: apigateway.IRestApiRef) {}

  /**
   * Lets the grantee call the API: `execute-api:Invoke`.
   *
   * @throws if a list is empty or holds a wildcard, an unknown method or a path without its first slash, or if the grant would be lost
   */
  public invoke(grantee: iam.IGrantable, options: ApiInvokeGrantOptions = {}): iam.Grant {
    const call = 'ScopedRestApiGrants.invoke';
    const calls = callsOf(call, options);
    return addScopedGrant({
      call,
      grantee,
      resource: this.api,
      scope: options,
      statements: [{
        ...onCalls('execute-api:Invoke', this.api, this.api.restApiRef.restApiId, calls),
        // In its own policy an API is not named: that would be a circle.
        resourcePolicy: { name: 'resource policy', of: this.api, resources: calls.map((path) => `execute-api:/${path}`) },
      }],
    });
  }
}
