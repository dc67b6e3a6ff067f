import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { ACCOUNT, newRole, newStack, REGION, statementsOf } from './testing';
import { ScheduleWriteGrantOptions, ScopedScheduleGroupGrants } from '../../src/grants/schedule-group-grants';

const targetRole = (stack: Stack, account = ACCOUNT) => iam.Role.fromRoleArn(stack, 'TargetRole', `arn:aws:iam::${account}:role/target`);
const grantsOf = (stack: Stack) => ScopedScheduleGroupGrants.fromScheduleGroup(scheduler.ScheduleGroup.fromScheduleGroupName(stack, 'Group', 'jobs'));

test.each<[string, (stack: Stack) => ScheduleWriteGrantOptions, RegExp]>([
  ['no role', () => ({ targetRoles: [] }), /createSchedules: `targetRoles` is \[\]; expected at least one role/],
  ["the grantee's own role", (stack) => ({ targetRoles: [stack.node.findChild('Role') as iam.Role] }),
    /`targetRoles` holds the grantee's own role 'Stack\/Role'.*Make a role of its own for scheduler.amazonaws.com/],
  ['a role of another account', (stack) => ({ targetRoles: [targetRole(stack, '444455556666')] }),
    /`targetRoles` holds 'Stack\/TargetRole' of account 444455556666.*inside one account only/],
  ['an empty prefix', (stack) => ({ targetRoles: [targetRole(stack)], prefix: '' }), /`prefix` is \[""\].*Leave `prefix` out/],
  ['a wildcard', (stack) => ({ targetRoles: [targetRole(stack)], prefix: 'a*' }), /`prefix` is 'a\*', which holds a wildcard.*'invoices-'/],
  ['an absolute prefix', (stack) => ({ targetRoles: [targetRole(stack)], prefix: '/a' }), /which begins with a slash/],
])('%s is an error', (_, options, message) => {
  const stack = newStack();
  const role = newRole(stack);
  expect(() => grantsOf(stack).createSchedules(role, options(stack))).toThrow(message);
});

test('a prefix and the roles may be tokens; several roles stand in one statement', () => {
  const stack = newStack();
  const prefix = new CfnParameter(stack, 'Tenant').valueAsString;
  const own = new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('scheduler.amazonaws.com') });
  grantsOf(stack).updateSchedules(newRole(stack), { prefix, targetRoles: [own, targetRole(stack)] });
  expect(statementsOf(stack)).toEqual([
    {
      Action: 'scheduler:UpdateSchedule',
      Effect: 'Allow',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:scheduler:${REGION}:${ACCOUNT}:schedule/jobs/`, { Ref: 'Tenant' }, '*']] },
    },
    {
      Action: 'iam:PassRole',
      Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      Effect: 'Allow',
      Resource: [stack.resolve(own.roleArn), `arn:aws:iam::${ACCOUNT}:role/target`],
    },
  ]);
});

test('the network and the tags of the group are not asked of the roles that are passed', () => {
  const stack = newStack();
  grantsOf(stack).createSchedules(newRole(stack), {
    targetRoles: [targetRole(stack)], resourceTags: { team: 'orders' }, sourceVpcEndpoints: ['vpce-0123456789abcdef0'],
  });
  const [create, pass] = statementsOf(stack);
  expect(create.Condition).toEqual({ StringEquals: { 'aws:ResourceTag/team': 'orders', 'aws:SourceVpce': 'vpce-0123456789abcdef0' } });
  expect(pass.Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } });
});

test('the default group', () => {
  const stack = newStack();
  ScopedScheduleGroupGrants.fromScheduleGroup(scheduler.ScheduleGroup.fromDefaultScheduleGroup(stack, 'Group')).readSchedules(newRole(stack));
  expect(JSON.stringify(statementsOf(stack)[0].Resource)).toContain(':schedule/default/*');
});

test('a grantee of another account is an error that says what to do', () => {
  const app = new App();
  const other = new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } });
  expect(() => grantsOf(newStack(app)).readSchedules(newRole(other))).toThrow(/cannot grant across accounts.*no resource-based policies: make a role/);
});
