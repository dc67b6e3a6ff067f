/**
 * Neptune with IAM authentication: queries that read, write or delete data of one cluster, by query language. No bulk loader, no machine
 * learning, no streams, no reset.
 *
 * For engine 1.2.0.0 and later; earlier ones know `neptune-db:connect` only, which gives everything:
 * https://docs.aws.amazon.com/neptune/latest/userguide/iam-dp-actions.html (2026-11)
 */
import { Resource as CdkResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as neptune from 'aws-cdk-lib/aws-neptune';
import { Construct } from 'constructs';
import { environmentOf, Resource } from './writing/environment';
import { GrantScope, requireNoVpcEndpoints } from './writing/grant-scope';
import { requireFeature } from './writing/required-feature';
import { oneOrMany, requireMatching, requireNonEmpty } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Languages in which Neptune is queried (`neptune-db:QueryLanguage`).
 *
 * @see https://docs.aws.amazon.com/neptune/latest/userguide/iam-data-condition-keys.html
 */
export enum NeptuneQueryLanguage {
  /** Apache TinkerPop Gremlin. */
  GREMLIN = 'Gremlin',
  /** openCypher. */
  OPEN_CYPHER = 'OpenCypher',
  /** SPARQL. */
  SPARQL = 'Sparql',
}

/**
 * In which languages a cluster may be queried.
 */
export interface NeptuneGrantOptions extends GrantScope {
  /**
   * Only queries in one of these languages.
   *
   * @default - all languages
   */
  readonly queryLanguages?: NeptuneQueryLanguage[];
}

/**
 * Grants on the data of a Neptune cluster with IAM authentication.
 *
 * Works with L1 clusters and with resource ids. The statements go into the grantee's own policy only: Neptune has no resource-based
 * policies. A grant that would be lost (immutable or imported principals, principals of another account) is an error.
 *
 * @see https://docs.aws.amazon.com/neptune/latest/userguide/iam-data-access-policies.html
 */
export class ScopedNeptuneClusterGrants {
  /**
   * Starts the grants of a cluster.
   *
   * @param cluster an L1 cluster
   */
  public static fromCluster(cluster: neptune.CfnDBCluster): ScopedNeptuneClusterGrants {
    return new ScopedNeptuneClusterGrants(cluster, cluster.attrClusterResourceId, cluster);
  }

  /**
   * Starts the grants of a cluster that this app does not make, in the account and region of the stack.
   *
   * @param clusterResourceId the resource id, which is not the identifier of the cluster: such as `cluster-ABCD1234EFGH5678IJKL90MNOP`
   * @throws if it is no resource id
   */
  public static fromClusterResourceId(scope: Construct, id: string, clusterResourceId: string): ScopedNeptuneClusterGrants {
    requireMatching('ScopedNeptuneClusterGrants.fromClusterResourceId', 'clusterResourceId', [clusterResourceId], /^cluster-[A-Z0-9]+$/,
      "the resource id of a cluster, which is not its identifier, such as 'cluster-ABCD1234EFGH5678IJKL90MNOP'");
    return new ScopedNeptuneClusterGrants(new ImportedCluster(scope, id), clusterResourceId);
  }

  private constructor(private readonly cluster: Resource, private readonly resourceId: string, private readonly cfnCluster?: neptune.CfnDBCluster) {}

  /**
   * Lets the grantee run queries that read (`neptune-db:ReadDataViaQuery`).
   *
   * @throws if `queryLanguages` is empty, if the grantee belongs to another account, or if the grant would be lost; at synthesis, if IAM
   * authentication of the cluster is off
   */
  public read(grantee: iam.IGrantable, options: NeptuneGrantOptions = {}): iam.Grant {
    return this.grant('read', grantee, options, ['neptune-db:ReadDataViaQuery']);
  }

  /**
   * Lets the grantee run queries that add data: `neptune-db:WriteDataViaQuery`, and `neptune-db:ReadDataViaQuery`, which such queries need
   * to look whether something is there. Queries that may delete are denied, and so are those that replace a value.
   *
   * @throws as `read` does
   */
  public write(grantee: iam.IGrantable, options: NeptuneGrantOptions = {}): iam.Grant {
    return this.grant('write', grantee, options, ['neptune-db:ReadDataViaQuery', 'neptune-db:WriteDataViaQuery']);
  }

  /**
   * Lets the grantee run queries that delete data: `neptune-db:DeleteDataViaQuery`, and `neptune-db:ReadDataViaQuery` to find it.
   *
   * @throws as `read` does
   */
  public delete(grantee: iam.IGrantable, options: NeptuneGrantOptions = {}): iam.Grant {
    return this.grant('delete', grantee, options, ['neptune-db:ReadDataViaQuery', 'neptune-db:DeleteDataViaQuery']);
  }

  private grant(method: string, grantee: iam.IGrantable, options: NeptuneGrantOptions, actions: string[]): iam.Grant {
    const call = `ScopedNeptuneClusterGrants.${method}`;
    const { queryLanguages } = options;
    if (queryLanguages !== undefined) {
      requireNonEmpty(call, 'queryLanguages', queryLanguages);
    }
    requireFeature(call, this.cfnCluster, 'IamAuthEnabled', 'Switch it on: `iamAuthEnabled: true`');
    requireNoVpcEndpoints(call, options);
    return addScopedGrant({
      call,
      grantee,
      resource: this.cluster,
      scope: options,
      statements: [{
        actions,
        resources: [Stack.of(this.cluster).formatArn({
          ...environmentOf(this.cluster), service: 'neptune-db', resource: this.resourceId, resourceName: '*',
        })],
        conditions: queryLanguages && { StringEquals: { 'neptune-db:QueryLanguage': oneOrMany(queryLanguages) } },
        wildcardReason: 'Neptune knows the data of a cluster as a whole: its resource is the cluster with a star in place of a database',
      }],
      otherAccountRemedy: 'Neptune lets principals of its own account in: let the grantee assume a role of that account.',
    });
  }
}

class ImportedCluster extends CdkResource {}
