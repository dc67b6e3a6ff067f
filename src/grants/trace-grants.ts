/**
 * X-Ray: sending traces, and asking which requests to trace. None of these actions accepts a resource. Never reading traces.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on the traces of an account that name exact actions, in the grantee's own policy and account.
 *
 * A grant that would be lost (immutable or imported principals) is an error.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
 */
export class ScopedTraceGrants {
  /**
   * Starts the grants of the grantee's account: traces have no resource that could be named.
   */
  public static fromAccount(): ScopedTraceGrants {
    return new ScopedTraceGrants();
  }

  private constructor() {}

  /**
   * Lets the grantee send traces: `xray:PutTraceSegments`, `xray:PutTelemetryRecords` on `*`. It is all that Lambda needs.
   *
   * @throws if `resourceTags` is given, or if the grant would be lost
   */
  public write(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('write', grantee, options, ['xray:PutTraceSegments', 'xray:PutTelemetryRecords']);
  }

  /**
   * Lets the X-Ray daemon, the CloudWatch agent or an OpenTelemetry collector ask which requests to trace: `xray:GetSamplingRules`,
   * `xray:GetSamplingTargets` on `*`.
   *
   * @throws if `resourceTags` is given, or if the grant would be lost
   * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sampling.html
   */
  public readSamplingRules(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('readSamplingRules', grantee, options, ['xray:GetSamplingRules', 'xray:GetSamplingTargets']);
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, actions: string[]): iam.Grant {
    return addScopedGrant({
      call: `ScopedTraceGrants.${method}`,
      grantee,
      scope,
      statements: [{ actions, resources: ['*'], wildcardReason: 'X-Ray accepts no resource for traces and sampling; the actions are exact' }],
    });
  }
}
