import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Workload } from './workload';
import { AppRunnerAccessRole } from '../../../src/roles/app-runner-access-role';
import { AppRunnerInstanceRole } from '../../../src/roles/app-runner-instance-role';
import { BatchExecutionRole } from '../../../src/roles/batch-execution-role';
import { BatchJobRole } from '../../../src/roles/batch-job-role';
import { ConfusedDeputyProtection } from '../../../src/roles/confused-deputy-protection';
import { Ec2InstanceRole } from '../../../src/roles/ec2-instance-role';
import { EksClusterRole } from '../../../src/roles/eks-cluster-role';
import { EksFargatePodExecutionRole } from '../../../src/roles/eks-fargate-pod-execution-role';
import { EksNodeRole } from '../../../src/roles/eks-node-role';
import { arnIn, request, requests } from '../../grants/intents/intent';
import { ACCOUNT, KEY_ARN, REGION } from '../../grants/testing';

const { OFF, STRICT } = ConfusedDeputyProtection;
const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const WRITE = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

const imagesIn = (stack: Stack) =>
  ecr.Repository.fromRepositoryAttributes(stack, 'Images', { repositoryArn: arnIn(stack, 'ecr', 'repository/shop'), repositoryName: 'shop' });
const logsIn = (stack: Stack) => logs.LogGroup.fromLogGroupArn(stack, 'Logs', arnIn(stack, 'logs', 'log-group:shop'));
const keyIn = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', arnIn(stack, 'kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab'));
const clusterIn = (stack: Stack) => eks.CfnCluster.fromClusterName(stack, 'Cluster', 'shop');

export const WORKLOADS: Workload[] = [
  {
    role: 'Ec2InstanceRole',
    make: (stack, confusedDeputy) => new Ec2InstanceRole(stack, 'Role', { confusedDeputy }),
    service: 'ec2.amazonaws.com',
    byDefault: OFF,
    allows: [],
    denies: [],
  },
  {
    role: 'BatchJobRole',
    make: (stack, confusedDeputy) => new BatchJobRole(stack, 'Role', { confusedDeputy }),
    service: 'ecs-tasks.amazonaws.com',
    sourceArn: arn('ecs', 'task/AWSBatch-shop/1'),
    byDefault: STRICT,
    allows: [],
    denies: [],
  },
  {
    role: 'BatchExecutionRole',
    make: (stack, confusedDeputy) => new BatchExecutionRole(stack, 'Role', { confusedDeputy, repositories: [imagesIn(stack)], logGroup: logsIn(stack) }),
    service: 'ecs-tasks.amazonaws.com',
    sourceArn: arn('ecs', 'task/AWSBatch-shop/1'),
    byDefault: STRICT,
    allows: [
      ...requests(PULL, arn('ecr', 'repository/shop')),
      request('ecr:GetAuthorizationToken', '*'),
      ...requests(WRITE, arn('logs', 'log-group:shop:log-stream:1')),
    ],
    denies: [
      ...requests(PULL, arn('ecr', 'repository/billing')),
      ...requests(WRITE, arn('logs', 'log-group:/aws/batch/job:log-stream:1')),
    ],
  },
  {
    role: 'AppRunnerInstanceRole',
    make: (stack, confusedDeputy) => new AppRunnerInstanceRole(stack, 'Role', { confusedDeputy }),
    service: 'tasks.apprunner.amazonaws.com',
    byDefault: OFF,
    allows: [],
    denies: [],
  },
  {
    role: 'AppRunnerAccessRole',
    make: (stack, confusedDeputy) => new AppRunnerAccessRole(stack, 'Role', { confusedDeputy, repository: imagesIn(stack) }),
    service: 'build.apprunner.amazonaws.com',
    byDefault: OFF,
    allows: [
      ...requests([...PULL, 'ecr:DescribeImages'], arn('ecr', 'repository/shop')),
      request('ecr:GetAuthorizationToken', '*'),
    ],
    denies: requests([...PULL, 'ecr:DescribeImages'], arn('ecr', 'repository/billing')),
  },
  {
    role: 'EksFargatePodExecutionRole',
    make: (stack, confusedDeputy) => new EksFargatePodExecutionRole(stack, 'Role', {
      confusedDeputy, cluster: clusterIn(stack), repositories: [imagesIn(stack)], addOnRegistryAccount: '602401143452',
    }),
    service: 'eks-fargate-pods.amazonaws.com',
    sourceArn: arn('eks', 'fargateprofile/shop/web/1'),
    byDefault: STRICT,
    allows: [
      ...requests(PULL, arn('ecr', 'repository/shop')),
      request('ecr:GetAuthorizationToken', '*'),
    ],
    denies: [
      ...requests(PULL, arn('ecr', 'repository/eks/coredns')),
      ...requests(PULL, `arn:aws:ecr:${REGION}:602401143452:repository/other`),
    ],
    refuses: [
      [
        'with a registry for an account',
        stack => new EksFargatePodExecutionRole(stack, 'Role', { cluster: clusterIn(stack), addOnRegistryAccount: '602401143452.dkr.ecr.us-west-2.amazonaws.com' }),
        /addOnRegistryAccount is `602401143452.dkr/,
      ],
    ],
  },
  {
    role: 'EksClusterRole',
    make: (stack, confusedDeputy) => new EksClusterRole(stack, 'Role', { confusedDeputy, clusterName: 'shop', encryptionKey: keyIn(stack) }),
    service: 'eks.amazonaws.com',
    sourceArn: arn('eks', 'cluster/shop'),
    byDefault: STRICT,
    allows: [
      ...requests(['Instances', 'NetworkInterfaces', 'Vpcs', 'DhcpOptions', 'AvailabilityZones', 'InstanceTopology'].map(what => `ec2:Describe${what}`), '*'),
      request('ec2:CreateTags', arn('ec2', 'instance/i-0123456789abcdef0'), { 'aws:TagKeys': ['kubernetes.io/cluster/shop'] }),
      request('kms:DescribeKey', KEY_ARN),
    ],
    denies: [
      request('ec2:CreateTags', arn('ec2', 'instance/i-0123456789abcdef0'), { 'aws:TagKeys': ['team'] }),
      request('ec2:CreateTags', arn('ec2', 'volume/vol-0123456789abcdef0'), { 'aws:TagKeys': ['kubernetes.io/cluster/shop'] }),
      request('ec2:ModifyInstanceAttribute', arn('ec2', 'instance/i-0123456789abcdef0')),
      request('elasticloadbalancing:CreateLoadBalancer', arn('elasticloadbalancing', 'loadbalancer/shop')),
      request('kms:Decrypt', KEY_ARN),
    ],
    refuses: [['for a pattern of clusters', stack => new EksClusterRole(stack, 'Role', { clusterName: 'shop-*' }), /clusterName/]],
  },
  {
    role: 'EksNodeRole',
    make: (stack, confusedDeputy) => new EksNodeRole(stack, 'Role', {
      confusedDeputy, cluster: clusterIn(stack), repositories: [imagesIn(stack)], addOnRegistryAccount: '602401143452',
    }),
    service: 'ec2.amazonaws.com',
    byDefault: OFF,
    allows: [
      ...requests(
        ['Instances', 'InstanceTypes', 'RouteTables', 'SecurityGroups', 'Subnets', 'Volumes', 'VolumesModifications', 'Vpcs'].map(what => `ec2:Describe${what}`), '*',
      ),
      ...requests(['eks:DescribeCluster', 'eks-auth:AssumeRoleForPodIdentity'], arn('eks', 'cluster/shop')),
      ...requests(PULL, arn('ecr', 'repository/shop')),
      request('ecr:GetAuthorizationToken', '*'),
    ],
    denies: [
      ...requests(['eks:DescribeCluster', 'eks-auth:AssumeRoleForPodIdentity'], arn('eks', 'cluster/billing')),
      ...requests(PULL, arn('ecr', 'repository/billing')),
      request('ecr:BatchImportUpstreamImage', arn('ecr', 'repository/shop')),
    ],
    refuses: [
      ['with a registry for an account', stack => new EksNodeRole(stack, 'Role', { cluster: clusterIn(stack), addOnRegistryAccount: '602' }), /addOnRegistryAccount is `602`/],
    ],
  },
];
