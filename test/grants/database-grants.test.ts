import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import { ACCOUNT, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedDatabaseGrants } from '../../src/grants/database-grants';

const newCluster = (stack: Stack, props = {}) => new rds.CfnDBCluster(stack, 'Db', { engine: 'aurora-mysql', enableIamDatabaseAuthentication: true, ...props });

test.each([
  ['', /`user` is \[""\]/],
  ['*', /^ScopedDatabaseGrants.connect: `user` is '\*'; expected the name of one database user .* such as 'app_reader'/],
  ['a/b', /(?:is|has) 'a\/b'/],
  ['arn:aws:rds-db:eu-west-1:111122223333:dbuser', /without wildcards, slashes, colons and blanks/],
])('the user %j is an error', (user, message) => {
  const stack = newStack();
  expect(() => ScopedDatabaseGrants.fromCluster(newCluster(stack)).connect(newRole(stack), user)).toThrow(message);
});

test('a token may stand for the user', () => {
  const stack = newStack();
  ScopedDatabaseGrants.fromCluster(newCluster(stack)).connect(newRole(stack), new CfnParameter(stack, 'User').valueAsString);
  const [, parts] = statementsOf(stack)[0].Resource['Fn::Join'];
  expect(parts).toEqual([
    'arn:', { Ref: 'AWS::Partition' }, `:rds-db:${REGION}:${ACCOUNT}:dbuser:`, { 'Fn::GetAtt': ['Db', 'DBClusterResourceId'] }, '/', { Ref: 'User' },
  ]);
});

test.each<[string, (stack: Stack) => ScopedDatabaseGrants, RegExp]>([
  ['cluster', (stack) => ScopedDatabaseGrants.fromCluster(rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Db', { clusterIdentifier: 'orders' })),
    /'Stack\/Db' does not say its resource id, which IAM knows it by. Import it with `clusterResourceIdentifier`/],
  ['instance', (stack) => ScopedDatabaseGrants.fromInstance(rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Db', {
    instanceIdentifier: 'orders', instanceEndpointAddress: 'orders.example', port: 5432, securityGroups: [],
  })), /Import it with `instanceResourceId`/],
  ['instance of a cluster', (stack) => ScopedDatabaseGrants.fromInstance(new rds.CfnDBInstance(stack, 'Db', { dbClusterIdentifier: 'orders' })),
    /'Stack\/Db' belongs to a cluster.*Write ScopedDatabaseGrants.fromCluster/],
])('a database that IAM does not know by an id of its own is an error: %s', (_, make, message) => {
  expect(() => make(newStack())).toThrow(message);
});

test.each<[string, object, boolean]>([
  ['switched off', { enableIamDatabaseAuthentication: false }, false],
  ['not switched on', { enableIamDatabaseAuthentication: undefined }, false],
  ['switched on', { enableIamDatabaseAuthentication: true }, true],
])('IAM authentication that is %s: usable %s', (_, props, isUsable) => {
  const app = new App();
  const stack = newStack(app);
  ScopedDatabaseGrants.fromCluster(newCluster(stack, props)).connect(newRole(stack), 'app');
  if (isUsable) {
    app.synth();
  } else {
    expect(() => app.synth()).toThrow(/ScopedDatabaseGrants.connect: every request would be refused, since EnableIAMDatabaseAuthentication .*`iamAuthentication: true`/);
  }
});

test('an override switches IAM authentication on as well', () => {
  const app = new App();
  const stack = newStack(app);
  const cluster = newCluster(stack, { enableIamDatabaseAuthentication: undefined });
  ScopedDatabaseGrants.fromCluster(cluster).connect(newRole(stack), 'app');
  cluster.addPropertyOverride('EnableIAMDatabaseAuthentication', true);
  expect(() => app.synth()).not.toThrow();
});

test('another account and a VPC endpoint are errors', () => {
  const app = new App();
  const role = newRole(new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } }));
  const grants = ScopedDatabaseGrants.fromCluster(newCluster(newStack(app)));
  expect(() => grants.connect(role, 'app')).toThrow(/cannot grant across accounts.*let the grantee assume a role of that account/);
  expect(() => grants.connect(role, 'app', { sourceVpcEndpoints: ['vpce-0123456789abcdef0'] })).toThrow(/`sourceVpcEndpoints` cannot narrow connections inside a VPC/);
});
