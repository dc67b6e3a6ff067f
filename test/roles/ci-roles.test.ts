import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { stackIn } from './synth';
import { CiRoles, CiRolesProps } from '../../src/roles/ci-roles';
import { GitHub } from '../../src/roles/federation/github';
import { GitHubOidcProvider } from '../../src/roles/federation/github-oidc-provider';
import { GitLab, GitLabProject } from '../../src/roles/federation/gitlab';
import { HcpTerraform } from '../../src/roles/federation/hcp-terraform';
import { OidcProvider } from '../../src/roles/federation/oidc-provider';
import { LeastPrivilegeChecks } from '../../src/validation/least-privilege-checks';

const orders = GitHub.com().repository('acme/orders', { ownerId: '65', repositoryId: '526', immutableOnly: true });
const network = GitLab.com().project('acme/network');
const ownGitLab = GitLab.selfManaged('gitlab.example.com').project('acme/network');
const SUBJECTS = { plan: [orders.pullRequest()], deploy: [orders.environment('production').withClaims({ ref: 'refs/heads/main' })] };
const CDK = { cdkEnvironments: { accounts: ['444455556666'], regions: ['eu-central-1'] } };
const bootstrapRole = (kind: string) => `arn:aws:iam::444455556666:role/cdk-hnb659fds-${kind}-role-444455556666-eu-central-1`;

function make(props: Partial<CiRolesProps> = {}) {
  const stack = stackIn('eu-central-1');
  const roles = new CiRoles(stack, 'Ci', { provider: new GitHubOidcProvider(stack, 'GitHub'), ...SUBJECTS, ...props });
  return { stack, roles };
}

test('each role lets in its own runs', () => {
  const { stack } = make();
  const subjects = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).map(({ Properties }) =>
    Properties.AssumeRolePolicyDocument.Statement.map(({ Condition }: any) => Condition.StringEquals['token.actions.githubusercontent.com:sub']));
  expect(subjects).toEqual([['repo:acme@65/orders@526:pull_request'], ['repo:acme@65/orders@526:environment:production']]);
  Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 0);
});

test('with the environments, planning may look up and deploying may deploy', () => {
  const { stack } = make(CDK);
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).map(({ Properties }) => Properties);
  const allowed = policies.flatMap(({ Roles: [{ Ref: role }], PolicyDocument: { Statement } }) => Statement.map(({ Effect, Action, Resource }: any) =>
    [role.replace(/Role.*/, ''), Effect, Action, [Resource].flat()]));
  expect(allowed).toEqual([
    ['CiPlan', 'Allow', 'sts:AssumeRole', [bootstrapRole('lookup')]],
    ['CiDeploy', 'Allow', 'sts:AssumeRole', ['deploy', 'file-publishing', 'image-publishing', 'lookup'].map(bootstrapRole)],
  ]);
});

test('what is common to roles applies to both, under names of their own', () => {
  const { stack } = make({ namePrefix: 'ci-', path: '/ci/', tags: { owner: 'platform' } });
  const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).map(({ Properties }) => Properties);
  roles.forEach(role => expect(role).toMatchObject({ Path: '/ci/', Tags: [{ Key: 'owner', Value: 'platform' }], RoleName: expect.stringMatching(/^ci-/) }));
  expect(new Set(roles.map(({ RoleName }) => RoleName)).size).toBe(2);
});

test('both are clean under our strict pack and under cdk-nag', () => {
  const { stack } = make(CDK);
  (stack.node.root as App).synth();
  const packs = [new AwsSolutionsChecks(), new LeastPrivilegeChecks(undefined, { packs: ['strict'] })];
  const findings = packs.flatMap(pack => pack.validateScope(stack.node.root).violations);
  expect(findings.map(({ ruleName, description }) => `${ruleName}: ${description}`)).toEqual([]);
});

test('phases of other systems work alike', () => {
  const terraform = HcpTerraform.organization('acme');
  const workspace = terraform.workspace('Default Project', 'orders');
  const stack = stackIn('eu-central-1');
  const provider = new OidcProvider(stack, 'Terraform', { issuer: terraform });
  expect(() => new CiRoles(stack, 'Ci', { provider, plan: [workspace.plan()], deploy: [workspace.apply()] })).not.toThrow();
});

test.each([
  ['GitLab.com, by the source of the pipeline', GitLab.com(), (project: GitLabProject) => project.branch('main').withClaims({ pipeline_source: 'push' })],
  ['GitLab.com, by a tag', GitLab.com(), (project: GitLabProject) => project.tag('v*')],
  ['another GitLab, by a tag', GitLab.selfManaged('gitlab.example.com'), (project: GitLabProject) => project.tag('v*')],
])('merge requests are apart from what deploys: %s', (_, issuer, deploy) => {
  const stack = stackIn('eu-central-1');
  const project = issuer.project('acme/orders');
  const provider = new OidcProvider(stack, 'GitLab', { issuer });
  expect(() => new CiRoles(stack, 'Ci', { provider, plan: [project.mergeRequest()], deploy: [deploy(project)] })).not.toThrow();
});

test.each<[string, Partial<CiRolesProps>, RegExp]>([
  ['nothing that plans', { plan: [] }, /plan is empty, expected at least one/],
  ['nothing that deploys', { deploy: [] }, /deploy is empty, expected at least one/],
  ['deploying pull requests', { deploy: [orders.environment('production'), orders.pullRequest()] }, /deploy holds `repo:acme@65\/orders@526:pull_request`, which lets in runs that nobody has reviewed.*move it to plan/],
  ['deploying pull requests of one author', { deploy: [orders.pullRequest().withClaims({ actor: 'me' })] }, /move it to plan/],
  ['one subject for both', { plan: [orders.branch('main')], deploy: [orders.branch('main')] }, /plan holds `repo:.*`, whose runs could take the deploying role.*expected two kinds of runs/],
  ['a pattern that deploys what plans', { plan: [orders.branch('release/1')], deploy: [orders.branch('release/*')] }, /whose runs could take the deploying role through `repo:.*release\/\*`/],
  ['a branch of GitLab.com from which merge requests may come', { plan: [network.mergeRequest()], deploy: [network.branch('main')] },
    /whose runs could take the deploying role through `project_path:acme\/network:ref_type:branch:ref:main`.*add withClaims\(\{ pipeline_source: 'push' \}\)/],
  ['a protected one', { plan: [network.mergeRequest()], deploy: [network.branch('release/*').withClaims({ ref_protected: 'true' })] }, /pipeline_source: 'push'/],
  ['a branch of another GitLab', { plan: [ownGitLab.mergeRequest()], deploy: [ownGitLab.branch('main')] }, /AWS STS reads no claim of this instance.*tag\('v\*'\)/],
  ['an account that is none', { cdkEnvironments: { accounts: ['1'], regions: ['eu-central-1'] } }, /accounts has `1`, expected twelve digits/],
])('%s is refused', (_, props, message) => {
  expect(() => make(props)).toThrow(message);
});

test('the same subject under a condition of its own is no way in', () => {
  const deploy = orders.environment('production').withClaims({ ref: 'refs/heads/main' });
  expect(() => make({ plan: [orders.environment('production')], deploy: [deploy] })).not.toThrow();
});
