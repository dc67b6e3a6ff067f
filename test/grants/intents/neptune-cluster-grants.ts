import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as neptune from 'aws-cdk-lib/aws-neptune';
import { Intent, request, requests } from './intent';
import { NeptuneQueryLanguage, ScopedNeptuneClusterGrants } from '../../../src/grants/neptune-cluster-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:neptune-db:${REGION}:${ACCOUNT}:cluster-ABCD1234EFGH5678IJKL90MNOP/*`;
const OTHER = ARN.replace('ABCD', 'WXYZ');
const on = (give: (grants: ScopedNeptuneClusterGrants, role: iam.Role) => iam.Grant) => ({
  L1: (stack: Stack, role: iam.Role) => give(ScopedNeptuneClusterGrants.fromCluster(new neptune.CfnDBCluster(stack, 'Target', { iamAuthEnabled: true })), role),
  imported: (stack: Stack, role: iam.Role) =>
    give(ScopedNeptuneClusterGrants.fromClusterResourceId(stack, 'Target', 'cluster-ABCD1234EFGH5678IJKL90MNOP'), role),
});
const READ = 'neptune-db:ReadDataViaQuery';
const WRITE = 'neptune-db:WriteDataViaQuery';
const DELETE = 'neptune-db:DeleteDataViaQuery';

export const INTENTS: Intent[] = [
  {
    call: 'ScopedNeptuneClusterGrants.read',
    scope: 'by Gremlin',
    actions: [READ],
    grant: on((grants, role) => grants.read(role, { queryLanguages: [NeptuneQueryLanguage.GREMLIN] })),
    allows: [request(READ, ARN, { 'neptune-db:QueryLanguage': 'Gremlin' })],
    denies: [
      request(READ, ARN, { 'neptune-db:QueryLanguage': 'Sparql' }),
      request(READ, OTHER, { 'neptune-db:QueryLanguage': 'Gremlin' }),
      ...requests([WRITE, DELETE], ARN, { 'neptune-db:QueryLanguage': 'Gremlin' }),
    ],
  },
  {
    call: 'ScopedNeptuneClusterGrants.write',
    actions: [READ, WRITE],
    grant: on((grants, role) => grants.write(role)),
    allows: requests([READ, WRITE], ARN),
    denies: [...requests([DELETE, 'neptune-db:ResetDatabase', 'neptune-db:StartLoaderJob', 'neptune-db:connect'], ARN), request(WRITE, OTHER)],
  },
  {
    call: 'ScopedNeptuneClusterGrants.delete',
    actions: [READ, DELETE],
    grant: on((grants, role) => grants.delete(role)),
    allows: requests([READ, DELETE], ARN),
    denies: [...requests([WRITE, 'neptune-db:ResetDatabase'], ARN), request(DELETE, OTHER)],
  },
];
