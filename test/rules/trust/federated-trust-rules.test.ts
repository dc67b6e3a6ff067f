import { causes, judgeTrust } from './trust-site';
import { JsonObject, JsonValue } from '../../../src/policy/json';
import { broadTrustAction } from '../../../src/rules/trust/broad-trust-action';
import { cognitoMissingPool } from '../../../src/rules/trust/cognito-missing-pool';
import { cognitoMissingSignIn } from '../../../src/rules/trust/cognito-missing-sign-in';
import { loginProviderMissingApp } from '../../../src/rules/trust/login-provider-missing-app';
import { malformedFederatedPrincipal } from '../../../src/rules/trust/malformed-federated-principal';
import { mismatchedAssumeAction } from '../../../src/rules/trust/mismatched-assume-action';
import { rolesAnywhereAnyAnchor } from '../../../src/rules/trust/roles-anywhere-any-anchor';
import { rolesAnywhereMissingAction } from '../../../src/rules/trust/roles-anywhere-missing-action';
import { samlAnyUser } from '../../../src/rules/trust/saml-any-user';
import { samlMissingAudience } from '../../../src/rules/trust/saml-missing-audience';

const TEMPLATE = {
  resources: { Saml: { Type: 'AWS::IAM::SAMLProvider' }, Oidc: { Type: 'AWS::IAM::OIDCProvider' }, Custom: { Type: 'Custom::CfnJson' } },
  parameters: { Any: { Type: 'String' } },
};

function trust(principal: JsonValue, action: JsonValue, condition?: JsonObject): JsonObject {
  return { Effect: 'Allow', Principal: principal, Action: action, ...condition && { Condition: condition } };
}

describe('the way to take a role', () => {
  test.each<[string, JsonValue, JsonValue, boolean]>([
    ['a SAML provider of the app', { Federated: { Ref: 'Saml' } }, 'sts:AssumeRoleWithSAML', false],
    ['a SAML provider of the app, by the wrong one', { Federated: { Ref: 'Saml' } }, 'sts:AssumeRoleWithWebIdentity', true],
    ['an OpenID Connect provider of the app', { Federated: { Ref: 'Oidc' } }, 'sts:AssumeRoleWithWebIdentity', false],
    ['an OpenID Connect provider of the app, by the wrong one', { Federated: { Ref: 'Oidc' } }, 'sts:AssumeRole', true],
    ['a provider that a parameter names', { Federated: { Ref: 'Any' } }, 'sts:AssumeRoleWithSAML', false],
    ['a provider that a parameter names, in the way of users', { Federated: { Ref: 'Any' } }, 'sts:AssumeRole', true],
    ['an action that is a parameter', { Service: 'ec2.amazonaws.com' }, { Ref: 'Any' }, false],
    ['case does not matter', { Service: 'ec2.amazonaws.com' }, 'STS:assumerole', false],
    ['all of STS', { Federated: { Ref: 'Saml' } }, 'sts:*', false],
    ['only what comes in addition', { Service: 'ec2.amazonaws.com' }, ['sts:TagSession', 'sts:SetSourceIdentity'], false],
    ['everybody', '*', 'sts:AssumeRole', false],
  ])('%s', (_, principal, action, flagged) => {
    expect(causes(mismatchedAssumeAction, [trust(principal, action)], TEMPLATE)).toHaveLength(flagged ? 1 : 0);
  });

  test('a way that none can go is taken out, and the one that they can go stays', () => {
    const statement = trust({ AWS: 'arn:aws:iam::111122223333:role/deploy' }, ['sts:AssumeRole', 'sts:AssumeRoleWithSAML']);
    expect(judgeTrust(mismatchedAssumeAction, [statement])).toMatchObject([{
      fix: 'remove `sts:AssumeRoleWithSAML`', replacement: { Action: 'sts:AssumeRole' },
    }]);
  });

  test('a Deny restricts', () => {
    expect(causes(mismatchedAssumeAction, [{ ...trust({ Service: 'ec2.amazonaws.com' }, 'sts:AssumeRoleWithSAML'), Effect: 'Deny' }])).toEqual([]);
  });
});

test.each<[JsonValue, boolean]>([
  [{ Ref: 'Saml' }, false],
  [{ Ref: 'Any' }, false],
  [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/gitlab.com' }, false],
  [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/https://gitlab.com' }, true],
  ['login', true],
  ['111122223333', true],
])('the federated principal %j', (principal, flagged) => {
  expect(causes(malformedFederatedPrincipal, [trust({ Federated: principal }, 'sts:AssumeRoleWithWebIdentity')], TEMPLATE)).toHaveLength(flagged ? 1 : 0);
});

test.each<[string, JsonObject | undefined, boolean]>([
  ['the key in any case', { StringEquals: { 'saml:AUD': 'https://signin.aws.amazon.com/saml' } }, false],
  ['any audience', { StringLike: { 'SAML:aud': '*' } }, true],
  ['any site', { StringLike: { 'SAML:aud': 'http*' } }, true],
  ['any host', { StringLike: { 'SAML:aud': 'https://*/saml' } }, true],
  ['any host of a top-level domain', { StringLike: { 'SAML:aud': 'https://*.com/saml' } }, true],
  ['a domain that begins in any way', { StringLike: { 'SAML:aud': 'https://*amazon.com/saml' } }, true],
  ['sign-in in any region', { StringLike: { 'SAML:aud': ['https://*.signin.aws.amazon.com/saml', 'https://signin.aws.amazon.com/saml'] } }, false],
  ['any page of a host', { StringLike: { 'SAML:aud': 'https://signin.aws.amazon.com/*' } }, false],
  ['an audience that is no URL', { StringLike: { 'SAML:aud': 'urn:amazon:webservices' } }, false],
  ['not one audience', { StringNotEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } }, true],
  ['an audience that is a parameter', { StringEquals: { 'SAML:aud': { Ref: 'Any' } } }, false],
  ['conditions that are known at deployment only', { StringEquals: { 'Fn::GetAtt': ['Custom', 'Value'] } }, false],
])('SAML with %s', (_, condition, flagged) => {
  const statements = [trust({ Federated: { Ref: 'Saml' } }, 'sts:AssumeRoleWithSAML', condition)];
  expect(causes(samlMissingAudience, statements, TEMPLATE)).toHaveLength(flagged ? 1 : 0);
});

test('SAML: a Deny restricts, and tags alone open nothing', () => {
  const statements = [{ ...trust({ Federated: { Ref: 'Saml' } }, 'sts:AssumeRoleWithSAML'), Effect: 'Deny' }, trust({ Federated: { Ref: 'Saml' } }, 'sts:TagSession')];
  expect([samlMissingAudience, samlAnyUser].flatMap(rule => causes(rule, statements, TEMPLATE))).toEqual([]);
});

test('Roles Anywhere is let in beside another service', () => {
  const statements = [trust({ Service: ['ec2.amazonaws.com', 'rolesanywhere.amazonaws.com'] }, 'sts:AssumeRole')];
  expect(causes(rolesAnywhereAnyAnchor, statements)).toEqual(['']);
  expect(judgeTrust(rolesAnywhereMissingAction, statements).map(({ replacement }) => replacement)).toEqual([undefined]);
});

describe('identity pools', () => {
  const pool = (key: string) => ({ StringEquals: { [`${key}:aud`]: { Ref: 'Any' } } });

  test.each<[string, JsonValue, JsonObject, boolean]>([
    ['a pool of the app', 'cognito-identity.amazonaws.com', pool('cognito-identity.amazonaws.com'), false],
    ['GovCloud', 'cognito-identity-us-gov.amazonaws.com', pool('cognito-identity-us-gov.amazonaws.com'), false],
    ['China', 'cognito-identity.cn-north-1.amazonaws.com.cn', pool('cognito-identity.cn-north-1.amazonaws.com.cn'), false],
    ['the audience of another issuer', 'cognito-identity.amazonaws.com', pool('accounts.google.com'), true],
    ['any pool of a region', 'cognito-identity.amazonaws.com', { StringLike: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:*' } }, true],
    ['any pool of a region, letter by letter', 'cognito-identity.amazonaws.com', {
      StringLike: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:????????-????-????-????-????????????' },
    }, true],
    ['a pool, with StringLike', 'cognito-identity.amazonaws.com', { StringLike: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:6f1d2c84' } }, false],
    ['another provider', 'accounts.google.com', {}, false],
  ])('%s', (_, provider, condition, flagged) => {
    const statements = [trust({ Federated: provider }, 'sts:AssumeRoleWithWebIdentity', condition)];
    expect(causes(cognitoMissingPool, statements, TEMPLATE)).toHaveLength(flagged ? 1 : 0);
  });

  test('a Deny restricts, and tags alone open nothing', () => {
    const statements = [
      { ...trust({ Federated: 'cognito-identity.amazonaws.com' }, 'sts:AssumeRoleWithWebIdentity'), Effect: 'Deny' },
      trust({ Federated: 'cognito-identity.amazonaws.com' }, 'sts:TagSession'),
    ];
    expect([cognitoMissingPool, cognitoMissingSignIn].flatMap(rule => causes(rule, statements))).toEqual([]);
  });
});

describe('sign-in with Google, Facebook or Amazon', () => {
  const GOOGLE = 'accounts.google.com';
  const both = [GOOGLE, 'www.amazon.com'];

  test.each<[string, JsonValue, JsonObject | undefined, string[]]>([
    ['nothing asked', GOOGLE, undefined, [GOOGLE]],
    ['nothing asked of several', both, undefined, both],
    ['the app of one of several: the tokens of the other have no such claim', both, { StringEquals: { [`${GOOGLE}:aud`]: '1' } }, []],
    ['the domain in capitals', 'Accounts.Google.com', undefined, [GOOGLE]],
    ['the app, if it is there', GOOGLE, { StringEqualsIfExists: { [`${GOOGLE}:aud`]: '1' } }, [GOOGLE]],
    ['all apps but one', GOOGLE, { StringNotEquals: { [`${GOOGLE}:aud`]: '1' } }, [GOOGLE]],
    ['a user', GOOGLE, { StringEquals: { [`${GOOGLE}:sub`]: '1' } }, [GOOGLE]],
    ['what the caller chooses', GOOGLE, { StringEquals: { [`${GOOGLE}:oaud`]: 'https://aws.acme.com' } }, [GOOGLE]],
    ['an app that is a parameter', GOOGLE, { StringEquals: { [`${GOOGLE}:aud`]: { Ref: 'Any' } } }, []],
    ['any app of Amazon', 'www.amazon.com', { StringLike: { 'www.amazon.com:app_id': 'amzn1.application-*' } }, ['www.amazon.com']],
    ['conditions that are known at deployment only', GOOGLE, { StringEquals: { 'Fn::GetAtt': ['Custom', 'Value'] } }, []],
    ['another provider', 'cognito-identity.amazonaws.com', undefined, []],
  ])('%s', (_, provider, condition, expected) => {
    expect(causes(loginProviderMissingApp, [trust({ Federated: provider }, 'sts:AssumeRoleWithWebIdentity', condition)], TEMPLATE)).toEqual(expected);
  });

  test('a Deny restricts, and tags alone open nothing', () => {
    const statements = [
      { ...trust({ Federated: GOOGLE }, 'sts:AssumeRoleWithWebIdentity'), Effect: 'Deny' },
      trust({ Federated: GOOGLE }, 'sts:TagSession'),
    ];
    expect(causes(loginProviderMissingApp, statements)).toEqual([]);
  });
});

test.each<[string, boolean]>([
  ['*authenticated', true],
  ['un*', true],
  ['?nauthenticated', true],
  ['unauthenticated', false],
  ['auth*', false],
  ['cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a1b2c3:*', false],
])('the sign-in %s', (way, flagged) => {
  const condition = { 'StringEquals': { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:0a' }, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': way } };
  const statements = [trust({ Federated: 'cognito-identity.amazonaws.com' }, 'sts:AssumeRoleWithWebIdentity', condition)];
  expect(causes(cognitoMissingSignIn, statements)).toHaveLength(flagged ? 1 : 0);
});

test.each<[JsonValue, boolean]>([
  [['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity', 'sts:SetContext'], false],
  ['STS:AssumeRole', false],
  [{ Ref: 'Any' }, false],
  ['sts:Assume*', true],
  ['sts:AssumeRol?', true],
  ['iam:PassRole', true],
])('a trust policy that allows %j', (action, flagged) => {
  expect(causes(broadTrustAction, [trust({ Service: 'ec2.amazonaws.com' }, action)], TEMPLATE)).toHaveLength(flagged ? 1 : 0);
});
