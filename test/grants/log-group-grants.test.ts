import { Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ACCOUNT, expectKnownToAws, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedLogGroupGrants } from '../../src/grants/log-group-grants';

const ARN = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/app/orders`;
const streamsOf = (name: unknown, region = REGION) => {
  const before = `:logs:${region}:${ACCOUNT}:log-group:`;
  const parts = typeof name === 'string' ? [`${before}${name}:log-stream:*`] : [before, name, ':log-stream:*'];
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...parts]] };
};

test.each<[string, (stack: Stack) => logs.ILogGroupRef, unknown]>([
  ['L2', (stack) => new logs.LogGroup(stack, 'G', { logGroupName: '/app/orders' }), streamsOf({ Ref: 'GCEB75847' })],
  ['L1', (stack) => new logs.CfnLogGroup(stack, 'G'), streamsOf({ Ref: 'G' })],
  ['imported by ARN', (stack) => logs.LogGroup.fromLogGroupArn(stack, 'G', ARN), streamsOf('/app/orders')],
  ['imported by ARN with its star', (stack) => logs.LogGroup.fromLogGroupArn(stack, 'G', `${ARN}:*`), streamsOf('/app/orders')],
  ['imported from another region', (stack) => logs.LogGroup.fromLogGroupArn(stack, 'G', ARN.replace(REGION, 'us-east-1')), streamsOf('/app/orders', 'us-east-1')],
  ['imported by name', (stack) => logs.LogGroup.fromLogGroupName(stack, 'G', '/app/orders'), streamsOf('/app/orders')],
])('write covers the streams of the group and not the group: %s', (_, make, streams) => {
  const stack = newStack();
  ScopedLogGroupGrants.fromLogGroup(make(stack)).write(newRole(stack));
  expect(statementsOf(stack)).toEqual([{ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: streams }]);
  expectKnownToAws(statementsOf(stack));
});
