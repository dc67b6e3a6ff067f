import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3tables from 'aws-cdk-lib/aws-s3tables';
import { arnIn, Intent, Kinds, onEach, request, requests, throughService } from './intent';
import { ScopedS3TableGrants } from '../../../src/grants/s3-table-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ID = 'bucket/analytics/table/1a2b3c4d-1111-2222-3333-444455556666';
const ARN = `arn:aws:s3tables:${REGION}:${ACCOUNT}:${ID}`;

interface Target {
  readonly grants: ScopedS3TableGrants;
  readonly encryptionKey?: kms.IKeyRef;
}
const TABLES: Kinds<Target> = {
  L1: (stack) => {
    const bucket = new s3tables.CfnTableBucket(stack, 'Bucket', {
      tableBucketName: 'analytics',
      encryptionConfiguration: { sseAlgorithm: 'aws:kms', kmsKeyArn: new kms.Key(stack, 'Key').keyArn },
    });
    return {
      grants: ScopedS3TableGrants.fromTable(new s3tables.CfnTable(stack, 'Target', {
        tableBucketArn: bucket.attrTableBucketArn, namespace: 'sales', tableName: 'orders', openTableFormat: 'ICEBERG',
      })),
    };
  },
  imported: (stack) => ({
    grants: ScopedS3TableGrants.fromTableArn(stack, 'Target', arnIn(stack, 's3tables', ID)),
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] })),
  }),
};
const grant = (method: 'read' | 'readWrite') => onEach(TABLES, ({ grants, encryptionKey }, role) => grants[method](role, { encryptionKey }));

const READS = ['s3tables:GetTable', 's3tables:GetTableMetadataLocation', 's3tables:GetTableData'];
const WRITES = ['s3tables:PutTableData', 's3tables:UpdateTableMetadataLocation'];
const KEY_WRITES = ['kms:GenerateDataKey', 'kms:Decrypt'];
const viaS3 = (arn: string) => throughService('s3', REGION, { 'aws:s3:arn': arn });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedS3TableGrants.read',
    actions: [...READS, 'kms:Decrypt'],
    grant: grant('read'),
    allows: [...requests(READS, ARN), request('kms:Decrypt', KEY_ARN, viaS3(`${ARN}/metadata/1`))],
    denies: [
      ...requests([...WRITES, 's3tables:DeleteTable', 's3tables:GetTablePolicy'], ARN),
      request('s3tables:GetTableData', `${ARN}7`),
      request('kms:Decrypt', KEY_ARN),
      request('kms:Decrypt', KEY_ARN, viaS3(`${ARN}7/metadata/1`)),
    ],
  },
  {
    call: 'ScopedS3TableGrants.readWrite',
    actions: [...READS, ...WRITES, ...KEY_WRITES],
    grant: grant('readWrite'),
    allows: [...requests([...READS, ...WRITES], ARN), ...requests(KEY_WRITES, KEY_ARN, viaS3(`${ARN}/data/1`))],
    denies: [
      ...requests(['s3tables:DeleteTable', 's3tables:RenameTable', 's3tables:PutTablePolicy'], ARN),
      request('s3tables:PutTableData', `${ARN}7`),
      ...requests(KEY_WRITES, KEY_ARN, viaS3('arn:aws:s3:::data/1')),
    ],
  },
];
