import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as rolesanywhere from 'aws-cdk-lib/aws-rolesanywhere';
import { findingsIn } from './federated';
import { ACCOUNT, agnosticStack, expectNoManagedPolicy, onlyRole, stackIn, trust } from './synth';
import { JsonObject } from '../../src/policy/json';
import { RolesAnywhereRole, RolesAnywhereRoleProps } from '../../src/roles/roles-anywhere-role';
import { bind, decide } from '../decisions';

const ANCHOR = `arn:aws:rolesanywhere:eu-central-1:${ACCOUNT}:trust-anchor/6f1d2c84-a97b-e035-8f00-000000000000`;
const ACTIONS = ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'];
const CN = 'aws:PrincipalTag/x509Subject/CN';
const ORDERS = { 'x509Subject/CN': ['orders.example.com'] };

function make(stack: Stack, props: Partial<RolesAnywhereRoleProps> = {}): RolesAnywhereRole {
  const trustAnchor = rolesanywhere.CfnTrustAnchor.fromTrustAnchorArn(stack, 'Anchor', ANCHOR);
  return new RolesAnywhereRole(stack, 'Role', { trustAnchor, certificate: ORDERS, ...props });
}

function trustOf(stack: Stack, props?: Partial<RolesAnywhereRoleProps>): unknown {
  make(stack, props);
  expectNoManagedPolicy(stack);
  return onlyRole(stack).AssumeRolePolicyDocument;
}

const statement = (anchor: unknown, values: unknown) => ({
  Effect: 'Allow',
  Principal: { Service: 'rolesanywhere.amazonaws.com' },
  Action: ACTIONS,
  Condition: { ArnEquals: { 'aws:SourceArn': anchor }, StringEquals: { [CN]: values } },
});

test.each([stackIn('eu-central-1'), stackIn('cn-north-1'), agnosticStack()])('anchor, certificate and all three actions stand in one statement (%#)', stack => {
  expect(trustOf(stack)).toEqual(trust([statement(ANCHOR, ['orders.example.com'])]));
});

test('unresolved values survive', () => {
  const stack = agnosticStack();
  const trustAnchor = new rolesanywhere.CfnTrustAnchor(stack, 'NewAnchor', {
    name: 'ours', source: { sourceType: 'CERTIFICATE_BUNDLE', sourceData: { x509CertificateData: new CfnParameter(stack, 'Pem').valueAsString } },
  });
  expect(trustOf(stack, { trustAnchor, certificate: { 'x509Subject/CN': [new CfnParameter(stack, 'Name').valueAsString] } }))
    .toEqual(trust([statement({ 'Fn::GetAtt': ['NewAnchor', 'TrustAnchorArn'] }, [{ Ref: 'Name' }])]));
});

test('its profile is ready to be used, and holds the role alone', () => {
  const stack = stackIn('eu-central-1');
  make(stack, { sessionDuration: Duration.minutes(15) });
  const [{ Properties: profile }] = Object.values(Template.fromStack(stack).findResources('AWS::RolesAnywhere::Profile'));
  expect(profile).toEqual({ Name: expect.stringMatching(/^[ \w-]{1,255}$/), RoleArns: [{ 'Fn::GetAtt': [expect.any(String), 'Arn'] }], DurationSeconds: 900, Enabled: true });
});

test('another profile may hold the role', () => {
  const stack = stackIn('eu-central-1');
  expect(make(stack, { withoutProfile: true }).profile).toBeUndefined();
  Template.fromStack(stack).resourceCountIs('AWS::RolesAnywhere::Profile', 0);
});

test.each<[string, RolesAnywhereRoleProps['certificate'], object, string]>([
  ['the certificate', ORDERS, {}, 'allowed'],
  ['another certificate', ORDERS, { [CN]: 'billing.example.com' }, 'implicitly-denied'],
  ['the same name by another authority', ORDERS, { 'aws:SourceArn': ANCHOR.replace('6f', '7f') }, 'implicitly-denied'],
  ['no trust anchor at all', ORDERS, { 'aws:SourceArn': undefined }, 'implicitly-denied'],
  ['a name like the pattern', { 'x509Subject/CN': ['*.example.com'] }, {}, 'allowed'],
  ['a name unlike it', { 'x509Subject/CN': ['*.example.org'] }, {}, 'implicitly-denied'],
  ['one field of two', { ...ORDERS, 'x509SAN/URI': ['spiffe://example.com/orders'] }, {}, 'implicitly-denied'],
  ['both fields', { ...ORDERS, 'x509SAN/URI': ['spiffe://example.com/orders'] }, { 'aws:PrincipalTag/x509SAN/URI': 'spiffe://example.com/orders' }, 'allowed'],
])('the evaluator decides on %s', (_, certificate, context, decision) => {
  const resource = bind(trustOf(stackIn('eu-central-1'), { certificate })) as JsonObject;
  const sent = Object.fromEntries(Object.entries({ 'aws:SourceArn': ANCHOR, [CN]: 'orders.example.com', ...context }).filter(([, value]) => value !== undefined));
  const decided = ACTIONS.map(action => decide({ identity: [], resource }, {
    principal: { type: 'service', id: 'rolesanywhere.amazonaws.com' }, action, resource: `arn:aws:iam::${ACCOUNT}:role/Role`, resourceAccount: ACCOUNT, context: sent,
  }));
  expect(decided).toEqual(ACTIONS.map(() => decision));
});

test('it is clean under our strict pack and cdk-nag', () => {
  const stack = new Stack(new App(), 'Stack');
  make(stack, { description: 'the orders service in our data centre' });
  expect(findingsIn(stack)).toEqual([]);
});

test.each<[string, Partial<RolesAnywhereRoleProps>, RegExp]>([
  ['no field', { certificate: {} }, /certificate is empty, expected at least one field/],
  ['a field that AWS does not compare', { certificate: { CN: ['orders'] } }, /certificate has `CN`, expected `x509Subject\/CN`/],
  ['a field without values', { certificate: { 'x509SAN/DNS': [] } }, /certificate has no values for `x509SAN\/DNS`/],
  ['a field with any value', { certificate: { 'x509SAN/DNS': ['*'] } }, /certificate has `\*` for `x509SAN\/DNS`/],
  ['a short session', { sessionDuration: Duration.minutes(5) }, /sessionDuration is 300 seconds, expected whole seconds from 900/],
  ['a session that the role does not allow', { sessionDuration: Duration.hours(2) }, /to the 3600 of maxSessionDuration/],
  ['a session of a profile that is not made', { sessionDuration: Duration.hours(1), withoutProfile: true }, /together with withoutProfile/],
])('%s is refused', (_, props, message) => {
  expect(() => make(stackIn('eu-central-1'), props)).toThrow(message);
});
