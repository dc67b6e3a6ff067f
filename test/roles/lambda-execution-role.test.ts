import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ACCOUNT, agnosticStack, expectNoManagedPolicy, onlyPolicy, onlyRole, serviceStatement, stackIn, trust } from './synth';
import { ConfusedDeputyProtection } from '../../src/roles/confused-deputy-protection';
import { LambdaExecutionRole, LambdaExecutionRoleProps } from '../../src/roles/lambda-execution-role';

const LAMBDA = 'lambda.amazonaws.com';
const PARTITION = { Ref: 'AWS::Partition' };

function trustOf(stack: Stack, props?: LambdaExecutionRoleProps): unknown {
  new LambdaExecutionRole(stack, 'Role', props);
  expectNoManagedPolicy(stack);
  return onlyRole(stack).AssumeRolePolicyDocument;
}

describe('trust', () => {
  test('asks for the account by default', () => {
    expect(trustOf(agnosticStack())).toEqual(trust([
      serviceStatement(LAMBDA, { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }),
    ]));
  });

  test.each(['eu-central-1', 'cn-north-1'])('asks for the known account in %s', region => {
    expect(trustOf(stackIn(region))).toEqual(trust([serviceStatement(LAMBDA, { StringEquals: { 'aws:SourceAccount': ACCOUNT } })]));
  });

  test('asks for the one function when strict', () => {
    const arn = (end: string) => ({
      'Fn::Join': ['', ['arn:', PARTITION, `:lambda:cn-north-1:${ACCOUNT}:function:consumer${end}`]],
    });
    expect(trustOf(stackIn('cn-north-1'), { confusedDeputy: ConfusedDeputyProtection.STRICT, functionName: 'consumer' })).toEqual(trust([
      serviceStatement(LAMBDA, {
        StringEquals: { 'aws:SourceAccount': ACCOUNT },
        ArnLike: { 'aws:SourceArn': [arn(''), arn(':*')] },
      }),
    ]));
  });

  test('asks for the one function of an agnostic stack when strict', () => {
    const stack = agnosticStack();
    const functionName = new CfnParameter(stack, 'Name').valueAsString;
    const parts = ['arn:', PARTITION, ':lambda:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':function:', { Ref: 'Name' }];
    expect(trustOf(stack, { confusedDeputy: ConfusedDeputyProtection.STRICT, functionName })).toEqual(trust([
      serviceStatement(LAMBDA, {
        StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
        ArnLike: { 'aws:SourceArn': [{ 'Fn::Join': ['', parts] }, { 'Fn::Join': ['', [...parts, ':*']] }] },
      }),
    ]));
  });

  test('asks for nothing when off', () => {
    expect(trustOf(agnosticStack(), { confusedDeputy: ConfusedDeputyProtection.OFF })).toEqual(trust([serviceStatement(LAMBDA)]));
  });

  test.each([
    ['without a function name', undefined, /STRICT without functionName.*set functionName here and on the function, or use ConfusedDeputyProtection.ACCOUNT/],
    ['with an ARN as function name', `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:x`, /give the bare name, not an ARN/],
    ['with a pattern as function name', 'orders-*', /functionName is `orders-\*`/],
  ])('is refused when strict %s', (_, functionName, message) => {
    expect(() => trustOf(agnosticStack(), { confusedDeputy: ConfusedDeputyProtection.STRICT, functionName })).toThrow(message);
  });
});

test('a function is not named in vain', () => {
  expect(() => trustOf(agnosticStack(), { functionName: 'consumer' }))
    .toThrow(/ACCOUNT by default, but `functionName` is given.*add `confusedDeputy: ConfusedDeputyProtection.STRICT` or leave `functionName` out/);
});

describe('permissions', () => {
  test('are streams and events of its own log group', () => {
    const stack = agnosticStack();
    const role = new LambdaExecutionRole(stack, 'Role');
    expect(onlyPolicy(stack)).toEqual([{
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: {
        'Fn::Join': ['', [
          'arn:', PARTITION, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':log-group:',
          stack.resolve(role.logGroup.logGroupName), ':log-stream:*',
        ]],
      },
    }]);
    Template.fromStack(stack).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  test('are those of a given log group, and no other is made', () => {
    const stack = agnosticStack();
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Group', '/orders/consumer');
    const role = new LambdaExecutionRole(stack, 'Role', { logGroup });
    expect(role.logGroup).toBe(logGroup);
    Template.fromStack(stack).resourceCountIs('AWS::Logs::LogGroup', 0);
    expect(JSON.stringify(onlyPolicy(stack))).toContain('log-group:/orders/consumer:');
  });
});

test('what all roles share applies', () => {
  const stack = agnosticStack();
  new LambdaExecutionRole(stack, 'Role', { namePrefix: 'orders-', maxSessionDuration: Duration.hours(1), tags: { owner: 'orders' } });
  expect(onlyRole(stack)).toMatchObject({
    RoleName: expect.stringMatching(/^orders-/), MaxSessionDuration: 3600, Tags: [{ Key: 'owner', Value: 'orders' }],
  });
});

test('a function takes the role and its log group, and nothing managed by AWS comes with it', () => {
  const stack = agnosticStack();
  const role = new LambdaExecutionRole(stack, 'Role');
  new lambda.Function(stack, 'Consumer', {
    role,
    logGroup: role.logGroup,
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
  });
  expectNoManagedPolicy(stack);
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
    Role: stack.resolve(role.roleArn),
    LoggingConfig: { LogGroup: stack.resolve(role.logGroup.logGroupName) },
  });
});

test('a strict role and its named function do not depend on each other', () => {
  const stack = agnosticStack();
  const role = new LambdaExecutionRole(stack, 'Role', { confusedDeputy: ConfusedDeputyProtection.STRICT, functionName: 'consumer' });
  new lambda.Function(stack, 'Consumer', {
    functionName: 'consumer',
    role,
    logGroup: role.logGroup,
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
  });
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('a function in a VPC takes the role with its subnets and security groups, and nothing managed by AWS comes with it', () => {
  const stack = agnosticStack();
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] });
  const securityGroups = [new ec2.SecurityGroup(stack, 'Group', { vpc })];
  const role = new LambdaExecutionRole(stack, 'Role', { network: { subnets: vpc.privateSubnets, securityGroups } });
  new lambda.Function(stack, 'Consumer', {
    role,
    logGroup: role.logGroup,
    vpc,
    securityGroups,
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
  });
  expectNoManagedPolicy(stack);
  expect(onlyPolicy(stack).flatMap(({ Action }) => Action)).toContain('ec2:CreateNetworkInterface');
});
