import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { ACCOUNT, agnosticStack, expectNoManagedPolicy, onlyRole, stackIn, trust } from './synth';
import { JsonObject } from '../../src/policy/json';
import { CrossAccountRole, CrossAccountRoleProps } from '../../src/roles/cross-account-role';
import { SourceIdentity } from '../../src/roles/trust/source-identity';
import { bind, decide, documentOf } from '../decisions';

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

describe('what is asked of callers, as the evaluator sees it', () => {
  const ORGANIZATION = 'o-a1b2c3d4e5';
  const caller = (name: string, account = PARTNER) => `arn:aws:iam::${account}:role/${name}`;
  const inOrganization = { 'aws:PrincipalOrgID': ORGANIZATION, 'aws:PrincipalOrgPaths': [`${ORGANIZATION}/r-ab12/ou-ab12-11111111/`] };

  test.each<[string, Partial<CrossAccountRoleProps>, string, object, string]>([
    ['an account of the organization', { externalId: undefined, organizationId: ORGANIZATION }, caller('any'), inOrganization, 'allowed'],
    ['an account of another one', { externalId: undefined, organizationId: ORGANIZATION }, caller('any'), { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' }, 'implicitly-denied'],
    ['an account of none', { externalId: undefined, organizationId: ORGANIZATION }, caller('any'), {}, 'implicitly-denied'],
    ['a unit of the organization', { externalId: undefined, organizationId: ORGANIZATION, organizationPaths: [`${ORGANIZATION}/r-ab12/ou-ab12-11111111/*`] },
      caller('any'), inOrganization, 'allowed'],
    ['another unit', { externalId: undefined, organizationId: ORGANIZATION, organizationPaths: [`${ORGANIZATION}/r-ab12/ou-ab12-22222222/*`] },
      caller('any'), inOrganization, 'implicitly-denied'],
    ['a name', { trustedAccountId: PARTNER, trustedRoleNames: ['security/auditor-*'] }, caller('security/auditor-1'), {}, 'allowed'],
    ['another name', { trustedAccountId: PARTNER, trustedRoleNames: ['security/auditor-*'] }, caller('developer'), {}, 'implicitly-denied'],
    ['a name in the organization', { externalId: undefined, organizationId: ORGANIZATION, trustedRoleNames: ['auditor'] }, caller('auditor', '777788889999'), inOrganization, 'allowed'],
    ['another name in the organization', { externalId: undefined, organizationId: ORGANIZATION, trustedRoleNames: ['auditor'] }, caller('x'), inOrganization, 'implicitly-denied'],
    ['a fresh second factor', { trustedAccountId: PARTNER, maxMfaAge: Duration.minutes(15) }, `arn:aws:iam::${PARTNER}:user/ana`,
      { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '60' }, 'allowed'],
    ['a stale second factor', { trustedAccountId: PARTNER, maxMfaAge: Duration.minutes(15) }, `arn:aws:iam::${PARTNER}:user/ana`,
      { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '900' }, 'implicitly-denied'],
    ['no source identity', { trustedAccountId: PARTNER, sourceIdentity: SourceIdentity.any() }, caller('any'), {}, 'implicitly-denied'],
    ['a source identity', { trustedAccountId: PARTNER, sourceIdentity: SourceIdentity.any() }, caller('any'), { 'sts:SourceIdentity': 'ana' }, 'allowed'],
    ['no session tag', { trustedAccountId: PARTNER, sessionTagKeys: ['tenant'] }, caller('any'), {}, 'implicitly-denied'],
  ])('%s', (_, props, principal, context, decision) => {
    const document = bind(trustOf(stackIn('eu-central-1'), props)) as JsonObject;
    const identity = documentOf([{ Effect: 'Allow', Action: 'sts:*', Resource: '*' }]);
    expect(decide({ identity: [identity], resource: document }, {
      principal, action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/Role`, resourceAccount: ACCOUNT, context: { 'sts:ExternalId': EXTERNAL_ID, ...context },
    })).toBe(decision);
  });
});

test('an ARN with an unresolved partition is still seen to be of this account', () => {
  const stack = stackIn('eu-central-1');
  expect(() => trustOf(stack, { trustedRoleArns: [`arn:${stack.partition}:iam::${ACCOUNT}:role/x`] })).toThrow(/is the account of this stack/);
});

describe('a list that is known only at deployment', () => {
  const organizationId = 'o-a1b2c3d4e5';
  const withList = (props: (list: string[]) => Partial<CrossAccountRoleProps>): any => {
    const stack = stackIn('eu-central-1');
    return trustOf(stack, props(new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList));
  };

  test.each<[string, (list: string[]) => Partial<CrossAccountRoleProps>, object]>([
    ['roles', trustedRoleArns => ({ trustedRoleArns }), { Principal: { AWS: { Ref: 'List' } } }],
    ['paths', organizationPaths => ({ organizationId, organizationPaths }), { Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': { Ref: 'List' } } } }],
    ['source identities', list => ({ trustedAccountId: PARTNER, sourceIdentity: SourceIdentity.like(...list) }), { Condition: { StringLike: { 'sts:SourceIdentity': { Ref: 'List' } } } }],
  ])('of %s stands whole', (_, props, expected) => {
    expect(withList(props)).toMatchObject({ Statement: [expected] });
  });

  test.each<[string, (list: string[]) => Partial<CrossAccountRoleProps>, RegExp]>([
    ['names', trustedRoleNames => ({ trustedAccountId: PARTNER, trustedRoleNames }), /trustedRoleNames is a list that is known only at deployment, expected one that is written out, since/],
    ['tag keys', sessionTagKeys => ({ trustedAccountId: PARTNER, sessionTagKeys }), /sessionTagKeys is known only at deployment, expected .* written out, since/],
    ['paths of no organization', organizationPaths => ({ trustedAccountId: PARTNER, organizationPaths }), /organizationPaths is given without organizationId/],
  ])('of %s is refused', (_, props, message) => {
    expect(() => withList(props)).toThrow(message);
  });
});

test('a tag key that is known only at deployment is refused', () => {
  const stack = agnosticStack();
  const key = new CfnParameter(stack, 'Key').valueAsString;
  expect(() => trustOf(stack, { trustedAccountId: PARTNER, sessionTagKeys: ['tenant', key] })).toThrow(/sessionTagKeys is known only at deployment/);
});

test.each(['nightly-*', 'a?', '*', '${aws:username}', 'job-${aws:username}'])('callers may be asked for the session name %s', roleSessionName => {
  expect(trustOf(stackIn('eu-central-1'), { trustedAccountId: PARTNER, roleSessionName }))
    .toMatchObject({ Statement: [{ Condition: { StringLike: { 'sts:RoleSessionName': roleSessionName } } }] });
});

test.each<[string, Partial<CrossAccountRoleProps>, RegExp]>([
  ['nobody to trust', {}, /neither trustedRoleArns nor trustedAccountId is given, expected exactly one/],
  ['an empty list', { trustedRoleArns: [] }, /trustedRoleArns is empty/],
  ['an empty list in an organization', { trustedRoleArns: [], organizationId: 'o-a1b2c3d4e5' }, /trustedRoleArns is empty, expected .*: leave it out to trust all of the organization/],
  ['an empty list beside an account', { trustedRoleArns: [], trustedAccountId: PARTNER }, /trustedRoleArns is empty/],
  ['neither ExternalId nor organization', { trustedRoleArns: [ROLE_ARN], externalId: undefined }, /neither externalId nor organizationId is given/],
  ['a malformed organization', { organizationId: 'o-1' }, /organizationId is `o-1`/],
  ['paths of no organization', { trustedAccountId: PARTNER, organizationPaths: ['o-a1b2c3d4e5/r-ab12/*'] }, /organizationPaths is given without organizationId/],
  ['paths of another organization', { organizationId: 'o-a1b2c3d4e5', organizationPaths: ['o-zzzzzzzzzz/r-ab12/*'] }, /expected paths of the organization from its root on/],
  ['a path that can never match', { organizationId: 'o-a1b2c3d4e5', organizationPaths: ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111'] }, /with `\/` or `\*` at the end/],
  ['no path', { organizationId: 'o-a1b2c3d4e5', organizationPaths: [] }, /organizationPaths is given without a path/],
  ['no session name', { trustedAccountId: PARTNER, roleSessionName: '' }, /roleSessionName is ``, expected 2 to 64 letters/],
  ['a session name of one letter', { trustedAccountId: PARTNER, roleSessionName: 'a' }, /roleSessionName is `a`/],
  ['a session name with a space', { trustedAccountId: PARTNER, roleSessionName: 'has space' }, /roleSessionName is `has space`/],
  ['a long session name', { trustedAccountId: PARTNER, roleSessionName: 'x'.repeat(65) }, /roleSessionName is `x{65}`/],
  ['names beside ARNs', { trustedRoleArns: [ROLE_ARN], trustedRoleNames: ['x'] }, /trustedRoleArns and trustedRoleNames are both given/],
  ['every name', { trustedAccountId: PARTNER, trustedRoleNames: ['*'] }, /trustedRoleNames holds `\*`.*begin with something fixed/],
  ['an ARN as name', { trustedAccountId: PARTNER, trustedRoleNames: [ROLE_ARN] }, /leave out what stands before the path/],
  ['no session tag keys', { trustedAccountId: PARTNER, sessionTagKeys: [] }, /sessionTagKeys is empty/],
  ['both', { trustedRoleArns: [ROLE_ARN], trustedAccountId: PARTNER }, /are both given, expected one of them/],
  ['a short account', { trustedAccountId: '12345' }, /trustedAccountId is `12345`, expected 12 digits/],
  ['any account', { trustedAccountId: '*' }, /trustedAccountId is `\*`, expected 12 digits/],
  ['an ARN as account', { trustedAccountId: `arn:aws:iam::${PARTNER}:root` }, /expected 12 digits/],
  ['the own account', { trustedAccountId: ACCOUNT }, /the trusted account `111122223333` is the account of this stack, expected another one/],
  ['a role of the own account', { trustedRoleArns: [ROLE_ARN, `arn:aws:iam::${ACCOUNT}:role/x`] }, /is the account of this stack/],
  ['any role', { trustedRoleArns: [`arn:aws:iam::${PARTNER}:role/*`] }, /role\/NAME` without wildcards: name each role/],
  ['everyone', { trustedRoleArns: ['*'] }, /trustedRoleArns holds `\*`, expected `arn.*` without wildcards/],
  ['a root ARN', { trustedRoleArns: [`arn:aws:iam::${PARTNER}:root`] }, /name each role, not a session, a user or its account/],
  ['a user', { trustedRoleArns: [`arn:aws:iam::${PARTNER}:user/x`] }, /expected `arn:aws:iam::111122223333:role\/NAME`/],
  ['a session', { trustedRoleArns: [`arn:aws:sts::${PARTNER}:assumed-role/x/y`] }, /expected `arn:aws:iam/],
])('%s is refused', (_, props, message) => {
  expect(() => trustOf(stackIn('eu-central-1'), props)).toThrow(message);
});
