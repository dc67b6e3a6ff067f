import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as msk from 'aws-cdk-lib/aws-msk';
import { arnIn, Intent, request, requests } from './intent';
import { ScopedMskClusterGrants } from '../../../src/grants/msk-cluster-grants';
import { ACCOUNT, REGION } from '../testing';

const ID = 'orders/de8982fa-8222-4e87-8b20-9bf3cdfa1521-2';
const ARN = `arn:aws:kafka:${REGION}:${ACCOUNT}`;
const CLUSTER = `${ARN}:cluster/${ID}`;
const brokerNodeGroupInfo = { clientSubnets: ['subnet-1'], instanceType: 'kafka.m7g.large' };
const on = (give: (grants: ScopedMskClusterGrants, role: iam.Role) => iam.Grant) => ({
  L1: (stack: Stack, role: iam.Role) => give(ScopedMskClusterGrants.fromCluster(
    new msk.CfnCluster(stack, 'Target', { brokerNodeGroupInfo, clusterName: 'orders', kafkaVersion: '3.8.x', numberOfBrokerNodes: 3 })), role),
  serverless: (stack: Stack, role: iam.Role) => give(ScopedMskClusterGrants.fromServerlessCluster(
    new msk.CfnServerlessCluster(stack, 'Target', { clientAuthentication: { sasl: { iam: { enabled: true } } }, clusterName: 'orders', vpcConfigs: [] })), role),
  imported: (stack: Stack, role: iam.Role) => give(ScopedMskClusterGrants.fromClusterArn(stack, 'Target', arnIn(stack, 'kafka', `cluster/${ID}`)), role),
});
const PRODUCE = ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'];
const CONSUME = ['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'];
const GROUP = ['kafka-cluster:DescribeGroup', 'kafka-cluster:AlterGroup'];
const TRANSACTION = ['kafka-cluster:DescribeTransactionalId', 'kafka-cluster:AlterTransactionalId'];
const ON_CLUSTER = ['kafka-cluster:Connect', 'kafka-cluster:WriteDataIdempotently'];

export const INTENTS: Intent[] = [
  {
    call: 'ScopedMskClusterGrants.connect',
    actions: ['kafka-cluster:Connect'],
    grant: on((grants, role) => grants.connect(role)),
    allows: [request('kafka-cluster:Connect', CLUSTER)],
    denies: [
      request('kafka-cluster:Connect', `${ARN}:cluster/orders/00000000-8222-4e87-8b20-9bf3cdfa1521-2`),
      ...requests(['kafka-cluster:DescribeCluster', 'kafka-cluster:AlterCluster'], CLUSTER),
    ],
  },
  {
    call: 'ScopedMskClusterGrants.produce',
    scope: 'to a topic of the tenant',
    actions: [...ON_CLUSTER, ...PRODUCE],
    tags: { tenant: 'blue' },
    grant: on((grants, role) => grants.produce(role, { topics: ['${aws:PrincipalTag/tenant}.orders'] })),
    allows: [...requests(ON_CLUSTER, CLUSTER), ...requests(PRODUCE, `${ARN}:topic/${ID}/blue.orders`)],
    denies: [
      ...requests(PRODUCE, `${ARN}:topic/${ID}/green.orders`),
      ...requests(['kafka-cluster:ReadData', 'kafka-cluster:CreateTopic', 'kafka-cluster:DeleteTopic'], `${ARN}:topic/${ID}/blue.orders`),
      ...requests(TRANSACTION, `${ARN}:transactional-id/${ID}/billing-1`),
    ],
  },
  {
    call: 'ScopedMskClusterGrants.produce',
    scope: 'in transactions',
    actions: [...ON_CLUSTER, ...PRODUCE, ...TRANSACTION],
    grant: on((grants, role) => grants.produce(role, { topics: ['orders'], transactionalIds: ['billing-1'] })),
    allows: [
      ...requests(ON_CLUSTER, CLUSTER),
      ...requests(PRODUCE, `${ARN}:topic/${ID}/orders`),
      ...requests(TRANSACTION, `${ARN}:transactional-id/${ID}/billing-1`),
    ],
    denies: [...requests(TRANSACTION, `${ARN}:transactional-id/${ID}/billing-2`), ...requests(PRODUCE, `${ARN}:topic/${ID}/billing-1`)],
  },
  {
    call: 'ScopedMskClusterGrants.consume',
    scope: 'two topics in one group',
    actions: ['kafka-cluster:Connect', ...CONSUME, ...GROUP],
    grant: on((grants, role) => grants.consume(role, { topics: ['orders', 'returns'], groups: ['billing'] })),
    allows: [
      request('kafka-cluster:Connect', CLUSTER),
      ...requests(CONSUME, `${ARN}:topic/${ID}/orders`),
      ...requests(CONSUME, `${ARN}:topic/${ID}/returns`),
      ...requests(GROUP, `${ARN}:group/${ID}/billing`),
    ],
    denies: [
      ...requests(CONSUME, `${ARN}:topic/${ID}/customers`),
      ...requests(GROUP, `${ARN}:group/${ID}/shipping`),
      request('kafka-cluster:WriteData', `${ARN}:topic/${ID}/orders`),
      request('kafka-cluster:DeleteGroup', `${ARN}:group/${ID}/billing`),
      request('kafka-cluster:WriteDataIdempotently', CLUSTER),
    ],
  },
];
