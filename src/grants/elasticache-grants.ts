/**
 * ElastiCache for Valkey and Redis OSS: IAM authentication as one ElastiCache user.
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import * as iam from 'aws-cdk-lib/aws-iam';
import { environmentOf, Resource } from './writing/environment';
import { GrantScope, requireNoVpcEndpoints } from './writing/grant-scope';
import { requireMatching } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on an ElastiCache cache that authenticates by IAM.
 *
 * Works with L1 and imported caches. The statements go into the grantee's own policy only: ElastiCache has no resource-based policies. A
 * grant that would be lost (immutable or imported principals, principals of another account) is an error.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
 */
export class ScopedElastiCacheGrants {
  /**
   * Starts the grants of a replication group: a cache that consists of nodes.
   *
   * @param group an L1 or imported replication group
   */
  public static fromReplicationGroup(group: elasticache.IReplicationGroupRef): ScopedElastiCacheGrants {
    return new ScopedElastiCacheGrants(group, arnOf(group, 'replicationgroup', group.replicationGroupRef.replicationGroupId), true);
  }

  /**
   * Starts the grants of a serverless cache.
   *
   * @param cache an L1 or imported serverless cache
   */
  public static fromServerlessCache(cache: elasticache.IServerlessCacheRef): ScopedElastiCacheGrants {
    return new ScopedElastiCacheGrants(cache, cache.serverlessCacheRef.serverlessCacheArn, false);
  }

  private constructor(private readonly cache: Resource, private readonly cacheArn: string, private readonly isInsideVpc: boolean) {}

  /**
   * Lets the grantee log in to the cache as one ElastiCache user (`elasticache:Connect`). What it may do there is up to the access string
   * of the user.
   *
   * @param userId id of an ElastiCache user that authenticates by IAM, such as the `ref` of a `CfnUser`. It may hold IAM policy variables
   * and tokens, but no wildcard.
   * @throws if the id is empty or holds anything but letters, digits and hyphens, if the grantee belongs to another account, or if the
   * grant would be lost
   */
  public connect(grantee: iam.IGrantable, userId: string, options: GrantScope = {}): iam.Grant {
    const call = 'ScopedElastiCacheGrants.connect';
    requireMatching(call, 'userId', [userId], /^[A-Za-z0-9-]+$/, "the id of one ElastiCache user (letters, digits and hyphens, no ARN), such as 'app-reader'");
    if (this.isInsideVpc) {
      requireNoVpcEndpoints(call, options);
    }
    return addScopedGrant({
      call,
      grantee,
      resource: this.cache,
      scope: options,
      statements: [{ actions: ['elasticache:Connect'], resources: [this.cacheArn, arnOf(this.cache, 'user', userId)] }],
      otherAccountRemedy: 'ElastiCache lets principals of its own account in: let the grantee assume a role of that account.',
    });
  }
}

function arnOf(cache: Resource, resource: string, resourceName: string): string {
  return Stack.of(cache).formatArn({ ...environmentOf(cache), service: 'elasticache', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
}
