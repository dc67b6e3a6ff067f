import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { arnIn, Intent, Kinds, onEach, request } from './intent';
import { ScopedTaskDefinitionGrants } from '../../../src/grants/task-definition-grants';
import { ACCOUNT, REGION } from '../testing';

const ECS = `arn:aws:ecs:${REGION}:${ACCOUNT}`;
const TASK_ROLE = `arn:aws:iam::${ACCOUNT}:role/task`;
const newTaskDefinition = (stack: Stack) => {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Target');
  taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('app') });
  return taskDefinition;
};
const importedRole = (stack: Stack, name: string) => iam.Role.fromRoleArn(stack, name, arnIn(stack, 'iam', `role/${name}`, { region: '' }));
const TASK_DEFINITIONS: Kinds<ecs.ITaskDefinitionRef> = {
  L2: newTaskDefinition,
  L1: (stack) => new ecs.CfnTaskDefinition(stack, 'Target', { taskRoleArn: importedRole(stack, 'task').roleArn }),
  imported: (stack) => ecs.TaskDefinition.fromTaskDefinitionAttributes(stack, 'Target', {
    taskDefinitionArn: arnIn(stack, 'ecs', 'task-definition/orders:7'), taskRole: importedRole(stack, 'task'), executionRole: importedRole(stack, 'execution'),
  }),
};
const run = (cluster: string) => ({ 'ecs:cluster': `${ECS}:cluster/${cluster}` });
const pass = (service: string) => ({ 'iam:PassedToService': service });

export const INTENTS: Intent[] = [{
  call: 'ScopedTaskDefinitionGrants.run',
  actions: ['ecs:RunTask', 'iam:PassRole'],
  grant: onEach(TASK_DEFINITIONS, (taskDefinition, role, stack) => {
    const cluster = ecs.CfnCluster.fromClusterArn(stack, 'Cluster', stack.formatArn({ service: 'ecs', resource: 'cluster', resourceName: 'prod' }));
    return ScopedTaskDefinitionGrants.fromTaskDefinition(taskDefinition).run(role, { cluster });
  }),
  cdk: { call: 'TaskDefinition.grantRun', grant: (stack, role) => newTaskDefinition(stack).grantRun(role) },
  allows: [
    request('ecs:RunTask', `${ECS}:task-definition/orders:7`, run('prod')),
    request('iam:PassRole', TASK_ROLE, pass('ecs-tasks.amazonaws.com')),
    request('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/execution`, pass('ecs-tasks.amazonaws.com')),
  ],
  denies: [
    request('ecs:RunTask', `${ECS}:task-definition/orders:7`, run('test')),
    request('ecs:RunTask', `${ECS}:task-definition/orders:8`, run('prod')),
    request('iam:PassRole', TASK_ROLE, pass('lambda.amazonaws.com')),
    request('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/admin`, pass('ecs-tasks.amazonaws.com')),
    request('ecs:RegisterTaskDefinition', '*'),
  ],
}];
