import * as cassandra from 'aws-cdk-lib/aws-cassandra';
import { newRole, newStack, statementsOf } from './testing';
import { ScopedKeyspacesTableGrants } from '../../src/grants/keyspaces-table-grants';

test.each([
  ['', 'orders', /`keyspaceName` is \[""\]/],
  ['shop', '*', /^ScopedKeyspacesTableGrants.fromTableName: `tableName` is '\*'; expected a name of letters, digits and underscores/],
])('%j and %j are no names', (keyspaceName, tableName, message) => {
  expect(() => ScopedKeyspacesTableGrants.fromTableName(newStack(), 'Table', keyspaceName, tableName)).toThrow(message);
});

test('a table that CloudFormation names is named by reference', () => {
  const stack = newStack();
  const table = new cassandra.CfnTable(stack, 'Table', { keyspaceName: 'shop', partitionKeyColumns: [{ columnName: 'id', columnType: 'text' }] });
  ScopedKeyspacesTableGrants.fromTable(table).read(newRole(stack));
  expect(JSON.stringify(statementsOf(stack)[0].Resource)).toContain(':/keyspace/shop/table/",{"Fn::Select":[1,{"Fn::Split":["|",{"Ref":"Table"}]}]}');
});
