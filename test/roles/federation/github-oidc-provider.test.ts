import { App, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { GitHubOidcProvider } from '../../../src/roles/federation/github-oidc-provider';
import { ACCOUNT, agnosticStack, stackIn } from '../synth';

const OTHER_ACCOUNT = '444455556666';

test('the provider names GitHub, accepts one audience and carries no thumbprint', () => {
  const stack = agnosticStack();
  new GitHubOidcProvider(stack, 'GitHub');
  const template = Template.fromStack(stack).toJSON();
  expect(Object.values(template.Resources).map((resource: any) => [resource.Type, resource.Properties])).toEqual([
    ['AWS::IAM::OIDCProvider', { Url: 'https://token.actions.githubusercontent.com', ClientIdList: ['sts.amazonaws.com'] }],
  ]);
});

describe('fromAccount', () => {
  test.each<[string, Stack, unknown]>([
    ['an agnostic stack', agnosticStack(), {
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':oidc-provider/token.actions.githubusercontent.com']],
    }],
    ['a stack in China', stackIn('cn-north-1'), {
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`]],
    }],
  ])('refers to the well-known ARN in %s and creates nothing', (_, stack, arn) => {
    const provider = GitHubOidcProvider.fromAccount(stack, 'GitHub');
    expect(stack.resolve(provider.oidcProviderArn)).toEqual(arn);
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });
});

describe('a second provider', () => {
  const env = { account: ACCOUNT, region: 'eu-central-1' };

  test('of the same account is refused, with the first one and the remedy', () => {
    const app = new App();
    new GitHubOidcProvider(new Stack(app, 'One', { env }), 'GitHub');
    const two = new Stack(app, 'Two', { env: { ...env, region: 'eu-west-1' } });
    expect(() => new GitHubOidcProvider(two, 'GitHub')).toThrow(
      /`Two\/GitHub` is a second provider .*the first is `One\/GitHub`: pass that one on, or use GitHubOidcProvider.fromAccount\(scope, id\)/,
    );
  });

  test('of the same account is refused across stages', () => {
    const app = new App();
    new GitHubOidcProvider(new Stack(new Stage(app, 'Dev'), 'One', { env }), 'GitHub');
    expect(() => new GitHubOidcProvider(new Stack(new Stage(app, 'Prod'), 'One', { env }), 'GitHub')).toThrow(/the first is `Dev\/One\/GitHub`/);
  });

  test.each<[string, (stack: Stack, url: string) => unknown]>([
    ['resource', (stack, url) => new iam.CfnOIDCProvider(stack, 'Other', { url })],
    ['native construct', (stack, url) => new iam.OidcProviderNative(stack, 'Other', { url })],
    ['custom resource', (stack, url) => new iam.OpenIdConnectProvider(stack, 'Other', { url })],
  ])('is refused beside a %s of the CDK, whichever is made first', (_, makeOther) => {
    const url = 'https://token.actions.githubusercontent.com';
    const before = agnosticStack();
    makeOther(before, url);
    expect(() => new GitHubOidcProvider(before, 'GitHub')).toThrow(/`Stack\/GitHub` is a second provider .*the first is `Stack\/Other`: pass that one on, or use/);
    const after = agnosticStack();
    new GitHubOidcProvider(after, 'GitHub');
    makeOther(after, url);
    expect(() => Template.fromStack(after)).toThrow(/`Stack\/Other` is a second provider .*the first is `Stack\/GitHub`: pass that one on, or use/);
  });

  test('is refused when neither account is known', () => {
    const app = new App();
    new GitHubOidcProvider(new Stack(app, 'One'), 'GitHub');
    expect(() => new GitHubOidcProvider(new Stack(app, 'Two'), 'GitHub')).toThrow(/the first is `One\/GitHub`/);
  });

  test('is accepted in another account, and beside providers of other issuers', () => {
    const app = new App();
    const one = new Stack(app, 'One', { env });
    new GitHubOidcProvider(one, 'GitHub');
    new iam.OidcProviderNative(one, 'GitLab', { url: 'https://gitlab.com' });
    new iam.OpenIdConnectProvider(one, 'Unknown', { url: Lazy.string({ produce: () => 'https://idp.example.com' }) });
    new GitHubOidcProvider(new Stack(app, 'Two', { env: { ...env, account: OTHER_ACCOUNT } }), 'GitHub');
    new GitHubOidcProvider(new Stack(app, 'Three'), 'GitHub');
    expect(app.synth().stacks).toHaveLength(3);
  });

  test('is accepted in another stage whose account is not known', () => {
    const app = new App();
    new GitHubOidcProvider(new Stack(new Stage(app, 'Dev'), 'One'), 'GitHub');
    expect(() => new GitHubOidcProvider(new Stack(new Stage(app, 'Prod'), 'One'), 'GitHub')).not.toThrow();
  });
});
