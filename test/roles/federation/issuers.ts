/**
 * A row for each kind of subject of each issuer: whom it lets in, and whom it keeps out.
 */
import { AzureDevOps } from '../../../src/roles/federation/azure-devops';
import { Bitbucket } from '../../../src/roles/federation/bitbucket';
import { Buildkite } from '../../../src/roles/federation/buildkite';
import { CircleCi } from '../../../src/roles/federation/circleci';
import { CustomOidcIssuer } from '../../../src/roles/federation/custom-oidc-issuer';
import { GitHub } from '../../../src/roles/federation/github';
import { GitLab } from '../../../src/roles/federation/gitlab';
import { HcpTerraform } from '../../../src/roles/federation/hcp-terraform';
import { OidcIssuer } from '../../../src/roles/federation/oidc-issuer';
import { OidcSubject } from '../../../src/roles/federation/oidc-subject';
import { PulumiCloud } from '../../../src/roles/federation/pulumi-cloud';
import { Spacelift } from '../../../src/roles/federation/spacelift';
import { Vercel } from '../../../src/roles/federation/vercel';

/** The claims of a token; without `aud` it has the audience of the row. */
export interface Tokens {
  readonly [title: string]: { readonly sub: string; readonly aud?: string; readonly [claim: string]: string | undefined };
}

export interface IssuerCase {
  readonly title: string;
  readonly issuer: OidcIssuer;
  /** As it begins condition keys. */
  readonly name: string;
  readonly audience: string;
  readonly subject: OidcSubject;
  readonly accepted: Tokens;
  readonly refused: Tokens;
}

const ORG = '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9';
const PROJECT = '11111111-2222-3333-4444-555555555555';
const OTHER = '99999999-8888-7777-6666-555555555555';
const USER = 'abcdefab-cdef-abcd-efab-cdefabcdefab';
const SHA = '9f3182061f1e2cca4702c368cbc039b7dc9d4485';

const IDS = { ownerId: '65', repositoryId: '526' };
const github = GitHub.com();
const enterprise = GitHub.enterprise('acme-inc');
const residency = GitHub.dataResidency('acme');
const server = GitHub.enterpriseServer('github.example.com');
const gitlab = GitLab.com();
const selfManaged = GitLab.selfManaged('gitlab.example.com');
const bitbucket = Bitbucket.workspace('acme', `{${ORG}}`);
const circleci = CircleCi.organization(ORG);
const terraform = HcpTerraform.organization('acme');
const spacelift = Spacelift.account('acme.app.spacelift.io');
const buildkite = Buildkite.organization('acme');
const azure = AzureDevOps.organization('acme', ORG);
const pulumi = PulumiCloud.organization('acme');
const vercel = Vercel.team('acme');
const vercelGlobal = Vercel.teamOfGlobalIssuer('acme');
const custom = CustomOidcIssuer.of({ url: 'https://idp.example.com/tenant', audience: 'sts.amazonaws.com' });

const GITHUB = { issuer: github, name: 'token.actions.githubusercontent.com', audience: 'sts.amazonaws.com' };
const GITLAB = { issuer: gitlab, name: 'gitlab.com', audience: 'https://gitlab.com' };
const BITBUCKET = {
  issuer: bitbucket,
  name: 'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc',
  audience: `ari:cloud:bitbucket::workspace/${ORG}`,
};
const CIRCLECI = { issuer: circleci, name: `oidc.circleci.com/org/${ORG}`, audience: ORG };
const TERRAFORM = { issuer: terraform, name: 'app.terraform.io', audience: 'aws.workload.identity' };
const SPACELIFT = { issuer: spacelift, name: 'acme.app.spacelift.io', audience: 'acme.app.spacelift.io' };
const BUILDKITE = { issuer: buildkite, name: 'agent.buildkite.com', audience: 'sts.amazonaws.com' };
const PULUMI = { issuer: pulumi, name: 'api.pulumi.com/oidc' };

const mainOf = (project: string, user: string, origin = 'github.com/acme/orders') => `org/${ORG}/project/${project}/user/${user}/vcs-origin/${origin}/vcs-ref/refs/heads/main`;
const buildOf = (ref: string, pipeline = 'orders', organization = 'acme', commit = SHA) =>
  `organization:${organization}:pipeline:${pipeline}:ref:refs/heads/${ref}:commit:${commit}:step:build`;
const runOf = (phase: string, workspace = 'orders', organization = 'acme', project = 'Default Project') =>
  `organization:${organization}:project:${project}:workspace:${workspace}:run_phase:${phase}`;

export const CASES: IssuerCase[] = [
  {
    ...GITHUB,
    title: 'GitHub, a branch in both forms',
    subject: github.repository('acme/orders', IDS).branch('main'),
    accepted: {
      'the branch': { sub: 'repo:acme/orders:ref:refs/heads/main' },
      'the branch, with ids': { sub: 'repo:acme@65/orders@526:ref:refs/heads/main' },
    },
    refused: {
      'another branch': { sub: 'repo:acme/orders:ref:refs/heads/feature' },
      'a fork\'s pull request': { sub: 'repo:acme/orders:pull_request' },
      'a fork': { sub: 'repo:mallory/orders:ref:refs/heads/main' },
      'another repository': { sub: 'repo:acme/billing:ref:refs/heads/main' },
      'an owner whose name goes on': { sub: 'repo:acme-labs/orders:ref:refs/heads/main' },
      'another owner who took the name': { sub: 'repo:acme@99/orders@526:ref:refs/heads/main' },
      'another repository that took the name': { sub: 'repo:acme@65/orders@999:ref:refs/heads/main' },
      'an environment called like the branch': { sub: 'repo:acme/orders:environment:main' },
      'another audience': { sub: 'repo:acme/orders:ref:refs/heads/main', aud: 'https://github.com/acme' },
    },
  },
  {
    ...GITHUB,
    title: 'GitHub, with ids only',
    subject: github.repository('acme/orders', { ...IDS, immutableOnly: true }).environment('eu:prod').withClaims({ ref: 'refs/heads/main' }),
    accepted: {
      'the environment, with its colon escaped': { sub: 'repo:acme@65/orders@526:environment:eu%3Aprod', ref: 'refs/heads/main' },
    },
    refused: {
      'names alone, as a renamed repository had them': { sub: 'repo:acme/orders:environment:eu%3Aprod', ref: 'refs/heads/main' },
      'the repository after it was renamed': { sub: 'repo:acme@65/shop@526:environment:eu%3Aprod', ref: 'refs/heads/main' },
      'another owner who took the name': { sub: 'repo:acme@99/orders@526:environment:eu%3Aprod', ref: 'refs/heads/main' },
      'an environment that begins alike': { sub: 'repo:acme@65/orders@526:environment:eu', ref: 'refs/heads/main' },
      'a colon that is not escaped': { sub: 'repo:acme@65/orders@526:environment:eu:prod', ref: 'refs/heads/main' },
      'the environment from another branch': { sub: 'repo:acme@65/orders@526:environment:eu%3Aprod', ref: 'refs/heads/feature' },
      'a token without the claim': { sub: 'repo:acme@65/orders@526:environment:eu%3Aprod' },
    },
  },
  {
    ...GITHUB,
    title: 'GitHub, names and the ids as claims',
    subject: github.repository('acme/orders').environment('production')
      .throughReusableWorkflow({ repository: 'acme/workflows', file: 'deploy.yml', ref: 'refs/heads/main' })
      .withClaims({ repository_id: '526', repository_owner_id: '65', ref: 'refs/heads/main' }),
    accepted: {
      'the environment': {
        sub: 'repo:acme/orders:environment:production',
        repository_id: '526',
        repository_owner_id: '65',
        ref: 'refs/heads/main',
        job_workflow_ref: 'acme/workflows/.github/workflows/deploy.yml@refs/heads/main',
      },
    },
    refused: {
      'another owner who took the name': {
        sub: 'repo:acme/orders:environment:production',
        repository_id: '526',
        repository_owner_id: '99',
        ref: 'refs/heads/main',
        job_workflow_ref: 'acme/workflows/.github/workflows/deploy.yml@refs/heads/main',
      },
      'another version of the workflow': {
        sub: 'repo:acme/orders:environment:production',
        repository_id: '526',
        repository_owner_id: '65',
        ref: 'refs/heads/main',
        job_workflow_ref: 'acme/workflows/.github/workflows/deploy.yml@refs/heads/feature',
      },
    },
  },
  {
    ...GITHUB,
    title: 'GitHub, pull requests',
    subject: github.repository('acme/orders', IDS).pullRequest(),
    accepted: { 'a pull request': { sub: 'repo:acme/orders:pull_request' }, 'with ids': { sub: 'repo:acme@65/orders@526:pull_request' } },
    refused: { 'the branch main': { sub: 'repo:acme/orders:ref:refs/heads/main' }, 'another repository\'s': { sub: 'repo:acme/billing:pull_request' } },
  },
  {
    title: 'GitHub, an enterprise with an issuer of its own',
    issuer: enterprise,
    name: 'token.actions.githubusercontent.com/acme-inc',
    audience: 'sts.amazonaws.com',
    subject: enterprise.repository('acme/orders', IDS).branch('main').withClaims({ enterprise_id: '123' }),
    accepted: { 'the branch': { sub: 'repo:acme/orders:ref:refs/heads/main', enterprise_id: '123' } },
    refused: {
      'another enterprise': { sub: 'repo:acme/orders:ref:refs/heads/main', enterprise_id: '321' },
      'another repository': { sub: 'repo:acme/billing:ref:refs/heads/main', enterprise_id: '123' },
    },
  },
  {
    title: 'GitHub with data residency',
    issuer: residency,
    name: 'token.actions.acme.ghe.com',
    audience: 'sts.amazonaws.com',
    subject: residency.repository('acme/orders', IDS).branch('main'),
    accepted: { 'the branch': { sub: 'repo:acme@65/orders@526:ref:refs/heads/main' } },
    refused: { 'another repository': { sub: 'repo:acme/billing:ref:refs/heads/main' } },
  },
  {
    title: 'GitHub Enterprise Server',
    issuer: server,
    name: 'github.example.com/_services/token',
    audience: 'sts.amazonaws.com',
    subject: server.repository('acme/orders').branch('main'),
    accepted: { 'the branch': { sub: 'repo:acme/orders:ref:refs/heads/main' } },
    refused: {
      'a pull request': { sub: 'repo:acme/orders:pull_request' },
      'another repository': { sub: 'repo:acme/billing:ref:refs/heads/main' },
    },
  },
  {
    ...GITLAB,
    title: 'GitLab.com, a protected branch',
    subject: gitlab.project('acme/platform/orders').branch('main').withClaims({ ref_protected: 'true', project_id: '42' }),
    accepted: {
      'the branch': { sub: 'project_path:acme/platform/orders:ref_type:branch:ref:main', ref_protected: 'true', project_id: '42' },
    },
    refused: {
      'the branch, unprotected': { sub: 'project_path:acme/platform/orders:ref_type:branch:ref:main', ref_protected: 'false', project_id: '42' },
      'a tag called like the branch': { sub: 'project_path:acme/platform/orders:ref_type:tag:ref:main', ref_protected: 'true', project_id: '42' },
      'a merge request from another branch': { sub: 'project_path:acme/platform/orders:ref_type:branch:ref:feature', ref_protected: 'false', project_id: '42' },
      'a merge request from a fork': { sub: 'project_path:mallory/orders:ref_type:branch:ref:main', ref_protected: 'true', project_id: '66' },
      'another project that took the path': { sub: 'project_path:acme/platform/orders:ref_type:branch:ref:main', ref_protected: 'true', project_id: '43' },
      'another project': { sub: 'project_path:acme/platform/billing:ref_type:branch:ref:main', ref_protected: 'true', project_id: '42' },
      'another group': { sub: 'project_path:acme-labs/platform/orders:ref_type:branch:ref:main', ref_protected: 'true', project_id: '42' },
      'another audience': { sub: 'project_path:acme/platform/orders:ref_type:branch:ref:main', ref_protected: 'true', project_id: '42', aud: 'https://vault.example.com' },
    },
  },
  {
    ...GITLAB,
    title: 'GitLab.com, merge requests',
    subject: gitlab.project('acme/orders').mergeRequest(),
    accepted: { 'a merge request': { sub: 'project_path:acme/orders:ref_type:branch:ref:feature', pipeline_source: 'merge_request_event' } },
    refused: {
      'a push to main': { sub: 'project_path:acme/orders:ref_type:branch:ref:main', pipeline_source: 'push' },
      'a merge request from a fork': { sub: 'project_path:mallory/orders:ref_type:branch:ref:feature', pipeline_source: 'merge_request_event' },
    },
  },
  {
    title: 'GitLab, self-managed',
    issuer: selfManaged,
    name: 'gitlab.example.com',
    audience: 'https://gitlab.example.com',
    subject: selfManaged.project('acme/orders').tag('v*'),
    accepted: { 'a tag': { sub: 'project_path:acme/orders:ref_type:tag:ref:v1.2.3' } },
    refused: {
      'a branch called like a tag': { sub: 'project_path:acme/orders:ref_type:branch:ref:v1' },
      'another project': { sub: 'project_path:acme/billing:ref_type:tag:ref:v1' },
    },
  },
  {
    ...BITBUCKET,
    title: 'Bitbucket, an environment',
    subject: bitbucket.repository(PROJECT).environment(USER),
    accepted: { 'a step of the environment': { sub: `{${PROJECT}}:{${USER}}:{${OTHER}}` } },
    refused: {
      'a step without environment, such as a pull request\'s': { sub: `{${PROJECT}}:{${OTHER}}` },
      'a step whose UUID is the environment\'s': { sub: `{${PROJECT}}:{${USER}}` },
      'another environment': { sub: `{${PROJECT}}:{${ORG}}:{${OTHER}}` },
      'another repository': { sub: `{${OTHER}}:{${USER}}:{${OTHER}}` },
      'another workspace': { sub: `{${PROJECT}}:{${USER}}:{${OTHER}}`, aud: `ari:cloud:bitbucket::workspace/${OTHER}` },
    },
  },
  {
    ...BITBUCKET,
    title: 'Bitbucket, any step',
    subject: bitbucket.repository(`{${PROJECT}}`).anyStep(),
    accepted: { 'a step': { sub: `{${PROJECT}}:{${OTHER}}` } },
    refused: { 'another repository': { sub: `{${OTHER}}:{${PROJECT}}` } },
  },
  {
    ...CIRCLECI,
    title: 'CircleCI, a branch',
    subject: circleci.project(PROJECT).branch('github.com/acme/orders', 'main'),
    accepted: { 'the branch': { sub: mainOf(PROJECT, USER) } },
    refused: {
      'another branch': { sub: mainOf(PROJECT, USER).replace(/main$/, 'feature') },
      'a token that does not say the branch': { sub: `org/${ORG}/project/${PROJECT}/user/${USER}` },
      'a fork\'s pull request': { sub: mainOf(PROJECT, USER, 'github.com/mallory/orders') },
      'a branch whose name repeats the rest': { sub: `${mainOf(PROJECT, USER)}/vcs-origin/github.com/acme/orders/vcs-ref/refs/heads/main` },
      'a fork with such a branch': { sub: `${mainOf(PROJECT, USER, 'github.com/mallory/orders')}/vcs-origin/github.com/acme/orders/vcs-ref/refs/heads/main` },
      'another project': { sub: mainOf(OTHER, USER) },
      'another organization': { sub: mainOf(PROJECT, USER).replace(ORG, OTHER) },
      'another audience': { sub: mainOf(PROJECT, USER), aud: OTHER },
    },
  },
  {
    ...CIRCLECI,
    title: 'CircleCI, any job',
    subject: circleci.project(PROJECT).anyJob(),
    accepted: { 'the first kind of token': { sub: `org/${ORG}/project/${PROJECT}/user/${USER}` }, 'the second': { sub: mainOf(PROJECT, USER) } },
    refused: { 'another project': { sub: `org/${ORG}/project/${OTHER}/user/${USER}` } },
  },
  {
    ...TERRAFORM,
    title: 'HCP Terraform, apply',
    subject: terraform.workspace('Default Project', 'orders').apply(),
    accepted: { 'the apply phase': { sub: runOf('apply') } },
    refused: {
      'the plan phase, as of a pull request': { sub: runOf('plan') },
      'another workspace': { sub: runOf('apply', 'billing') },
      'another project': { sub: runOf('apply', 'orders', 'acme', 'Other') },
      'another organization': { sub: runOf('apply', 'orders', 'acme-labs') },
      'a module test': { sub: 'organization:acme:module:orders:operation:test_run' },
      'another audience': { sub: runOf('apply'), aud: 'vault.workload.identity' },
    },
  },
  {
    ...TERRAFORM,
    title: 'HCP Terraform, plan',
    subject: terraform.workspace('Default Project', 'orders').plan(),
    accepted: { 'the plan phase': { sub: runOf('plan') } },
    refused: { 'the apply phase': { sub: runOf('apply') } },
  },
  {
    ...SPACELIFT,
    title: 'Spacelift, tracked runs',
    subject: spacelift.stack('production', 'orders').trackedRun(),
    accepted: { 'a tracked run that writes': { sub: 'space:production:stack:orders:run_type:TRACKED:scope:write' } },
    refused: {
      'its planning phase': { sub: 'space:production:stack:orders:run_type:TRACKED:scope:read' },
      'a proposed run, as of a pull request': { sub: 'space:production:stack:orders:run_type:PROPOSED:scope:read' },
      'a task': { sub: 'space:production:stack:orders:run_type:TASK:scope:write' },
      'another stack': { sub: 'space:production:stack:billing:run_type:TRACKED:scope:write' },
      'another space': { sub: 'space:legacy:stack:orders:run_type:TRACKED:scope:write' },
      'another account': { sub: 'space:production:stack:orders:run_type:TRACKED:scope:write', aud: 'mallory.app.spacelift.io' },
    },
  },
  {
    ...SPACELIFT,
    title: 'Spacelift, proposed runs',
    subject: spacelift.stack('production', 'orders').proposedRun(),
    accepted: { 'a proposed run': { sub: 'space:production:stack:orders:run_type:PROPOSED:scope:read' } },
    refused: { 'a tracked run': { sub: 'space:production:stack:orders:run_type:TRACKED:scope:write' } },
  },
  {
    ...BUILDKITE,
    title: 'Buildkite, a branch',
    subject: buildkite.pipeline('orders').branch('main'),
    accepted: {
      'the branch': { sub: buildOf('main') },
      'the branch, its commit not looked up yet': { sub: buildOf('main', 'orders', 'acme', 'HEAD') },
    },
    refused: {
      'another branch': { sub: buildOf('feature') },
      'a branch that begins alike': { sub: buildOf('main-2') },
      'a fork\'s branch': { sub: buildOf('mallory:main') },
      'a fork of an owner called main': { sub: buildOf('main:commit') },
      'another pipeline': { sub: buildOf('main', 'billing') },
      'another organization': { sub: buildOf('main', 'orders', 'acme-labs') },
      'another audience': { sub: buildOf('main'), aud: 'https://buildkite.com/acme' },
    },
  },
  {
    ...BUILDKITE,
    title: 'Buildkite, any build',
    subject: buildkite.pipeline('orders').anyBuild(),
    accepted: { 'a branch': { sub: buildOf('feature') } },
    refused: { 'another organization': { sub: buildOf('feature', 'orders', 'mallory') } },
  },
  {
    title: 'Azure DevOps, a service connection',
    issuer: azure,
    name: `vstoken.dev.azure.com/${ORG}`,
    audience: 'api://AzureADTokenExchange',
    subject: azure.serviceConnection('Web Shop', 'aws production'),
    accepted: { 'the connection': { sub: 'sc://acme/Web Shop/aws production' } },
    refused: {
      'another connection': { sub: 'sc://acme/Web Shop/aws test' },
      'another project': { sub: 'sc://acme/Intranet/aws production' },
      'another organization': { sub: 'sc://mallory/Web Shop/aws production' },
      'a pipeline without connection': { sub: 'p://acme/Web Shop/aws production' },
      'another audience': { sub: 'sc://acme/Web Shop/aws production', aud: 'sts.amazonaws.com' },
    },
  },
  {
    ...PULUMI,
    title: 'Pulumi Cloud, updates of a stack',
    audience: 'acme',
    subject: pulumi.stack('shop', 'production').update(),
    accepted: { 'an update': { sub: 'pulumi:deploy:org:acme:project:shop:stack:production:operation:update:scope:write' } },
    refused: {
      'a preview, as of a pull request': { sub: 'pulumi:deploy:org:acme:project:shop:stack:production:operation:preview:scope:write' },
      'another stack': { sub: 'pulumi:deploy:org:acme:project:shop:stack:test:operation:update:scope:write' },
      'another organization': { sub: 'pulumi:deploy:org:mallory:project:shop:stack:production:operation:update:scope:write', aud: 'mallory' },
      'the audience of environments': { sub: 'pulumi:deploy:org:acme:project:shop:stack:production:operation:update:scope:write', aud: 'aws:acme' },
    },
  },
  {
    ...PULUMI,
    title: 'Pulumi Cloud, an environment',
    audience: 'aws:acme',
    subject: pulumi.environment('shop', 'production'),
    accepted: { 'the environment': { sub: 'pulumi:environments:org:acme:env:shop/production' } },
    refused: {
      'another environment': { sub: 'pulumi:environments:org:acme:env:shop/test' },
      'another organization': { sub: 'pulumi:environments:org:acme:env:shop/production', aud: 'aws:mallory' },
    },
  },
  {
    title: 'Vercel, production',
    issuer: vercel,
    name: 'oidc.vercel.com/acme',
    audience: 'https://vercel.com/acme',
    subject: vercel.project('shop').production(),
    accepted: { production: { sub: 'owner:acme:project:shop:environment:production' } },
    refused: {
      'a preview, as of a pull request': { sub: 'owner:acme:project:shop:environment:preview' },
      'another project': { sub: 'owner:acme:project:blog:environment:production' },
      'another team': { sub: 'owner:mallory:project:shop:environment:production' },
      'another audience': { sub: 'owner:acme:project:shop:environment:production', aud: 'https://vercel.com/mallory' },
    },
  },
  {
    title: 'Vercel, previews through the global issuer',
    issuer: vercelGlobal,
    name: 'oidc.vercel.com',
    audience: 'https://vercel.com/acme',
    subject: vercelGlobal.project('shop').preview(),
    accepted: { 'a preview': { sub: 'owner:acme:project:shop:environment:preview' } },
    refused: {
      'production': { sub: 'owner:acme:project:shop:environment:production' },
      'another team': { sub: 'owner:mallory:project:shop:environment:preview', aud: 'https://vercel.com/mallory' },
    },
  },
  {
    title: 'another issuer, an exact subject',
    issuer: custom,
    name: 'idp.example.com/tenant',
    audience: 'sts.amazonaws.com',
    subject: custom.subject('job:acme/orders'),
    accepted: { 'the subject': { sub: 'job:acme/orders' } },
    refused: { 'one that goes on': { sub: 'job:acme/orders/1' }, 'another audience': { sub: 'job:acme/orders', aud: 'other' } },
  },
  {
    title: 'another issuer, the beginning of a subject',
    issuer: custom,
    name: 'idp.example.com/tenant',
    audience: 'sts.amazonaws.com',
    subject: custom.subjectStartingWith('tenant:acme:'),
    accepted: { 'what follows': { sub: 'tenant:acme:run:17' } },
    refused: { 'a tenant that begins alike': { sub: 'tenant:acme-labs:run:17' }, 'the beginning elsewhere': { sub: 'x:tenant:acme:run' } },
  },
];
