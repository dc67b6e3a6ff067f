import { Template } from 'aws-cdk-lib/assertions';
import { ConfusedDeputyProtection } from '../../src/roles/confused-deputy-protection';
import { EventBridgeTargetRole, EventBridgeTargetRoleProps } from '../../src/roles/event-bridge-target-role';
import { bind } from '../decisions';
import { newStack } from '../grants/testing';

const RULES = 'arn:aws:events:eu-west-1:111122223333:rule';
const NAMES: [string, EventBridgeTargetRoleProps, string | string[]][] = [
  ['no name', {}, `${RULES}/*`],
  ['a rule of the default bus', { ruleName: 'placed' }, [`${RULES}/placed`]],
  ['a rule of another bus', { ruleName: 'placed', eventBusName: 'orders' }, [`${RULES}/orders/placed`]],
];

test.each(NAMES)('under STRICT %s stands in the trust policy', (_, props, expected) => {
  const stack = newStack();
  new EventBridgeTargetRole(stack, 'Role', { ...props, confusedDeputy: ConfusedDeputyProtection.STRICT });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  expect(bind(Properties.AssumeRolePolicyDocument).Statement[0].Condition.ArnLike['aws:SourceArn']).toEqual(expected);
});

test('a rule is not named in vain', () => {
  expect(() => new EventBridgeTargetRole(newStack(), 'Role', { ruleName: 'nightly' }))
    .toThrow(/ACCOUNT by default, but `ruleName` is given.*add `confusedDeputy: ConfusedDeputyProtection.STRICT` or leave `ruleName` out/);
});
