import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { newRole, newStack, REGION } from './testing';
import { ScopedRedshiftClusterGrants } from '../../src/grants/redshift-cluster-grants';
import { ScopedRedshiftWorkgroupGrants } from '../../src/grants/redshift-workgroup-grants';

test.each<[string, boolean, RegExp]>([
  ['neither a database nor a secret', false, /`database` is undefined and `secret` is not given; expected one of them/],
  ['both', true, /`database` is "dev" and `secret` is given; expected one of them/],
])('%s is an error', (_, both, message) => {
  const stack = newStack();
  const options = both ? { database: 'dev', secret: new secretsmanager.Secret(stack, 'Secret') } : {};
  expect(() => ScopedRedshiftClusterGrants.fromClusterIdentifier(stack, 'Cluster', 'sales').runStatements(newRole(stack), options)).toThrow(message);
});

test('a database with a wildcard is an error', () => {
  const stack = newStack();
  expect(() => ScopedRedshiftClusterGrants.fromClusterIdentifier(stack, 'Cluster', 'sales').runStatements(newRole(stack), { database: '*' }))
    .toThrow(/`database` is '\*'/);
});

test('the workgroup of another account is an error that names the way', () => {
  const stack = newStack();
  const grants = ScopedRedshiftWorkgroupGrants.fromWorkgroupArn(stack, 'Workgroup', `arn:aws:redshift-serverless:${REGION}:444455556666:workgroup/1a2b`);
  expect(() => grants.runStatements(newRole(stack))).toThrow(/cannot grant across accounts.*Let it assume a role of that account/);
});
