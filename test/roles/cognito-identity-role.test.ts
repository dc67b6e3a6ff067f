import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { decideEntry, findingsIn } from './federated';
import { agnosticStack, expectNoManagedPolicy, onlyRole, stackIn, trust } from './synth';
import { CognitoIdentityRole, CognitoIdentityRoleProps, CognitoUsers } from '../../src/roles/cognito-identity-role';

const COGNITO = 'cognito-identity.amazonaws.com';
const POOL = 'eu-central-1:6f1d2c84-a97b-e035-8f00-000000000000';
const ASSUME = 'sts:AssumeRoleWithWebIdentity';

function make(stack: Stack, props: Partial<CognitoIdentityRoleProps> = {}): CognitoIdentityRole {
  const identityPool = cognito.CfnIdentityPool.fromIdentityPoolId(stack, 'Pool', POOL);
  return new CognitoIdentityRole(stack, 'Role', { identityPool, users: CognitoUsers.AUTHENTICATED, ...props });
}

function trustOf(stack: Stack, props?: Partial<CognitoIdentityRoleProps>): unknown {
  make(stack, props);
  expectNoManagedPolicy(stack);
  return onlyRole(stack).AssumeRolePolicyDocument;
}

const condition = (issuer: string, amr: unknown, pool: unknown = POOL) => ({
  'StringEquals': { [`${issuer}:aud`]: pool }, 'ForAnyValue:StringEquals': { [`${issuer}:amr`]: amr },
});

test.each([
  [stackIn('eu-central-1'), COGNITO],
  [stackIn('us-gov-west-1'), 'cognito-identity-us-gov.amazonaws.com'],
  [stackIn('us-gov-east-1'), 'cognito-identity.us-gov-east-1.amazonaws.com'],
  [agnosticStack(), COGNITO],
])('the issuer is that of the region (%#)', (stack, issuer) => {
  expect(trustOf(stack)).toEqual(trust([
    { Sid: 'AssumeRole', Effect: 'Allow', Principal: { Federated: issuer }, Action: ASSUME, Condition: condition(issuer, 'authenticated') },
  ]));
});

test('where no issuer is documented, it is given', () => {
  const issuer = 'cognito-identity.cn-north-1.amazonaws.com.cn';
  expect(() => make(stackIn('cn-north-1'))).toThrow(/the domain under which Cognito issues tokens in `cn-north-1` is not documented/);
  expect(trustOf(stackIn('cn-north-1'), { issuer })).toMatchObject({ Statement: [{ Principal: { Federated: issuer }, Condition: condition(issuer, 'authenticated') }] });
});

test('an unresolved pool survives', () => {
  const stack = agnosticStack();
  const identityPool = cognito.CfnIdentityPool.fromIdentityPoolId(stack, 'Imported', new CfnParameter(stack, 'PoolId').valueAsString);
  expect(trustOf(stack, { identityPool })).toMatchObject({ Statement: [{ Condition: condition(COGNITO, 'authenticated', { Ref: 'PoolId' }) }] });
});

describe('as the evaluator sees it', () => {
  const GUESTS = { users: CognitoUsers.UNAUTHENTICATED };
  const FACEBOOK = { loginProviders: ['graph.facebook.com'] };
  const TAGGED = { sessionTagKeys: ['team'] };
  const tags = (...keys: string[]) => ({ 'aws:TagKeys': keys, ...Object.fromEntries(keys.map(key => [`aws:RequestTag/${key}`, 'x'])) });

  test.each<[string, Partial<CognitoIdentityRoleProps>, object, string]>([
    ['a user who signed in', {}, {}, 'allowed'],
    ['a guest, for the role of users', {}, { [`${COGNITO}:amr`]: ['unauthenticated'] }, 'implicitly-denied'],
    ['a user of another pool', {}, { [`${COGNITO}:aud`]: POOL.replace('6f', '7f') }, 'implicitly-denied'],
    ['a guest', GUESTS, { [`${COGNITO}:amr`]: ['unauthenticated'] }, 'allowed'],
    ['a user, for the role of guests', GUESTS, {}, 'implicitly-denied'],
    ['a user of the provider', FACEBOOK, {}, 'allowed'],
    ['a user of another one', FACEBOOK, { [`${COGNITO}:amr`]: ['authenticated', 'accounts.google.com'] }, 'implicitly-denied'],
    ['a user of a provider like the pattern', { loginProviders: ['graph.*'] }, {}, 'allowed'],
    ['a user with the tag', TAGGED, tags('team'), 'allowed'],
    ['a user without it', TAGGED, {}, 'implicitly-denied'],
    ['a user with another one beside it', TAGGED, tags('team', 'admin'), 'implicitly-denied'],
  ])('%s', (_, props, context, decision) => {
    const token = { [`${COGNITO}:aud`]: POOL, [`${COGNITO}:amr`]: ['authenticated', 'graph.facebook.com'] };
    const actions = [ASSUME, ...props.sessionTagKeys ? ['sts:TagSession'] : []];
    expect(decideEntry(trustOf(stackIn('eu-central-1'), props), COGNITO, { ...token, ...context }, ...actions)).toBe(decision);
  });
});

test('it is clean under our strict pack and cdk-nag', () => {
  const stack = new Stack(new App(), 'Stack');
  make(stack, { description: 'users of the app', sessionTagKeys: ['team'] });
  expect(findingsIn(stack)).toEqual([]);
});

test.each<[string, Partial<CognitoIdentityRoleProps>, RegExp]>([
  ['tags of guests', { users: CognitoUsers.UNAUTHENTICATED, sessionTagKeys: ['team'] }, /sessionTagKeys is given for guests/],
  ['providers of guests', { users: CognitoUsers.UNAUTHENTICATED, loginProviders: ['graph.facebook.com'] }, /loginProviders is given for guests/],
  ['no provider', { loginProviders: [] }, /loginProviders is empty/],
  ['any provider', { loginProviders: ['*'] }, /loginProviders holds `\*`/],
  ['guests as provider', { loginProviders: ['unauthenticated'] }, /loginProviders holds `unauthenticated`/],
  ['a user pool as issuer', { issuer: 'cognito-idp.eu-central-1.amazonaws.com' }, /expected the domain of Amazon Cognito Identity/],
])('%s is refused', (_, props, message) => {
  expect(() => make(stackIn('eu-central-1'), props)).toThrow(message);
});

test('a list that is known only at deployment stands whole, or is refused where keys are made of it', () => {
  const stack = agnosticStack();
  const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;
  expect(() => make(stack, { sessionTagKeys: list })).toThrow(/sessionTagKeys is known only at deployment/);
  const other = agnosticStack();
  const loginProviders = new CfnParameter(other, 'List', { type: 'CommaDelimitedList' }).valueAsList;
  expect(trustOf(other, { loginProviders })).toMatchObject({ Statement: [{ Condition: { 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: { Ref: 'List' } } } }] });
});

test('an issuer that is known at deployment only is refused', () => {
  const stack = agnosticStack();
  expect(() => make(stack, { issuer: new CfnParameter(stack, 'Issuer').valueAsString })).toThrow(/has to be known now/);
});
