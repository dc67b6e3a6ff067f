/**
 * MemoryDB: IAM authentication as one MemoryDB user.
 */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as memorydb from 'aws-cdk-lib/aws-memorydb';
import { environmentOf } from './writing/environment';
import { GrantScope, requireNoVpcEndpoints } from './writing/grant-scope';
import { requireMatching } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on a MemoryDB cluster that authenticates by IAM.
 *
 * Works with L1 and imported clusters. The statements go into the grantee's own policy only: MemoryDB has no resource-based policies. A
 * grant that would be lost (immutable or imported principals, principals of another account) is an error.
 *
 * @see https://docs.aws.amazon.com/memorydb/latest/devguide/auth-iam.html
 */
export class ScopedMemoryDbClusterGrants {
  /**
   * Starts the grants of a cluster.
   *
   * @param cluster an L1 or imported cluster
   */
  public static fromCluster(cluster: memorydb.IClusterRef): ScopedMemoryDbClusterGrants {
    return new ScopedMemoryDbClusterGrants(cluster);
  }

  private constructor(private readonly cluster: memorydb.IClusterRef) {}

  /**
   * Lets the grantee log in to the cluster as one MemoryDB user (`memorydb:Connect`). What it may do there is up to the access string of
   * the user.
   *
   * @param userName name of a MemoryDB user that authenticates by IAM, such as the `ref` of a `CfnUser`. It may hold IAM policy variables
   * and tokens, but no wildcard.
   * @throws if the name is empty or holds anything but letters, digits and hyphens, if the grantee belongs to another account, or if the
   * grant would be lost
   */
  public connect(grantee: iam.IGrantable, userName: string, options: GrantScope = {}): iam.Grant {
    const call = 'ScopedMemoryDbClusterGrants.connect';
    requireMatching(call, 'userName', [userName], /^[A-Za-z0-9-]+$/, "the name of one MemoryDB user (letters, digits and hyphens, no ARN), such as 'app-reader'");
    const userArn = Stack.of(this.cluster).formatArn({ ...environmentOf(this.cluster), service: 'memorydb', resource: 'user', resourceName: userName });
    requireNoVpcEndpoints(call, options);
    return addScopedGrant({
      call,
      grantee,
      resource: this.cluster,
      scope: options,
      statements: [{ actions: ['memorydb:Connect'], resources: [this.cluster.clusterRef.clusterArn, userArn] }],
      otherAccountRemedy: 'MemoryDB lets principals of its own account in: let the grantee assume a role of that account.',
    });
  }
}
