import * as serverless from 'aws-cdk-lib/aws-redshiftserverless';
import { arnIn, Intent, request, requests } from './intent';
import { ScopedRedshiftWorkgroupGrants } from '../../../src/grants/redshift-workgroup-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:redshift-serverless:${REGION}:${ACCOUNT}:workgroup/1a2b3c4d-12ab-34cd-56ef-1234567890ab`;
const EXECUTE = ['redshift-data:ExecuteStatement', 'redshift-data:BatchExecuteStatement'];
const FETCH = ['redshift-data:DescribeStatement', 'redshift-data:GetStatementResult', 'redshift-data:CancelStatement'];
const inSession = (owner: string) => ({ 'aws:userid': 'AROAEXAMPLE:app', 'redshift-data:statement-owner-iam-userid': owner });

export const INTENTS: Intent[] = [{
  call: 'ScopedRedshiftWorkgroupGrants.runStatements',
  actions: [...EXECUTE, ...FETCH, 'redshift-serverless:GetCredentials'],
  grant: {
    L1: (stack, role) =>
      ScopedRedshiftWorkgroupGrants.fromWorkgroup(new serverless.CfnWorkgroup(stack, 'Target', { workgroupName: 'sales' })).runStatements(role),
    imported: (stack, role) =>
      ScopedRedshiftWorkgroupGrants.fromWorkgroupArn(stack, 'Target', arnIn(stack, 'redshift-serverless', ARN.split(':')[5])).runStatements(role),
  },
  allows: [
    ...requests(EXECUTE, ARN),
    ...requests(FETCH, '*', inSession('AROAEXAMPLE:app')),
    request('redshift-serverless:GetCredentials', ARN),
  ],
  denies: [
    ...requests([...EXECUTE, 'redshift-serverless:GetCredentials'], `${ARN}f`),
    ...requests(FETCH, '*', inSession('AROAEXAMPLE:other')),
    request('redshift-serverless:UpdateWorkgroup', ARN),
  ],
}];
