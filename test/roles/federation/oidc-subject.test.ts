import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { GitHub } from '../../../src/roles/federation/github';
import { GitLab } from '../../../src/roles/federation/gitlab';
import { statementConditions } from '../../../src/roles/federation/oidc-trust';

const github = GitHub.com().repository('acme/orders').branch('main');
const gitlab = GitLab.com().project('acme/orders').branch('release/*');

test('claims are compared exactly, beside audience and subject, and add up', () => {
  expect(statementConditions([gitlab.withClaims({ ref_protected: 'true' }).withClaims({ project_id: '42' })])).toEqual([{
    StringEquals: { 'gitlab.com:aud': 'https://gitlab.com', 'gitlab.com:ref_protected': 'true', 'gitlab.com:project_id': '42' },
    StringLike: { 'gitlab.com:sub': 'project_path:acme/orders:ref_type:branch:ref:release/*' },
  }]);
});

test('subjects share a statement when their claims are the same, in whatever order', () => {
  const tag = GitLab.com().project('acme/orders').tag('v1');
  const branch = GitLab.com().project('acme/orders').branch('main');
  expect(statementConditions([
    tag.withClaims({ ref_protected: 'true', project_id: '42' }), branch.withClaims({ project_id: '42', ref_protected: 'true' }), branch,
  ])).toHaveLength(2);
});

test('a value known only at deployment is kept', () => {
  const stack = new Stack(new App(), 'Stack');
  const id = new CfnParameter(stack, 'Id').valueAsString;
  expect(stack.resolve(statementConditions([github.withClaims({ repository_id: id })]))[0].StringEquals)
    .toHaveProperty(['token.actions.githubusercontent.com:repository_id'], { Ref: 'Id' });
});

test.each<[string, () => unknown, RegExp]>([
  ['no claim', () => github.withClaims({}), /claims is empty, expected at least one of .*repository_id/],
  ['a claim of another issuer', () => github.withClaims({ ref_protected: 'true' }), /claim `ref_protected` is not read from tokens of token\.actions\.githubusercontent\.com by AWS STS/],
  ['a misspelt claim', () => github.withClaims({ repositry_id: '1' }), /write `repository_id`/],
  ['the subject', () => github.withClaims({ sub: 'repo:acme/billing:pull_request' }), /claim `sub` is not read .* besides subject and audience/],
  ['a claim of a server', () => GitHub.enterpriseServer('github.example.com').repository('acme/orders').branch('main').withClaims({ ref: 'x' }), /claim `ref` is not read/],
  ['a workflow of a server', () => GitHub.enterpriseServer('github.example.com').repository('acme/orders').branch('main')
    .throughReusableWorkflow({ repository: 'acme/w', file: 'a.yml', ref: 'refs/heads/main' }), /claim `job_workflow_ref` is not read/],
  ['a claim of a self-managed GitLab', () => GitLab.selfManaged('gitlab.example.com').project('acme/orders').tag('v1').withClaims({ project_id: '1' }), /claim `project_id` is not read/],
  ['an empty value', () => github.withClaims({ actor: '' }), /claim actor is ``, expected the value that the tokens have/],
  ['a wildcard', () => github.withClaims({ actor: '*' }), /claim actor is `\*`, expected no wildcard/],
  ['a policy variable', () => github.withClaims({ actor: '${aws:username}' }), /without `\$\{`/],
  ['two values', () => github.withClaims({ actor: 'a' }).withClaims({ actor: 'b' }), /claim actor is `b`, but `a` is asked for already/],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});
