import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Workload } from './workload';
import { ConfusedDeputyProtection } from '../../../src/roles/confused-deputy-protection';
import { EcsExecutionRole } from '../../../src/roles/ecs-execution-role';
import { EcsTaskRole } from '../../../src/roles/ecs-task-role';
import { arnIn, request, requests } from '../../grants/intents/intent';
import { ACCOUNT, REGION } from '../../grants/testing';

const OWN = { service: 'ecs-tasks.amazonaws.com', sourceArn: `arn:aws:ecs:${REGION}:${ACCOUNT}:task/shop/1`, byDefault: ConfusedDeputyProtection.STRICT };
const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const READ = ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'];
const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

const startOf = (stack: Stack) => ({
  logGroup: logs.LogGroup.fromLogGroupArn(stack, 'Logs', arnIn(stack, 'logs', 'log-group:shop')),
  repositories: [ecr.Repository.fromRepositoryAttributes(stack, 'Images', { repositoryArn: arnIn(stack, 'ecr', 'repository/shop'), repositoryName: 'shop' })],
  secrets: [secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', arnIn(stack, 'secretsmanager', 'secret:shop-AbCdEf'))],
});

export const WORKLOADS: Workload[] = [
  {
    role: 'EcsTaskRole',
    make: (stack, confusedDeputy) => new EcsTaskRole(stack, 'Role', { confusedDeputy }),
    ...OWN,
    allows: [],
    denies: [],
  },
  {
    role: 'EcsExecutionRole',
    make: (stack, confusedDeputy) => new EcsExecutionRole(stack, 'Role', { confusedDeputy, ...startOf(stack) }),
    ...OWN,
    allows: [
      ...requests(PULL, arn('ecr', 'repository/shop')),
      request('ecr:GetAuthorizationToken', '*'),
      ...requests(['logs:CreateLogStream', 'logs:PutLogEvents'], arn('logs', 'log-group:shop:log-stream:1')),
      ...requests(READ, arn('secretsmanager', 'secret:shop-AbCdEf')),
    ],
    denies: [
      ...requests(PULL, arn('ecr', 'repository/billing')),
      request('logs:PutLogEvents', arn('logs', 'log-group:billing:log-stream:1')),
      ...requests(READ, arn('secretsmanager', 'secret:billing-AbCdEf')),
    ],
  },
];
