import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { GitHubRepository, GitHubRepositoryIds } from '../../../src/roles/federation/github-repository';
import { GitHubSubject } from '../../../src/roles/federation/github-subject';
import { statementConditions } from '../../../src/roles/federation/oidc-trust';

const IDS = { ownerId: '123456', repositoryId: '456789' };
const ISSUER = 'token.actions.githubusercontent.com';

const orders = GitHubRepository.of('acme/orders');

function exact(subject: GitHubSubject): unknown {
  return statementConditions([subject])[0];
}

describe('subjects', () => {
  test.each<[string, GitHubSubject, string]>([
    ['branch', orders.branch('main'), 'repo:acme/orders:ref:refs/heads/main'],
    ['branch with slashes', orders.branch('feature/a_b-c.d#1'), 'repo:acme/orders:ref:refs/heads/feature/a_b-c.d#1'],
    ['tag', orders.tag('v1.0.0'), 'repo:acme/orders:ref:refs/tags/v1.0.0'],
    ['environment', orders.environment('production'), 'repo:acme/orders:environment:production'],
    ['environment with a colon', orders.environment('eu:prod:1'), 'repo:acme/orders:environment:eu%3Aprod%3A1'],
    ['environment with a space', orders.environment('eu west'), 'repo:acme/orders:environment:eu west'],
    ['pull request', orders.pullRequest(), 'repo:acme/orders:pull_request'],
    ['other names', GitHubRepository.of('Acme-Corp_x/o.r_d-s').branch('main'), 'repo:Acme-Corp_x/o.r_d-s:ref:refs/heads/main'],
  ])('%s is exact', (_, subject, expected) => {
    expect(exact(subject)).toEqual({ StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: expected } });
  });

  test.each<[string, GitHubSubject, string]>([
    ['branch', orders.branch('release/*'), 'repo:acme/orders:ref:refs/heads/release/*'],
    ['tag', orders.tag('v?.?'), 'repo:acme/orders:ref:refs/tags/v?.?'],
  ])('a %s pattern is matched, the audience stays exact', (_, subject, expected) => {
    expect(exact(subject)).toEqual({ StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${ISSUER}:sub`]: expected } });
  });

  test.each<[string, GitHubRepositoryIds, string[]]>([
    ['both forms with ids', IDS, ['repo:acme/orders:environment:prod', 'repo:acme@123456/orders@456789:environment:prod']],
    ['the immutable form alone when asked', { ...IDS, immutableOnly: true }, ['repo:acme@123456/orders@456789:environment:prod']],
    ['both forms when not asked', { ...IDS, immutableOnly: false }, ['repo:acme/orders:environment:prod', 'repo:acme@123456/orders@456789:environment:prod']],
  ])('come in %s', (_, ids, expected) => {
    expect(GitHubRepository.of('acme/orders', ids).environment('prod')._identity.subjects).toEqual(expected);
  });

  test('a reusable workflow is asked for beside the subject', () => {
    const subject = orders.environment('prod').throughReusableWorkflow({ repository: 'acme/workflows', file: 'deploy.yml', ref: 'refs/tags/v2' });
    expect(exact(subject)).toEqual({
      StringEquals: {
        [`${ISSUER}:aud`]: 'sts.amazonaws.com',
        [`${ISSUER}:sub`]: 'repo:acme/orders:environment:prod',
        [`${ISSUER}:job_workflow_ref`]: 'acme/workflows/.github/workflows/deploy.yml@refs/tags/v2',
      },
    });
  });

  test('a pattern keeps the reusable workflow exact', () => {
    const subject = orders.branch('release/*').throughReusableWorkflow({ repository: 'acme/workflows', file: 'deploy.yaml', ref: 'a'.repeat(40) });
    expect(exact(subject)).toEqual({
      StringEquals: {
        [`${ISSUER}:aud`]: 'sts.amazonaws.com',
        [`${ISSUER}:job_workflow_ref`]: `acme/workflows/.github/workflows/deploy.yaml@${'a'.repeat(40)}`,
      },
      StringLike: { [`${ISSUER}:sub`]: 'repo:acme/orders:ref:refs/heads/release/*' },
    });
  });
});

describe('unresolved values', () => {
  const stack = new Stack(new App(), 'Stack');
  const token = new CfnParameter(stack, 'Param').valueAsString;
  const ref = { Ref: 'Param' };

  test.each<[string, () => GitHubSubject, unknown[]]>([
    ['owner', () => GitHubRepository.of(`${token}/orders`).branch('main'), [{ 'Fn::Join': ['', ['repo:', ref, '/orders:ref:refs/heads/main']] }]],
    ['branch', () => orders.branch(token), [{ 'Fn::Join': ['', ['repo:acme/orders:ref:refs/heads/', ref]] }]],
    ['tag', () => orders.tag(token), [{ 'Fn::Join': ['', ['repo:acme/orders:ref:refs/tags/', ref]] }]],
    ['environment', () => orders.environment(token), [{ 'Fn::Join': ['', ['repo:acme/orders:environment:', ref]] }]],
    ['ids', () => GitHubRepository.of('acme/orders', { ownerId: token, repositoryId: '9', immutableOnly: true }).pullRequest(),
      [{ 'Fn::Join': ['', ['repo:acme@', ref, '/orders@9:pull_request']] }]],
    ['full name with ids', () => GitHubRepository.of(token, { ...IDS, immutableOnly: true }).pullRequest(), [{
      'Fn::Join': ['', [
        'repo:', { 'Fn::Select': [0, { 'Fn::Split': ['/', ref] }] },
        '@123456/', { 'Fn::Select': [1, { 'Fn::Split': ['/', ref] }] }, '@456789:pull_request',
      ]],
    }]],
  ])('survive as %s', (_, subject, expected) => {
    expect(stack.resolve(subject()._identity.subjects)).toEqual(expected);
  });

  test('a pattern around one is still a pattern', () => {
    expect(exact(orders.branch(`${token}/*`))).toHaveProperty('StringLike');
  });

  test('one as reusable workflow is kept', () => {
    expect(() => orders.branch('main').throughReusableWorkflow({ repository: token, file: token, ref: token })).not.toThrow();
  });

  test('a wildcard beside one is still refused', () => {
    expect(() => GitHubRepository.of(`${token}/*`)).toThrow(/expected no wildcard/);
  });
});

describe('refused', () => {
  const workflow = { repository: 'acme/workflows', file: 'deploy.yml', ref: 'refs/heads/main' };

  test.each<[string, () => unknown, RegExp]>([
    ['a wildcard owner', () => GitHubRepository.of('*/orders'), /repository is `\*\/orders`, expected no wildcard.*name the owner and the repository exactly/],
    ['a wildcard repository', () => GitHubRepository.of('acme/*'), /repository is `acme\/\*`, expected no wildcard/],
    ['a question mark', () => GitHubRepository.of('acme/order?'), /expected no wildcard/],
    ['an owner alone', () => GitHubRepository.of('acme'), /repository is `acme`, expected `OWNER\/NAME`/],
    ['a URL', () => GitHubRepository.of('https://github.com/acme/orders'), /leave out the host/],
    ['a third part', () => GitHubRepository.of('acme/orders/x'), /expected `OWNER\/NAME`/],
    ['an immutable name as the name', () => GitHubRepository.of('acme@1/orders@2'), /expected `OWNER\/NAME`/],
    ['a colon', () => GitHubRepository.of('acme/orders:ref'), /expected `OWNER\/NAME`/],
    ['a wildcard owner id', () => GitHubRepository.of('acme/orders', { ownerId: '*', repositoryId: '1' }), /ownerId is `\*`, expected the number/],
    ['a repository id that is no number', () => GitHubRepository.of('acme/orders', { ownerId: '1', repositoryId: 'x' }), /repositoryId is `x`/],
    ['an empty branch', () => orders.branch(''), /branch is ``, expected a name or a pattern with a fixed part/],
    ['any branch', () => orders.branch('*'), /branch is `\*`.*such as `release\/\*`/],
    ['any tag', () => orders.tag('**'), /tag is `\*\*`.*such as `v\*`/],
    ['a full branch reference', () => orders.branch('refs/heads/main'), /expected the bare name: write `main`/],
    ['a full tag reference', () => orders.tag('refs/tags/v1'), /write `v1`/],
    ['a branch with a colon', () => orders.branch('main:environment:prod'), /expected a name that Git accepts/],
    ['a branch that is a policy variable', () => orders.branch('${aws:username}'), /expected a name that Git accepts/],
    ['an empty environment', () => orders.environment(''), /environment is `` \(0 characters\)/],
    ['an environment pattern', () => orders.environment('prod-*'), /environment is `prod-\*`, expected no wildcard.*one subject for each environment/],
    ['a workflow of any owner', () => orders.pullRequest().throughReusableWorkflow({ ...workflow, repository: '*/w' }), /expected no wildcard/],
    ['a workflow path', () => orders.pullRequest().throughReusableWorkflow({ ...workflow, file: '.github/workflows/a.yml' }), /leave out `.github\/workflows\/`/],
    ['a workflow pattern', () => orders.pullRequest().throughReusableWorkflow({ ...workflow, file: '*.yml' }), /expected the name of a workflow file/],
    ['a bare workflow reference', () => orders.pullRequest().throughReusableWorkflow({ ...workflow, ref: 'main' }), /ref is `main`, expected `refs\/heads\/BRANCH`/],
    ['any workflow version', () => orders.pullRequest().throughReusableWorkflow({ ...workflow, ref: 'refs/tags/*' }), /expected no wildcard/],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
