import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Workload } from './workload';
import { AppRunnerAccessRole } from '../../../src/roles/app-runner-access-role';
import { AppRunnerInstanceRole } from '../../../src/roles/app-runner-instance-role';
import { BatchExecutionRole } from '../../../src/roles/batch-execution-role';
import { BatchJobRole } from '../../../src/roles/batch-job-role';
import { ConfusedDeputyProtection } from '../../../src/roles/confused-deputy-protection';
import { Ec2InstanceRole } from '../../../src/roles/ec2-instance-role';
import { EksFargatePodExecutionRole } from '../../../src/roles/eks-fargate-pod-execution-role';
import { arnIn, request, requests } from '../../grants/intents/intent';
import { ACCOUNT, REGION } from '../../grants/testing';

const { OFF, STRICT } = ConfusedDeputyProtection;
const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const WRITE = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

const imagesIn = (stack: Stack) =>
  ecr.Repository.fromRepositoryAttributes(stack, 'Images', { repositoryArn: arnIn(stack, 'ecr', 'repository/shop'), repositoryName: 'shop' });
const logsIn = (stack: Stack) => logs.LogGroup.fromLogGroupArn(stack, 'Logs', arnIn(stack, 'logs', 'log-group:shop'));
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
];
