import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, expectKnownToAws, KEY_ARN, newRole, newStack, REGION, statementsOf, USE_OF_KEY } from './testing';
import { ScopedTableGrants, TableReadGrantOptions } from '../../src/grants/table-grants';

const ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`;
const GETS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:ConditionCheckItem'];
const PUTS = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];
const allow = (Action: string | string[], Resource: unknown, Condition?: unknown) =>
  ({ Action, Effect: 'Allow', Resource, ...(Condition ? { Condition } : {}) });
const leadingKeys = (operator: string, values: unknown) => ({
  [`ForAllValues:${operator}`]: { 'dynamodb:LeadingKeys': values },
  Null: { 'dynamodb:LeadingKeys': 'false' },
});
const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };
const l1Props = { keySchema: [{ attributeName: 'id', keyType: 'HASH' }], attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }] };

test.each<[string, 'read' | 'write', TableReadGrantOptions, unknown[]]>([
  ['read without Scan', 'read', {}, [allow([...GETS, 'dynamodb:Query'], ARN)]],
  ['read with Scan', 'read', { scan: true }, [allow([...GETS, 'dynamodb:Query', 'dynamodb:Scan'], ARN)]],
  ['read with indexes', 'read', { indexes: ['byCustomer', 'byDay'] }, [
    allow([...GETS, 'dynamodb:Query'], ARN), allow('dynamodb:Query', [`${ARN}/index/byCustomer`, `${ARN}/index/byDay`]),
  ]],
  ['read with index and Scan', 'read', { indexes: ['byCustomer'], scan: true }, [
    allow([...GETS, 'dynamodb:Query', 'dynamodb:Scan'], ARN), allow(['dynamodb:Query', 'dynamodb:Scan'], `${ARN}/index/byCustomer`),
  ]],
  ['read of leading keys', 'read', { leadingKeys: ['acme', 'globex'], indexes: ['byCustomer'] }, [
    allow([...GETS, 'dynamodb:Query'], ARN, leadingKeys('StringEquals', ['acme', 'globex'])),
    allow('dynamodb:Query', `${ARN}/index/byCustomer`, leadingKeys('StringEquals', ['acme', 'globex'])),
  ]],
  ['read of leading keys by pattern', 'read', { leadingKeys: ['tenant#*'] }, [
    allow([...GETS, 'dynamodb:Query'], ARN, leadingKeys('StringLike', 'tenant#*')),
  ]],
  ['read of leading keys by policy variable', 'read', { leadingKeys: ['${aws:PrincipalTag/tenant}'] }, [
    allow([...GETS, 'dynamodb:Query'], ARN, leadingKeys('StringEquals', '${aws:PrincipalTag/tenant}')),
  ]],
  ['write', 'write', {}, [allow(PUTS, ARN)]],
  ['write of leading keys', 'write', { leadingKeys: ['acme'] }, [allow(PUTS, ARN, leadingKeys('StringEquals', 'acme'))]],
])('%s', (_, intent, options, expected) => {
  const stack = newStack();
  ScopedTableGrants.fromTable(dynamodb.Table.fromTableArn(stack, 'Table', ARN))[intent](newRole(stack), options);
  expect(statementsOf(stack)).toEqual(expected);
  expectKnownToAws(statementsOf(stack));
});

test.each(['read', 'write'] as const)('%s of a table under a customer key needs kms:Decrypt through DynamoDB', (intent) => {
  const stack = newStack();
  const table = dynamodb.Table.fromTableAttributes(stack, 'Table', { tableArn: ARN, encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) });
  ScopedTableGrants.fromTable(table)[intent](newRole(stack));
  expect(statementsOf(stack)[1]).toEqual(USE_OF_KEY('dynamodb', 'kms:Decrypt'));
  expectKnownToAws(statementsOf(stack));
});

test.each<[string, (stack: Stack) => dynamodb.ITableRef, unknown]>([
  ['L2', (stack) => new dynamodb.Table(stack, 'T', { partitionKey, encryptionKey: new kms.Key(stack, 'Key') }), { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] }],
  ['L2 without a key', (stack) => new dynamodb.Table(stack, 'T', { partitionKey }), undefined],
  ['L2 of the second kind', (stack) => new dynamodb.TableV2(stack, 'T', {
    partitionKey, encryption: dynamodb.TableEncryptionV2.customerManagedKey(new kms.Key(stack, 'Key')),
  }), { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] }],
  ['L1', (stack) => new dynamodb.CfnTable(stack, 'T', { ...l1Props, sseSpecification: { sseEnabled: true, kmsMasterKeyId: KEY_ARN } }), KEY_ARN],
  ['L1 without a key', (stack) => new dynamodb.CfnTable(stack, 'T', l1Props), undefined],
  ['imported', (stack) => dynamodb.Table.fromTableName(stack, 'T', 'orders'), undefined],
  ['imported by the L1', (stack) => dynamodb.CfnTable.fromTableArn(stack, 'T', ARN), undefined],
])('any kind of table: %s', (_, make, keyArn) => {
  const stack = newStack();
  const table = make(stack);
  ScopedTableGrants.fromTable(table).write(newRole(stack));
  const [data, ...keys] = statementsOf(stack);
  expect(data).toEqual(allow(PUTS, stack.resolve(table.tableRef.tableArn)));
  expect(keys.map(({ Resource }) => Resource)).toEqual(keyArn ? [keyArn] : []);
});

test.each<[TableReadGrantOptions, RegExp]>([
  [{ scan: true, leadingKeys: ['a'] }, /`scan` and `leadingKeys` cannot be combined/],
  [{ indexes: [] }, /`indexes` is \[\]; expected at least one value.*Leave `indexes` out/],
  [{ indexes: ['*'] }, /`indexes` holds '\*'; expected the name of a secondary index/],
  [{ indexes: [`${ARN}/index/byDay`] }, /no ARN and no wildcard/],
  [{ indexes: Fn.split(',', Fn.importValue('indexes')) }, /`indexes` is a list that is known only at deployment/],
  [{ leadingKeys: [] }, /`leadingKeys` is \[\]/],
  [{ leadingKeys: [''] }, /`leadingKeys` is \[""\]/],
  [{ leadingKeys: ['a', '*'] }, /`leadingKeys` holds '\*', which covers every item/],
])('%j is an error', (options, message) => {
  const stack = newStack();
  expect(() => ScopedTableGrants.fromTable(new dynamodb.Table(stack, 'T', { partitionKey })).read(newRole(stack), options)).toThrow(message);
});

test('tokens may stand for leading keys, for the list of them and for an index', () => {
  const stack = newStack();
  const name = new CfnParameter(stack, 'Name').valueAsString;
  const names = new CfnParameter(stack, 'Names', { type: 'CommaDelimitedList' }).valueAsList;
  const grants = ScopedTableGrants.fromTable(dynamodb.Table.fromTableArn(stack, 'Table', ARN));
  grants.read(newRole(stack), { leadingKeys: [`t#${name}`], indexes: [name] });
  grants.write(newRole(stack, 'Other'), { leadingKeys: names });
  const joined = { 'Fn::Join': ['', ['t#', { Ref: 'Name' }]] };
  expect(statementsOf(stack)).toEqual([
    allow([...GETS, 'dynamodb:Query'], ARN, leadingKeys('StringEquals', joined)),
    allow('dynamodb:Query', { 'Fn::Join': ['', [`${ARN}/index/`, { Ref: 'Name' }]] }, leadingKeys('StringEquals', joined)),
    allow(PUTS, ARN, leadingKeys('StringEquals', { Ref: 'Names' })),
  ]);
});
