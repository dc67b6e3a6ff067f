import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { PipeRole } from '../../src/roles/pipe-role';
import { PipeSource } from '../../src/roles/pipe-source';
import { expectKnownToAws, newStack, statementsOf } from '../grants/testing';

test('the stream of a table is read, and not the table', () => {
  const stack = newStack();
  const table = dynamodb.Table.fromTableAttributes(stack, 'Table', {
    tableArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders',
    tableStreamArn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026',
  });
  new PipeRole(stack, 'Role', { source: PipeSource.tableStream(table) });
  const statements = statementsOf(stack);
  expectKnownToAws(statements);
  expect(statements).toEqual([{
    Effect: 'Allow',
    Action: ['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords'],
    Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/stream/2026',
  }]);
});

test('a table without a stream is refused', () => {
  const stack = newStack();
  const table = new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  expect(() => new PipeRole(stack, 'Role', { source: PipeSource.tableStream(table) })).toThrow(/stream/);
});
