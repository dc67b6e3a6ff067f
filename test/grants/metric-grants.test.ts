import { CfnParameter } from 'aws-cdk-lib';
import { newRole, newStack, statementsOf } from './testing';
import { ScopedMetricGrants } from '../../src/grants/metric-grants';

test.each(['', 'Orders*', 'Orders?', 'a'.repeat(256)])('the namespace %j is an error', (namespace) => {
  expect(() => ScopedMetricGrants.fromNamespace(namespace)).toThrow(/ScopedMetricGrants.fromNamespace: `namespace` is/);
});

test('a token may stand for the namespace', () => {
  const stack = newStack();
  ScopedMetricGrants.fromNamespace(new CfnParameter(stack, 'Namespace').valueAsString).putMetricData(newRole(stack));
  expect(statementsOf(stack)[0].Condition).toEqual({ StringEquals: { 'cloudwatch:namespace': { Ref: 'Namespace' } } });
});

test('tags cannot narrow what has no resource', () => {
  const stack = newStack();
  expect(() => ScopedMetricGrants.fromNamespace('Orders').putMetricData(newRole(stack), { resourceTags: { team: 'orders' } }))
    .toThrow(/`resourceTags` cannot narrow cloudwatch:PutMetricData/);
});
