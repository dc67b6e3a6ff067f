/** Redshift clusters: SQL through the Data API. What the SQL may do is said inside the database. */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as redshift from 'aws-cdk-lib/aws-redshift';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { runStatements } from './redshift-statements';
import { environmentOf, Resource } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { ImportedResource } from './writing/imported-resource';
import { requireNames } from './writing/scope-list';

/**
 * How statements sign in to a cluster.
 */
export interface RedshiftClusterGrantOptions extends GrantScope {
  /**
   * The database that may be signed in to.
   *
   * @default - none; needed unless `secret` is given
   */
  readonly database?: string;

  /**
   * The secret with the name and password of a database user.
   *
   * @default - none: the grantee is a database user of its own (`redshift:GetClusterCredentialsWithIAM`)
   */
  readonly secret?: secretsmanager.ISecretRef;
}

/**
 * Grants on a provisioned Amazon Redshift cluster.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html
 */
export class ScopedRedshiftClusterGrants {
  /**
   * Starts the grants of a cluster.
   *
   * @param cluster an L1 cluster
   */
  public static fromCluster(cluster: redshift.IClusterRef): ScopedRedshiftClusterGrants {
    return new ScopedRedshiftClusterGrants(cluster, cluster.clusterRef.clusterIdentifier);
  }

  /**
   * Starts the grants of a cluster that somebody else makes, in account and region of the stack.
   *
   * @throws if the identifier holds a wildcard
   */
  public static fromClusterIdentifier(scope: Construct, id: string, clusterIdentifier: string): ScopedRedshiftClusterGrants {
    const call = 'ScopedRedshiftClusterGrants.fromClusterIdentifier';
    requireNames(call, 'clusterIdentifier', [clusterIdentifier], 'sales');
    const arn = Stack.of(scope).formatArn({ service: 'redshift', resource: 'cluster', resourceName: clusterIdentifier, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
    return new ScopedRedshiftClusterGrants(new ImportedResource(scope, id, arn, call, ':cluster:'), clusterIdentifier);
  }

  private constructor(private readonly cluster: Resource, private readonly identifier: string) {}

  /**
   * Lets the grantee run SQL by the Data API and fetch what it ran itself: `redshift-data:ExecuteStatement` and
   * `redshift-data:BatchExecuteStatement` on the cluster; `redshift-data:DescribeStatement`, `redshift-data:GetStatementResult` and
   * `redshift-data:CancelStatement` on statements of the same session; and `redshift:GetClusterCredentialsWithIAM` on the database, or
   * what `ScopedSecretGrants.read` gives on `secret`.
   *
   * @throws if neither or both of `database` and `secret` are given, or if the grant would be lost
   */
  public runStatements(grantee: iam.IGrantable, options: RedshiftClusterGrantOptions): iam.Grant {
    const call = 'ScopedRedshiftClusterGrants.runStatements';
    const { database, secret } = options;
    if ((database === undefined) === (secret === undefined)) {
      throw new Error(`${call}: \`database\` is ${JSON.stringify(database)} and \`secret\` is ${secret ? 'given' : 'not given'}; expected one of them, `
        + "such as { database: 'dev' } to sign in as a database user of the role's own");
    }
    if (database !== undefined) {
      requireNames(call, 'database', [database], 'dev');
    }
    return runStatements({
      call,
      grantee,
      resource: this.cluster,
      arn: this.arn('cluster', this.identifier),
      scope: options,
      secret,
      credentials: { actions: ['redshift:GetClusterCredentialsWithIAM'], resources: [this.arn('dbname', `${this.identifier}/${database}`)] },
    });
  }

  private arn(resource: string, resourceName: string): string {
    return Stack.of(this.cluster).formatArn({
      ...environmentOf(this.cluster), service: 'redshift', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}
