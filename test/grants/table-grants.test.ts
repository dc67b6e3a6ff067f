import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, foreignRole, KEY_ARN, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedTableGrants, TableReadGrantOptions } from '../../src/grants/table-grants';

const ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`;
const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };
const l1Props = { keySchema: [{ attributeName: 'id', keyType: 'HASH' }], attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }] };
const roleElsewhere = (app: App) => foreignRole(new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } }));
const tableOf = (stack: Stack) => Object.values(Template.fromStack(stack).findResources('AWS::DynamoDB::Table'))[0];

test.each<[string, (stack: Stack) => dynamodb.ITableRef, unknown]>([
  ['L2', (stack) => new dynamodb.Table(stack, 'T', { partitionKey, encryptionKey: new kms.Key(stack, 'Key') }), { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] }],
  ['L2 without a key', (stack) => new dynamodb.Table(stack, 'T', { partitionKey }), undefined],
  ['L2 of the second kind', (stack) => new dynamodb.TableV2(stack, 'T', {
    partitionKey, encryption: dynamodb.TableEncryptionV2.customerManagedKey(new kms.Key(stack, 'Key')),
  }), { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] }],
  ['L1', (stack) => new dynamodb.CfnTable(stack, 'T', { ...l1Props, sseSpecification: { sseEnabled: true, kmsMasterKeyId: KEY_ARN } }), KEY_ARN],
  ['L1 under the key managed by AWS', (stack) => new dynamodb.CfnTable(stack, 'T', { ...l1Props, sseSpecification: { sseEnabled: true } }), undefined],
  ['imported', (stack) => dynamodb.Table.fromTableName(stack, 'T', 'orders'), undefined],
  ['imported by the L1', (stack) => dynamodb.CfnTable.fromTableArn(stack, 'T', ARN), undefined],
])('finds the table and its key: %s', (_, make, keyArn) => {
  const stack = newStack();
  const table = make(stack);
  ScopedTableGrants.fromTable(table).write(newRole(stack));
  const [data, ...keys] = statementsOf(stack);
  expect(data.Resource).toEqual(stack.resolve(table.tableRef.tableArn));
  expect(keys.map(({ Resource }) => Resource)).toEqual(keyArn ? [keyArn] : []);
});

test.each<[TableReadGrantOptions, RegExp]>([
  [{ scan: true, leadingKeys: ['a'] }, /^ScopedTableGrants.read: `scan` and `leadingKeys` cannot be combined: .* make two grants/],
  [{ indexes: [] }, /`indexes` is \[\]; expected at least one value.*Leave `indexes` out/],
  [{ indexes: ['*'] }, /`indexes` holds '\*'; expected the name of a secondary index, such as 'byCustomer'/],
  [{ indexes: [`${ARN}/index/byDay`] }, /no ARN and no wildcard/],
  [{ indexes: Fn.split(',', Fn.importValue('indexes')) }, /`indexes` is a list that is known only at deployment/],
  [{ leadingKeys: [] }, /`leadingKeys` is \[\]/],
  [{ leadingKeys: [''] }, /`leadingKeys` is \[""\]/],
  [{ leadingKeys: ['a', '*'] }, /`leadingKeys` holds '\*', which covers everything; leave `leadingKeys` out/],
  [{ attributes: [] }, /`attributes` is \[\]/],
  [{ attributes: ['*'] }, /`attributes` holds '\*'/],
  [{ attributes: ['total'] }, /`attributes` is \["total"\] and lacks 'id', a key of 'Stack\/T' .*Add 'id'/],
])('%j is an error', (options, message) => {
  const stack = newStack();
  expect(() => ScopedTableGrants.fromTable(new dynamodb.Table(stack, 'T', { partitionKey })).read(newRole(stack), options)).toThrow(message);
});

test('attributes by pattern, and of a table whose keys are not known, are taken as they are', () => {
  const stack = newStack();
  ScopedTableGrants.fromTable(new dynamodb.Table(stack, 'T', { partitionKey })).update(newRole(stack), { attributes: ['i*', 'state'] });
  ScopedTableGrants.fromTable(dynamodb.Table.fromTableArn(stack, 'Table', ARN)).update(newRole(stack, 'Other'), { attributes: ['state'] });
  expect(statementsOf(stack).map(({ Condition }) => Object.keys(Condition)[0])).toEqual(['ForAllValues:StringLike', 'ForAllValues:StringEquals']);
});

test('tokens may stand for leading keys, for the list of them, for attributes and for an index', () => {
  const stack = newStack();
  const name = new CfnParameter(stack, 'Name').valueAsString;
  const names = new CfnParameter(stack, 'Names', { type: 'CommaDelimitedList' }).valueAsList;
  const grants = ScopedTableGrants.fromTable(dynamodb.Table.fromTableArn(stack, 'Table', ARN));
  grants.query(newRole(stack), { leadingKeys: [`t#${name}`], indexes: [name] });
  grants.update(newRole(stack, 'Other'), { leadingKeys: names, attributes: [name] });
  const absent = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, 'false']));
  expect(statementsOf(stack).map(({ Resource, Condition }) => [Resource, Condition['ForAllValues:StringEquals'], Condition.Null])).toEqual([
    [{ 'Fn::Join': ['', [`${ARN}/index/`, { Ref: 'Name' }]] }, { 'dynamodb:LeadingKeys': { 'Fn::Join': ['', ['t#', { Ref: 'Name' }]] } }, absent('dynamodb:LeadingKeys')],
    [ARN, { 'dynamodb:LeadingKeys': { Ref: 'Names' }, 'dynamodb:Attributes': { Ref: 'Name' } }, absent('dynamodb:LeadingKeys', 'dynamodb:Attributes')],
  ]);
});

describe('a grantee of another account', () => {
  test('stands in the policies of the table and of its key, which name neither themselves nor each other', () => {
    const app = new App();
    const stack = newStack(app);
    const table = new dynamodb.Table(stack, 'T', { tableName: 'orders', partitionKey, encryptionKey: new kms.Key(stack, 'Key', { alias: 'orders' }) });
    ScopedTableGrants.fromTable(table).read(roleElsewhere(app), { indexes: ['byDay'] });
    const [onTable, onIndex] = tableOf(stack).Properties.ResourcePolicy.PolicyDocument.Statement;
    expect([onTable.Resource, onIndex.Resource]).toEqual(['*', '*']);
    expect(onIndex.Action).toBe('dynamodb:Query');
    const [, useOfKey] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'))[0].Properties.KeyPolicy.Statement;
    expect(useOfKey).toMatchObject({
      Action: 'kms:Decrypt',
      Condition: { StringEquals: { 'kms:CallerAccount': '444455556666', 'kms:ViaService': `dynamodb.${REGION}.amazonaws.com` } },
    });
    expect(JSON.stringify(useOfKey)).not.toContain('EncryptionContext');
  });

  test('is told what to add to the policy of an imported table', () => {
    const app = new App();
    const role = roleElsewhere(app);
    const table = dynamodb.Table.fromTableArn(Stack.of(role), 'Table', ARN);
    ScopedTableGrants.fromTable(table).write(role, { withoutEncryptionKey: true, leadingKeys: ['acme'] });
    Annotations.fromStack(Stack.of(role)).hasWarning('*', Match.stringLikeRegexp(
      `add to the resource policy of 'Other/Table' in account ${ACCOUNT}: .*LeadingKeys.*"Resource":"${ARN}"`));
  });

  test('cannot use PartiQL', () => {
    const app = new App();
    const table = new dynamodb.Table(newStack(app), 'T', { tableName: 'orders', partitionKey });
    expect(() => ScopedTableGrants.fromTable(table).partiqlRead(roleElsewhere(app)))
      .toThrow(/^ScopedTableGrants.partiqlRead cannot grant across accounts: .*DynamoDB runs PartiQL inside one account only: use `read` and `write`/);
  });

  test('cannot use a table under the key managed by AWS', () => {
    const app = new App();
    const table = new dynamodb.Table(newStack(app), 'T', { tableName: 'orders', partitionKey, encryption: dynamodb.TableEncryption.AWS_MANAGED });
    expect(() => ScopedTableGrants.fromTable(table).read(roleElsewhere(app))).toThrow(/AWS-managed key 'alias\/aws\/dynamodb', which no other account can use/);
  });
});
