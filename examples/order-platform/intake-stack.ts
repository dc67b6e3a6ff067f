import { Stack, StackProps, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { EcsTaskRoles, ScopedBucketGrants, ScopedQueueGrants } from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { IntakeNetwork } from './intake-network';
import { StorageStack } from './storage-stack';

export interface IntakeStackProps extends StackProps {
  readonly storage: StorageStack;
  readonly tenant: string;
}

/** The Fargate service of one tenant: it reads the order files under the tenant's prefix and queues the orders. */
export class IntakeStack extends Stack {
  /** Named here, so that synthesis need not look them up. */
  public get availabilityZones(): string[] {
    return ['eu-central-1a', 'eu-central-1b'];
  }

  constructor(scope: Construct, id: string, { storage, tenant, ...props }: IntakeStackProps) {
    super(scope, id, props);
    const { vpc, tasks } = new IntakeNetwork(this, 'Network', { accessLogs: storage.accessLogs });
    const repository = new ecr.Repository(this, 'Images', {
      imageScanOnPush: true,
      imageTagMutability: ecr.TagMutability.IMMUTABLE,
    });
    const logGroup = new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.ONE_MONTH });
    const partnerToken = new secretsmanager.Secret(this, 'PartnerToken');
    Validations.of(partnerToken).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The partner issues the token and offers no interface to rotate it: it is replaced by hand, twice a year',
    });

    const roles = new EcsTaskRoles(this, 'Roles', {
      logGroup,
      repositories: [repository],
      secrets: [partnerToken],
      tags: { tenant },
    });
    ScopedBucketGrants.fromBucket(storage.documents).read(roles.taskRole, { prefix: `${tenant}/orders/` });
    ScopedQueueGrants.fromQueue(storage.orders).send(roles.taskRole);

    // The execution role has what it needs: what the CDK would add to it on its own, more broadly, is turned away.
    const task = new ecs.FargateTaskDefinition(this, 'Task', {
      taskRole: roles.taskRole,
      executionRole: roles.executionRole.withoutPolicyUpdates(),
    });
    task.addContainer('intake', {
      image: ecs.ContainerImage.fromEcrRepository(repository, '1.4.2'),
      logging: ecs.LogDrivers.awsLogs({ logGroup, streamPrefix: 'intake' }),
      secrets: { PARTNER_TOKEN: ecs.Secret.fromSecretsManager(partnerToken) },
      command: ['--bucket', storage.documents.bucketName, '--prefix', `${tenant}/orders/`, '--queue', storage.orders.queueUrl],
    });

    new ecs.FargateService(this, 'Service', {
      cluster: new ecs.Cluster(this, 'Cluster', { vpc, containerInsightsV2: ecs.ContainerInsights.ENABLED }),
      taskDefinition: task,
      securityGroups: [tasks],
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      minHealthyPercent: 100,
      circuitBreaker: { rollback: true },
    });
  }
}
