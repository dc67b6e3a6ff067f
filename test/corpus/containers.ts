/** Containers: ECS, Batch, EKS and ECR. */
import { Duration, Size, Stack } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as batch from 'aws-cdk-lib/aws-batch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as patterns from 'aws-cdk-lib/aws-ecs-patterns';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as eksv2 from 'aws-cdk-lib/aws-eks-v2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { OrdinaryStacks } from './ordinary-stack';

const IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/nginx:1');

function kubectlIn(stack: Stack): lambda.ILayerVersion {
  return lambda.LayerVersion.fromLayerVersionArn(stack, 'Kubectl', 'arn:aws:lambda:eu-central-1:111122223333:layer:kubectl:1');
}

export const containers: OrdinaryStacks = {
  FargateService: stack => {
    const vpc = new ec2.Vpc(stack, 'Network', { maxAzs: 2 });
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const repository = new ecr.Repository(stack, 'Images', { lifecycleRules: [{ maxImageCount: 10 }] });
    const table = new dynamodb.Table(stack, 'Orders', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const password = new secretsmanager.Secret(stack, 'Password');
    const task = new ecs.FargateTaskDefinition(stack, 'Task');
    task.addContainer('web', {
      image: ecs.ContainerImage.fromEcrRepository(repository),
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'web', logGroup: new logs.LogGroup(stack, 'Logs') }),
      secrets: { PASSWORD: ecs.Secret.fromSecretsManager(password) },
      portMappings: [{ containerPort: 80 }],
    });
    table.grantReadWriteData(task.taskRole);
    const service = new ecs.FargateService(stack, 'Service', { cluster, taskDefinition: task, enableExecuteCommand: true });
    const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
    balancer.addListener('Http', { port: 80 }).addTargets('Web', { port: 80, targets: [service] });
    service.autoScaleTaskCount({ maxCapacity: 10 }).scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 });
  },

  BalancedFargateService: stack => {
    const service = new patterns.ApplicationLoadBalancedFargateService(stack, 'Service', { taskImageOptions: { image: IMAGE } });
    service.loadBalancer.logAccessLogs(new s3.Bucket(stack, 'AccessLogs'));
  },

  QueueProcessingService: stack => {
    new patterns.QueueProcessingFargateService(stack, 'Service', { image: IMAGE, queue: new sqs.Queue(stack, 'Jobs') });
  },

  ScheduledTask: stack => {
    const reports = new s3.Bucket(stack, 'Reports');
    const task = new patterns.ScheduledFargateTask(stack, 'Task', {
      schedule: appscaling.Schedule.rate(Duration.hours(1)),
      scheduledFargateTaskImageOptions: { image: IMAGE },
    });
    reports.grantReadWrite(task.taskDefinition.taskRole);
  },

  Ec2Cluster: stack => {
    const vpc = new ec2.Vpc(stack, 'Network');
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc, containerInsightsV2: ecs.ContainerInsights.ENABLED });
    cluster.addCapacity('Capacity', { instanceType: new ec2.InstanceType('t3.micro') });
    const task = new ecs.Ec2TaskDefinition(stack, 'Task');
    task.addContainer('web', { image: IMAGE, memoryLimitMiB: 256, logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'web' }) });
    new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition: task });
  },

  TaskWithFiles: stack => {
    const vpc = new ec2.Vpc(stack, 'Network');
    const fileSystem = new efs.FileSystem(stack, 'Files', { vpc, encrypted: true });
    const task = new ecs.FargateTaskDefinition(stack, 'Task', {
      volumes: [{ name: 'files', efsVolumeConfiguration: { fileSystemId: fileSystem.fileSystemId, transitEncryption: 'ENABLED' } }],
    });
    fileSystem.grantRootAccess(task.taskRole);
    task.addContainer('web', { image: IMAGE }).addMountPoints({ sourceVolume: 'files', containerPath: '/files', readOnly: false });
    new ecs.FargateService(stack, 'Service', { cluster: new ecs.Cluster(stack, 'Cluster', { vpc }), taskDefinition: task });
  },

  BlueGreenService: stack => {
    const vpc = new ec2.Vpc(stack, 'Network');
    const pattern = new patterns.ApplicationLoadBalancedFargateService(stack, 'Service', {
      vpc, taskImageOptions: { image: IMAGE }, deploymentController: { type: ecs.DeploymentControllerType.CODE_DEPLOY },
    });
    const green = new elbv2.ApplicationTargetGroup(stack, 'Green', { vpc, port: 80, targetType: elbv2.TargetType.IP });
    new codedeploy.EcsDeploymentGroup(stack, 'Deployments', {
      service: pattern.service,
      blueGreenDeploymentConfig: { blueTargetGroup: pattern.targetGroup, greenTargetGroup: green, listener: pattern.listener },
    });
  },

  BatchJobs: stack => {
    const vpc = new ec2.Vpc(stack, 'Network');
    const results = new s3.Bucket(stack, 'Results');
    const jobRole = new iam.Role(stack, 'JobRole', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    results.grantReadWrite(jobRole);
    const queue = new batch.JobQueue(stack, 'Queue', {
      computeEnvironments: [
        { order: 1, computeEnvironment: new batch.FargateComputeEnvironment(stack, 'Fargate', { vpc }) },
      ],
    });
    new batch.JobQueue(stack, 'SpotQueue', {
      computeEnvironments: [
        { order: 1, computeEnvironment: new batch.ManagedEc2EcsComputeEnvironment(stack, 'Spot', { vpc, spot: true }) },
      ],
    });
    const definition = new batch.EcsJobDefinition(stack, 'Definition', {
      container: new batch.EcsFargateContainerDefinition(stack, 'Container', { image: IMAGE, cpu: 1, memory: Size.gibibytes(2), jobRole }),
    });
    definition.grantSubmitJob(new iam.Role(stack, 'Submitter', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }), queue);
  },

  ImageRepository: stack => {
    const repository = new ecr.Repository(stack, 'Images', { imageScanOnPush: true });
    repository.grantPull(new iam.AccountPrincipal('444455556666'));
    repository.grantPullPush(new iam.Role(stack, 'Builder', { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com') }));
  },

  KubernetesCluster: stack => {
    const cluster = new eks.Cluster(stack, 'Cluster', {
      version: eks.KubernetesVersion.V1_33,
      kubectlLayer: kubectlIn(stack),
      mastersRole: new iam.Role(stack, 'Masters', { assumedBy: new iam.AccountRootPrincipal() }),
      albController: { version: eks.AlbControllerVersion.V2_8_2 },
    });
    const account = cluster.addServiceAccount('Reader', { name: 'reader', namespace: 'default' });
    new s3.Bucket(stack, 'Data').grantRead(account);
    cluster.addFargateProfile('Jobs', { selectors: [{ namespace: 'jobs' }] });
  },

  KubernetesClusterV2: stack => {
    const cluster = new eksv2.Cluster(stack, 'Cluster', {
      version: eksv2.KubernetesVersion.V1_33,
      kubectlProviderOptions: { kubectlLayer: kubectlIn(stack) },
    });
    const account = new eksv2.ServiceAccount(stack, 'Writer', {
      cluster, name: 'writer', namespace: 'default', identityType: eksv2.IdentityType.POD_IDENTITY,
    });
    new sqs.Queue(stack, 'Queue').grantSendMessages(account);
    cluster.addNodegroupCapacity('Nodes', { minSize: 1 });
  },
};
