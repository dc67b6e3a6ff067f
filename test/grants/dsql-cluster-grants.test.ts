import { App, Stack } from 'aws-cdk-lib';
import * as dsql from 'aws-cdk-lib/aws-dsql';
import { newRole, newStack, REGION } from './testing';
import { ScopedDsqlClusterGrants } from '../../src/grants/dsql-cluster-grants';

test('a grantee of another account is an error', () => {
  const app = new App();
  const other = new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } });
  expect(() => ScopedDsqlClusterGrants.fromCluster(new dsql.CfnCluster(newStack(app), 'Db')).connect(newRole(other)))
    .toThrow(/^ScopedDsqlClusterGrants.connect cannot grant across accounts: .*Aurora DSQL lets principals of its own account in/);
});
