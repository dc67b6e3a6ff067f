import { App, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedClusterGrants } from '../../src/grants/cluster-grants';

const imported = (stack: Stack) => ecs.CfnCluster.fromClusterName(stack, 'C', 'prod');

test.each<[string[], RegExp]>([
  [[], /ScopedClusterGrants.executeCommand: `containers` is \[\]/],
  [['app*'], /`containers` has 'app\*'; expected a name without wildcards.*'app'/],
])('containers %j are an error', (containers, message) => {
  const stack = newStack();
  expect(() => ScopedClusterGrants.fromCluster(imported(stack)).executeCommand(newRole(stack), { containers })).toThrow(message);
});

test('a cluster without a key needs none', () => {
  const stack = newStack();
  ScopedClusterGrants.fromCluster(imported(stack)).receiveCommands(newRole(stack));
  expect(statementsOf(stack)).toHaveLength(1);
});

test('a key that is named by its alias is asked for', () => {
  const stack = newStack();
  const cluster = new ecs.CfnCluster(stack, 'C', { configuration: { executeCommandConfiguration: { kmsKeyId: 'alias/sessions' } } });
  expect(() => ScopedClusterGrants.fromCluster(cluster).executeCommand(newRole(stack))).toThrow(/alias 'alias\/sessions'.*encryptionKey/);
});

test('another account is an error with what to do instead', () => {
  const app = new App();
  const cluster = imported(newStack(app));
  const role = newRole(new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } }));
  expect(() => ScopedClusterGrants.fromCluster(cluster).executeCommand(role)).toThrow(/cannot grant across accounts.*assume a role of the cluster's account/);
});
