import { Stack } from 'aws-cdk-lib';
import * as redshift from 'aws-cdk-lib/aws-redshift';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { arnIn, Intent, request, requests } from './intent';
import { RedshiftClusterGrantOptions, ScopedRedshiftClusterGrants } from '../../../src/grants/redshift-cluster-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:redshift:${REGION}:${ACCOUNT}:cluster:sales`;
const DATABASE = `arn:aws:redshift:${REGION}:${ACCOUNT}:dbname:sales/dev`;
const SECRET = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:reporting-a1b2c3`;
const EXECUTE = ['redshift-data:ExecuteStatement', 'redshift-data:BatchExecuteStatement'];
const FETCH = ['redshift-data:DescribeStatement', 'redshift-data:GetStatementResult', 'redshift-data:CancelStatement'];
const READ_SECRET = ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'];
const inSession = (owner: string) => ({ 'aws:userid': 'AROAEXAMPLE:app', 'redshift-data:statement-owner-iam-userid': owner });
const runStatements = (options: (stack: Stack) => RedshiftClusterGrantOptions): Intent['grant'] => ({
  L1: (stack, role) => ScopedRedshiftClusterGrants.fromCluster(new redshift.CfnCluster(stack, 'Target', {
    clusterType: 'single-node', dbName: 'dev', masterUsername: 'admin', nodeType: 'ra3.large',
  })).runStatements(role, options(stack)),
  imported: (stack, role) => ScopedRedshiftClusterGrants.fromClusterIdentifier(stack, 'Target', 'sales').runStatements(role, options(stack)),
});

export const INTENTS: Intent[] = [
  {
    call: 'ScopedRedshiftClusterGrants.runStatements',
    actions: [...EXECUTE, ...FETCH, 'redshift:GetClusterCredentialsWithIAM'],
    grant: runStatements(() => ({ database: 'dev' })),
    allows: [
      ...requests(EXECUTE, ARN),
      ...requests(FETCH, '*', inSession('AROAEXAMPLE:app')),
      request('redshift:GetClusterCredentialsWithIAM', DATABASE),
    ],
    denies: [
      ...requests(EXECUTE, `${ARN}-2`),
      ...requests(FETCH, '*', inSession('AROAEXAMPLE:other')),
      request('redshift:GetClusterCredentialsWithIAM', DATABASE.replace('dev', 'hr')),
      request('redshift-data:ListStatements', '*'),
    ],
  },
  {
    call: 'ScopedRedshiftClusterGrants.runStatements',
    scope: 'with a secret',
    actions: [...EXECUTE, ...FETCH, ...READ_SECRET],
    grant: runStatements((stack) => ({
      secret: secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', arnIn(stack, 'secretsmanager', 'secret:reporting-a1b2c3')),
    })),
    allows: [...requests(EXECUTE, ARN), ...requests(FETCH, '*', inSession('AROAEXAMPLE:app')), ...requests(READ_SECRET, SECRET)],
    denies: [request('redshift:GetClusterCredentialsWithIAM', DATABASE), ...requests(READ_SECRET, SECRET.replace('reporting', 'admin'))],
  },
];
