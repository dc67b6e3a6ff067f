/**
 * RDS and Aurora: IAM authentication as one database user, on a cluster, an instance or a proxy.
 */
import { ArnFormat, CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import { environmentOf, Resource } from './writing/environment';
import { GrantScope, requireNoVpcEndpoints } from './writing/grant-scope';
import { requireFeature } from './writing/required-feature';
import { requireMatching } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';

const CALL = 'ScopedDatabaseGrants.connect';
const REMEDY = 'Switch it on: `iamAuthentication: true` of a DatabaseCluster or DatabaseInstance, `enableIamDatabaseAuthentication: true` of the L1';

/**
 * Grants on a relational database that authenticates by IAM.
 *
 * Works with L2, L1 and imported databases. The statements go into the grantee's own policy only: RDS has no resource-based policies. A
 * grant that would be lost (immutable or imported principals, principals of another account) is an error.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
 */
export class ScopedDatabaseGrants {
  /**
   * Starts the grants of an Aurora or Multi-AZ cluster.
   *
   * @param cluster an L2 or L1 cluster, or one imported with its `clusterResourceIdentifier`
   * @throws if an imported cluster does not say its resource id
   */
  public static fromCluster(cluster: rds.IDBClusterRef): ScopedDatabaseGrants {
    const cfnCluster = [cluster, cluster.node.defaultChild].find(rds.CfnDBCluster.isCfnDBCluster);
    const id = cfnCluster?.attrDbClusterResourceId ?? read(() => (cluster as rds.IDatabaseCluster).clusterResourceIdentifier);
    return new ScopedDatabaseGrants(cluster, requireId(cluster, id, 'clusterResourceIdentifier', 'cluster-ABCD1234EFGH5678IJKL90MNOP'), cfnCluster);
  }

  /**
   * Starts the grants of an instance that belongs to no cluster.
   *
   * @param instance an L2 or L1 instance, or one imported with its `instanceResourceId`
   * @throws if an imported instance does not say its resource id, or if the instance belongs to a cluster
   */
  public static fromInstance(instance: rds.IDBInstanceRef): ScopedDatabaseGrants {
    const cfnInstance = [instance, instance.node.defaultChild].find(rds.CfnDBInstance.isCfnDBInstance);
    if (cfnInstance?.dbClusterIdentifier !== undefined) {
      throw new Error(`${CALL}: '${instance.node.path}' belongs to a cluster, and IAM knows its users by the cluster. `
        + 'Write ScopedDatabaseGrants.fromCluster(cluster)');
    }
    const id = cfnInstance?.attrDbiResourceId ?? (instance as Partial<rds.IDatabaseInstance>).instanceResourceId;
    return new ScopedDatabaseGrants(instance, requireId(instance, id, 'instanceResourceId', 'db-ABCDEFGHIJKL01234'), cfnInstance);
  }

  /**
   * Starts the grants of a proxy. It has to demand IAM authentication of its clients (`iamAuth: true`).
   *
   * @param proxy an L2, L1 or imported proxy
   */
  public static fromProxy(proxy: rds.IDBProxyRef): ScopedDatabaseGrants {
    const { resourceName } = Stack.of(proxy).splitArn(proxy.dbProxyRef.dbProxyArn, ArnFormat.COLON_RESOURCE_NAME);
    return new ScopedDatabaseGrants(proxy, requireId(proxy, resourceName, 'dbProxyArn', 'arn:aws:rds:…:db-proxy:prx-ABCDEFGHIJKL01234'));
  }

  private constructor(private readonly database: Resource, private readonly resourceId: string, private readonly cfnDatabase?: CfnResource) {}

  /**
   * Lets the grantee log in as one database user (`rds-db:connect`). What it may do there is up to the database.
   *
   * @param user name of the database user, as the database spells it. It may hold IAM policy variables (`${aws:PrincipalTag/dbUser}`) and
   * tokens, but no wildcard.
   * @throws if the name is empty or holds a wildcard, if the grantee belongs to another account, or if the grant would be lost; at
   * synthesis, if IAM authentication of a cluster or instance is off
   */
  public connect(grantee: iam.IGrantable, user: string, options: GrantScope = {}): iam.Grant {
    requireMatching(CALL, 'user', [user], /^[^\s*?/:]+$/, "the name of one database user without wildcards, slashes, colons and blanks, such as 'app_reader'");
    requireFeature(CALL, this.cfnDatabase, 'EnableIAMDatabaseAuthentication', REMEDY);
    requireNoVpcEndpoints(CALL, options);
    return addScopedGrant({
      call: CALL,
      grantee,
      resource: this.database,
      scope: options,
      statements: [{
        actions: ['rds-db:connect'],
        resources: [Stack.of(this.database).formatArn({
          ...environmentOf(this.database),
          service: 'rds-db',
          resource: 'dbuser',
          resourceName: `${this.resourceId}/${user}`,
          arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        })],
      }],
      otherAccountRemedy: 'RDS lets principals of its own account in: let the grantee assume a role of that account.',
    });
  }
}

function requireId(database: Resource, id: string | undefined, property: string, example: string): string {
  if (!id) {
    throw new Error(`${CALL}: '${database.node.path}' does not say its resource id, which IAM knows it by. Import it with \`${property}\`, such as '${example}'`);
  }
  return id;
}

/** CDK throws where an import does not say it. */
function read(get: () => string | undefined): string | undefined {
  try {
    return get();
  } catch {
    return undefined;
  }
}
