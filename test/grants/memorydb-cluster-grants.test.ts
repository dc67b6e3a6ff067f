import * as memorydb from 'aws-cdk-lib/aws-memorydb';
import { newRole, newStack } from './testing';
import { ScopedMemoryDbClusterGrants } from '../../src/grants/memorydb-cluster-grants';

test.each([
  ['', /`userName` is \[""\]/],
  ['app*', /^ScopedMemoryDbClusterGrants.connect: `userName` is 'app\*'; expected the name of one MemoryDB user/],
])('the user %j is an error', (userName, message) => {
  const stack = newStack();
  expect(() => ScopedMemoryDbClusterGrants.fromCluster(memorydb.CfnCluster.fromClusterName(stack, 'Db', 'orders')).connect(newRole(stack), userName)).toThrow(message);
});
