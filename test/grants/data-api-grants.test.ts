import { App } from 'aws-cdk-lib';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { newRole, newStack, statementsOf } from './testing';
import { ScopedDataApiGrants } from '../../src/grants/data-api-grants';

test('a cluster without a secret asks for one', () => {
  const stack = newStack();
  const cluster = new rds.CfnDBCluster(stack, 'Db', { enableHttpEndpoint: true });
  expect(() => ScopedDataApiGrants.fromCluster(cluster).execute(newRole(stack))).toThrow(/'Stack\/Db' names no secret.*Pass the secret of the database user as `secret`/);
});

test('the secret that RDS keeps for the master user is found, under a key of the account only if it has one', () => {
  const stack = newStack();
  const cluster = new rds.CfnDBCluster(stack, 'Db', { enableHttpEndpoint: true, manageMasterUserPassword: true });
  ScopedDataApiGrants.fromCluster(cluster).execute(newRole(stack));
  const [, ...secret] = statementsOf(stack);
  expect(secret).toEqual([{ Action: 'secretsmanager:GetSecretValue', Effect: 'Allow', Resource: { 'Fn::GetAtt': ['Db', 'MasterUserSecret.SecretArn'] } }]);
});

test('a given secret goes before that of the cluster', () => {
  const stack = newStack();
  const cluster = new rds.CfnDBCluster(stack, 'Db', { enableHttpEndpoint: true, manageMasterUserPassword: true });
  ScopedDataApiGrants.fromCluster(cluster).execute(newRole(stack), { secret: new secretsmanager.CfnSecret(stack, 'AppUser') });
  expect(statementsOf(stack)[1].Resource).toEqual({ Ref: 'AppUser' });
});

test('a cluster whose Data API is off is an error at synthesis', () => {
  const app = new App();
  const stack = newStack(app);
  const cluster = new rds.CfnDBCluster(stack, 'Db', { manageMasterUserPassword: true });
  ScopedDataApiGrants.fromCluster(cluster).execute(newRole(stack));
  expect(() => app.synth()).toThrow(/ScopedDataApiGrants.execute: every request would be refused, since EnableHttpEndpoint .*`enableDataApi: true`/);
});
