import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { decideEntry, findingsIn } from './federated';
import { ACCOUNT, agnosticStack, expectNoManagedPolicy, onlyRole, stackIn, trust } from './synth';
import { SamlRole, SamlRoleProps } from '../../src/roles/saml-role';
import { SourceIdentity } from '../../src/roles/trust/source-identity';

const PROVIDER = `arn:aws:iam::${ACCOUNT}:saml-provider/login`;
const SIGN_IN = 'https://signin.aws.amazon.com/saml';

function make(stack: Stack, props: Partial<SamlRoleProps> = {}): SamlRole {
  return new SamlRole(stack, 'Role', { provider: iam.SamlProvider.fromSamlProviderArn(stack, 'Login', PROVIDER), ...props });
}

function trustOf(stack: Stack, props?: Partial<SamlRoleProps>): unknown {
  make(stack, props);
  expectNoManagedPolicy(stack);
  return onlyRole(stack).AssumeRolePolicyDocument;
}

const SIDS: Record<string, string> = {
  'sts:AssumeRoleWithSAML': 'AssumeRole', 'sts:TagSession': 'PassSessionTags', 'sts:SetSourceIdentity': 'SetSourceIdentity',
};

function statement(action: string, condition: object): object {
  return { Sid: SIDS[action], Effect: 'Allow', Principal: { Federated: PROVIDER }, Action: action, Condition: condition };
}

test.each([
  ['eu-central-1', SIGN_IN],
  ['cn-north-1', 'https://signin.amazonaws.cn/saml'],
  ['us-gov-west-1', 'https://signin.amazonaws-us-gov.com/saml'],
])('in %s assertions for the sign-in page of the partition are taken', (region, audience) => {
  expect(trustOf(stackIn(region))).toEqual(trust([statement('sts:AssumeRoleWithSAML', { StringEquals: { 'SAML:aud': audience } })]));
});

test('where the region is not known, CloudFormation looks the sign-in page up', () => {
  expect(trustOf(agnosticStack())).toEqual(trust([
    statement('sts:AssumeRoleWithSAML', { StringEquals: { 'SAML:aud': { 'Fn::FindInMap': [expect.any(String), { Ref: 'AWS::Region' }, 'value'] } } }),
  ]));
});

test('each action is asked for what AWS documents for it', () => {
  const tags = { 'Null': { 'aws:RequestTag/team': 'false' }, 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } };
  const audience = { 'SAML:aud': SIGN_IN };
  expect(trustOf(stackIn('eu-central-1'), { attributes: { sub: ['ana', 'bo'] }, sessionTagKeys: ['team'], sourceIdentity: SourceIdentity.any() })).toEqual(trust([
    statement('sts:AssumeRoleWithSAML', {
      ...tags, StringEquals: { ...audience, 'SAML:sub': ['ana', 'bo'] }, Null: { ...tags.Null, 'sts:SourceIdentity': 'false' },
    }),
    statement('sts:TagSession', { StringEquals: audience, ...tags }),
    statement('sts:SetSourceIdentity', { StringEquals: audience, Null: { 'sts:SourceIdentity': 'false' } }),
  ]));
});

test('unresolved values survive', () => {
  const stack = agnosticStack();
  const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
  const provider = new iam.CfnSAMLProvider(stack, 'Provider', { samlMetadataDocument: '<xml/>' });
  expect(trustOf(stack, { provider, audiences: [parameter('Url')], attributes: { mail: [parameter('Mail')] } })).toEqual(trust([{
    ...statement('sts:AssumeRoleWithSAML', { 'StringEquals': { 'SAML:aud': { Ref: 'Url' } }, 'ForAnyValue:StringEquals': { 'SAML:mail': [{ Ref: 'Mail' }] } }),
    Principal: { Federated: { Ref: 'Provider' } },
  }]));
});

describe('a list that is known only at deployment', () => {
  const withList = (props: (list: string[]) => Partial<SamlRoleProps>): any => {
    const stack = stackIn('eu-central-1');
    return trustOf(stack, props(new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList));
  };

  test.each<[string, (list: string[]) => Partial<SamlRoleProps>, object]>([
    ['audiences', audiences => ({ audiences }), { StringEquals: { 'SAML:aud': { Ref: 'List' } } }],
    ['values, which may hold wildcards,', sub => ({ attributes: { sub } }), { StringLike: { 'SAML:sub': { Ref: 'List' } } }],
  ])('of %s stands whole', (_, props, condition) => {
    expect(withList(props)).toMatchObject({ Statement: [{ Condition: condition }] });
  });

  test('of tag keys is refused', () => {
    expect(() => withList(sessionTagKeys => ({ sessionTagKeys }))).toThrow(/sessionTagKeys is known only at deployment/);
  });
});

describe('as the evaluator sees it', () => {
  const REGIONAL = ['https://eu-central-1.signin.aws.amazon.com/saml', 'https://eu-west-1.signin.aws.amazon.com/saml'];
  const STAFF = { attributes: { edupersonaffiliation: ['staff', 'guest-*'] } };
  const TAGGED = { sessionTagKeys: ['team'] };

  test.each<[string, Partial<SamlRoleProps>, object, string, string?]>([
    ['an assertion for AWS', {}, {}, 'allowed'],
    ['one for another service', {}, { 'SAML:aud': 'https://example.com/saml' }, 'implicitly-denied'],
    ['one of another provider', {}, {}, 'implicitly-denied', `arn:aws:iam::${ACCOUNT}:saml-provider/other`],
    ['one for a region that is listed', { audiences: REGIONAL }, { 'SAML:aud': REGIONAL[1] }, 'allowed'],
    ['one for a region that is not', { audiences: REGIONAL }, {}, 'implicitly-denied'],
    ['a member of the group', STAFF, { 'SAML:edupersonaffiliation': ['alumni', 'staff'] }, 'allowed'],
    ['a member of a group like it', STAFF, { 'SAML:edupersonaffiliation': ['guest-7'] }, 'allowed'],
    ['a member of another group', STAFF, { 'SAML:edupersonaffiliation': ['alumni'] }, 'implicitly-denied'],
    ['nobody knows which group', STAFF, {}, 'implicitly-denied'],
    ['a session with the tag', TAGGED, { 'aws:RequestTag/team': 'a', 'aws:TagKeys': ['team'] }, 'allowed'],
    ['a session without it', TAGGED, {}, 'implicitly-denied'],
    ['a session with another one beside it', TAGGED, { 'aws:RequestTag/team': 'a', 'aws:RequestTag/x': 'a', 'aws:TagKeys': ['team', 'x'] }, 'implicitly-denied'],
    ['a source identity like the pattern', { sourceIdentity: SourceIdentity.like('*@example.com') }, { 'sts:SourceIdentity': 'ana@example.com' }, 'allowed'],
    ['another one', { sourceIdentity: SourceIdentity.like('*@example.com') }, { 'sts:SourceIdentity': 'ana@example.org' }, 'implicitly-denied'],
  ])('%s', (_, props, context, decision, provider = PROVIDER) => {
    const actions = ['sts:AssumeRoleWithSAML', ...props.sessionTagKeys ? ['sts:TagSession'] : [], ...props.sourceIdentity ? ['sts:SetSourceIdentity'] : []];
    expect(decideEntry(trustOf(stackIn('eu-central-1'), props), provider, { 'SAML:aud': SIGN_IN, ...context }, ...actions)).toBe(decision);
  });
});

test('it is clean under our strict pack and cdk-nag', () => {
  const stack = new Stack(new App(), 'Stack');
  make(stack, {
    description: 'people of the company', attributes: { edupersonaffiliation: ['staff'] }, sessionTagKeys: ['team'], sourceIdentity: SourceIdentity.any(),
  });
  expect(findingsIn(stack)).toEqual([]);
});

test.each<[string, Partial<SamlRoleProps>, RegExp]>([
  ['no audience', { audiences: [] }, /audiences is empty, expected at least one URL/],
  ['any region', { audiences: ['https://*.signin.aws.amazon.com/saml'] }, /audiences holds .* expected URLs of sign-in endpoints without wildcards/],
  ['an audience that is no URL', { audiences: ['urn:amazon:webservices'] }, /audiences holds `urn:amazon:webservices`/],
  ['a misspelt attribute', { attributes: { edupersonafiliation: ['staff'] } }, /attributes has `edupersonafiliation`.*perhaps `edupersonaffiliation`/],
  ['an attribute that AWS cannot compare', { attributes: { 'https://example.com/department': ['x'] } }, /pass other attributes as session tags/],
  ['the audience as attribute', { attributes: { aud: [SIGN_IN] } }, /the audience is given in audiences/],
  ['an attribute without values', { attributes: { sub: [] } }, /attributes has no values for `sub`/],
  ['an attribute with any value', { attributes: { sub: ['*'] } }, /attributes has `\*` for `sub`/],
  ['no attribute', { attributes: {} }, /attributes is empty, expected .*leave it out/],
  ['a source identity of IAM users', { sourceIdentity: SourceIdentity.userName() }, /which only IAM users meet/],
  ['no session tag keys', { sessionTagKeys: [] }, /sessionTagKeys is empty/],
])('%s is refused', (_, props, message) => {
  expect(() => make(stackIn('eu-central-1'), props)).toThrow(message);
});

test('a region whose sign-in page is not known needs an audience', () => {
  expect(() => make(stackIn('eusc-de-east-1'))).toThrow(/the sign-in page of `eusc-de-east-1` is not known/);
});
