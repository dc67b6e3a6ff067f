import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ACCOUNT, expectKnownToAws, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedLogGroupGrants } from '../../src/grants/log-group-grants';

const ARN = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/app/orders`;
const under = (name: unknown, rest: string, region = REGION) => {
  const before = `:logs:${region}:${ACCOUNT}:log-group:`;
  const parts = typeof name === 'string' ? [`${before}${name}:${rest}`] : [before, name, `:${rest}`];
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...parts]] };
};

test.each<[string, (stack: Stack) => logs.ILogGroupRef, unknown, string?]>([
  ['L2', (stack) => new logs.LogGroup(stack, 'G', { logGroupName: '/app/orders' }), { Ref: 'GCEB75847' }],
  ['L1', (stack) => new logs.CfnLogGroup(stack, 'G'), { Ref: 'G' }],
  ['imported by ARN', (stack) => logs.LogGroup.fromLogGroupArn(stack, 'G', ARN), '/app/orders'],
  ['imported by ARN with its star', (stack) => logs.LogGroup.fromLogGroupArn(stack, 'G', `${ARN}:*`), '/app/orders'],
  ['imported from another region', (stack) => logs.LogGroup.fromLogGroupArn(stack, 'G', ARN.replace(REGION, 'us-east-1')), '/app/orders', 'us-east-1'],
  ['imported by name', (stack) => logs.LogGroup.fromLogGroupName(stack, 'G', '/app/orders'), '/app/orders'],
])('streams and group are named apart, each in its form: %s', (_, make, name, region = REGION) => {
  const stack = newStack();
  ScopedLogGroupGrants.fromLogGroup(make(stack)).read(newRole(stack));
  expect(statementsOf(stack).map(({ Resource }) => Resource)).toEqual([under(name, 'log-stream:*', region), under(name, '*', region)]);
  expectKnownToAws(statementsOf(stack));
});

test.each<[string, RegExp]>([
  ['', /ScopedLogGroupGrants.write: `streamPrefix` is \[""\].*Leave `streamPrefix` out/],
  ['web/*', /`streamPrefix` is 'web\/\*', which holds a wildcard.*'orders\/'/],
  ['/web', /begins with a slash/],
])('the prefix %j is an error', (streamPrefix, message) => {
  const stack = newStack();
  expect(() => ScopedLogGroupGrants.fromLogGroup(new logs.LogGroup(stack, 'G')).write(newRole(stack), { streamPrefix })).toThrow(message);
});

test('a token may stand for a prefix', () => {
  const stack = newStack();
  const streamPrefix = new CfnParameter(stack, 'P').valueAsString;
  ScopedLogGroupGrants.fromLogGroup(logs.LogGroup.fromLogGroupName(stack, 'G', '/app/orders')).write(newRole(stack), { streamPrefix });
  expect(JSON.stringify(statementsOf(stack)[0].Resource)).toContain('log-stream:",{"Ref":"P"},"*"');
});

test('a log group of another account is an error that says what to do', () => {
  const stack = newStack();
  const foreign = logs.LogGroup.fromLogGroupArn(stack, 'G', ARN.replace(ACCOUNT, '444455556666'));
  expect(() => ScopedLogGroupGrants.fromLogGroup(foreign).query(newRole(stack)))
    .toThrow(/ScopedLogGroupGrants.query cannot grant across accounts.*assume a role of the log group's account/);
});
