import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ACCOUNT, expectKnownToAws, newRole, newStack, statementsOf } from './testing';
import { AssumeRoleGrantOptions, PassRoleGrantOptions, ScopedRoleGrants } from '../../src/grants/role-grants';

const ARN = `arn:aws:iam::${ACCOUNT}:role/team/task`;
const CLUSTER = `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/orders`;
const services = ['ecs-tasks.amazonaws.com'];

describe('pass', () => {
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
    [['*'], /`services` has '\*', which is no service principal; write the principal of one service/],
    [['*.amazonaws.com'], /(?:is|has) '\*.amazonaws.com'/],
    [['ecs-tasks'], /(?:is|has) 'ecs-tasks', which is no service principal; write 'ecs-tasks.amazonaws.com'/],
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

  test.each<[string, PassRoleGrantOptions, unknown]>([
    ['a service that sends its name', { services }, { StringEquals: { 'iam:PassedToService': services[0] } }],
    ['one that does not', { services: ['codebuild.amazonaws.com'] }, { StringEqualsIfExists: { 'iam:PassedToService': 'codebuild.amazonaws.com' } }],
    ['one that does not, in spite of the user', { services: ['codebuild.amazonaws.com'], allowUnnamedService: false },
      { StringEquals: { 'iam:PassedToService': 'codebuild.amazonaws.com' } }],
    ['one of which only the user knows', { services: ['odd.amazonaws.com'], allowUnnamedService: true },
      { StringEqualsIfExists: { 'iam:PassedToService': 'odd.amazonaws.com' } }],
    ['one resource', { services, associatedResourceArns: [CLUSTER] },
      { ArnEquals: { 'iam:AssociatedResourceArn': CLUSTER }, StringEquals: { 'iam:PassedToService': services[0] } }],
  ])('what a request has to say of the receiver: %s', (_, options, condition) => {
    const stack = newStack();
    ScopedRoleGrants.fromRole(iam.Role.fromRoleArn(stack, 'Target', ARN)).passRole(newRole(stack), options);
    expect(statementsOf(stack)[0].Condition).toEqual(condition);
  });

  test.each<[Partial<PassRoleGrantOptions>, RegExp]>([
    [{ associatedResourceArns: [] }, /`associatedResourceArns` is \[\]/],
    [{ associatedResourceArns: ['orders'] }, /`associatedResourceArns` has 'orders'; expected an ARN/],
    [{ associatedResourceArns: [CLUSTER], allowUnnamedService: true }, /do not send iam:AssociatedResourceArn either.*grant these services apart/],
    [{ resourceTags: { team: 'orders' } }, /`resourceTags` cannot narrow this grant, since AWS does not evaluate the tags of the role reliably/],
  ])('%j is an error', (options, message) => {
    const stack = newStack();
    expect(() => ScopedRoleGrants.fromRole(newRole(stack, 'Target')).passRole(newRole(stack), { services, ...options })).toThrow(message);
  });

  test('a role of another account cannot be passed', () => {
    const stack = newStack();
    const foreign = iam.Role.fromRoleArn(stack, 'Target', 'arn:aws:iam::444455556666:role/task');
    expect(() => ScopedRoleGrants.fromRole(foreign).passRole(newRole(stack), { services })).toThrow(/IAM passes roles inside one account only/);
  });
});

describe('assume', () => {
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

  test.each<[AssumeRoleGrantOptions, RegExp]>([
    ...['x', 'with blank', 'star*', 'a'.repeat(1225)].map((externalId): [AssumeRoleGrantOptions, RegExp] => [{ externalId }, /`externalId` is .* expected 2 to 1,224/]),
    [{ externalId: '' }, /`externalId` is \[""\]/],
    [{ roleSessionName: 'a b' }, /`roleSessionName` is 'a b'; expected 2 to 64 letters/],
    [{ sourceIdentity: '*' }, /`sourceIdentity` is '\*'; expected 2 to 64 letters/],
    [{ sessionTags: {} }, /`sessionTags` is \{\}; expected at least one tag/],
    [{ sessionTags: { 'a*': 'x' } }, /assumeRole: sessionTags holds `a\*`, expected keys of tags/],
    [{ sessionTagKeys: ['aws:x'] }, /sessionTagKeys holds `aws:x`/],
    [{ sessionTags: { Tenant: 'x' }, sessionTagKeys: ['tenant'] }, /holds `Tenant` and `tenant`, which are one key to IAM/],
    [{ sessionTagKeys: [] }, /`sessionTagKeys` is \[\]/],
    [{ sessionTagKeys: ['tenant'], transitiveTagKeys: ['team'] }, /`transitiveTagKeys` holds 'team', which is no session tag of this grant; expected keys of/],
  ])('%j is an error', (options, message) => {
    const stack = newStack();
    expect(() => ScopedRoleGrants.fromRole(newRole(stack, 'Target')).assumeRole(newRole(stack), options)).toThrow(message);
  });

  test('keys of session tags that are known only at deployment are refused', () => {
    const stack = newStack();
    const sessionTagKeys = new CfnParameter(stack, 'Keys', { type: 'CommaDelimitedList' }).valueAsList;
    expect(() => ScopedRoleGrants.fromRole(newRole(stack, 'Target')).assumeRole(newRole(stack), { sessionTagKeys }))
      .toThrow(/sessionTagKeys is known only at deployment, expected text that is written out/);
  });

  test('what a session has to carry may hold policy variables', () => {
    const stack = newStack();
    ScopedRoleGrants.fromRole(iam.Role.fromRoleArn(stack, 'Target', ARN)).assumeRole(newRole(stack), {
      roleSessionName: 'job-${aws:PrincipalOrgID}', sourceIdentity: '${aws:userid}',
    });
    expect(statementsOf(stack)[0].Condition).toEqual({ StringEquals: { 'sts:RoleSessionName': 'job-${aws:PrincipalOrgID}', 'sts:SourceIdentity': '${aws:userid}' } });
  });
});
