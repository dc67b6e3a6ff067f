import { Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { arnIn, Intent, Kinds, onEach, request, requests, throughService } from './intent';
import { ScopedTableGrants, TableReadGrantOptions, TableWriteGrantOptions } from '../../../src/grants/table-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`;
const INDEX = `${ARN}/index/byDay`;
const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };
export const TABLES: Kinds<dynamodb.ITableRef> = {
  L2: (stack) => new dynamodb.Table(stack, 'Target', { partitionKey, stream: dynamodb.StreamViewType.NEW_IMAGE, encryptionKey: new kms.Key(stack, 'Key') }),
  L1: (stack) => new dynamodb.CfnTable(stack, 'Target', {
    keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
    attributeDefinitions: [{ attributeName: 'id', attributeType: 'S' }],
    streamSpecification: { streamViewType: 'NEW_IMAGE' },
    sseSpecification: { sseEnabled: true, kmsMasterKeyId: new kms.CfnKey(stack, 'Key').ref },
  }),
  imported: (stack) => dynamodb.Table.fromTableAttributes(stack, 'Target', {
    tableArn: arnIn(stack, 'dynamodb', 'table/orders'),
    tableStreamArn: arnIn(stack, 'dynamodb', 'table/orders/stream/2026-11-22T09:00:00.000'),
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', arnIn(stack, 'kms', KEY_ARN.split(':')[5])),
  }),
};
type Method = 'read' | 'query' | 'write' | 'update' | 'partiqlRead' | 'partiqlWrite';
const grant = (method: Method, options: TableReadGrantOptions & TableWriteGrantOptions = {}) =>
  onEach(TABLES, (table, role) => ScopedTableGrants.fromTable(table)[method](role, options));
const cdk = (call: string, give: (table: dynamodb.Table, role: iam.Role) => iam.Grant) =>
  ({ call, grant: (stack: Stack, role: iam.Role) => give(TABLES.L2!(stack) as dynamodb.Table, role) });

const GETS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem'];
const PUTS = ['dynamodb:PutItem', 'dynamodb:UpdateItem'];
const DELETES = ['dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];
const READ = [...GETS, 'dynamodb:ConditionCheckItem', 'dynamodb:Query'];
const viaDynamo = (tableName: string) => throughService('dynamodb', REGION, { 'aws:dynamodb:tableName': tableName });
const useOfKey = request('kms:Decrypt', KEY_ARN, viaDynamo('orders'));
const misuseOfKey = [
  request('kms:Decrypt', KEY_ARN),
  request('kms:Decrypt', KEY_ARN, viaDynamo('customers')),
  request('kms:Decrypt', KEY_ARN, throughService('s3', REGION, { 'aws:dynamodb:tableName': 'orders' })),
  request('kms:GenerateDataKey', KEY_ARN, viaDynamo('orders')),
];
const item = (key: string) => ({ 'dynamodb:LeadingKeys': [key] });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedTableGrants.read',
    actions: [...READ, 'kms:Decrypt'],
    grant: grant('read'),
    cdk: cdk('Table.grants.readData', (table, role) => table.grants.readData(role)),
    allows: [...requests(READ, ARN), useOfKey],
    denies: [
      ...requests(['dynamodb:Scan', 'dynamodb:DescribeTable', 'dynamodb:PartiQLSelect', ...PUTS], ARN),
      request('dynamodb:Query', INDEX),
      request('dynamodb:GetItem', `${ARN}-archive`),
      request('dynamodb:GetRecords', `${ARN}/stream/2026-11-22T09:00:00.000`),
      ...misuseOfKey,
    ],
  },
  {
    call: 'ScopedTableGrants.read',
    scope: 'with one index and Scan',
    actions: [...READ, 'dynamodb:Scan', 'kms:Decrypt'],
    grant: grant('read', { indexes: ['byDay'], scan: true }),
    allows: [...requests([...READ, 'dynamodb:Scan'], ARN), ...requests(['dynamodb:Query', 'dynamodb:Scan'], INDEX), useOfKey],
    denies: [...requests(['dynamodb:Query', 'dynamodb:Scan'], `${ARN}/index/byCustomer`), request('dynamodb:GetItem', INDEX)],
  },
  {
    call: 'ScopedTableGrants.read',
    scope: 'of the items of a tenant',
    actions: [...READ, 'kms:Decrypt'],
    tags: { tenant: 'blue' },
    grant: grant('read', { leadingKeys: ['${aws:PrincipalTag/tenant}'], indexes: ['byDay'] }),
    allows: [...requests(READ, ARN, item('blue')), request('dynamodb:Query', INDEX, item('blue')), useOfKey],
    denies: [
      ...requests(READ, ARN, item('green')),
      request('dynamodb:BatchGetItem', ARN, { 'dynamodb:LeadingKeys': ['blue', 'green'] }),
      request('dynamodb:Query', ARN),
      request('dynamodb:Query', INDEX, item('green')),
    ],
  },
  {
    call: 'ScopedTableGrants.read',
    scope: 'of two attributes',
    actions: [...GETS, 'dynamodb:Query', 'kms:Decrypt'],
    grant: grant('read', { attributes: ['id', 'total'] }),
    allows: [
      ...requests([...GETS, 'dynamodb:Query'], ARN, { 'dynamodb:Attributes': ['id', 'total'], 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' }),
      useOfKey,
    ],
    denies: [
      request('dynamodb:GetItem', ARN),
      request('dynamodb:GetItem', ARN, { 'dynamodb:Attributes': ['id', 'card'], 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' }),
      request('dynamodb:Query', ARN, { 'dynamodb:Attributes': ['id'], 'dynamodb:Select': 'ALL_ATTRIBUTES' }),
      request('dynamodb:ConditionCheckItem', ARN, { 'dynamodb:Attributes': ['id'] }),
    ],
  },
  {
    call: 'ScopedTableGrants.query',
    actions: ['dynamodb:Query', 'kms:Decrypt'],
    grant: grant('query'),
    allows: [request('dynamodb:Query', ARN), useOfKey],
    denies: [request('dynamodb:Scan', ARN), request('dynamodb:GetItem', ARN), request('dynamodb:Query', INDEX)],
  },
  {
    call: 'ScopedTableGrants.query',
    scope: 'of one index only',
    actions: ['dynamodb:Query', 'kms:Decrypt'],
    grant: grant('query', { indexes: ['byDay'] }),
    allows: [request('dynamodb:Query', INDEX), useOfKey],
    denies: [request('dynamodb:Query', ARN), request('dynamodb:Query', `${ARN}/index/byCustomer`), request('dynamodb:Scan', INDEX)],
  },
  {
    call: 'ScopedTableGrants.write',
    actions: [...PUTS, ...DELETES, 'kms:Decrypt'],
    grant: grant('write'),
    cdk: cdk('Table.grants.writeData', (table, role) => table.grants.writeData(role)),
    allows: [...requests([...PUTS, ...DELETES], ARN), useOfKey],
    denies: [
      ...requests(['dynamodb:GetItem', 'dynamodb:PartiQLInsert', 'dynamodb:UpdateTable', 'dynamodb:DeleteTable'], ARN),
      request('dynamodb:PutItem', `${ARN}-archive`),
      ...misuseOfKey,
    ],
  },
  {
    call: 'ScopedTableGrants.write',
    scope: 'without delete, of the items of a tenant',
    actions: [...PUTS, 'kms:Decrypt'],
    tags: { tenant: 'blue' },
    grant: grant('write', { withoutDelete: true, leadingKeys: ['${aws:PrincipalTag/tenant}#*'] }),
    allows: [...requests(PUTS, ARN, item('blue#1')), useOfKey],
    denies: [...requests(DELETES, ARN, item('blue#1')), ...requests(PUTS, ARN, item('green#1')), ...requests(PUTS, ARN)],
  },
  {
    call: 'ScopedTableGrants.update',
    scope: 'of two attributes',
    actions: ['dynamodb:UpdateItem', 'kms:Decrypt'],
    grant: grant('update', { attributes: ['id', 'state'] }),
    allows: [request('dynamodb:UpdateItem', ARN, { 'dynamodb:Attributes': ['id', 'state'], 'dynamodb:ReturnValues': 'NONE' }), useOfKey],
    denies: [
      request('dynamodb:UpdateItem', ARN, { 'dynamodb:Attributes': ['id', 'total'], 'dynamodb:ReturnValues': 'NONE' }),
      request('dynamodb:UpdateItem', ARN, { 'dynamodb:Attributes': ['id', 'state'], 'dynamodb:ReturnValues': 'ALL_OLD' }),
      request('dynamodb:PutItem', ARN, { 'dynamodb:Attributes': ['id', 'state'], 'dynamodb:ReturnValues': 'NONE' }),
    ],
  },
  {
    call: 'ScopedTableGrants.partiqlRead',
    scope: 'with one index',
    actions: ['dynamodb:PartiQLSelect', 'kms:Decrypt'],
    grant: grant('partiqlRead', { indexes: ['byDay'] }),
    allows: [
      request('dynamodb:PartiQLSelect', ARN),
      request('dynamodb:PartiQLSelect', INDEX, { 'dynamodb:FullTableScan': 'false' }),
      useOfKey,
    ],
    denies: [
      request('dynamodb:PartiQLSelect', ARN, { 'dynamodb:FullTableScan': 'true' }),
      request('dynamodb:PartiQLSelect', `${ARN}/index/byCustomer`),
      request('dynamodb:PartiQLUpdate', ARN),
      request('dynamodb:Query', ARN),
    ],
  },
  {
    call: 'ScopedTableGrants.partiqlRead',
    scope: 'with full scans',
    actions: ['dynamodb:PartiQLSelect', 'kms:Decrypt'],
    grant: grant('partiqlRead', { scan: true }),
    allows: [request('dynamodb:PartiQLSelect', ARN, { 'dynamodb:FullTableScan': 'true' }), useOfKey],
    denies: [request('dynamodb:PartiQLSelect', INDEX), request('dynamodb:Scan', ARN)],
  },
  {
    call: 'ScopedTableGrants.partiqlWrite',
    actions: ['dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', 'dynamodb:PartiQLDelete', 'kms:Decrypt'],
    grant: grant('partiqlWrite'),
    allows: [...requests(['dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', 'dynamodb:PartiQLDelete'], ARN), useOfKey],
    denies: [...requests(['dynamodb:PartiQLSelect', 'dynamodb:PutItem'], ARN), request('dynamodb:PartiQLInsert', `${ARN}-archive`)],
  },
  {
    call: 'ScopedTableGrants.partiqlWrite',
    scope: 'without delete',
    actions: ['dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', 'kms:Decrypt'],
    grant: grant('partiqlWrite', { withoutDelete: true, leadingKeys: ['acme'] }),
    allows: [...requests(['dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate'], ARN, item('acme')), useOfKey],
    denies: [request('dynamodb:PartiQLDelete', ARN, item('acme')), request('dynamodb:PartiQLInsert', ARN, item('globex'))],
  },
];
