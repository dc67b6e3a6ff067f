import { App, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ACCOUNT, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedTaskDefinitionGrants } from '../../src/grants/task-definition-grants';

const clusterOf = (stack: Stack) => ecs.CfnCluster.fromClusterName(stack, 'Cluster', 'prod');
const passed = (stack: Stack) => statementsOf(stack).filter(({ Action }) => Action === 'iam:PassRole').flatMap(({ Resource }) => Resource);
const imported = (stack: Stack) => ecs.TaskDefinition.fromTaskDefinitionArn(stack, 'T', `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/orders:7`);

test('an execution role that CDK makes after the grant is passed too', () => {
  const stack = newStack();
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'T');
  ScopedTaskDefinitionGrants.fromTaskDefinition(taskDefinition).run(newRole(stack), { cluster: clusterOf(stack) });
  taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('app'), logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app' }) });
  expect(passed(stack)).toEqual([stack.resolve(taskDefinition.taskRole.roleArn), stack.resolve(taskDefinition.executionRole!.roleArn)]);
});

test('a task definition without roles needs no PassRole', () => {
  const stack = newStack();
  ScopedTaskDefinitionGrants.fromTaskDefinition(new ecs.CfnTaskDefinition(stack, 'T')).run(newRole(stack), { cluster: clusterOf(stack) });
  expect(passed(stack)).toEqual([]);
});

test('roles that are not known are asked for', () => {
  const stack = newStack();
  const grants = ScopedTaskDefinitionGrants.fromTaskDefinition(imported(stack));
  const cluster = clusterOf(stack);
  expect(() => grants.run(newRole(stack), { cluster })).toThrow(/nothing is known of the roles of the task definition.*`roles`, or `roles: \[\]` if it has none/);
  grants.run(newRole(stack, 'None'), { cluster, roles: [] });
  const task = newRole(stack, 'Task');
  grants.run(newRole(stack, 'Given'), { cluster, roles: [task] });
  expect(passed(stack)).toEqual([stack.resolve(task.roleArn)]);
});

test('a task cannot start more of itself with its own role', () => {
  const stack = newStack();
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'T');
  const grants = ScopedTaskDefinitionGrants.fromTaskDefinition(taskDefinition);
  expect(() => grants.run(taskDefinition.taskRole, { cluster: clusterOf(stack) })).toThrow(/would pass its own role 'Stack\/T\/TaskRole'/);
});

test('another account is an error with what to do instead', () => {
  const app = new App();
  const stack = newStack(app);
  const role = newRole(new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } }));
  const grants = ScopedTaskDefinitionGrants.fromTaskDefinition(new ecs.CfnTaskDefinition(stack, 'T'));
  expect(() => grants.run(role, { cluster: clusterOf(stack) })).toThrow(/cannot grant across accounts.*assume a role of the task definition's account/);
});
