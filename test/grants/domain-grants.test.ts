import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { newRole, newStack } from './testing';
import { ScopedDomainGrants } from '../../src/grants/domain-grants';

test.each<[string[], RegExp]>([
  [[], /`indices` is \[\]/],
  [['logs-*'], /ScopedDomainGrants.read: `indices` has 'logs-\*'; expected the full name of an index/],
  [['orders,secret'], /`indices` has 'orders,secret'/],
  [['orders/_doc'], /`indices` has 'orders\/_doc'/],
  [['_all'], /`indices` has '_all'/],
  [['Orders'], /`indices` has 'Orders'/],
])('indices %j are an error', (indices, message) => {
  const stack = newStack();
  const domain = opensearch.CfnDomain.fromDomainName(stack, 'Domain', 'logs');
  expect(() => ScopedDomainGrants.fromDomain(domain).read(newRole(stack), { indices })).toThrow(message);
});
