/** EC2 instances, groups of them, and their networks. */
import { RemovalPolicy } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as hooktargets from 'aws-cdk-lib/aws-autoscaling-hooktargets';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as assets from 'aws-cdk-lib/aws-s3-assets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { OrdinaryStacks } from './ordinary-stack';

const SMALL = ec2.InstanceType.of(ec2.InstanceClass.T3, ec2.InstanceSize.MICRO);

export const servers: OrdinaryStacks = {
  WebServer: stack => {
    const vpc = new ec2.Vpc(stack, 'Network', { maxAzs: 2 });
    const server = new ec2.Instance(stack, 'Server', {
      vpc, instanceType: SMALL, machineImage: ec2.MachineImage.latestAmazonLinux2023(), ssmSessionPermissions: true,
    });
    const script = new assets.Asset(stack, 'Script', { path: __filename });
    script.grantRead(server.role);
    const filePath = server.userData.addS3DownloadCommand({ bucket: script.bucket, bucketKey: script.s3ObjectKey });
    server.userData.addExecuteFileCommand({ filePath });
    new s3.Bucket(stack, 'Content').grantRead(server);
  },

  ServerGroup: stack => {
    const vpc = new ec2.Vpc(stack, 'Network');
    const role = new iam.Role(stack, 'Role', {
      assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: [
        iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonSSMManagedInstanceCore'),
        iam.ManagedPolicy.fromAwsManagedPolicyName('CloudWatchAgentServerPolicy'),
      ],
    });
    const group = new autoscaling.AutoScalingGroup(stack, 'Group', {
      vpc, role, instanceType: SMALL, machineImage: ec2.MachineImage.latestAmazonLinux2023(), signals: autoscaling.Signals.waitForAll(),
    });
    group.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 });
    group.addLifecycleHook('Drain', {
      lifecycleTransition: autoscaling.LifecycleTransition.INSTANCE_TERMINATING,
      notificationTarget: new hooktargets.TopicHook(new sns.Topic(stack, 'Drained')),
    });
    const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc });
    balancer.addListener('Http', { port: 80 }).addTargets('Servers', { port: 80, targets: [group] });
    new codedeploy.ServerDeploymentGroup(stack, 'Deployments', { autoScalingGroups: [group], installAgent: true });
  },

  Bastion: stack => {
    new ec2.BastionHostLinux(stack, 'Bastion', { vpc: new ec2.Vpc(stack, 'Network') });
  },

  Network: stack => {
    const vpc = new ec2.Vpc(stack, 'Network', {
      flowLogs: { Rejected: { trafficType: ec2.FlowLogTrafficType.REJECT } },
      gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
      restrictDefaultSecurityGroup: true,
    });
    vpc.addFlowLog('All', { destination: ec2.FlowLogDestination.toCloudWatchLogs(new logs.LogGroup(stack, 'FlowLogs')) });
    vpc.addFlowLog('Archive', { destination: ec2.FlowLogDestination.toS3(new s3.Bucket(stack, 'Archive', { removalPolicy: RemovalPolicy.RETAIN })) });
    vpc.addGatewayEndpoint('DynamoDb', { service: ec2.GatewayVpcEndpointAwsService.DYNAMODB });
    vpc.addInterfaceEndpoint('Secrets', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER });
    const queues = vpc.addInterfaceEndpoint('Queues', { service: ec2.InterfaceVpcEndpointAwsService.SQS });
    queues.addToPolicy(new iam.PolicyStatement({
      principals: [new iam.AnyPrincipal()], actions: ['sqs:SendMessage'], resources: [`arn:aws:sqs:eu-central-1:${stack.account}:*`],
    }));
  },
};
