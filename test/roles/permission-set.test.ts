import { App, Aws, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sso from 'aws-cdk-lib/aws-sso';
import { findingsIn } from './federated';
import { agnosticStack, stackIn } from './synth';
import { PermissionSet, PermissionSetProps } from '../../src/roles/permission-set';
import { decide } from '../decisions';

const INSTANCE = 'arn:aws:sso:::instance/ssoins-0123456789abcdef';
const GROUP = 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6';
const ACCOUNTS = ['444455556666', '777788889999'];
const readOrders = () => new iam.PolicyStatement({ sid: 'ReadOrders', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::orders/*'] });

function make(stack: Stack, props: Partial<PermissionSetProps> = {}): PermissionSet {
  return new PermissionSet(stack, 'Set', { instanceArn: INSTANCE, name: 'Support', ...props });
}

function propertiesIn(stack: Stack, type = 'AWS::SSO::PermissionSet'): any[] {
  return Object.values(Template.fromStack(stack).findResources(type)).map(({ Properties }) => Properties);
}

test.each([stackIn('eu-central-1'), agnosticStack()])('it allows nothing by itself, for sessions of an hour (%#)', stack => {
  make(stack);
  expect(propertiesIn(stack)).toEqual([{ InstanceArn: INSTANCE, Name: 'Support', SessionDuration: 'PT1H' }]);
});

test('policies, boundary, duration and tags are passed on, in every partition', () => {
  const stack = stackIn('cn-north-1');
  make(stack, {
    description: 'on call',
    sessionDuration: Duration.minutes(90),
    awsManagedPolicies: { 'job-function/ViewOnlyAccess': 'support reads the whole console' },
    customerManagedPolicies: ['security/teams/auditor', 'reader'],
    permissionsBoundary: 'boundaries/people',
    tags: { team: 'support' },
  });
  expect(propertiesIn(stack)).toEqual([{
    InstanceArn: INSTANCE,
    Name: 'Support',
    Description: 'on call',
    SessionDuration: 'PT1H30M',
    ManagedPolicies: [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/job-function/ViewOnlyAccess']] }],
    CustomerManagedPolicyReferences: [{ Name: 'auditor', Path: '/security/teams/' }, { Name: 'reader' }],
    PermissionsBoundary: { CustomerManagedPolicyReference: { Name: 'people', Path: '/boundaries/' } },
    Tags: [{ Key: 'team', Value: 'support' }],
  }]);
});

test('the evaluator allows what its statements say and nothing beside it', () => {
  const stack = stackIn('eu-central-1');
  make(stack, { statements: [readOrders()] }).addToPolicy(new iam.PolicyStatement({ actions: ['s3:ListBucket'], resources: ['arn:aws:s3:::orders'] }));
  const [{ InlinePolicy }] = propertiesIn(stack);
  const decided = (action: string, resource: string) => decide({ identity: [InlinePolicy] }, {
    principal: `arn:aws:iam::${ACCOUNTS[0]}:role/people`, action, resource, resourceAccount: ACCOUNTS[0], context: {},
  });
  expect([decided('s3:GetObject', 'arn:aws:s3:::orders/1'), decided('s3:ListBucket', 'arn:aws:s3:::orders'), decided('s3:GetObject', 'arn:aws:s3:::bills/1')])
    .toEqual(['allowed', 'allowed', 'implicitly-denied']);
});

test('it is assigned to groups and users, account by account', () => {
  const stack = stackIn('eu-central-1');
  const set = make(stack);
  set.assignToGroup(GROUP, ACCOUNTS);
  set.assignToUser(`9067642ac7-${GROUP}`, [ACCOUNTS[0]]);
  const common = { InstanceArn: INSTANCE, PermissionSetArn: { 'Fn::GetAtt': [expect.any(String), 'PermissionSetArn'] }, TargetType: 'AWS_ACCOUNT' };
  expect(propertiesIn(stack, 'AWS::SSO::Assignment')).toEqual([
    { ...common, PrincipalType: 'GROUP', PrincipalId: GROUP, TargetId: ACCOUNTS[0] },
    { ...common, PrincipalType: 'GROUP', PrincipalId: GROUP, TargetId: ACCOUNTS[1] },
    { ...common, PrincipalType: 'USER', PrincipalId: `9067642ac7-${GROUP}`, TargetId: ACCOUNTS[0] },
  ]);
});

test('unresolved values survive', () => {
  const stack = agnosticStack();
  const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
  const set = make(stack, { instanceArn: parameter('Instance'), name: parameter('Name'), sessionDuration: Duration.seconds(new CfnParameter(stack, 'Seconds', { type: 'Number' }).valueAsNumber) });
  set.assignToGroup(parameter('Group'), [parameter('Account'), ACCOUNTS[0]]);
  expect(propertiesIn(stack)).toMatchObject([{ InstanceArn: { Ref: 'Instance' }, Name: { Ref: 'Name' }, SessionDuration: { 'Fn::Join': ['', ['PT', { Ref: 'Seconds' }, 'S']] } }]);
  expect(propertiesIn(stack, 'AWS::SSO::Assignment')).toMatchObject([{ TargetId: { Ref: 'Account' } }, { TargetId: ACCOUNTS[0] }]);
});

test('it is clean under our strict pack and cdk-nag', () => {
  const stack = new Stack(new App(), 'Stack');
  make(stack, { description: 'accounting', awsManagedPolicies: { 'job-function/Billing': 'accounting works with the whole console' } }).assignToGroup(GROUP, ACCOUNTS);
  expect(findingsIn(stack)).toEqual([]);
});

test.each([
  ['AdministratorAccess', 'aws-managed-admin-policy'],
  ['AmazonSQSFullAccess', 'broad-aws-managed-policy'],
  ['job-function/ViewOnlyAccess', 'aws-managed-policy'],
])('%s has a finding on an L1, and its reason acknowledges it here', (policy, rule) => {
  const raw = new Stack(new App(), 'Stack');
  new sso.CfnPermissionSet(raw, 'Set', { instanceArn: INSTANCE, name: 'Support', managedPolicies: [`arn:aws:iam::aws:policy/${policy}`] });
  expect(findingsIn(raw)).toEqual([expect.stringMatching(new RegExp(`^LeastPrivilege-${rule}\\b.*the permission set has the AWS managed policy \`${policy}\``))]);
  const stack = new Stack(new App(), 'Stack');
  make(stack, { awsManagedPolicies: { [policy]: 'the people on call (day and night) [all of them]' } });
  expect(findingsIn(stack)).toEqual([]);
});

test('an inline policy that is too long fails synthesis', () => {
  const stack = agnosticStack();
  make(stack).addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: Array.from({ length: 120 }, (_, i) => `arn:aws:s3:::${'b'.repeat(80)}${i}/*`) }));
  expect(() => Template.fromStack(stack)).toThrow(/the inline policy has at least \d+ characters, expected at most 10240/);
});

test.each<[string, Partial<PermissionSetProps>, RegExp]>([
  ['a directory as instance', { instanceArn: 'd-1234567890' }, /instanceArn is `d-1234567890`/],
  ['a long name', { name: 'x'.repeat(33) }, /name is `x{33}`, expected 1 to 32/],
  ['an empty description', { description: '' }, /description has 0 characters, expected 1 to 700/],
  ['a short session', { sessionDuration: Duration.minutes(30) }, /sessionDuration is 1800 seconds/],
  ['a long session', { sessionDuration: Duration.hours(13) }, /sessionDuration is 46800 seconds/],
  ['a policy without reason', { awsManagedPolicies: { SecurityAudit: ' ' } }, /has `SecurityAudit` without a reason/],
  ['a policy without its path', { awsManagedPolicies: { ViewOnlyAccess: 'x' } }, /perhaps `job-function\/ViewOnlyAccess`/],
  ['a policy known only at deployment', { awsManagedPolicies: { [Aws.STACK_NAME]: 'x' } }, /a name that is known only at deployment, expected one that is written out/],
  ['a policy that AWS withdrew', { awsManagedPolicies: { AmazonGuardDutyFullAccess: 'x' } }, /expected `AmazonGuardDutyFullAccess_v2`/],
  ['a misspelt policy', { awsManagedPolicies: { SecurtyAudit: 'x' } }, /perhaps `SecurityAudit`/],
  ['an ARN as customer managed policy', { customerManagedPolicies: ['arn:aws:iam::444455556666:policy/x y'] }, /without its ARN/],
  ['a description outside of Latin-1', { description: 'für “alle”' }, /description has `“`/],
  ['a policy twice', { customerManagedPolicies: ['reader', 'a/reader', 'reader'] }, /customerManagedPolicies holds `reader` twice/],
  ['a tag of AWS', { tags: { 'aws:x': 'y' } }, /tags holds `aws:x`/],
  ['too many policies', { customerManagedPolicies: Array.from({ length: 21 }, (_, i) => `p${i}`) }, /have 21 policies, expected at most 20/],
])('%s is refused', (_, props, message) => {
  expect(() => make(agnosticStack(), props)).toThrow(message);
});

test('lists that are known only at deployment are refused, and the tokens in them are not', () => {
  const stack = agnosticStack();
  const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;
  expect(() => make(stack, { customerManagedPolicies: list })).toThrow(/customerManagedPolicies is a list that is known only at deployment/);
  expect(() => make(stackIn('eu-central-1')).assignToGroup(GROUP, list)).toThrow(/accountIds is a list that is known only at deployment/);
});

test('nobody is assigned to an account twice', () => {
  const stack = agnosticStack();
  const account = new CfnParameter(stack, 'Account').valueAsString;
  const set = make(stack);
  set.assignToGroup(GROUP, [ACCOUNTS[0], account]);
  set.assignToUser(GROUP.replace('f8', 'f9'), [ACCOUNTS[0]]);
  expect(() => set.assignToGroup(GROUP, [ACCOUNTS[1], ACCOUNTS[0]])).toThrow(/accountIds holds `444455556666`.*each account once/);
  expect(() => set.assignToGroup(GROUP, [account])).toThrow(/each account once/);
});

test.each<[string, string, string[], RegExp]>([
  ['an account twice', GROUP, [ACCOUNTS[0], ACCOUNTS[0]], /accountIds holds `444455556666`.*each account once/],
  ['a name of a group', 'admins', ACCOUNTS, /groupId is `admins`/],
  ['no account', GROUP, [], /accountIds is empty/],
  ['a short account', GROUP, ['12345'], /accountIds is `12345`/],
])('%s is refused in an assignment', (_, group, accounts, message) => {
  expect(() => make(agnosticStack()).assignToGroup(group, accounts)).toThrow(message);
});
