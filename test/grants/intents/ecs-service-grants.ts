import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { arnIn, Intent, request, requests } from './intent';
import { EcsServiceDeployGrantOptions, ScopedEcsServiceGrants } from '../../../src/grants/ecs-service-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:ecs:${REGION}:${ACCOUNT}:service/prod/orders`;
const TASK_ROLE = `arn:aws:iam::${ACCOUNT}:role/task`;
const taskRole = (stack: Stack) => iam.Role.fromRoleArn(stack, 'TaskRole', arnIn(stack, 'iam', 'role/task', { region: '' }));
const newService = (stack: Stack) => {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'TaskDefinition');
  taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('app') });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] });
  return new ecs.FargateService(stack, 'Target', { taskDefinition, cluster: new ecs.Cluster(stack, 'Cluster', { vpc }) });
};
const newCfnService = (stack: Stack) => new ecs.CfnService(stack, 'Target', {
  taskDefinition: new ecs.CfnTaskDefinition(stack, 'TaskDefinition', { taskRoleArn: taskRole(stack).roleArn }).ref,
});
const imported = (stack: Stack) => ecs.BaseService.fromServiceArnWithCluster(stack, 'Target', arnIn(stack, 'ecs', 'service/prod/orders'));
const deploy = (make: (stack: Stack) => ecs.IServiceRef, options?: (stack: Stack) => EcsServiceDeployGrantOptions) =>
  (stack: Stack, role: iam.Role) => ScopedEcsServiceGrants.fromService(make(stack)).deploy(role, options?.(stack));

const UPDATE = ['ecs:UpdateService', 'ecs:DescribeServices'];
const REGISTER = ['ecs:DescribeTaskDefinition', 'ecs:RegisterTaskDefinition'];
const pass = (service: string) => ({ 'iam:PassedToService': service });

export const INTENTS: Intent[] = [{
  call: 'ScopedEcsServiceGrants.deploy',
  actions: [...UPDATE, ...REGISTER, 'iam:PassRole'],
  grant: { L2: deploy(newService), L1: deploy(newCfnService), imported: deploy(imported, (stack) => ({ roles: [taskRole(stack)] })) },
  allows: [
    ...requests(UPDATE, ARN),
    ...requests(REGISTER, '*'),
    request('iam:PassRole', TASK_ROLE, pass('ecs-tasks.amazonaws.com')),
  ],
  denies: [
    ...requests(UPDATE, `${ARN}-admin`),
    ...requests(['ecs:DeleteService', 'ecs:ExecuteCommand'], ARN),
    request('iam:PassRole', TASK_ROLE, pass('lambda.amazonaws.com')),
    request('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/admin`, pass('ecs-tasks.amazonaws.com')),
  ],
}];
