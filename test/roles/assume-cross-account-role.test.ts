import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ACCOUNT, onlyRole, stackIn } from './synth';
import { AssumeCrossAccountRole, AssumeCrossAccountRoleProps } from '../../src/roles/assume-cross-account-role';
import { CrossAccountRole, CrossAccountRoleProps } from '../../src/roles/cross-account-role';
import { EcsTaskRole } from '../../src/roles/ecs-task-role';
import { SourceIdentity } from '../../src/roles/trust/source-identity';
import { bind, decide, documentOf } from '../decisions';
import { statementsOf } from '../grants/testing';

const PARTNER = '444455556666';
const EXTERNAL_ID = '3f9c1d5e7a2b4c6d8e0f1a2b3c4d5e6f';
const ROLE_ARN = `arn:aws:iam::${PARTNER}:role/audit`;
const CALLER_ARN = `arn:aws:iam::${ACCOUNT}:role/caller`;

function callerStack(props: Partial<AssumeCrossAccountRoleProps>): { readonly stack: Stack; readonly half: AssumeCrossAccountRole } {
  const stack = stackIn('eu-west-1');
  const half = new AssumeCrossAccountRole(stack, 'Audit', { caller: new EcsTaskRole(stack, 'Role'), roleArn: ROLE_ARN, ...props });
  return { stack, half };
}

describe('both halves together', () => {
  const trustProps: Partial<CrossAccountRoleProps> = {
    trustedRoleArns: [CALLER_ARN],
    externalId: EXTERNAL_ID,
    sessionTagKeys: ['tenant'],
    sourceIdentity: SourceIdentity.like('nightly-*'),
    roleSessionName: 'audit-*',
  };
  const given = { externalId: EXTERNAL_ID, sessionTags: { tenant: 'north' }, sourceIdentity: 'nightly-run', roleSessionName: 'audit-1' };
  const context = {
    'sts:ExternalId': EXTERNAL_ID, 'aws:RequestTag/tenant': 'north', 'aws:TagKeys': ['tenant'], 'sts:SourceIdentity': 'nightly-run', 'sts:RoleSessionName': 'audit-1',
  };
  const trustStack = new Stack(new App(), 'Theirs', { env: { account: PARTNER, region: 'eu-west-1' } });
  new CrossAccountRole(trustStack, 'Role', trustProps as CrossAccountRoleProps);
  const trust = bind(onlyRole(trustStack).AssumeRolePolicyDocument);
  const identity = documentOf(bind(statementsOf(callerStack(given).stack)));
  const decided = (action: string, changed: object = {}) => decide({ identity: [identity], resource: trust }, {
    principal: CALLER_ARN, action, resource: ROLE_ARN, resourceAccount: PARTNER, context: { ...context, ...changed },
  });

  test.each(['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'])('let the caller do %s', action => {
    expect(decided(action)).toBe('allowed');
  });

  test.each<[string, object]>([
    ['another ExternalId', { 'sts:ExternalId': 'other' }],
    ['another tag', { 'aws:RequestTag/tenant': 'south' }],
    ['a further tag', { 'aws:TagKeys': ['tenant', 'team'] }],
    ['another source identity', { 'sts:SourceIdentity': 'daily' }],
    ['another session name', { 'sts:RoleSessionName': 'x' }],
  ])('turn %s away', (_, changed) => {
    expect(decided('sts:AssumeRole', changed)).toBe('implicitly-denied');
  });
});

test('what the code passes to STS is an output, and can be handed to it', () => {
  const { stack, half } = callerStack({ externalId: EXTERNAL_ID, roleSessionName: 'audit', sessionTags: { tenant: 'north' }, sessionDuration: Duration.minutes(30) });
  expect(JSON.parse(stack.resolve(half.parameters))).toEqual({
    RoleArn: ROLE_ARN, RoleSessionName: 'audit', ExternalId: EXTERNAL_ID, Tags: [{ Key: 'tenant', Value: 'north' }], DurationSeconds: 1800,
  });
  expect(Object.values(Template.fromStack(stack).findOutputs('*'))).toEqual([
    { Description: 'what audit is assumed with, as parameters of AssumeRole', Value: stack.resolve(half.parameters) },
  ]);
});

test('an unresolved ARN survives', () => {
  const stack = stackIn('eu-west-1');
  const roleArn = new CfnParameter(stack, 'Arn').valueAsString;
  new AssumeCrossAccountRole(stack, 'Audit', { caller: new EcsTaskRole(stack, 'Role'), roleArn });
  expect(statementsOf(stack)).toEqual([{ Action: 'sts:AssumeRole', Effect: 'Allow', Resource: { Ref: 'Arn' } }]);
});

test('a user may have a longer session than a role', () => {
  const stack = stackIn('eu-west-1');
  const caller = new iam.User(stack, 'User');
  const { parameters } = new AssumeCrossAccountRole(stack, 'Audit', { caller, roleArn: ROLE_ARN, sessionDuration: Duration.hours(4) });
  expect(JSON.parse(stack.resolve(parameters)).DurationSeconds).toBe(14_400);
});

test.each<[string, Partial<AssumeCrossAccountRoleProps>, RegExp]>([
  ['a session of a role of more than an hour', { sessionDuration: Duration.hours(2) }, /sessionDuration is 7200 seconds, expected .* to 3600 \(1 hour\).*ends after an hour/],
  ['a session of a minute', { sessionDuration: Duration.minutes(1) }, /sessionDuration is 60 seconds/],
  ['a pattern', { roleArn: 'arn:aws:iam::444455556666:role/*' }, /without wildcards: name the one role/],
  ['the name of a role', { roleArn: 'audit' }, /roleArn is `audit`, expected `arn:aws:iam::111122223333:role\/NAME`/],
  ['a role of this account', { roleArn: `arn:aws:iam::${ACCOUNT}:role/audit` }, /a role of this account, expected one of another/],
  ['no session tags', { sessionTags: {} }, /`sessionTags` is \{\}/],
  ['a session tag of AWS', { sessionTags: { 'aws:x': 'y' } }, /sessionTags holds `aws:x`, expected keys of tags/],
  ['a session tag that stands for another', { sessionTags: { tenant: '${aws:PrincipalTag/tenant}' } }, /sessionTags holds `\$.*` for `tenant`/],
  ['a session tag twice', { sessionTags: { Tenant: 'a', tenant: 'b' } }, /sessionTags holds `Tenant` and `tenant`, which are one key/],
  ['a session name with a space', { roleSessionName: 'has space' }, /`roleSessionName` is 'has space'/],
  ['a malformed ExternalId', { externalId: '!' }, /externalId/],
])('refuses %s', (_, props, message) => {
  expect(() => callerStack(props)).toThrow(message);
});
