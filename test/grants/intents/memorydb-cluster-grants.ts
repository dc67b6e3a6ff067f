import * as memorydb from 'aws-cdk-lib/aws-memorydb';
import { Intent, Kinds, onEach, request } from './intent';
import { ScopedMemoryDbClusterGrants } from '../../../src/grants/memorydb-cluster-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:memorydb:${REGION}:${ACCOUNT}`;
const CLUSTERS: Kinds<memorydb.IClusterRef> = {
  L1: (stack) => new memorydb.CfnCluster(stack, 'Target', { aclName: 'app', clusterName: 'orders', nodeType: 'db.t4g.small' }),
  imported: (stack) => memorydb.CfnCluster.fromClusterName(stack, 'Target', 'orders'),
};

export const INTENTS: Intent[] = [
  {
    call: 'ScopedMemoryDbClusterGrants.connect',
    actions: ['memorydb:Connect'],
    grant: onEach(CLUSTERS, (cluster, role) => ScopedMemoryDbClusterGrants.fromCluster(cluster).connect(role, 'app-reader')),
    allows: [request('memorydb:Connect', `${ARN}:cluster/orders`), request('memorydb:Connect', `${ARN}:user/app-reader`)],
    denies: [
      request('memorydb:Connect', `${ARN}:cluster/orders2`),
      request('memorydb:Connect', `${ARN}:user/admin`),
      request('memorydb:DeleteCluster', `${ARN}:cluster/orders`),
    ],
  },
];
