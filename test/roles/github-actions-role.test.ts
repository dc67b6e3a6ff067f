import { CfnParameter, Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { agnosticStack, expectNoManagedPolicy, onlyRole, stackIn, trust } from './synth';
import { GitHubOidcProvider } from '../../src/roles/federation/github-oidc-provider';
import { GitHubRepository } from '../../src/roles/federation/github-repository';
import { GitHubSubject } from '../../src/roles/federation/github-subject';
import { GitHubActionsRole } from '../../src/roles/github-actions-role';

const ISSUER = 'token.actions.githubusercontent.com';
const AUDIENCE = { [`${ISSUER}:aud`]: 'sts.amazonaws.com' };
const orders = GitHubRepository.of('acme/orders');
const WORKFLOW = { repository: 'acme/workflows', file: 'deploy.yml', ref: 'refs/heads/main' };

function statement(condition: object): object {
  return {
    Effect: 'Allow',
    Principal: { Federated: { Ref: expect.stringMatching(/^GitHub/) } },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: condition,
  };
}

function trustOf(subjects: GitHubSubject[]): unknown {
  const stack = agnosticStack();
  new GitHubActionsRole(stack, 'Role', { provider: new GitHubOidcProvider(stack, 'GitHub'), subjects });
  expectNoManagedPolicy(stack);
  return onlyRole(stack).AssumeRolePolicyDocument;
}

test('one subject gives one exact statement', () => {
  expect(trustOf([orders.environment('production')])).toEqual(trust([
    statement({ StringEquals: { ...AUDIENCE, [`${ISSUER}:sub`]: 'repo:acme/orders:environment:production' } }),
  ]));
});

test('exact subjects share a statement, each written once', () => {
  const withIds = GitHubRepository.of('acme/orders', { ownerId: '12', repositoryId: '34' });
  expect(trustOf([orders.branch('main'), withIds.branch('main'), orders.tag('v1')])).toEqual(trust([
    statement({
      StringEquals: {
        ...AUDIENCE,
        [`${ISSUER}:sub`]: ['repo:acme/orders:ref:refs/heads/main', 'repo:acme@12/orders@34:ref:refs/heads/main', 'repo:acme/orders:ref:refs/tags/v1'],
      },
    }),
  ]));
});

test('patterns and reusable workflows stand in complete statements of their own', () => {
  expect(trustOf([
    orders.branch('main'),
    orders.branch('release/*'),
    orders.environment('production').throughReusableWorkflow(WORKFLOW),
    orders.tag('v*').throughReusableWorkflow(WORKFLOW),
    orders.environment('staging'),
  ])).toEqual(trust([
    statement({
      StringEquals: { ...AUDIENCE, [`${ISSUER}:sub`]: ['repo:acme/orders:ref:refs/heads/main', 'repo:acme/orders:environment:staging'] },
    }),
    statement({ StringEquals: AUDIENCE, StringLike: { [`${ISSUER}:sub`]: 'repo:acme/orders:ref:refs/heads/release/*' } }),
    statement({
      StringEquals: {
        ...AUDIENCE,
        [`${ISSUER}:sub`]: 'repo:acme/orders:environment:production',
        [`${ISSUER}:job_workflow_ref`]: 'acme/workflows/.github/workflows/deploy.yml@refs/heads/main',
      },
    }),
    statement({
      StringEquals: { ...AUDIENCE, [`${ISSUER}:job_workflow_ref`]: 'acme/workflows/.github/workflows/deploy.yml@refs/heads/main' },
      StringLike: { [`${ISSUER}:sub`]: 'repo:acme/orders:ref:refs/tags/v*' },
    }),
  ]));
});

test.each<[string, (stack: ReturnType<typeof agnosticStack>) => iam.IOIDCProviderRef]>([
  ['the provider of the account', stack => GitHubOidcProvider.fromAccount(stack, 'GitHub')],
  ['an imported one', stack => iam.OidcProviderNative.fromOidcProviderArn(stack, 'GitHub', `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`)],
  ['the older kind', stack => iam.OpenIdConnectProvider.fromOpenIdConnectProviderArn(stack, 'GitHub', `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`)],
  ['an L1', stack => new iam.CfnOIDCProvider(stack, 'GitHub', { url: `https://${ISSUER}` })],
])('%s may be trusted', (_, provider) => {
  const stack = stackIn('eu-central-1');
  const { oidcProviderRef } = provider(stack);
  new GitHubActionsRole(stack, 'Role', { provider: stack.node.findChild('GitHub') as any, subjects: [orders.pullRequest()] });
  expect(onlyRole(stack).AssumeRolePolicyDocument.Statement[0].Principal).toEqual({ Federated: stack.resolve(oidcProviderRef.oidcProviderArn) });
});

test('keys stay literal when values are unresolved', () => {
  const stack = agnosticStack();
  const branch = new CfnParameter(stack, 'Branch').valueAsString;
  new GitHubActionsRole(stack, 'Role', { provider: GitHubOidcProvider.fromAccount(stack, 'GitHub'), subjects: [orders.branch(branch)] });
  expect(onlyRole(stack).AssumeRolePolicyDocument.Statement[0].Condition).toEqual({
    StringEquals: { ...AUDIENCE, [`${ISSUER}:sub`]: { 'Fn::Join': ['', ['repo:acme/orders:ref:refs/heads/', { Ref: 'Branch' }]] } },
  });
});

test('what all roles share applies', () => {
  const stack = agnosticStack();
  new GitHubActionsRole(stack, 'Role', {
    provider: GitHubOidcProvider.fromAccount(stack, 'GitHub'),
    subjects: [orders.branch('main')],
    roleName: 'deploy',
    maxSessionDuration: Duration.hours(2),
    tags: { owner: 'platform' },
  });
  expect(onlyRole(stack)).toMatchObject({ RoleName: 'deploy', MaxSessionDuration: 7200, Tags: [{ Key: 'owner', Value: 'platform' }] });
});

test('no subject is refused', () => {
  expect(() => trustOf([])).toThrow(/subjects is empty, expected at least one/);
});

test('the provider of another issuer is refused', () => {
  const stack = agnosticStack();
  const provider = iam.OidcProviderNative.fromOidcProviderArn(stack, 'GitLab', 'arn:aws:iam::111122223333:oidc-provider/gitlab.com');
  expect(() => new GitHubActionsRole(stack, 'Role', { provider, subjects: [orders.branch('main')] }))
    .toThrow(/provider is `arn:aws:iam::111122223333:oidc-provider\/gitlab.com`, expected the one for token.actions.githubusercontent.com/);
});
