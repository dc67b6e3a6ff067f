import { Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import { arnIn, Intent, Kinds, onEach, request, requests } from './intent';
import { GlueTableGrantOptions, ScopedGlueDatabaseGrants } from '../../../src/grants/glue-database-grants';
import { ACCOUNT, REGION } from '../testing';

const glueArn = (rest: string) => `arn:aws:glue:${REGION}:${ACCOUNT}:${rest}`;
const made = (stack: Stack) => new glue.Database(stack, 'Target');
const DATABASES: Kinds<glue.IDatabaseRef> = {
  L2: made,
  L1: (stack) => new glue.CfnDatabase(stack, 'Target', { catalogId: stack.account, databaseInput: { name: 'sales' } }),
  imported: (stack) => glue.Database.fromDatabaseArn(stack, 'Target', arnIn(stack, 'glue', 'database/sales')),
};
const grant = (options: GlueTableGrantOptions = {}) =>
  onEach(DATABASES, (database, role) => ScopedGlueDatabaseGrants.fromDatabase(database).readTables(role, options));
const TABLE_READS = ['GetTable', 'GetTables', 'GetPartition', 'GetPartitions', 'BatchGetPartition'].map((name) => `glue:${name}`);
const LEVELS = ['catalog', 'database/sales', 'table/sales/orders'].map(glueArn);

export const INTENTS: Intent[] = [
  {
    call: 'ScopedGlueDatabaseGrants.readTables',
    actions: ['glue:GetDatabase', ...TABLE_READS],
    grant: grant(),
    allows: [...LEVELS.flatMap((arn) => requests(TABLE_READS, arn)), request('glue:GetDatabase', glueArn('database/sales'))],
    denies: [
      ...requests(TABLE_READS, glueArn('table/hr/people')),
      request('glue:GetDatabase', glueArn('database/hr')),
      request('glue:UpdateTable', glueArn('table/sales/orders')),
    ],
  },
  {
    call: 'ScopedGlueDatabaseGrants.readTables',
    scope: 'of one table',
    actions: ['glue:GetDatabase', ...TABLE_READS],
    grant: grant({ tables: ['orders'] }),
    allows: [...LEVELS.flatMap((arn) => requests(TABLE_READS, arn)), request('glue:GetDatabase', glueArn('catalog'))],
    denies: requests(TABLE_READS, glueArn('table/sales/people')),
  },
];
