import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { ACCOUNT, agnosticStack, expectNoManagedPolicy, onlyRole, stackIn, trust } from './synth';
import { CrossAccountRole, CrossAccountRoleProps } from '../../src/roles/cross-account-role';

const PARTNER = '444455556666';
const EXTERNAL_ID = '3f9c1d5e7a2b4c6d8e0f1a2b3c4d5e6f';
const ROLE_ARN = `arn:aws:iam::${PARTNER}:role/auditors/nightly`;

function trustOf(stack: Stack, props: Partial<CrossAccountRoleProps>): unknown {
  new CrossAccountRole(stack, 'Role', { externalId: EXTERNAL_ID, ...props });
  expectNoManagedPolicy(stack);
  return onlyRole(stack).AssumeRolePolicyDocument;
}

function statement(principal: unknown, externalId: unknown = EXTERNAL_ID): object {
  return {
    Effect: 'Allow',
    Principal: { AWS: principal },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': externalId } },
  };
}

test('one role is trusted exactly', () => {
  expect(trustOf(stackIn('eu-central-1'), { trustedRoleArns: [ROLE_ARN] })).toEqual(trust([statement(ROLE_ARN)]));
});

test('several roles share the one statement', () => {
  const arns = [ROLE_ARN, 'arn:aws:iam::777788889999:role/vendor'];
  expect(trustOf(agnosticStack(), { trustedRoleArns: arns })).toEqual(trust([statement(arns)]));
});

test.each(['eu-central-1', 'cn-north-1', undefined])('an account is trusted in its partition (%s)', region => {
  const root = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${PARTNER}:root`]] };
  expect(trustOf(region ? stackIn(region) : agnosticStack(), { trustedAccountId: PARTNER })).toEqual(trust([statement(root)]));
});

test('unresolved ARNs and ExternalIds survive', () => {
  const stack = agnosticStack();
  const arn = new CfnParameter(stack, 'Arn').valueAsString;
  const externalId = new CfnParameter(stack, 'ExternalId').valueAsString;
  expect(trustOf(stack, { trustedRoleArns: [arn], externalId })).toEqual(trust([statement({ Ref: 'Arn' }, { Ref: 'ExternalId' })]));
});

test('an unresolved account survives', () => {
  const stack = stackIn('eu-central-1');
  const trustedAccountId = new CfnParameter(stack, 'Account').valueAsString;
  expect(trustOf(stack, { trustedAccountId })).toEqual(trust([
    statement({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'Account' }, ':root']] }),
  ]));
});

test('what all roles share applies', () => {
  const stack = agnosticStack();
  new CrossAccountRole(stack, 'Role', {
    trustedRoleArns: [ROLE_ARN], externalId: EXTERNAL_ID, path: '/partners/', maxSessionDuration: Duration.hours(4), tags: { partner: 'x' },
  });
  expect(onlyRole(stack)).toMatchObject({ Path: '/partners/', MaxSessionDuration: 14400, Tags: [{ Key: 'partner', Value: 'x' }] });
});

test('an ARN with an unresolved partition is still seen to be of this account', () => {
  const stack = stackIn('eu-central-1');
  expect(() => trustOf(stack, { trustedRoleArns: [`arn:${stack.partition}:iam::${ACCOUNT}:role/x`] })).toThrow(/is the account of this stack/);
});

test.each<[string, Partial<CrossAccountRoleProps>, RegExp]>([
  ['nobody to trust', {}, /neither trustedRoleArns nor trustedAccountId is given, expected exactly one/],
  ['an empty list', { trustedRoleArns: [] }, /neither trustedRoleArns nor trustedAccountId is given/],
  ['both', { trustedRoleArns: [ROLE_ARN], trustedAccountId: PARTNER }, /are both given, expected exactly one/],
  ['a short account', { trustedAccountId: '12345' }, /trustedAccountId is `12345`, expected 12 digits/],
  ['any account', { trustedAccountId: '*' }, /trustedAccountId is `\*`, expected 12 digits/],
  ['an ARN as account', { trustedAccountId: `arn:aws:iam::${PARTNER}:root` }, /expected 12 digits/],
  ['the own account', { trustedAccountId: ACCOUNT }, /the trusted account `111122223333` is the account of this stack, expected another one/],
  ['a role of the own account', { trustedRoleArns: [ROLE_ARN, `arn:aws:iam::${ACCOUNT}:role/x`] }, /is the account of this stack/],
  ['any role', { trustedRoleArns: [`arn:aws:iam::${PARTNER}:role/*`] }, /expected ARNs without wildcards: name each role/],
  ['everyone', { trustedRoleArns: ['*'] }, /trustedRoleArns holds `\*`, expected ARNs without wildcards/],
  ['a root ARN', { trustedRoleArns: [`arn:aws:iam::${PARTNER}:root`] }, /give the role, not a session, user or account/],
  ['a user', { trustedRoleArns: [`arn:aws:iam::${PARTNER}:user/x`] }, /expected `arn:aws:iam::111122223333:role\/NAME`/],
  ['a session', { trustedRoleArns: [`arn:aws:sts::${PARTNER}:assumed-role/x/y`] }, /expected `arn:aws:iam/],
])('%s is refused', (_, props, message) => {
  expect(() => trustOf(stackIn('eu-central-1'), props)).toThrow(message);
});
