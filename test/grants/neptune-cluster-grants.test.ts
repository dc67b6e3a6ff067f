import { App } from 'aws-cdk-lib';
import * as neptune from 'aws-cdk-lib/aws-neptune';
import { newRole, newStack } from './testing';
import { ScopedNeptuneClusterGrants } from '../../src/grants/neptune-cluster-grants';

test.each(['orders', 'arn:aws:rds:eu-west-1:111122223333:cluster:orders', 'cluster-*'])('%s is no resource id', (id) => {
  expect(() => ScopedNeptuneClusterGrants.fromClusterResourceId(newStack(), 'Db', id)).toThrow(/expected the resource id of a cluster, which is not its identifier/);
});

test('an empty list of languages is an error', () => {
  const stack = newStack();
  expect(() => ScopedNeptuneClusterGrants.fromClusterResourceId(stack, 'Db', 'cluster-ABCD').read(newRole(stack), { queryLanguages: [] }))
    .toThrow(/^ScopedNeptuneClusterGrants.read: `queryLanguages` is \[\]/);
});

test('a cluster without IAM authentication is an error at synthesis', () => {
  const app = new App();
  const stack = newStack(app);
  ScopedNeptuneClusterGrants.fromCluster(new neptune.CfnDBCluster(stack, 'Db')).read(newRole(stack));
  expect(() => app.synth()).toThrow(/ScopedNeptuneClusterGrants.read: every request would be refused, since IamAuthEnabled .*`iamAuthEnabled: true`/);
});
