import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { agnosticStack, expectNoManagedPolicy, onlyRole, stackIn } from './synth';
import { EksServiceAccountRole, EksServiceAccountRoleProps } from '../../src/roles/eks-service-account-role';
import { GitHubOidcProvider } from '../../src/roles/federation/github-oidc-provider';
import { LeastPrivilegeChecks } from '../../src/validation/least-privilege-checks';
import { bind, decide } from '../decisions';

const ISSUER = 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E';
const PROVIDER_ARN = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;

const imported = (stack: Stack) => iam.OidcProviderNative.fromOidcProviderArn(stack, 'Provider', PROVIDER_ARN);

function roleIn(stack: Stack, props: Partial<EksServiceAccountRoleProps> = {}) {
  return new EksServiceAccountRole(stack, 'Role', {
    provider: props.provider ?? imported(stack), namespace: 'shop', serviceAccount: 'orders', ...props,
  });
}

function decisionOn(trust: object, sub: string, aud = 'sts.amazonaws.com') {
  return decide({ identity: [], resource: trust as any }, {
    principal: { type: 'federated', id: PROVIDER_ARN },
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: 'arn:aws:iam::111122223333:role/Role',
    resourceAccount: '111122223333',
    context: { [`${ISSUER}:sub`]: sub, [`${ISSUER}:aud`]: aud },
  });
}

test('pods of the one service account may assume it, and no others', () => {
  const stack = stackIn('eu-central-1');
  roleIn(stack);
  const trust = bind(onlyRole(stack).AssumeRolePolicyDocument);
  expect(decisionOn(trust, 'system:serviceaccount:shop:orders')).toBe('allowed');
  expect(decisionOn(trust, 'system:serviceaccount:shop:orders2')).toBe('implicitly-denied');
  expect(decisionOn(trust, 'system:serviceaccount:billing:orders')).toBe('implicitly-denied');
  expect(decisionOn(trust, 'system:serviceaccount:shop:orders', 'another')).toBe('implicitly-denied');
  expectNoManagedPolicy(stack);
});

describe('with an issuer that is known only at deployment', () => {
  function textOf(stack: Stack, issuer: string) {
    const fill = (piece: any) => (typeof piece === 'string' ? piece : piece['Fn::Select'] ? issuer : `arn:aws:iam::111122223333:oidc-provider/${issuer}`);
    return JSON.parse(onlyRole(stack).AssumeRolePolicyDocument['Fn::Join'][1].map(fill).join(''));
  }

  test('the trust policy is JSON text, and nothing but the role is made', () => {
    const stack = agnosticStack();
    roleIn(stack, { provider: new iam.CfnOIDCProvider(stack, 'Provider', { url: `https://${ISSUER}` }) });
    expect(decisionOn(textOf(stack, ISSUER), 'system:serviceaccount:shop:orders')).toBe('allowed');
    expect(decisionOn(textOf(stack, ISSUER), 'system:serviceaccount:shop:billing')).toBe('implicitly-denied');
    expect(Object.values(Template.fromStack(stack).toJSON().Resources).map(({ Type }: any) => Type).sort()).toEqual(['AWS::IAM::OIDCProvider', 'AWS::IAM::Role']);
  });

  test('statements that are added later are not lost', () => {
    const stack = agnosticStack();
    const role = roleIn(stack, { provider: new iam.CfnOIDCProvider(stack, 'Provider', { url: `https://${ISSUER}` }) });
    role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions: ['sts:AssumeRoleWithSAML'] }));
    expect(textOf(stack, ISSUER).Statement).toHaveLength(2);
  });

  test('our checks read it', () => {
    const stack = stackIn('eu-central-1');
    roleIn(stack, { provider: new iam.CfnOIDCProvider(stack, 'Provider', { url: `https://${ISSUER}` }) });
    const checks = new LeastPrivilegeChecks(undefined, { packs: ['strict'], disabledRules: ['unused-role', 'undescribed-role'] });
    expect(checks.validateScope(stack).violations.map(({ ruleName, description }) => `${ruleName}: ${description}`)).toEqual([]);
  });
});

test('names may be known only at deployment', () => {
  const stack = agnosticStack();
  roleIn(stack, { namespace: new CfnParameter(stack, 'Namespace').valueAsString });
  expect(onlyRole(stack).AssumeRolePolicyDocument.Statement[0].Condition.StringEquals[`${ISSUER}:sub`])
    .toEqual({ 'Fn::Join': ['', ['system:serviceaccount:', { Ref: 'Namespace' }, ':orders']] });
});

test.each<[string, Partial<EksServiceAccountRoleProps>, RegExp]>([
  ['a wildcard as service account', { serviceAccount: '*' }, /serviceAccount is `\*`.*name one, and make a role for each of the others/],
  ['a wildcard in the namespace', { namespace: 'shop-?' }, /namespace is `shop-\?`/],
  ['a namespace in capitals', { namespace: 'Shop' }, /namespace is `Shop`, expected 1 to 63 small letters/],
  ['an empty service account', { serviceAccount: '' }, /serviceAccount is ``/],
  ['a subject as service account', { serviceAccount: 'system:serviceaccount:shop:orders' }, /without a prefix/],
])('%s is refused', (_, props, message) => {
  expect(() => roleIn(agnosticStack(), props)).toThrow(message);
});

const GITHUB_URL = 'https://token.actions.githubusercontent.com';

test.each<[string, (stack: Stack) => iam.IOIDCProviderRef]>([
  ['of this library', stack => new GitHubOidcProvider(stack, 'GitHub')],
  ['of the account', stack => GitHubOidcProvider.fromAccount(stack, 'GitHub')],
  ['as a resource', stack => new iam.CfnOIDCProvider(stack, 'GitHub', { url: GITHUB_URL })],
  ['as a custom resource', stack => new iam.OpenIdConnectProvider(stack, 'GitHub', { url: GITHUB_URL })],
])('the provider of GitHub is refused, %s', (_, make) => {
  const stack = agnosticStack();
  expect(() => roleIn(stack, { provider: make(stack) })).toThrow(/provider is `.*` of GitHub Actions, expected that of the issuer of a cluster.*pass `cluster\.openIdConnectProvider`/);
});

test.each([`https://${ISSUER}`, 'https://kops.example.com/cluster', Fn.importValue('Issuer')])('the issuer %s may be that of a cluster', url => {
  const stack = agnosticStack();
  expect(() => roleIn(stack, { provider: new iam.OpenIdConnectProvider(stack, 'Cluster', { url }) })).not.toThrow();
});

test('a provider of another kind is refused', () => {
  const stack = agnosticStack();
  const provider = iam.OidcProviderNative.fromOidcProviderArn(stack, 'Broken', 'arn:aws:iam::111122223333:oidc-provider/x');
  Object.defineProperty(provider, 'oidcProviderRef', { value: { oidcProviderArn: 'arn:aws:iam::111122223333:saml-provider/x' } });
  expect(() => roleIn(stack, { provider })).toThrow(/saml-provider\/x`, expected the ARN of an OpenID Connect provider/);
});
