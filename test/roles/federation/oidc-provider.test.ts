import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { GitHub } from '../../../src/roles/federation/github';
import { GitHubOidcProvider } from '../../../src/roles/federation/github-oidc-provider';
import { GitLab } from '../../../src/roles/federation/gitlab';
import { OidcProvider } from '../../../src/roles/federation/oidc-provider';
import { PulumiCloud } from '../../../src/roles/federation/pulumi-cloud';
import { ACCOUNT, agnosticStack, stackIn } from '../synth';

test('the provider names the issuer, lists each audience once and carries no thumbprint', () => {
  const stack = agnosticStack();
  new OidcProvider(stack, 'Pulumi', { issuer: PulumiCloud.organization('acme'), additionalAudiences: ['aws:acme-labs', 'acme'] });
  expect(Object.values(Template.fromStack(stack).findResources('AWS::IAM::OIDCProvider'))[0].Properties)
    .toEqual({ Url: 'https://api.pulumi.com/oidc', ClientIdList: ['aws:acme', 'acme', 'aws:acme-labs'] });
});

test('the one of the account is found by its well-known ARN', () => {
  const stack = stackIn('cn-north-1');
  const { oidcProviderArn } = OidcProvider.fromAccount(stack, 'GitLab', GitLab.selfManaged('gitlab.example.com'));
  expect(stack.resolve(oidcProviderArn)).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:oidc-provider/gitlab.example.com`]],
  });
});

test('a second one for the same URL and account is refused, whichever class makes it', () => {
  const app = new App();
  new GitHubOidcProvider(new Stack(app, 'One'), 'GitHub');
  new OidcProvider(new Stack(app, 'Two'), 'GitLab', { issuer: GitLab.com() });
  expect(() => new OidcProvider(new Stack(app, 'Three'), 'GitHub', { issuer: GitHub.com() })).toThrow(
    /`Three\/GitHub` is a second provider .*the first is `One\/GitHub`: pass that one on, or use OidcProvider.fromAccount\(scope, id, issuer\)/,
  );
  expect(() => new OidcProvider(new Stack(app, 'Four'), 'GitHub', { issuer: GitHub.enterprise('inc') })).not.toThrow();
});

test('an audience with a wildcard is refused', () => {
  expect(() => new OidcProvider(agnosticStack(), 'GitLab', { issuer: GitLab.com(), additionalAudiences: ['*'] })).toThrow(/audience is `\*`, expected no wildcard/);
});
