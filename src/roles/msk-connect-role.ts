/**
 * The service execution role of one connector of MSK Connect. With a cluster that uses IAM access control it may read and write the topics that
 * are given, and keep the topics and groups by which MSK Connect runs the connector.
 */
import { Fn, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { namedSource } from './trust/named-source';
import { ServiceRoleOptions } from './workload-role-props';
import { requireKnownLength, requireMatching } from '../grants/writing/scope-list';
import { addScopedGrant } from '../grants/writing/scoped-grant';
import { ScopedStatement } from '../grants/writing/scoped-statement';

/**
 * Properties of an `MskConnectRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: connectors of this account and region only.
 */
export interface MskConnectRoleProps extends ServiceRoleOptions {
  /**
   * The name of the one connector that may use the role. Give the connector the same. Not with another `confusedDeputy` than `STRICT`.
   *
   * @default - all connectors of this account and region
   */
  readonly connectorName?: string;

  /**
   * The ARN of the cluster, if it uses IAM access control, such as
   * `arn:aws:kafka:eu-central-1:111122223333:cluster/orders/de8982fa-8222-4e87-8b20-9bf3cdfa1521-2`.
   *
   * @default - a cluster without IAM access control, which asks for no permissions
   */
  readonly clusterArn?: string;

  /**
   * The topics that a sink connector reads from. They may hold tokens, but no wildcard. Only with `clusterArn`.
   *
   * @default - none
   */
  readonly readTopics?: string[];

  /**
   * The topics that a source connector writes to. They may hold tokens, but no wildcard. Only with `clusterArn`.
   *
   * @default - none
   */
  readonly writeTopics?: string[];
}

/**
 * Service execution role of one connector of Amazon MSK Connect. What lies on its other side, such as a bucket, has to be granted.
 *
 * Its logs need nothing here: MSK Connect delivers them in its own name.
 *
 * @see https://docs.aws.amazon.com/msk/latest/developerguide/msk-connect-service-execution-role.html
 */
export class MskConnectRole extends ServiceRole {
  /**
   * Throws when `clusterArn` is no ARN of a cluster or missing while topics are given, when a topic is no name, and when a name, path or session
   * duration is not valid.
   */
  constructor(scope: Construct, id: string, props: MskConnectRoleProps = {}) {
    super(scope, id, {
      ...props,
      servicePrincipal: 'kafkaconnect.amazonaws.com',
      _source: namedSource(scope, {
        role: 'MskConnectRole',
        option: 'connectorName',
        name: props.connectorName,
        arn: { service: 'kafkaconnect', resource: 'connector', resourceName: `${props.connectorName}/*` },
        taker: { resourceType: 'AWS::KafkaConnect::Connector', property: 'ConnectorName' },
      }),
    });
    const { clusterArn, readTopics, writeTopics } = props;
    if (clusterArn !== undefined) {
      this.useCluster(clusterArn, readTopics, writeTopics);
    } else if (readTopics || writeTopics) {
      throw new Error(
        'readTopics or writeTopics are given without clusterArn, expected the cluster that has them: '
        + 'set clusterArn, or leave them out for a cluster without IAM access control',
      );
    }
  }

  private useCluster(clusterArn: string, readTopics?: string[], writeTopics?: string[]): void {
    const call = 'MskConnectRole';
    requireMatching(call, 'clusterArn', [clusterArn], /^arn:[\w-]+:kafka:[\w-]+:\d{12}:cluster\/[^/*?]+\/[^/*?]+$/,
      "the ARN of a cluster with its name and UUID, such as 'arn:aws:kafka:eu-central-1:111122223333:cluster/orders/de8982fa-8222-4e87-8b20-9bf3cdfa1521-2'");
    const names = namesIn(Stack.of(this), clusterArn);
    const onTopics = (option: string, topics: string[] | undefined, action: string): ScopedStatement[] => {
      if (topics === undefined) { return []; }
      requireKnownLength(call, option, topics);
      requireMatching(call, option, topics, /^[\w.-]+$/, "a name of letters, digits, dots, hyphens and underscores, without wildcards, such as 'orders'");
      return [{ actions: ['kafka-cluster:DescribeTopic', action], resources: names('topic', topics) }];
    };
    const wildcardReason = 'MSK Connect names its own topics and groups, with this start';
    addScopedGrant({
      call,
      grantee: this,
      statements: [
        { actions: ['kafka-cluster:Connect', 'kafka-cluster:DescribeCluster'], resources: [clusterArn] },
        ...onTopics('readTopics', readTopics, 'kafka-cluster:ReadData'),
        ...onTopics('writeTopics', writeTopics, 'kafka-cluster:WriteData'),
        {
          actions: ['kafka-cluster:CreateTopic', 'kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData', 'kafka-cluster:WriteData'],
          resources: names('topic', ['__amazon_msk_connect_*']),
          wildcardReason,
        },
        {
          actions: ['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup'],
          resources: names('group', ['__amazon_msk_connect_*', 'connect-*']),
          wildcardReason,
        },
      ],
    });
  }
}

/** Topics and groups carry the name and the UUID of their cluster, which are taken out of its ARN; of an ARN that is not known yet, at deployment. */
function namesIn(stack: Stack, clusterArn: string): (type: string, names: string[]) => string[] {
  const [, , , region, account] = clusterArn.split(':');
  const [cluster, uuid] = clusterArn.includes('/') ? clusterArn.split('/').slice(1) : [1, 2].map(index => Fn.select(index, Fn.split('/', clusterArn)));
  return (type, names) => names.map(name => stack.formatArn({ service: 'kafka', region, account, resource: type, resourceName: `${cluster}/${uuid}/${name}` }));
}
