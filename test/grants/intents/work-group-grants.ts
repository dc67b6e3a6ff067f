import { Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Intent, Kinds, onEach, request, requests, throughService } from './intent';
import { QueryGrantOptions, ScopedWorkGroupGrants } from '../../../src/grants/work-group-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ARN = `arn:aws:athena:${REGION}:${ACCOUNT}:workgroup/analysts`;
const glueArn = (rest: string) => `arn:aws:glue:${REGION}:${ACCOUNT}:${rest}`;
const WORK_GROUPS: Kinds<athena.IWorkGroupRef> = {
  L1: (stack) => new athena.CfnWorkGroup(stack, 'Target', { name: 'analysts' }),
  imported: (stack) => athena.CfnWorkGroup.fromWorkGroupName(stack, 'Target', 'analysts'),
};
const query = (options: (stack: Stack) => QueryGrantOptions) =>
  onEach(WORK_GROUPS, (workGroup, role, stack) => ScopedWorkGroupGrants.fromWorkGroup(workGroup).query(role, options(stack)));
const QUERY = ['StartQueryExecution', 'GetQueryExecution', 'GetQueryResults', 'StopQueryExecution'].map((name) => `athena:${name}`);
const TABLE_READS = ['GetTable', 'GetTables', 'GetPartition', 'GetPartitions', 'BatchGetPartition'].map((name) => `glue:${name}`);
const CATALOG = ['glue:GetDatabase', ...TABLE_READS];
const S3_READS = ['s3:GetBucketLocation', 's3:GetObject', 's3:ListBucket'];
const S3_WRITES = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];

export const INTENTS: Intent[] = [
  {
    call: 'ScopedWorkGroupGrants.query',
    scope: 'of one table, with its files and results',
    actions: [...QUERY, ...CATALOG, ...S3_READS, ...S3_WRITES, 'kms:Decrypt', 'kms:GenerateDataKey'],
    grant: query((stack) => ({
      sources: [{ database: 'sales', tables: ['orders'], locations: [{ bucket: s3.Bucket.fromBucketName(stack, 'Lake', 'lake'), prefix: 'orders/' }] }],
      results: {
        bucket: s3.Bucket.fromBucketName(stack, 'Results', 'results'),
        prefix: 'analysts/',
        encryptionKey: kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] })),
      },
    })),
    allows: [
      ...requests(QUERY, ARN),
      ...['catalog', 'database/sales', 'table/sales/orders'].flatMap((rest) => requests(TABLE_READS, glueArn(rest))),
      ...['catalog', 'database/sales', 'database/default'].map((rest) => request('glue:GetDatabase', glueArn(rest))),
      request('s3:GetObject', 'arn:aws:s3:::lake/orders/1'),
      request('s3:ListBucket', 'arn:aws:s3:::lake', { 's3:prefix': 'orders/' }),
      request('s3:GetBucketLocation', 'arn:aws:s3:::results'),
      ...requests([...S3_WRITES, 's3:GetObject'], 'arn:aws:s3:::results/analysts/1.csv'),
      ...requests(['kms:Decrypt', 'kms:GenerateDataKey'], KEY_ARN, throughService('s3', REGION, { 'aws:s3:arn': 'arn:aws:s3:::results/analysts/1.csv' })),
    ],
    denies: [
      ...requests(QUERY, ARN.replace('analysts', 'admins')),
      ...requests(TABLE_READS, glueArn('table/sales/people')),
      ...requests(TABLE_READS, glueArn('table/default/any')),
      request('s3:GetObject', 'arn:aws:s3:::lake/people/1'),
      request('s3:PutObject', 'arn:aws:s3:::lake/orders/1'),
      request('s3:GetObject', 'arn:aws:s3:::results/admins/1.csv'),
      request('lakeformation:GetDataAccess', '*'),
      request('athena:GetNamedQuery', ARN),
    ],
  },
  {
    call: 'ScopedWorkGroupGrants.query',
    scope: 'through Lake Formation, with managed results',
    actions: [...QUERY, ...CATALOG, 'lakeformation:GetDataAccess'],
    grant: query(() => ({ sources: [{ database: 'sales' }], lakeFormation: true })),
    allows: [
      ...requests(QUERY, ARN),
      ...requests(TABLE_READS, glueArn('table/sales/orders')),
      request('glue:GetDatabase', glueArn('database/sales')),
      request('lakeformation:GetDataAccess', '*'),
    ],
    denies: [...requests(TABLE_READS, glueArn('table/hr/people')), request('s3:GetObject', 'arn:aws:s3:::lake/orders/1')],
  },
];
