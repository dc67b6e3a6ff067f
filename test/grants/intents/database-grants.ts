import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Intent, Kinds, onEach, request } from './intent';
import { ScopedDatabaseGrants } from '../../../src/grants/database-grants';
import { ACCOUNT, REGION } from '../testing';

const USERS = `arn:aws:rds-db:${REGION}:${ACCOUNT}:dbuser`;
const vpcOf = (stack: Stack) => new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, restrictDefaultSecurityGroup: false });
const engine = rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_4 });
const CLUSTERS: Kinds<rds.IDBClusterRef> = {
  L2: (stack) => new rds.DatabaseCluster(stack, 'Target', { engine, vpc: vpcOf(stack), writer: rds.ClusterInstance.serverlessV2('writer'), iamAuthentication: true }),
  L1: (stack) => new rds.CfnDBCluster(stack, 'Target', { engine: 'aurora-postgresql', enableIamDatabaseAuthentication: true }),
  imported: (stack) => rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Target', {
    clusterIdentifier: 'orders', clusterResourceIdentifier: 'cluster-ABCD1234EFGH5678IJKL90MNOP',
  }),
};
const INSTANCES: Kinds<rds.IDBInstanceRef> = {
  L2: (stack) => new rds.DatabaseInstance(stack, 'Target', { engine: rds.DatabaseInstanceEngine.POSTGRES, vpc: vpcOf(stack), iamAuthentication: true }),
  L1: (stack) => new rds.CfnDBInstance(stack, 'Target', { engine: 'postgres', enableIamDatabaseAuthentication: true }),
  imported: (stack) => rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Target', {
    instanceIdentifier: 'orders', instanceResourceId: 'db-ABCDEFGHIJKL01234', instanceEndpointAddress: 'orders.example', port: 5432, securityGroups: [],
  }),
};
const PROXIES: Kinds<rds.IDBProxyRef> = {
  L1: (stack) => new rds.CfnDBProxy(stack, 'Target', { dbProxyName: 'orders', engineFamily: 'POSTGRESQL', roleArn: 'arn:aws-us-gov:iam::111122223333:role/proxy', vpcSubnetIds: [] }),
  imported: (stack) => rds.DatabaseProxy.fromDatabaseProxyAttributes(stack, 'Target', {
    dbProxyName: 'orders', dbProxyArn: stack.formatArn({ service: 'rds', resource: 'db-proxy:prx-ABCDEFGHIJKL01234' }), endpoint: 'orders.example', securityGroups: [],
  }),
};
const cdk = (call: string, give: (stack: Stack, role: iam.Role) => iam.Grant) => ({ call, grant: give });
const others = (id: string) => [
  request('rds-db:connect', `${USERS}:${id}/admin`),
  request('rds-db:connect', `${USERS}:${id}/app_reader2`),
  request('rds-db:connect', `${USERS}:cluster-OTHER/app_reader`),
  request('rds:DescribeDBClusters', `arn:aws:rds:${REGION}:${ACCOUNT}:cluster:orders`),
];

export const INTENTS: Intent[] = [
  {
    call: 'ScopedDatabaseGrants.connect',
    scope: 'to a cluster',
    actions: ['rds-db:connect'],
    grant: onEach(CLUSTERS, (cluster, role) => ScopedDatabaseGrants.fromCluster(cluster).connect(role, 'app_reader')),
    cdk: cdk('DatabaseCluster.grantConnect', (stack, role) => (CLUSTERS.L2!(stack) as rds.DatabaseCluster).grantConnect(role, 'app_reader')),
    allows: [request('rds-db:connect', `${USERS}:cluster-ABCD1234EFGH5678IJKL90MNOP/app_reader`)],
    denies: others('cluster-ABCD1234EFGH5678IJKL90MNOP'),
  },
  {
    call: 'ScopedDatabaseGrants.connect',
    scope: 'to an instance, as the user of the tenant',
    actions: ['rds-db:connect'],
    tags: { tenant: 'blue' },
    grant: onEach(INSTANCES, (instance, role) => ScopedDatabaseGrants.fromInstance(instance).connect(role, 'app_${aws:PrincipalTag/tenant}')),
    allows: [request('rds-db:connect', `${USERS}:db-ABCDEFGHIJKL01234/app_blue`)],
    denies: [request('rds-db:connect', `${USERS}:db-ABCDEFGHIJKL01234/app_green`)],
  },
  {
    call: 'ScopedDatabaseGrants.connect',
    scope: 'to a proxy',
    actions: ['rds-db:connect'],
    grant: onEach(PROXIES, (proxy, role) => ScopedDatabaseGrants.fromProxy(proxy).connect(role, 'app_reader')),
    allows: [request('rds-db:connect', `${USERS}:prx-ABCDEFGHIJKL01234/app_reader`)],
    denies: others('prx-ABCDEFGHIJKL01234'),
  },
];
