import { App, Stack } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { ACCOUNT, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedStateMachineGrants } from '../../src/grants/state-machine-grants';

const ARN = `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:orders`;
const imported = (stack: Stack, arn = ARN) => sfn.StateMachine.fromStateMachineArn(stack, 'M', arn);

test('a version or alias is no state machine', () => {
  expect(() => ScopedStateMachineGrants.fromStateMachine(imported(newStack(), `${ARN}:live`)))
    .toThrow(/names the version or alias 'live'.*Import it without ':live', and start it with `qualifiers: \['live'\]`/);
});

test.each<[string[], RegExp]>([
  [[], /ScopedStateMachineGrants.start: `qualifiers` is \[\]/],
  [['l*'], /`qualifiers` has 'l\*'; expected a name without wildcards/],
])('qualifiers %j are an error', (qualifiers, message) => {
  const stack = newStack();
  expect(() => ScopedStateMachineGrants.fromStateMachine(imported(stack)).start(newRole(stack), { qualifiers })).toThrow(message);
});

test('executions are named by the name of the machine, also where only its ARN is known', () => {
  const stack = newStack();
  const machine = new sfn.CfnStateMachine(stack, 'M', { roleArn: 'arn:aws:iam::111122223333:role/app', definitionString: '{}' });
  ScopedStateMachineGrants.fromStateMachine(machine).stop(newRole(stack));
  const name = { 'Fn::Select': [6, { 'Fn::Split': [':', { Ref: 'M' }] }] };
  expect(statementsOf(stack)[0].Resource).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:states:${REGION}:${ACCOUNT}:execution:`, name, ':*']],
  });
});

test('another account is an error with what to do instead', () => {
  const app = new App();
  const machine = imported(newStack(app));
  const other = new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } });
  expect(() => ScopedStateMachineGrants.fromStateMachine(machine).start(newRole(other))).toThrow(/cannot grant across accounts.*assume a role of the state machine's account/);
});
