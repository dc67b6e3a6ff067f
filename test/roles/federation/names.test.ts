/** What issuers and subjects are made of: what is refused, and what is known only at deployment. */
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { AzureDevOps } from '../../../src/roles/federation/azure-devops';
import { Bitbucket } from '../../../src/roles/federation/bitbucket';
import { Buildkite } from '../../../src/roles/federation/buildkite';
import { CircleCi } from '../../../src/roles/federation/circleci';
import { CustomOidcIssuer } from '../../../src/roles/federation/custom-oidc-issuer';
import { GitHub } from '../../../src/roles/federation/github';
import { GitLab } from '../../../src/roles/federation/gitlab';
import { HcpTerraform } from '../../../src/roles/federation/hcp-terraform';
import { OidcSubject } from '../../../src/roles/federation/oidc-subject';
import { statementConditions } from '../../../src/roles/federation/oidc-trust';
import { PulumiCloud } from '../../../src/roles/federation/pulumi-cloud';
import { Spacelift } from '../../../src/roles/federation/spacelift';
import { Vercel } from '../../../src/roles/federation/vercel';

const UUID = '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9';
const stack = new Stack(new App(), 'Stack');
const token = new CfnParameter(stack, 'Param').valueAsString;

describe('refused', () => {
  const gitlab = GitLab.com();
  const bitbucket = Bitbucket.workspace('acme', UUID);
  const project = CircleCi.organization(UUID).project(UUID);
  const pipeline = Buildkite.organization('acme').pipeline('orders');
  const azure = AzureDevOps.organization('acme', UUID);
  const pulumi = PulumiCloud.organization('acme');
  const custom = CustomOidcIssuer.of({ url: 'https://idp.example.com', audience: 'aws' });

  test.each<[string, () => unknown, RegExp]>([
    ['a wildcard enterprise', () => GitHub.enterprise('*'), /slug is `\*`, expected no wildcard.*github\.com\/enterprises\/SLUG/],
    ['a subdomain with its domain', () => GitHub.dataResidency('acme.ghe.com'), /subdomain is `acme\.ghe\.com`.*first part of `SUBDOMAIN\.ghe\.com`/],
    ['a server by its URL', () => GitHub.enterpriseServer('https://github.example.com'), /host is .*without `https:\/\/`, port and trailing slash/],
    ['ids for a server', () => GitHub.enterpriseServer('github.example.com').repository('acme/orders', { ownerId: '1', repositoryId: '2' }), /ids are given .*so leave them out/],
    ['a wildcard owner', () => GitHub.com().repository('*/orders'), /repository is `\*\/orders`, expected no wildcard/],
    ['an empty audience', () => GitLab.com({ audience: '' }), /audience is `` \(0 characters\), expected 1 to 255/],
    ['any audience', () => GitLab.com({ audience: '*' }), /audience is `\*`, expected no wildcard/],
    ['a host with a port', () => GitLab.selfManaged('gitlab.example.com:8443'), /host is `gitlab\.example\.com:8443`/],
    ['a host without domain', () => GitLab.selfManaged('gitlab'), /expected a host name such as/],
    ['a wildcard group', () => gitlab.project('*/orders'), /project is `\*\/orders`, expected no wildcard.*one subject for each project/],
    ['a group alone', () => gitlab.project('acme'), /project is `acme`, expected `GROUP\/PROJECT`/],
    ['a path that goes on', () => gitlab.project('acme/orders:ref_type:branch'), /expected `GROUP\/PROJECT`/],
    ['a policy variable', () => gitlab.project('acme/${aws:username}'), /expected `GROUP\/PROJECT`/],
    ['every branch', () => gitlab.project('acme/orders').branch('*'), /branch is `\*`, expected a name or a pattern with a fixed part/],
    ['a full reference', () => gitlab.project('acme/orders').tag('refs/tags/v1'), /write `v1`/],
    ['a workspace by a name for its UUID', () => Bitbucket.workspace('acme', 'acme'), /uuid is `acme`, expected a UUID such as.*OpenID Connect, in Bitbucket/],
    ['a repository by its name', () => bitbucket.repository('acme/orders'), /repository is `acme\/orders`, expected a UUID/],
    ['any environment', () => bitbucket.repository(UUID).environment('*'), /environment is `\*`, expected no wildcard/],
    ['an organization by its name', () => CircleCi.organization('acme'), /organization is `acme`, expected a UUID.*Organization Settings/],
    ['a repository without host', () => project.branch('acme/orders', 'main'), /repository is `acme\/orders`, expected host, owner and name/],
    ['any repository', () => project.branch('github.com/acme/*', 'main'), /expected no wildcard/],
    ['any organization of HCP Terraform', () => HcpTerraform.organization('*'), /organization is `\*`, expected no wildcard/],
    ['a URL as the host', () => HcpTerraform.organization('acme', { host: 'https://tfe.example.com' }), /host is `https:\/\/tfe\.example\.com`/],
    ['a project that goes on', () => HcpTerraform.organization('acme').workspace('p:workspace:x', 'orders'), /project is `p:workspace:x`, expected letters, digits, spaces/],
    ['any workspace', () => HcpTerraform.organization('acme').workspace('p', 'orders-*'), /workspace is `orders-\*`, expected no wildcard/],
    ['an account without host', () => Spacelift.account('acme'), /host is `acme`, expected a host name/],
    ['any space', () => Spacelift.account('acme.app.spacelift.io').stack('*', 'orders'), /space is `\*`, expected no wildcard/],
    ['any pipeline', () => Buildkite.organization('acme').pipeline('*'), /pipeline is `\*`, expected no wildcard/],
    ['a wildcard in the middle of a branch', () => pipeline.branch('*-release'), /branch is `\*-release`, expected no wildcard but one `\*` at the end/],
    ['an organization of Azure DevOps by a name for its id', () => AzureDevOps.organization('acme', 'acme'), /id is `acme`, expected a UUID/],
    ['any connection', () => azure.serviceConnection('shop', '*'), /connection is `\*`, expected no wildcard/],
    ['a connection that goes on', () => azure.serviceConnection('shop', 'a/b'), /connection is `a\/b`, expected its name, without `\/`/],
    ['the legacy project', () => pulumi.environment('default', 'production'), /project is `default`.*move the environment to a project of its own/],
    ['any stack', () => pulumi.stack('shop', '*'), /stack is `\*`, expected no wildcard/],
    ['any team', () => Vercel.teamOfGlobalIssuer('*'), /team is `\*`, expected no wildcard/],
    ['an issuer without scheme', () => CustomOidcIssuer.of({ url: 'idp.example.com', audience: 'aws' }), /url is `idp\.example\.com`, expected a URL such as/],
    ['an issuer with a trailing slash', () => CustomOidcIssuer.of({ url: 'https://idp.example.com/', audience: 'aws' }), /trailing slash/],
    ['a long issuer', () => CustomOidcIssuer.of({ url: `https://idp.example.com/${'x'.repeat(240)}`, audience: 'aws' }), /\(264 characters\), expected up to 255/],
    [
      'an issuer that IAM wants more of',
      () => CustomOidcIssuer.of({ url: 'https://sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d', audience: 'aws' }),
      /Microsoft Sentinel, whose customers IAM tells apart by the session's name/,
    ],
    ['GitHub in capitals', () => CustomOidcIssuer.of({ url: 'https://Token.Actions.GitHubUserContent.com', audience: 'sts.amazonaws.com' }), /of GitHub Actions.*use `GitHub\.com\(\)`/],
    ['GitHub before it was released', () => CustomOidcIssuer.of({ url: 'https://vstoken.actions.githubusercontent.com', audience: 'aws' }), /use `GitHub\.com\(\)`/],
    ['an empty subject', () => custom.subject(''), /subject is ``, expected the value in the tokens/],
    ['a subject with a wildcard', () => custom.subject('job:*'), /subject is `job:\*`, expected no wildcard/],
    ['a beginning of one segment', () => custom.subjectStartingWith('acme:'), /start is `acme:`, expected at least two segments/],
    ['a beginning without its end', () => custom.subjectStartingWith('tenant:acme'), /such as `organization:acme:`/],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test.each<[string, (value: string) => unknown]>([
    ['enterprise', value => GitHub.enterprise(value)],
    ['subdomain', value => GitHub.dataResidency(value)],
    ['server', value => GitHub.enterpriseServer(value)],
    ['GitLab', value => GitLab.selfManaged(value)],
    ['workspace', value => Bitbucket.workspace(value, UUID)],
    ['organization of CircleCI', value => CircleCi.organization(value)],
    ['Terraform Enterprise', value => HcpTerraform.organization('acme', { host: value })],
    ['account of Spacelift', value => Spacelift.account(value)],
    ['organization of Azure DevOps', value => AzureDevOps.organization('acme', value)],
    ['team of Vercel', value => Vercel.team(value)],
    ['URL', value => CustomOidcIssuer.of({ url: value, audience: 'aws' })],
  ])('a %s known only at deployment, which would be part of the condition keys', (_, make) => {
    expect(() => make(token)).toThrow(/is known only at deployment, expected one that is written out, since it is part of the condition keys/);
  });
});

describe('values known only at deployment stay in their place', () => {
  const options = { audience: token };
  const value = (before: string, after = '') => ({ 'Fn::Join': ['', [before, { Ref: 'Param' }, ...after ? [after] : []]] });
  const subOf = (subject: OidcSubject) => {
    const [{ StringEquals = {}, StringLike = {} }] = stack.resolve(statementConditions([subject]));
    return Object.entries({ ...StringEquals, ...StringLike }).find(([key]) => key.endsWith(':sub'))?.[1];
  };

  test.each<[string, () => OidcSubject, unknown]>([
    ['repository of an enterprise', () => GitHub.enterprise('inc').repository(token).pullRequest(), value('repo:', ':pull_request')],
    ['project', () => GitLab.com(options).project(token).branch('main'), value('project_path:', ':ref_type:branch:ref:main')],
    ['branch', () => GitLab.com().project('acme/orders').branch(token), value('project_path:acme/orders:ref_type:branch:ref:')],
    ['repository of Bitbucket', () => Bitbucket.workspace('acme', token).repository(token).anyStep(), value('{', '}:*')],
    ['environment of Bitbucket', () => Bitbucket.workspace('acme', UUID).repository(UUID).environment(token), value(`{${UUID}}:{`, '}:*')],
    ['project of CircleCI', () => CircleCi.organization(UUID, options).project(token).anyJob(), value(`org/${UUID}/project/`, '/user/*')],
    ['organization and workspace', () => HcpTerraform.organization(token, options).workspace('p', 'w').plan(), value('organization:', ':project:p:workspace:w:run_phase:plan')],
    ['workspace', () => HcpTerraform.organization('o').workspace('p', token).apply(), value('organization:o:project:p:workspace:', ':run_phase:apply')],
    ['space', () => Spacelift.account('a.app.spacelift.io').stack(token, 's').task(), value('space:', ':stack:s:run_type:TASK:scope:write')],
    ['pipeline', () => Buildkite.organization('acme', options).pipeline(token).anyBuild(), value('organization:acme:pipeline:', ':*')],
    ['connection', () => AzureDevOps.organization(token, UUID).serviceConnection('p', 'c'), value('sc://', '/p/c')],
    ['environment of Pulumi', () => PulumiCloud.organization('acme').environment('p', token), value('pulumi:environments:org:acme:env:p/')],
    ['stack of Pulumi', () => PulumiCloud.organization('acme').stack('p', token).destroy(), value('pulumi:deploy:org:acme:project:p:stack:', ':operation:destroy:scope:write')],
    ['project of Vercel', () => Vercel.team('acme', options).project(token).development(), value('owner:acme:project:', ':environment:development')],
    ['subject', () => CustomOidcIssuer.of({ url: 'https://idp.example.com', audience: token }).subject(token), { Ref: 'Param' }],
    ['beginning', () => CustomOidcIssuer.of({ url: 'https://idp.example.com', audience: 'a' }).subjectStartingWith(`tenant:${token}:`), value('tenant:', ':*')],
  ])('%s', (_, make, expected) => {
    expect(subOf(make())).toEqual(expected);
  });

  test('branch of Buildkite, with either commit', () => {
    expect(subOf(Buildkite.organization('o').pipeline('p').branch(token))).toEqual([
      value('organization:o:pipeline:p:ref:refs/heads/', `:commit:${'?'.repeat(40)}:step:*`),
      value('organization:o:pipeline:p:ref:refs/heads/', ':commit:HEAD:step:*'),
    ]);
  });
});
