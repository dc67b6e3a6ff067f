/**
 * Aurora DSQL: connecting to one cluster, as a user or as its administrator. No administration of the cluster itself.
 */
import { Stack } from 'aws-cdk-lib';
import * as dsql from 'aws-cdk-lib/aws-dsql';
import * as iam from 'aws-cdk-lib/aws-iam';
import { environmentOf } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on an Aurora DSQL cluster.
 *
 * Works with L1 and imported clusters. The statements go into the grantee's own policy only: the resource-based policies of DSQL do not
 * work across accounts. A grant that would be lost (immutable or imported principals, principals of another account) is an error.
 *
 * @see https://docs.aws.amazon.com/aurora-dsql/latest/userguide/authentication-authorization.html
 */
export class ScopedDsqlClusterGrants {
  /**
   * Starts the grants of a cluster.
   *
   * @param cluster an L1 or imported cluster
   */
  public static fromCluster(cluster: dsql.IClusterRef): ScopedDsqlClusterGrants {
    return new ScopedDsqlClusterGrants(cluster);
  }

  private constructor(private readonly cluster: dsql.IClusterRef) {}

  /**
   * Lets the grantee connect as the database roles that are associated with it in the database (`dsql:DbConnect`), never as `admin`.
   *
   * @throws if the grantee belongs to another account, or if the grant would be lost
   */
  public connect(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('connect', grantee, options, 'dsql:DbConnect');
  }

  /**
   * Lets the grantee connect as the database role `admin`, which owns everything in the database (`dsql:DbConnectAdmin`). Meant for
   * migrations and for making the roles of others, not for an application.
   *
   * @throws if the grantee belongs to another account, or if the grant would be lost
   */
  public connectAsAdmin(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('connectAsAdmin', grantee, options, 'dsql:DbConnectAdmin');
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, action: string): iam.Grant {
    return addScopedGrant({
      call: `ScopedDsqlClusterGrants.${method}`,
      grantee,
      resource: this.cluster,
      scope,
      statements: [{
        actions: [action],
        resources: [Stack.of(this.cluster).formatArn({
          ...environmentOf(this.cluster), service: 'dsql', resource: 'cluster', resourceName: this.cluster.clusterRef.identifier,
        })],
      }],
      otherAccountRemedy: 'Aurora DSQL lets principals of its own account in: let the grantee assume a role of that account.',
    });
  }
}
