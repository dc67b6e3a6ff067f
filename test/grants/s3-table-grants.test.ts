import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3tables from 'aws-cdk-lib/aws-s3tables';
import { newRole, newStack, REGION } from './testing';
import { ScopedS3TableGrants } from '../../src/grants/s3-table-grants';

const ARN = 'arn:aws:s3tables:eu-west-1:111122223333:bucket/analytics/table/1a2b3c4d-1111-2222-3333-444455556666';

test('a table in a bucket that this app does not have is granted without a key', () => {
  const stack = newStack();
  const table = new s3tables.CfnTable(stack, 'Table', {
    tableBucketArn: ARN.split('/table/')[0], namespace: 'sales', tableName: 'orders', openTableFormat: 'ICEBERG',
  });
  expect(ScopedS3TableGrants.fromTable(table).read(newRole(stack)).principalStatements).toHaveLength(1);
});

test.each([`${ARN}*`, 'orders', ARN.split('/table/')[0]])('%s is no ARN of a table', (arn) => {
  expect(() => ScopedS3TableGrants.fromTableArn(newStack(), 'Table', arn)).toThrow(/ScopedS3TableGrants.fromTableArn: got '.*'\/table\/'/);
});

test('a table of another account needs a word on its key, and its policy is told', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: '444455556666', region: REGION } });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const grants = ScopedS3TableGrants.fromTableArn(stack, 'Table', ARN);
  expect(() => grants.read(role)).toThrow(/belongs to account 111122223333, and nothing is said of its KMS key.*`withoutEncryptionKey: true`/);
  grants.read(role, { withoutEncryptionKey: true });
  Annotations.fromStack(stack).hasWarning('/Stack/Role', Match.stringLikeRegexp("add to the table policy of 'Stack/Table' in account 111122223333"));
});
