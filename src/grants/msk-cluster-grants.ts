/**
 * Amazon MSK with IAM access control: connecting to one cluster, producing to named topics, consuming named topics in named groups.
 * No making, altering or deleting of topics, no settings of the cluster.
 *
 * Which actions a use case needs, on which resources: https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control-use-cases.html
 * and https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html (2026-11)
 */
import { Fn, Resource as CdkResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as msk from 'aws-cdk-lib/aws-msk';
import { Construct } from 'constructs';
import { environmentOf, Resource } from './writing/environment';
import { GrantScope, requireNoVpcEndpoints } from './writing/grant-scope';
import { requireKnownLength, requireMatching } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * To which topics a producer may write.
 */
export interface MskProduceGrantOptions extends GrantScope {
  /**
   * Names of the topics, such as `orders`. They may hold IAM policy variables (`${aws:PrincipalTag/tenant}-orders`) and tokens, but no
   * wildcard.
   */
  readonly topics: string[];

  /**
   * Transactional ids under which the producer may write in transactions, such as `billing-1`, spelled as topics are.
   *
   * @default - no transactions
   */
  readonly transactionalIds?: string[];
}

/**
 * Which topics a consumer may read, and in which groups.
 */
export interface MskConsumeGrantOptions extends GrantScope {
  /**
   * Names of the topics, such as `orders`. They may hold IAM policy variables (`${aws:PrincipalTag/tenant}-orders`) and tokens, but no
   * wildcard.
   */
  readonly topics: string[];

  /**
   * Names of the consumer groups that the consumer may join, such as `billing`, spelled as topics are.
   */
  readonly groups: string[];
}

/**
 * Grants on an MSK cluster with IAM access control.
 *
 * Works with L1 clusters and with ARNs. The statements go into the grantee's own policy. A provisioned cluster may have a cluster policy;
 * what has to stand there for a grantee of another account is a warning with the statements. A grant that would be lost (immutable or
 * imported principals; principals of another account on a serverless cluster) is an error.
 *
 * @see https://docs.aws.amazon.com/msk/latest/developerguide/iam-access-control.html
 */
export class ScopedMskClusterGrants {
  /**
   * Starts the grants of a provisioned cluster.
   *
   * @param cluster an L1 cluster
   */
  public static fromCluster(cluster: msk.IClusterRef): ScopedMskClusterGrants {
    const arn = msk.CfnCluster.isCfnCluster(cluster) ? cluster.attrArn : cluster.clusterRef.clusterArn;
    return new ScopedMskClusterGrants(cluster, arn, false);
  }

  /**
   * Starts the grants of a serverless cluster.
   *
   * @param cluster an L1 serverless cluster
   */
  public static fromServerlessCluster(cluster: msk.IServerlessClusterRef): ScopedMskClusterGrants {
    const arn = msk.CfnServerlessCluster.isCfnServerlessCluster(cluster) ? cluster.attrArn : cluster.serverlessClusterRef.serverlessClusterArn;
    return new ScopedMskClusterGrants(cluster, arn, true);
  }

  /**
   * Starts the grants of a provisioned cluster that this app does not make.
   *
   * @param clusterArn such as `arn:aws:kafka:eu-central-1:111122223333:cluster/orders/de8982fa-8222-4e87-8b20-9bf3cdfa1521-2`; may be a token
   * @throws if it is no ARN of a cluster
   */
  public static fromClusterArn(scope: Construct, id: string, clusterArn: string): ScopedMskClusterGrants {
    requireMatching('ScopedMskClusterGrants.fromClusterArn', 'clusterArn', [clusterArn], /^arn:[\w-]+:kafka:[\w-]+:\d{12}:cluster\/[^/*?]+\/[^/*?]+$/,
      "the ARN of a cluster with its name and UUID, such as 'arn:aws:kafka:eu-central-1:111122223333:cluster/orders/de8982fa-8222-4e87-8b20-9bf3cdfa1521-2'");
    return new ScopedMskClusterGrants(new ImportedCluster(scope, id, { environmentFromArn: clusterArn }), clusterArn, false);
  }

  private constructor(private readonly cluster: Resource, private readonly clusterArn: string, private readonly isServerless: boolean) {}

  /**
   * Lets the grantee connect (`kafka-cluster:Connect`), and no more: what it may then do are grants of their own.
   *
   * @throws if the grant would be lost
   */
  public connect(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('connect', grantee, options, [this.onCluster(['Connect'])]);
  }

  /**
   * Lets the grantee write to topics: `kafka-cluster:Connect` and `kafka-cluster:WriteDataIdempotently` on the cluster,
   * `kafka-cluster:DescribeTopic` and `kafka-cluster:WriteData` on the topics, and with `transactionalIds`
   * `kafka-cluster:DescribeTransactionalId` and `kafka-cluster:AlterTransactionalId` on those.
   *
   * Kafka's clients write idempotently since version 3.0 unless told otherwise; that right covers no topic by itself.
   *
   * @throws if a list is empty or holds something that is no name, or if the grant would be lost
   */
  public produce(grantee: iam.IGrantable, options: MskProduceGrantOptions): iam.Grant {
    const { topics, transactionalIds } = options;
    return this.grant('produce', grantee, options, [
      this.onCluster(['Connect', 'WriteDataIdempotently']),
      this.onNames('produce', 'topics', topics, 'topic', ['DescribeTopic', 'WriteData']),
      ...(transactionalIds === undefined ? [] : [
        this.onNames('produce', 'transactionalIds', transactionalIds, 'transactional-id', ['DescribeTransactionalId', 'AlterTransactionalId']),
      ]),
    ]);
  }

  /**
   * Lets the grantee read topics: `kafka-cluster:Connect` on the cluster, `kafka-cluster:DescribeTopic` and `kafka-cluster:ReadData` on the
   * topics, `kafka-cluster:DescribeGroup` and `kafka-cluster:AlterGroup` on the groups.
   *
   * @throws if a list is empty or holds something that is no name, or if the grant would be lost
   */
  public consume(grantee: iam.IGrantable, options: MskConsumeGrantOptions): iam.Grant {
    return this.grant('consume', grantee, options, [
      this.onCluster(['Connect']),
      this.onNames('consume', 'topics', options.topics, 'topic', ['DescribeTopic', 'ReadData']),
      this.onNames('consume', 'groups', options.groups, 'group', ['DescribeGroup', 'AlterGroup']),
    ]);
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, statements: ScopedStatement[]): iam.Grant {
    const call = `ScopedMskClusterGrants.${method}`;
    requireNoVpcEndpoints(call, scope);
    return addScopedGrant({
      call,
      grantee,
      resource: this.cluster,
      scope,
      statements,
      otherAccountRemedy: 'A serverless cluster lets principals of its own account in: let the grantee assume a role of that account.',
    });
  }

  private onCluster(names: string[]): ScopedStatement {
    return this.statement(names, [this.clusterArn]);
  }

  /** Topics, groups and transactional ids carry the name and the UUID of their cluster, which are taken out of its ARN. */
  private onNames(method: string, option: string, values: string[], type: string, names: string[]): ScopedStatement {
    const call = `ScopedMskClusterGrants.${method}`;
    requireKnownLength(call, option, values);
    requireMatching(call, option, values, /^[\w.-]+$/, "a name of letters, digits, dots, hyphens and underscores, without wildcards, such as 'orders'");
    const [clusterName, uuid] = this.clusterArn.includes('/') ? this.clusterArn.split('/').slice(1)
      : [1, 2].map((index) => Fn.select(index, Fn.split('/', this.clusterArn)));
    return this.statement(names, values.map((value) => Stack.of(this.cluster).formatArn({
      ...environmentOf(this.cluster), service: 'kafka', resource: type, resourceName: `${clusterName}/${uuid}/${value}`,
    })));
  }

  private statement(names: string[], resources: string[]): ScopedStatement {
    return {
      actions: names.map((name) => `kafka-cluster:${name}`),
      resources,
      resourcePolicy: this.isServerless ? undefined : { name: 'cluster policy', of: this.cluster },
    };
  }
}

class ImportedCluster extends CdkResource {}
