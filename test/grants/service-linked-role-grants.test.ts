import { CfnParameter } from 'aws-cdk-lib';
import { newRole, newStack, statementsOf } from './testing';
import { ScopedServiceLinkedRoleGrants } from '../../src/grants/service-linked-role-grants';

test('the service may be known only at deployment', () => {
  const stack = newStack();
  ScopedServiceLinkedRoleGrants.fromService(new CfnParameter(stack, 'Service').valueAsString).create(newRole(stack));
  expect(statementsOf(stack)[0].Condition).toEqual({ StringEquals: { 'iam:AWSServiceName': { Ref: 'Service' } } });
});

test.each(['ecs', '*', '*.amazonaws.com', 'arn:aws:iam::111122223333:role/x'])('%s is refused', service => {
  expect(() => ScopedServiceLinkedRoleGrants.fromService(service)).toThrow(/is no service principal; expected the name of one service, such as 'ecs.amazonaws.com'/);
});
