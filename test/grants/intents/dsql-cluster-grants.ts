import * as dsql from 'aws-cdk-lib/aws-dsql';
import { Intent, Kinds, onEach, request } from './intent';
import { ScopedDsqlClusterGrants } from '../../../src/grants/dsql-cluster-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:dsql:${REGION}:${ACCOUNT}:cluster/abc123`;
const CLUSTERS: Kinds<dsql.IClusterRef> = {
  L1: (stack) => new dsql.CfnCluster(stack, 'Target'),
  imported: (stack) => dsql.CfnCluster.fromIdentifier(stack, 'Target', 'abc123'),
};

export const INTENTS: Intent[] = [
  {
    call: 'ScopedDsqlClusterGrants.connect',
    scope: 'from one VPC endpoint',
    actions: ['dsql:DbConnect'],
    grant: onEach(CLUSTERS, (cluster, role) => ScopedDsqlClusterGrants.fromCluster(cluster).connect(role, { sourceVpcEndpoints: ['vpce-0123456789abcdef0'] })),
    allows: [request('dsql:DbConnect', ARN, { 'aws:SourceVpce': 'vpce-0123456789abcdef0' })],
    denies: [
      request('dsql:DbConnect', ARN),
      request('dsql:DbConnectAdmin', ARN, { 'aws:SourceVpce': 'vpce-0123456789abcdef0' }),
      request('dsql:DbConnect', `${ARN}4`, { 'aws:SourceVpce': 'vpce-0123456789abcdef0' }),
    ],
  },
  {
    call: 'ScopedDsqlClusterGrants.connectAsAdmin',
    actions: ['dsql:DbConnectAdmin'],
    grant: onEach(CLUSTERS, (cluster, role) => ScopedDsqlClusterGrants.fromCluster(cluster).connectAsAdmin(role)),
    allows: [request('dsql:DbConnectAdmin', ARN)],
    denies: [request('dsql:DbConnect', ARN), request('dsql:DeleteCluster', ARN), request('dsql:DbConnectAdmin', `${ARN}4`)],
  },
];
