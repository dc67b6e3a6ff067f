/**
 * ECS: commands in the containers of one cluster (ECS Exec), the side that gives them and the side that runs them.
 *
 * Facts (2026-11): https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 * - The task role needs the four ssmmessages actions, which accept only `*`; a command is authorised on the cluster and on the task.
 * - Under a key of the cluster the one who gives commands needs kms:GenerateDataKey and the task role kms:Decrypt. AWS names neither
 *   a kms:ViaService nor an encryption context for it.
 */
import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { messageChannels } from './session-channel';
import { keyUse, readProperty } from './writing/encryption-key';
import { environmentOf } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { oneOrMany, requireNames } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * How commands reach the containers of a cluster.
 */
export interface ClusterCommandGrantOptions extends GrantScope {
  /**
   * The customer-managed KMS key under which the cluster encrypts the sessions of ECS Exec.
   *
   * @default - the key in the `executeCommandConfiguration` of the cluster; none for an imported one
   */
  readonly encryptionKey?: kms.IKeyRef;
}

/**
 * In which containers of a cluster commands may be run.
 */
export interface ExecuteCommandGrantOptions extends ClusterCommandGrantOptions {
  /**
   * Only containers of these names (`ecs:container-name`).
   *
   * @default - all containers of the cluster
   */
  readonly containers?: string[];
}

/**
 * Grants on an ECS cluster that name exact actions.
 *
 * Works with L2, L1 and imported clusters. The statements go into the grantee's own policy. ECS has no resource-based policies, so a
 * grantee of another account is an error; so is a grant that would be lost (immutable or imported principals).
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export class ScopedClusterGrants {
  /**
   * Starts the grants of a cluster.
   *
   * @param cluster an L2, L1 or imported cluster
   */
  public static fromCluster(cluster: ecs.IClusterRef): ScopedClusterGrants {
    return new ScopedClusterGrants(cluster);
  }

  private constructor(private readonly cluster: ecs.IClusterRef) {}

  /**
   * Lets the grantee run commands in the containers of the cluster: `ecs:ExecuteCommand` on the cluster and its tasks,
   * `ecs:DescribeTasks` on the tasks, and with the cluster's key `kms:GenerateDataKey`.
   *
   * A command has all permissions of the task role. With `resourceTags` both the cluster and the task have to carry the tags.
   *
   * @throws if `containers` is empty or holds a wildcard, if the cluster's key cannot be named, or if the grant would be lost
   */
  public executeCommand(grantee: iam.IGrantable, options: ExecuteCommandGrantOptions = {}): iam.Grant {
    const call = 'ScopedClusterGrants.executeCommand';
    const { containers } = options;
    if (containers !== undefined) {
      requireNames(call, 'containers', containers, 'app');
    }
    const { clusterArn, clusterName } = this.cluster.clusterRef;
    const tasks = Stack.of(this.cluster).formatArn({ ...environmentOf(this.cluster), service: 'ecs', resource: 'task', resourceName: `${clusterName}/*` });
    const wildcardReason = 'ECS gives tasks their ids when they start; the cluster and the actions are exact';
    return this.grant(call, grantee, options, 'kms:GenerateDataKey', [
      {
        actions: ['ecs:ExecuteCommand'],
        resources: [clusterArn, tasks],
        conditions: containers && { StringEquals: { 'ecs:container-name': oneOrMany(containers) } },
        wildcardReason,
      },
      { actions: ['ecs:DescribeTasks'], resources: [tasks], wildcardReason },
    ]);
  }

  /**
   * Lets a task role run the commands that others give to its containers: `ssmmessages:CreateControlChannel`,
   * `ssmmessages:CreateDataChannel`, `ssmmessages:OpenControlChannel` and `ssmmessages:OpenDataChannel`, which AWS accepts on `*` only,
   * and with the cluster's key `kms:Decrypt`.
   *
   * Where sessions are logged, the task role also needs to write there: `ScopedLogGroupGrants` and `ScopedBucketGrants` give that.
   *
   * @throws if the cluster's key cannot be named, or if the grant would be lost
   */
  public receiveCommands(grantee: iam.IGrantable, options: ClusterCommandGrantOptions = {}): iam.Grant {
    return this.grant('ScopedClusterGrants.receiveCommands', grantee, options, 'kms:Decrypt', [messageChannels()]);
  }

  private grant(
    call: string, grantee: iam.IGrantable, options: ClusterCommandGrantOptions, keyAction: string, statements: ScopedStatement[],
  ): iam.Grant {
    const cfnCluster = [this.cluster, this.cluster.node.defaultChild].find(ecs.CfnCluster.isCfnCluster);
    const key = (this.cluster as Partial<ecs.ICluster>).executeCommandConfiguration?.kmsKey;
    const keyId = readProperty(cfnCluster?.configuration, 'executeCommandConfiguration', 'kmsKeyId');
    return addScopedGrant({
      call,
      grantee,
      resource: this.cluster,
      scope: options,
      statements: [
        ...statements,
        ...(options.encryptionKey ?? key ?? keyId
          ? keyUse({ call, grantee, resource: this.cluster, options, key, keyId, actions: [keyAction] })
          : []),
      ],
      otherAccountRemedy: 'Let the grantee assume a role of the cluster\'s account.',
    });
  }
}
