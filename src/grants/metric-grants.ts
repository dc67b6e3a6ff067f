/**
 * CloudWatch metrics: writing data of one namespace, and reading data of all. Neither accepts a resource; only writing can be limited to
 * a namespace: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html (2026-11)
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { GrantScope } from './writing/grant-scope';
import { requireMatching } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Grants on the metrics of a namespace that name exact actions, in the grantee's own policy and account.
 *
 * A grant that would be lost (immutable or imported principals) is an error.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/permissions-reference-cw.html
 */
export class ScopedMetricGrants {
  /**
   * Starts the grants of a namespace.
   *
   * @param namespace the namespace of the metrics, such as `Orders`, without wildcards. It may hold tokens and IAM policy variables
   * @throws if the namespace is empty, holds a wildcard, or is longer than 255 characters
   */
  public static fromNamespace(namespace: string): ScopedMetricGrants {
    requireMatching('ScopedMetricGrants.fromNamespace', 'namespace', [namespace], /^[\w.\-/# :]{1,255}$/, "a namespace without wildcards, such as 'Orders'");
    return new ScopedMetricGrants(namespace);
  }

  private constructor(private readonly namespace: string) {}

  /**
   * Lets the grantee write metric data of the namespace: `cloudwatch:PutMetricData` on `*`, with `cloudwatch:namespace`.
   *
   * @throws if `resourceTags` is given, or if the grant would be lost
   */
  public putMetricData(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('putMetricData', grantee, options, {
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': this.namespace } },
      wildcardReason: 'PutMetricData accepts no resource; the condition limits it to one namespace',
    });
  }

  /**
   * Lets the grantee read the data of all metrics of its account, whatever the namespace: `cloudwatch:GetMetricData`,
   * `cloudwatch:GetMetricStatistics` on `*`. AWS cannot limit reading to a namespace.
   *
   * @throws if `resourceTags` is given, or if the grant would be lost
   */
  public readAllNamespaces(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('readAllNamespaces', grantee, options, {
      actions: ['cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics'],
      resources: ['*'],
      wildcardReason: 'metrics are no resources: reading their data cannot be limited to some of them',
    });
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, statement: ScopedStatement): iam.Grant {
    return addScopedGrant({ call: `ScopedMetricGrants.${method}`, grantee, scope, statements: [statement] });
  }
}
