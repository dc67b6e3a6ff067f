import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { ACCOUNT, foreignRole, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedTableStreamGrants } from '../../src/grants/table-stream-grants';

const ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`;
const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };

test.each<[string, (stack: Stack) => dynamodb.ITableRef, unknown]>([
  ['L2', (stack) => new dynamodb.Table(stack, 'T', { partitionKey, stream: dynamodb.StreamViewType.KEYS_ONLY }), { 'Fn::GetAtt': ['TD925BC7E', 'StreamArn'] }],
  ['L2 of the second kind', (stack) => new dynamodb.TableV2(stack, 'T', { partitionKey, dynamoStream: dynamodb.StreamViewType.KEYS_ONLY }),
    { 'Fn::GetAtt': ['TD925BC7E', 'StreamArn'] }],
  ['imported without it', (stack) => dynamodb.Table.fromTableName(stack, 'T', 'orders'), {
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:dynamodb:${REGION}:${ACCOUNT}:table/orders/stream/*`]],
  }],
  ['imported by the L1', (stack) => dynamodb.CfnTable.fromTableArn(stack, 'T', ARN), `${ARN}/stream/*`],
])('finds the stream: %s', (_, make, arn) => {
  const stack = newStack();
  ScopedTableStreamGrants.fromTable(make(stack)).read(newRole(stack));
  expect(statementsOf(stack).map(({ Resource }) => Resource)).toEqual([arn]);
});

test('a table without a stream is an error', () => {
  const stack = newStack();
  expect(() => ScopedTableStreamGrants.fromTable(new dynamodb.Table(stack, 'T', { partitionKey })).read(newRole(stack)))
    .toThrow(/^ScopedTableStreamGrants.read: 'Stack\/T' has no stream. Give it one: `stream` of a Table/);
});

test('what the resource policy of the stream needs for another account is a warning', () => {
  const app = new App();
  const other = new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } });
  const role = foreignRole(other);
  const table = dynamodb.Table.fromTableAttributes(other, 'T', { tableArn: ARN, tableStreamArn: `${ARN}/stream/label` });
  ScopedTableStreamGrants.fromTable(table).read(role, { withoutEncryptionKey: true });
  Annotations.fromStack(other).hasWarning('*', Match.stringLikeRegexp(`add to the resource policy of the stream of 'Other/T' in account ${ACCOUNT}: .*GetRecords`));
});
