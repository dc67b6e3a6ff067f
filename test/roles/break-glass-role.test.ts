import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { BreakGlassRole, BreakGlassRoleProps, SourceIdentity } from '../../src';
import { PolicyReader } from '../../src/cli/policy-reader';
import { readPolicies } from '../../src/cli/read-policies';
import { readRequest } from '../../src/cli/read-request';
import { evaluate } from '../../src/reasoning/evaluate';
import { analyze } from '../../src/rules/analyze';
import { DEFAULT_CONTEXT } from '../../src/rules/rule-context';
import { selectRules } from '../../src/rules/rule-set';
import { readInventory } from '../../src/template/inventory';

const ACCOUNT = '111122223333';
const ALICE = `arn:aws:iam::${ACCOUNT}:user/people/alice`;
const BOB = `arn:aws:iam::${ACCOUNT}:user/bob`;
const ADMINS = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Admins_0123456789abcdef`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/break-glass`;
const ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const ALL_FOR_ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

function make(props: BreakGlassRoleProps = { trustedUserArns: [ALICE] }) {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-central-1' } });
  const role = new BreakGlassRole(stack, 'Role', props);
  return { stack, role, template: () => Template.fromStack(stack) };
}

function trustOf(props?: BreakGlassRoleProps) {
  return Object.values(make(props).template().findResources('AWS::IAM::Role'))[0].Properties.AssumeRolePolicyDocument;
}

type Context = Record<string, string | string[]>;

function decide(props: BreakGlassRoleProps, principal: string, context: Context, action = 'sts:AssumeRole'): string {
  const [, user] = /:user\/(?:.*\/)?(.+)$/.exec(principal) ?? [];
  const request = { principal, action, resource: ROLE, resourceAccount: ACCOUNT, context: { ...user && { 'aws:username': user }, ...context } };
  const policies = { identity: [ALL], scp: [[ALL]], rcp: [[ALL_FOR_ALL]], resource: trustOf(props) };
  return evaluate(readRequest(request as any), readPolicies(policies as any, new PolicyReader())).decision;
}

const MFA = { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '60' };
const AS_ALICE = { ...MFA, 'sts:SourceIdentity': 'alice' };
const USERS: BreakGlassRoleProps = { trustedUserArns: [ALICE, BOB] };
const ROLES: BreakGlassRoleProps = { trustedRoleArns: [ADMINS] };
const ON_CALL: BreakGlassRoleProps = { ...USERS, notBefore: '2027-01-31T08:00:00Z', notAfter: '2027-01-31T20:00:00+01:00' };
const APPROVED: BreakGlassRoleProps = { ...USERS, approvalTag: { key: 'break-glass', value: 'approved' } };
const at = (time: string): Context => ({ ...AS_ALICE, 'aws:CurrentTime': time });
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/AWSReservedSSO_Admins_0123456789abcdef/alice@example.com`;

test.each<[string, BreakGlassRoleProps, string, Context]>([
  ['a user with a second factor and their own name', USERS, ALICE, AS_ALICE],
  ['another of the users', USERS, BOB, { ...MFA, 'sts:SourceIdentity': 'bob' }],
  ['a person who signed in to the role, with a source identity', ROLES, SESSION, { 'sts:SourceIdentity': 'alice' }],
  ['a source identity like the pattern', { ...ROLES, sourceIdentity: SourceIdentity.like('*@example.com') }, SESSION, { 'sts:SourceIdentity': 'alice@example.com' }],
  ['a user beside roles', { ...USERS, ...ROLES }, ALICE, AS_ALICE],
  ['a role beside users', { ...USERS, ...ROLES }, SESSION, { 'sts:SourceIdentity': 'alice' }],
  ['in the time', ON_CALL, ALICE, at('2027-01-31T08:00:00Z')],
  ['an approved user', APPROVED, ALICE, { ...AS_ALICE, 'aws:PrincipalTag/break-glass': 'approved' }],
  ['an older second factor, if it may be', { ...USERS, maxMfaAge: Duration.hours(2) }, ALICE, { ...AS_ALICE, 'aws:MultiFactorAuthAge': '7199' }],
])('lets in %s', (_, props, principal, context) => {
  expect(decide(props, principal, context)).toBe('allowed');
  expect(decide(props, principal, context, 'sts:SetSourceIdentity')).toBe('allowed');
  expect(decide(props, principal, context, 'sts:TagSession')).toBe('implicitly-denied');
});

test.each<[string, BreakGlassRoleProps, string, Context]>([
  ['somebody else', USERS, `arn:aws:iam::${ACCOUNT}:user/carol`, { ...MFA, 'sts:SourceIdentity': 'carol' }],
  ['the root user of the account', USERS, `arn:aws:iam::${ACCOUNT}:root`, AS_ALICE],
  ['a user with an access key alone', USERS, ALICE, { 'sts:SourceIdentity': 'alice' }],
  ['a user without a second factor', USERS, ALICE, { 'aws:MultiFactorAuthPresent': 'false', 'sts:SourceIdentity': 'alice' }],
  ['a second factor of which the age is not told', USERS, ALICE, { 'aws:MultiFactorAuthPresent': 'true', 'sts:SourceIdentity': 'alice' }],
  ['an old second factor', USERS, ALICE, { ...AS_ALICE, 'aws:MultiFactorAuthAge': '900' }],
  ['no source identity', USERS, ALICE, MFA],
  ['the name of another', USERS, ALICE, { ...MFA, 'sts:SourceIdentity': 'bob' }],
  ['a person who signed in to the role, without a source identity', ROLES, SESSION, {}],
  ['a source identity unlike the pattern', { ...ROLES, sourceIdentity: SourceIdentity.like('*@example.com') }, SESSION, { 'sts:SourceIdentity': 'alice' }],
  ['before the time', ON_CALL, ALICE, at('2027-01-31T07:59:59Z')],
  ['after the time', ON_CALL, ALICE, at('2027-01-31T19:00:00Z')],
  ['a user whom nobody approved of', APPROVED, ALICE, AS_ALICE],
  ['a user of whom approval was withdrawn', APPROVED, ALICE, { ...AS_ALICE, 'aws:PrincipalTag/break-glass': 'no' }],
])('turns away %s', (_, props, principal, context) => {
  expect(decide(props, principal, context)).not.toBe('allowed');
});

describe('approval', () => {
  function approve(approver: string, action: string, resource: string, context: Context): string {
    const { stack, role, template } = make({ trustedUserArns: [ALICE, BOB], approvalTag: { key: 'break-glass', value: 'approved' } });
    const user = new iam.User(stack, 'Approver');
    role.grantApproval(user);
    const [policy] = Object.values(template().findResources('AWS::IAM::Policy'));
    const username = approver.split('/').pop()!;
    const request = { principal: approver, action, resource, resourceAccount: ACCOUNT, context: { 'aws:username': username, ...context } };
    const policies = readPolicies({ identity: [policy.Properties.PolicyDocument], scp: [[ALL]] } as any, new PolicyReader());
    return evaluate(readRequest(request as any), policies).decision;
  }
  const SET = { 'aws:RequestTag/break-glass': 'approved', 'aws:TagKeys': ['break-glass'] };
  const CAROL = `arn:aws:iam::${ACCOUNT}:user/carol`;

  test.each<[string, string, string, string, Context, string]>([
    ['another sets the tag', CAROL, 'iam:TagUser', ALICE, SET, 'allowed'],
    ['a trusted user approves of another', BOB, 'iam:TagUser', ALICE, SET, 'allowed'],
    ['another removes the tag', CAROL, 'iam:UntagUser', ALICE, { 'aws:TagKeys': ['break-glass'] }, 'allowed'],
    ['a user approves of themselves', ALICE, 'iam:TagUser', ALICE, SET, 'explicitly-denied'],
    ['a user without a path approves of themselves', BOB, 'iam:TagUser', BOB, SET, 'explicitly-denied'],
    ['another tag', CAROL, 'iam:TagUser', ALICE, { 'aws:RequestTag/team': 'x', 'aws:TagKeys': ['team'] }, 'implicitly-denied'],
    ['another tag beside it', CAROL, 'iam:TagUser', ALICE, { ...SET, 'aws:RequestTag/team': 'x', 'aws:TagKeys': ['break-glass', 'team'] }, 'implicitly-denied'],
    ['no tag', CAROL, 'iam:UntagUser', ALICE, {}, 'implicitly-denied'],
    ['somebody who is not trusted', CAROL, 'iam:TagUser', `arn:aws:iam::${ACCOUNT}:user/dave`, SET, 'implicitly-denied'],
  ])('%s', (_, approver, action, resource, context, expected) => {
    expect(approve(approver, action, resource, context)).toBe(expected);
  });

  test('an approver of whom no policy can be written is an error', () => {
    const { stack, role } = make(APPROVED);
    expect(() => role.grantApproval(iam.Role.fromRoleArn(stack, 'Foreign', 'arn:aws:iam::999999999999:role/approver'))).toThrow(/BreakGlassRole\.grantApproval cannot write its permissions/);
  });

  test('needs a tag', () => {
    const { stack, role } = make();
    expect(() => role.grantApproval(new iam.User(stack, 'User'))).toThrow(/Stack\/Role has no approvalTag/);
  });
});

test('sessions last an hour, and nothing is allowed until it is granted', () => {
  const { template } = make();
  template().hasResourceProperties('AWS::IAM::Role', { MaxSessionDuration: 3600 });
  template().resourceCountIs('AWS::IAM::Policy', 0);
});

test('who assumes it, or tries to, can be watched', () => {
  const { stack, role, template } = make({ trustedUserArns: [ALICE], roleName: 'break-glass' });
  new events.Rule(stack, 'Rule', { eventPattern: role.assumptionEventPattern });
  new logs.MetricFilter(stack, 'Filter', {
    logGroup: logs.LogGroup.fromLogGroupName(stack, 'Trail', 'trail'),
    metricName: 'BreakGlass',
    metricNamespace: 'Security',
    filterPattern: logs.FilterPattern.literal(role.assumptionFilterPattern),
  });
  const arn = { 'Fn::GetAtt': ['Role1ABCC5F0', 'Arn'] };
  template().hasResourceProperties('AWS::Events::Rule', {
    EventPattern: {
      'source': ['aws.sts'],
      'detail-type': ['AWS API Call via CloudTrail'],
      'detail': { eventSource: ['sts.amazonaws.com'], eventName: ['AssumeRole'], requestParameters: { roleArn: [arn] } },
    },
  });
  template().hasResourceProperties('AWS::Logs::MetricFilter', {
    FilterPattern: { 'Fn::Join': ['', ['{ ($.eventSource = "sts.amazonaws.com") && ($.eventName = "AssumeRole") && ($.requestParameters.roleArn = "', arn, '") }']] },
  });
});

test.each<[string, BreakGlassRoleProps]>([
  ['users', { ...USERS, notAfter: '2027-01-31T20:00:00Z' }],
  ['roles', ROLES],
  ['both', { ...USERS, ...ROLES }],
  ['users who need approval', APPROVED],
])('our own rules have nothing to say of the trust in %s', (_, props) => {
  const { stack, role, template } = make({ ...props, description: 'For emergencies' });
  if (props.approvalTag) { role.grantApproval(new iam.Role(stack, 'Approver', { assumedBy: new iam.ArnPrincipal(ADMINS) })); }
  const json = template().toJSON();
  const inventory = readInventory([{ id: 'Stack', template: json, environment: { account: ACCOUNT, region: 'eu-central-1' } }]);
  const findings = analyze(inventory, selectRules({ packs: ['strict'], disabled: new Set() }), DEFAULT_CONTEXT);
  const ofRole = findings.filter(({ location }) => location.logicalId.startsWith('Role'));
  expect(ofRole.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
});

test.each<[string, BreakGlassRoleProps, RegExp]>([
  ['nobody', {}, /neither trustedUserArns nor trustedRoleArns names anyone/],
  ['empty lists', { trustedUserArns: [], trustedRoleArns: [] }, /neither/],
  ['the root of an account', { trustedUserArns: [`arn:aws:iam::${ACCOUNT}:root`] }, /trustedUserArns holds `arn:aws:iam::111122223333:root`, expected `arn:aws:iam::111122223333:user\/NAME`/],
  ['a role among users', { trustedUserArns: [ADMINS] }, /trustedUserArns holds.*name each user/],
  ['a user among roles', { trustedRoleArns: [ALICE] }, /trustedRoleArns holds.*name each role/],
  ['all users', { trustedUserArns: [`arn:aws:iam::${ACCOUNT}:user/*`] }, /without wildcards/],
  ['a session', { trustedRoleArns: [SESSION] }, /not a session/],
  ['longer sessions', { ...USERS, maxSessionDuration: Duration.hours(4) }, /maxSessionDuration is 4 hours, expected none/],
  ['approval of a role', { ...ROLES, approvalTag: { key: 'a', value: 'b' } }, /the tag of a role would approve of everyone/],
  ['a tag whose key is none', { ...USERS, approvalTag: { key: 'a*', value: 'yes' } }, /approvalTag holds `a\*`, expected keys of tags/],
  ['a tag that nobody can have', { ...USERS, approvalTag: { key: 'a', value: 'yes!' } }, /approvalTag holds `yes!` for `a`/],
  ['no age', { ...USERS, maxMfaAge: Duration.seconds(0) }, /maxMfaAge is 0 seconds, expected whole seconds from 60/],
  ['too high an age', { ...USERS, maxMfaAge: Duration.days(2) }, /maxMfaAge is 172800 seconds/],
  ['a day', { ...USERS, notAfter: '2027-01-31' }, /notAfter is `2027-01-31`, expected a point in time with its zone/],
  ['a day that is none', { ...USERS, notAfter: '2027-02-30T00:00:00Z' }, /notAfter is `2027-02-30T00:00:00Z`/],
  ['times the wrong way round', { ...USERS, notBefore: '2027-01-31T20:00:00Z', notAfter: '2027-01-31T20:00:00+01:00' }, /nobody could ever assume the role/],
])('refuses %s', (_, props, message) => {
  expect(() => make(props)).toThrow(message);
});

test.each<[string, () => SourceIdentity, RegExp]>([
  ['no pattern', () => SourceIdentity.like(), /has no patterns/],
  ['a pattern of one letter', () => SourceIdentity.like('a'), /has `a`, expected 2 to 64 letters/],
  ['a pattern with a space', () => SourceIdentity.like('alice smith'), /has `alice smith`, expected 2 to 64 letters/],
])('refuses %s', (_, act, message) => {
  expect(act).toThrow(message);
});

describe('a list known only at deployment', () => {
  const listIn = (stack: Stack) => new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;

  test.each(['trustedUserArns', 'trustedRoleArns'])('stands whole as %s', prop => {
    const stack = new Stack(new App(), 'Stack');
    new BreakGlassRole(stack, 'Role', { [prop]: listIn(stack) });
    const [role] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
    expect(role.Properties.AssumeRolePolicyDocument).toMatchObject({ Statement: [{ Principal: { AWS: { Ref: 'List' } } }] });
  });

  test('cannot be approved of', () => {
    const stack = new Stack(new App(), 'Stack');
    const { approvalTag } = APPROVED;
    expect(() => new BreakGlassRole(stack, 'Role', { trustedUserArns: listIn(stack), approvalTag })).toThrow(/trustedUserArns is a list that is known only at deployment.*written out, since/);
  });

  test('nor can the key of the tag be one', () => {
    const stack = new Stack(new App(), 'Stack');
    const key = new CfnParameter(stack, 'Key').valueAsString;
    expect(() => new BreakGlassRole(stack, 'Role', { ...USERS, approvalTag: { key, value: 'x' } })).toThrow(/approvalTag is known only at deployment/);
  });
});

test('values known at deployment pass', () => {
  const stack = new Stack(new App(), 'Stack');
  const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
  const age = Duration.seconds(new CfnParameter(stack, 'Age', { type: 'Number' }).valueAsNumber);
  const role = new BreakGlassRole(stack, 'Role', {
    trustedUserArns: [parameter('User')],
    notBefore: parameter('From'),
    notAfter: parameter('Until'),
    sourceIdentity: SourceIdentity.like(parameter('Name')),
    approvalTag: { key: 'break-glass', value: parameter('Value') },
    maxMfaAge: age,
  });
  role.grantApproval(new iam.User(stack, 'Approver'));
  const [trust] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  expect(trust.Properties.AssumeRolePolicyDocument.Statement[0].Condition.NumericLessThan).toEqual({ 'aws:MultiFactorAuthAge': { Ref: 'Age' } });
});
