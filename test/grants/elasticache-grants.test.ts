import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import { newRole, newStack, statementsOf } from './testing';
import { ScopedElastiCacheGrants } from '../../src/grants/elasticache-grants';

const VPCE = { sourceVpcEndpoints: ['vpce-0123456789abcdef0'] };

test.each([
  ['', /`userId` is \[""\]/],
  ['*', /^ScopedElastiCacheGrants.connect: `userId` is '\*'; expected the id of one ElastiCache user .* such as 'app-reader'/],
  ['arn:aws:elasticache:eu-west-1:111122223333:user:app', /no ARN/],
])('the user %j is an error', (userId, message) => {
  const stack = newStack();
  const group = elasticache.CfnReplicationGroup.fromReplicationGroupId(stack, 'Cache', 'orders');
  expect(() => ScopedElastiCacheGrants.fromReplicationGroup(group).connect(newRole(stack), userId)).toThrow(message);
});

test('the user may be one of this app', () => {
  const stack = newStack();
  const user = new elasticache.CfnUser(stack, 'User', { engine: 'valkey', userId: 'app', userName: 'app', authenticationMode: { Type: 'iam' } });
  const group = elasticache.CfnReplicationGroup.fromReplicationGroupId(stack, 'Cache', 'orders');
  ScopedElastiCacheGrants.fromReplicationGroup(group).connect(newRole(stack), user.ref);
  expect(JSON.stringify(statementsOf(stack)[0].Resource[1])).toMatch(/:user:",\{"Ref":"User"\}/);
});

test('a serverless cache is reached through VPC endpoints, the nodes of a replication group are not', () => {
  const stack = newStack();
  const group = elasticache.CfnReplicationGroup.fromReplicationGroupId(stack, 'Group', 'orders');
  const cache = elasticache.CfnServerlessCache.fromServerlessCacheName(stack, 'Cache', 'orders');
  expect(() => ScopedElastiCacheGrants.fromReplicationGroup(group).connect(newRole(stack), 'app', VPCE)).toThrow(/`sourceVpcEndpoints` cannot narrow connections inside a VPC/);
  ScopedElastiCacheGrants.fromServerlessCache(cache).connect(newRole(stack, 'Other'), 'app', VPCE);
  expect(statementsOf(stack)[0].Condition).toEqual({ StringEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } });
});
