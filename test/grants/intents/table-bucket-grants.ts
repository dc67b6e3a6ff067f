import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3tables from 'aws-cdk-lib/aws-s3tables';
import { arnIn, Intent, Kinds, onEach, request, requests, throughService } from './intent';
import { ScopedTableBucketGrants, TableBucketGrantOptions } from '../../../src/grants/table-bucket-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ARN = `arn:aws:s3tables:${REGION}:${ACCOUNT}:bucket/analytics`;
const TABLE_ARN = `${ARN}/table/1a2b3c4d-1111-2222-3333-444455556666`;

interface Target {
  readonly grants: ScopedTableBucketGrants;
  readonly encryptionKey?: kms.IKeyRef;
}
const BUCKETS: Kinds<Target> = {
  L1: (stack) => ({
    grants: ScopedTableBucketGrants.fromTableBucket(new s3tables.CfnTableBucket(stack, 'Target', {
      tableBucketName: 'analytics',
      encryptionConfiguration: { sseAlgorithm: 'aws:kms', kmsKeyArn: new kms.Key(stack, 'Key').keyArn },
    })),
  }),
  imported: (stack) => ({
    grants: ScopedTableBucketGrants.fromTableBucketArn(stack, 'Target', arnIn(stack, 's3tables', 'bucket/analytics')),
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] })),
  }),
};
const grant = (method: 'read' | 'readWrite', options: TableBucketGrantOptions = {}) =>
  onEach(BUCKETS, ({ grants, encryptionKey }, role) => grants[method](role, { encryptionKey, ...options }));

const READS = ['s3tables:GetTable', 's3tables:GetTableMetadataLocation', 's3tables:GetTableData'];
const WRITES = ['s3tables:PutTableData', 's3tables:UpdateTableMetadataLocation'];
const KEY_WRITES = ['kms:GenerateDataKey', 'kms:Decrypt'];
const viaS3 = (arn: string) => throughService('s3', REGION, { 'aws:s3:arn': arn });
const named = (namespace: string, table: string) => ({ 's3tables:namespace': namespace, 's3tables:tableName': table });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedTableBucketGrants.browse',
    scope: 'in a namespace',
    actions: ['s3tables:GetTableBucket', 's3tables:ListNamespaces', 's3tables:GetNamespace', 's3tables:ListTables'],
    grant: onEach(BUCKETS, ({ grants }, role) => grants.browse(role, { namespaces: ['sales'] })),
    allows: [
      ...requests(['s3tables:GetTableBucket', 's3tables:ListNamespaces'], ARN),
      ...requests(['s3tables:GetNamespace', 's3tables:ListTables'], ARN, { 's3tables:namespace': 'sales' }),
    ],
    denies: [
      ...requests(['s3tables:GetNamespace', 's3tables:ListTables'], ARN, { 's3tables:namespace': 'payroll' }),
      ...requests(['s3tables:GetTableBucketPolicy', 's3tables:CreateNamespace'], ARN),
      request('s3tables:GetTable', TABLE_ARN),
    ],
  },
  {
    call: 'ScopedTableBucketGrants.read',
    scope: 'of one table in a namespace, per tenant',
    actions: [...READS, 'kms:Decrypt'],
    tags: { tenant: 'blue' },
    grant: grant('read', { namespaces: ['${aws:PrincipalTag/tenant}'], tables: ['orders'] }),
    allows: [...requests(READS, TABLE_ARN, named('blue', 'orders')), request('kms:Decrypt', KEY_ARN, viaS3(`${TABLE_ARN}/metadata/1`))],
    denies: [
      ...requests(READS, TABLE_ARN, named('green', 'orders')),
      ...requests(READS, TABLE_ARN, named('blue', 'payments')),
      ...requests(WRITES, TABLE_ARN, named('blue', 'orders')),
      request('s3tables:GetTable', TABLE_ARN.replace('analytics', 'analytics-archive'), named('blue', 'orders')),
      request('kms:Decrypt', KEY_ARN, viaS3('arn:aws:s3:::data/1')),
    ],
  },
  {
    call: 'ScopedTableBucketGrants.readWrite',
    actions: [...READS, ...WRITES, ...KEY_WRITES],
    grant: grant('readWrite'),
    allows: [...requests([...READS, ...WRITES], TABLE_ARN, named('sales', 'orders')), ...requests(KEY_WRITES, KEY_ARN, viaS3(`${TABLE_ARN}/data/1`))],
    denies: [
      ...requests(['s3tables:DeleteTable', 's3tables:PutTablePolicy'], TABLE_ARN),
      request('s3tables:CreateTable', ARN),
      ...requests(KEY_WRITES, KEY_ARN),
    ],
  },
];
