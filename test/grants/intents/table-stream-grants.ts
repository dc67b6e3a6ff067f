import { Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Intent, onEach, request, requests, throughService } from './intent';
import { TABLES } from './table-grants';
import { ScopedTableStreamGrants } from '../../../src/grants/table-stream-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const TABLE = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`;
const STREAM = `${TABLE}/stream/2026-11-22T09:00:00.000`;
const READ = ['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords'];
const viaDynamo = (tableName: string) => throughService('dynamodb', REGION, { 'aws:dynamodb:tableName': tableName });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedTableStreamGrants.read',
    actions: [...READ, 'kms:Decrypt'],
    grant: onEach(TABLES, (table, role) => ScopedTableStreamGrants.fromTable(table).read(role)),
    cdk: { call: 'Table.grantStreamRead', grant: (stack: Stack, role: iam.Role) => (TABLES.L2!(stack) as dynamodb.Table).grantStreamRead(role) },
    allows: [...requests(READ, STREAM), request('kms:Decrypt', KEY_ARN, viaDynamo('orders'))],
    denies: [
      ...requests(READ, `${TABLE}/stream/2024-01-01T00:00:00.000`),
      ...requests(['dynamodb:GetItem', 'dynamodb:Query'], TABLE),
      request('dynamodb:ListStreams', '*'),
      request('kms:Decrypt', KEY_ARN, viaDynamo('customers')),
    ],
  },
];
