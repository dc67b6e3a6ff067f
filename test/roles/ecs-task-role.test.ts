import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ACCOUNT, agnosticStack, expectNoManagedPolicy, onlyRole, serviceStatement, stackIn, trust } from './synth';
import { ConfusedDeputyProtection } from '../../src/roles/confused-deputy-protection';
import { EcsExecutionRole } from '../../src/roles/ecs-execution-role';
import { EcsTaskRole, EcsTaskRoleProps } from '../../src/roles/ecs-task-role';

const ECS = 'ecs-tasks.amazonaws.com';
const PARTITION = { Ref: 'AWS::Partition' };

describe.each([['EcsTaskRole', EcsTaskRole], ['EcsExecutionRole', EcsExecutionRole]])('%s', (_, Role) => {
  function trustOf(stack: Stack, props?: EcsTaskRoleProps): unknown {
    new Role(stack, 'Role', props);
    expectNoManagedPolicy(stack);
    return onlyRole(stack).AssumeRolePolicyDocument;
  }

  test('trusts tasks of the account and region by default', () => {
    expect(trustOf(agnosticStack())).toEqual(trust([
      serviceStatement(ECS, {
        StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
        ArnLike: {
          'aws:SourceArn': { 'Fn::Join': ['', ['arn:', PARTITION, ':ecs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':*']] },
        },
      }),
    ]));
  });

  test.each(['eu-central-1', 'cn-north-1'])('trusts tasks of the known account in %s', region => {
    expect(trustOf(stackIn(region), { confusedDeputy: ConfusedDeputyProtection.STRICT })).toEqual(trust([
      serviceStatement(ECS, {
        StringEquals: { 'aws:SourceAccount': ACCOUNT },
        ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:', PARTITION, `:ecs:${region}:${ACCOUNT}:*`]] } },
      }),
    ]));
  });

  test('trusts tasks of the account when asked', () => {
    expect(trustOf(stackIn('eu-central-1'), { confusedDeputy: ConfusedDeputyProtection.ACCOUNT })).toEqual(trust([
      serviceStatement(ECS, { StringEquals: { 'aws:SourceAccount': ACCOUNT } }),
    ]));
  });

  test('trusts without condition when off', () => {
    expect(trustOf(agnosticStack(), { confusedDeputy: ConfusedDeputyProtection.OFF })).toEqual(trust([serviceStatement(ECS)]));
  });

  test('may do nothing by default', () => {
    const stack = agnosticStack();
    new Role(stack, 'Role');
    Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
  });
});
