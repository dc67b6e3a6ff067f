import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import { Intent, Kinds, onEach, request } from './intent';
import { ScopedElastiCacheGrants } from '../../../src/grants/elasticache-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:elasticache:${REGION}:${ACCOUNT}`;
const GROUPS: Kinds<elasticache.IReplicationGroupRef> = {
  L1: (stack) => new elasticache.CfnReplicationGroup(stack, 'Target', { replicationGroupDescription: 'orders' }),
  imported: (stack) => elasticache.CfnReplicationGroup.fromReplicationGroupId(stack, 'Target', 'orders'),
};
const CACHES: Kinds<elasticache.IServerlessCacheRef> = {
  L1: (stack) => new elasticache.CfnServerlessCache(stack, 'Target', { engine: 'valkey', serverlessCacheName: 'orders' }),
  imported: (stack) => elasticache.CfnServerlessCache.fromServerlessCacheName(stack, 'Target', 'orders'),
};

export const INTENTS: Intent[] = [
  {
    call: 'ScopedElastiCacheGrants.connect',
    scope: 'to a replication group',
    actions: ['elasticache:Connect'],
    grant: onEach(GROUPS, (group, role) => ScopedElastiCacheGrants.fromReplicationGroup(group).connect(role, 'app-reader')),
    allows: [request('elasticache:Connect', `${ARN}:replicationgroup:orders`), request('elasticache:Connect', `${ARN}:user:app-reader`)],
    denies: [
      request('elasticache:Connect', `${ARN}:replicationgroup:orders2`),
      request('elasticache:Connect', `${ARN}:serverlesscache:orders`),
      request('elasticache:Connect', `${ARN}:user:default`),
      request('elasticache:DeleteReplicationGroup', `${ARN}:replicationgroup:orders`),
    ],
  },
  {
    call: 'ScopedElastiCacheGrants.connect',
    scope: 'to a serverless cache with a tag, as the user of the tenant',
    actions: ['elasticache:Connect'],
    tags: { tenant: 'blue' },
    grant: onEach(CACHES, (cache, role) =>
      ScopedElastiCacheGrants.fromServerlessCache(cache).connect(role, '${aws:PrincipalTag/tenant}', { resourceTags: { stage: 'prod' } })),
    allows: [
      request('elasticache:Connect', `${ARN}:serverlesscache:orders`, { 'aws:ResourceTag/stage': 'prod' }),
      request('elasticache:Connect', `${ARN}:user:blue`, { 'aws:ResourceTag/stage': 'prod' }),
    ],
    denies: [
      request('elasticache:Connect', `${ARN}:serverlesscache:orders`),
      request('elasticache:Connect', `${ARN}:user:green`, { 'aws:ResourceTag/stage': 'prod' }),
      request('elasticache:Connect', `${ARN}:replicationgroup:orders`, { 'aws:ResourceTag/stage': 'prod' }),
    ],
  },
];
