import { CfnParameter, Fn } from 'aws-cdk-lib';
import * as s3tables from 'aws-cdk-lib/aws-s3tables';
import { newRole, newStack, statementsOf } from './testing';
import { ScopedTableBucketGrants, TableBucketGrantOptions } from '../../src/grants/table-bucket-grants';

const ARN = 'arn:aws:s3tables:eu-west-1:111122223333:bucket/analytics';

test.each<[TableBucketGrantOptions, RegExp]>([
  [{ namespaces: [] }, /ScopedTableBucketGrants.read: `namespaces` is \[\]/],
  [{ namespaces: ['sales*'] }, /`namespaces` has 'sales\*'.*such as 'sales'/],
  [{ tables: ['sales/orders'] }, /`tables` has 'sales\/orders'.*such as 'orders'/],
  [{ tables: [''] }, /`tables` is \[""\]/],
])('%j is an error', (options, message) => {
  const stack = newStack();
  expect(() => ScopedTableBucketGrants.fromTableBucketArn(stack, 'Bucket', ARN).read(newRole(stack), options)).toThrow(message);
});

test.each([`${ARN}*`, 'analytics', 'arn:aws:s3:::analytics'])('%s is no ARN of a table bucket', (arn) => {
  expect(() => ScopedTableBucketGrants.fromTableBucketArn(newStack(), 'Bucket', arn)).toThrow(/ScopedTableBucketGrants.fromTableBucketArn: got '.*expected the ARN/);
});

test('names may be tokens', () => {
  const stack = newStack();
  const namespace = new CfnParameter(stack, 'Namespace').valueAsString;
  const bucket = new s3tables.CfnTableBucket(stack, 'Bucket', { tableBucketName: 'analytics' });
  ScopedTableBucketGrants.fromTableBucket(bucket).read(newRole(stack), { namespaces: [namespace], tables: Fn.split(',', Fn.importValue('tables')) });
  expect(statementsOf(stack)).toEqual([expect.objectContaining({
    Condition: {
      StringEquals: { 's3tables:namespace': { Ref: 'Namespace' }, 's3tables:tableName': { 'Fn::Split': [',', { 'Fn::ImportValue': 'tables' }] } },
    },
  })]);
});
