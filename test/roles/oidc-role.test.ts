import { CfnParameter, Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { agnosticStack, expectNoManagedPolicy, onlyRole, stackIn, trust } from './synth';
import { GitHubRepository } from '../../src/roles/federation/github-repository';
import { GitLab } from '../../src/roles/federation/gitlab';
import { OidcProvider } from '../../src/roles/federation/oidc-provider';
import { PulumiCloud } from '../../src/roles/federation/pulumi-cloud';
import { GitHubActionsRole } from '../../src/roles/github-actions-role';
import { OidcRole } from '../../src/roles/oidc-role';

const gitlab = GitLab.com();
const main = gitlab.project('acme/orders').branch('main');
const orders = GitHubRepository.of('acme/orders');
const arnOf = (issuer: string) => `arn:aws:iam::111122223333:oidc-provider/${issuer}`;

test('audience and subject stand in one statement, and nothing is allowed', () => {
  const stack = agnosticStack();
  new OidcRole(stack, 'Role', {
    provider: new OidcProvider(stack, 'GitLab', { issuer: gitlab }),
    subjects: [main],
    roleName: 'deploy',
    maxSessionDuration: Duration.hours(2),
  });
  expectNoManagedPolicy(stack);
  expect(onlyRole(stack)).toEqual({
    RoleName: 'deploy',
    MaxSessionDuration: 7200,
    AssumeRolePolicyDocument: trust([{
      Effect: 'Allow',
      Principal: { Federated: { Ref: expect.stringMatching(/^GitLab/) } },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { 'gitlab.com:aud': 'https://gitlab.com', 'gitlab.com:sub': 'project_path:acme/orders:ref_type:branch:ref:main' } },
    }]),
  });
});

test('subjects with different audiences stand in statements of their own', () => {
  const stack = agnosticStack();
  const pulumi = PulumiCloud.organization('acme');
  new OidcRole(stack, 'Role', {
    provider: OidcProvider.fromAccount(stack, 'Pulumi', pulumi),
    subjects: [pulumi.environment('shop', 'production'), pulumi.stack('shop', 'production').update()],
  });
  expect(onlyRole(stack).AssumeRolePolicyDocument.Statement.map(({ Condition }: any) => Condition.StringEquals['api.pulumi.com/oidc:aud'])).toEqual(['aws:acme', 'acme']);
});

test.each<[string, (stack: ReturnType<typeof agnosticStack>) => iam.IOIDCProviderRef]>([
  ['one of the account', stack => OidcProvider.fromAccount(stack, 'GitLab', gitlab)],
  ['an imported one', stack => iam.OidcProviderNative.fromOidcProviderArn(stack, 'GitLab', arnOf('gitlab.com'))],
  ['one whose ARN is known only at deployment', stack => iam.OidcProviderNative.fromOidcProviderArn(stack, 'GitLab', new CfnParameter(stack, 'Arn').valueAsString)],
  ['an L1 that lists no audience', stack => new iam.CfnOIDCProvider(stack, 'GitLab', { url: 'https://gitlab.com' })],
  ['one of the CDK', stack => new iam.OidcProviderNative(stack, 'GitLab', { url: 'https://gitlab.com', clientIds: ['https://gitlab.com', 'x'] })],
  ['the older kind', stack => new iam.OpenIdConnectProvider(stack, 'GitLab', { url: 'https://gitlab.com', thumbprints: ['0'.repeat(40)] })],
])('%s may be trusted', (_, provider) => {
  const stack = stackIn('eu-central-1');
  expect(() => new OidcRole(stack, 'Role', { provider: provider(stack), subjects: [main] })).not.toThrow();
});

test.each<[string, (stack: ReturnType<typeof agnosticStack>) => unknown, RegExp]>([
  ['no subject', stack => new OidcRole(stack, 'Role', { provider: OidcProvider.fromAccount(stack, 'P', gitlab), subjects: [] }), /subjects is empty, expected at least one/],
  [
    'subjects of two issuers',
    stack => new OidcRole(stack, 'Role', { provider: OidcProvider.fromAccount(stack, 'P', gitlab), subjects: [main, orders.branch('main')] }),
    /subjects are of the issuers `gitlab\.com` and `token\.actions\.githubusercontent\.com`, expected one: make a role for each issuer/,
  ],
  [
    'the provider of another issuer',
    stack => new OidcRole(stack, 'Role', { provider: new OidcProvider(stack, 'P', { issuer: GitLab.selfManaged('gitlab.example.com') }), subjects: [main] }),
    /provider is `https:\/\/gitlab\.example\.com`, expected the one for gitlab\.com, .*use an OidcProvider of the same issuer/,
  ],
  [
    'another one of the account',
    stack => new OidcRole(stack, 'Role', { provider: OidcProvider.fromAccount(stack, 'P', GitLab.selfManaged('gitlab.example.com')), subjects: [main] }),
    /oidc-provider\/gitlab\.example\.com`, expected the one for gitlab\.com/,
  ],
  [
    'the ARN of something else',
    stack => new OidcRole(stack, 'Role', {
      provider: Object.assign(new Construct(stack, 'P'), { env: stack.env, oidcProviderRef: { oidcProviderArn: 'arn:aws:iam::111122223333:saml-provider/gitlab.com' } }),
      subjects: [main],
    }),
    /provider is `arn:aws:iam::111122223333:saml-provider\/gitlab\.com`, expected the one for gitlab\.com/,
  ],
  [
    'a provider that does not list the audience',
    stack => new OidcRole(stack, 'Role', { provider: new OidcProvider(stack, 'P', { issuer: GitLab.com({ audience: 'sts.amazonaws.com' }) }), subjects: [main] }),
    /provider `Stack\/P` lists the audiences `sts\.amazonaws\.com`, expected `https:\/\/gitlab\.com` among them.*additionalAudiences/,
  ],
  [
    'the older kind of provider, of another issuer',
    stack => new OidcRole(stack, 'Role', { provider: new iam.OpenIdConnectProvider(stack, 'P', { url: 'https://gitlab.example.com' }), subjects: [main] }),
    /provider is `https:\/\/gitlab\.example\.com`, expected the one for gitlab\.com/,
  ],
  [
    'the older kind of provider, for another audience',
    stack => new OidcRole(stack, 'Role', { provider: new iam.OpenIdConnectProvider(stack, 'P', { url: gitlab.url, clientIds: ['x'] }), subjects: [main] }),
    /lists the audiences `x`, expected `https:\/\/gitlab\.com` among them/,
  ],
  [
    'a role of GitHub for another issuer',
    stack => new GitHubActionsRole(stack, 'Role', { provider: OidcProvider.fromAccount(stack, 'P', gitlab), subjects: [main] }),
    /subjects holds one of gitlab\.com, expected those of token\.actions\.githubusercontent\.com: make them with GitHubRepository\.of, or use OidcRole/,
  ],
])('%s is refused', (_, make, message) => {
  expect(() => make(agnosticStack())).toThrow(message);
});
