import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ACCOUNT, expectKnownToAws, newRole, newStack, statementsOf } from './testing';
import { ScopedRoleGrants } from '../../src/grants/role-grants';

const ARN = `arn:aws:iam::${ACCOUNT}:role/team/task`;
const l1Role = (stack: Stack, id: string) => new iam.CfnRole(stack, id, { assumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } });
const services = ['ecs-tasks.amazonaws.com'];

const kinds: [string, (stack: Stack) => iam.IRoleRef][] = [
  ['L2', (stack) => newRole(stack, 'Target')],
  ['L1', (stack) => l1Role(stack, 'Target')],
  ['imported', (stack) => iam.Role.fromRoleArn(stack, 'Target', ARN)],
];

describe('pass', () => {
  test.each(kinds)('always names the service: %s', (_, make) => {
    const stack = newStack();
    const target = make(stack);
    ScopedRoleGrants.fromRole(target).passRole(newRole(stack), { services });
    expect(statementsOf(stack)).toEqual([{
      Action: 'iam:PassRole', Condition: { StringEquals: { 'iam:PassedToService': services[0] } }, Effect: 'Allow', Resource: stack.resolve(target.roleRef.roleArn),
    }]);
    expectKnownToAws(statementsOf(stack).filter(({ Resource }) => Resource === ARN));
  });

  test('several services, and tokens among them or for all of them', () => {
    const stack = newStack();
    const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;
    const grants = ScopedRoleGrants.fromRole(iam.Role.fromRoleArn(stack, 'Target', ARN));
    grants.passRole(newRole(stack), { services: [...services, Fn.importValue('service')] });
    grants.passRole(newRole(stack, 'Other'), { services: list });
    expect(statementsOf(stack).map(({ Condition }) => Condition.StringEquals['iam:PassedToService'])).toEqual(expect.arrayContaining([
      [...services, { 'Fn::ImportValue': 'service' }], { Ref: 'List' },
    ]));
  });

  test.each<[string[], RegExp]>([
    [[], /`services` is \[\]; expected at least one value/],
    [['*'], /`services` holds '\*', which is no service principal; write the principal of one service/],
    [['*.amazonaws.com'], /holds '\*.amazonaws.com'/],
    [['ecs-tasks'], /holds 'ecs-tasks', which is no service principal; write 'ecs-tasks.amazonaws.com'/],
  ])('services %j are an error', (wrong, message) => {
    const stack = newStack();
    expect(() => ScopedRoleGrants.fromRole(newRole(stack, 'Target')).passRole(newRole(stack), { services: wrong })).toThrow(message);
  });

  test.each<[string, (stack: Stack) => [iam.IRoleRef, iam.IGrantable]]>([
    ['role', (stack) => {
      const role = newRole(stack);
      return [role, role];
    }],
    ['L1 inside the grantee', (stack) => {
      const role = newRole(stack);
      return [role.node.defaultChild as iam.CfnRole, role];
    }],
    ['function', (stack) => {
      const role = newRole(stack);
      const code = lambda.Code.fromInline('exports.handler = async () => {}');
      return [role, new lambda.Function(stack, 'F', { code, handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X, role })];
    }],
    ['imported twice', (stack) => [iam.Role.fromRoleArn(stack, 'One', ARN), iam.Role.fromRoleArn(stack, 'Two', ARN)]],
  ])('a grantee cannot pass its own role: %s', (_, make) => {
    const [role, grantee] = make(newStack());
    expect(() => ScopedRoleGrants.fromRole(role).passRole(grantee, { services })).toThrow(/would pass its own role/);
  });

  test('a role of another account cannot be passed', () => {
    const stack = newStack();
    const foreign = iam.Role.fromRoleArn(stack, 'Target', 'arn:aws:iam::444455556666:role/task');
    expect(() => ScopedRoleGrants.fromRole(foreign).passRole(newRole(stack), { services })).toThrow(/IAM passes roles inside one account only/);
  });
});

describe('assume', () => {
  test.each(kinds)('names the role: %s', (_, make) => {
    const stack = newStack();
    const target = make(stack);
    ScopedRoleGrants.fromRole(target).assumeRole(newRole(stack));
    expect(statementsOf(stack)).toEqual([{ Action: 'sts:AssumeRole', Effect: 'Allow', Resource: stack.resolve(target.roleRef.roleArn) }]);
    expectKnownToAws(statementsOf(stack).filter(({ Resource }) => Resource === ARN));
  });

  test('across accounts, with an external id', () => {
    const stack = newStack();
    const foreign = iam.Role.fromRoleArn(stack, 'Target', 'arn:aws:iam::444455556666:role/auditor');
    ScopedRoleGrants.fromRole(foreign).assumeRole(newRole(stack), { externalId: 'a1b2c3d4-e5f6' });
    expect(statementsOf(stack)).toEqual([{
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'a1b2c3d4-e5f6' } },
      Effect: 'Allow',
      Resource: 'arn:aws:iam::444455556666:role/auditor',
    }]);
    expectKnownToAws(statementsOf(stack));
  });

  test('the external id may be a token', () => {
    const stack = newStack();
    ScopedRoleGrants.fromRole(newRole(stack, 'Target')).assumeRole(newRole(stack), { externalId: new CfnParameter(stack, 'Id').valueAsString });
    expect(statementsOf(stack)[0].Condition).toEqual({ StringEquals: { 'sts:ExternalId': { Ref: 'Id' } } });
  });

  test.each(['', 'x', 'with blank', 'star*', 'a'.repeat(1225)])('external id %j is an error', (externalId) => {
    const stack = newStack();
    expect(() => ScopedRoleGrants.fromRole(newRole(stack, 'Target')).assumeRole(newRole(stack), { externalId })).toThrow(/`externalId` is .* expected 2 to 1,224/);
  });
});
