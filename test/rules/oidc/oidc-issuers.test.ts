import { JsonObject, JsonValue } from '../../../src/policy/json';
import { oidcBroadSubject } from '../../../src/rules/oidc/oidc-broad-subject';
import { oidcDefaultAudience } from '../../../src/rules/oidc/oidc-default-audience';
import { oidcIssuerMismatch } from '../../../src/rules/oidc/oidc-issuer-mismatch';
import { oidcLooseWorkflow } from '../../../src/rules/oidc/oidc-loose-workflow';
import { oidcMissingAudience } from '../../../src/rules/oidc/oidc-missing-audience';
import { oidcMissingSubject } from '../../../src/rules/oidc/oidc-missing-subject';
import { oidcMissingTenancyClaim } from '../../../src/rules/oidc/oidc-missing-tenancy-claim';
import { oidcNameOnlySubject } from '../../../src/rules/oidc/oidc-name-only-subject';
import { oidcOptionalClaim } from '../../../src/rules/oidc/oidc-optional-claim';
import { oidcSubjectNeedsProtection } from '../../../src/rules/oidc/oidc-subject-needs-protection';
import { oidcUnknownClaim } from '../../../src/rules/oidc/oidc-unknown-claim';
import { causes, expectWellWritten, judgeTrust } from '../trust/trust-site';

const GITHUB = 'token.actions.githubusercontent.com';
const SENTINEL = 'sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d';
const SERVER = 'github.example.com/_services/token';
const AUDIENCE = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };
const SUBJECT = { [`${GITHUB}:sub`]: 'repo:acme/orders:environment:production' };
const TEMPLATE = {
  resources: { Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${GITHUB}` } } },
  parameters: { Owner: { Type: 'String' }, Repo: { Type: 'String' } },
};
const RULES = [
  oidcBroadSubject, oidcDefaultAudience, oidcIssuerMismatch, oidcLooseWorkflow, oidcMissingAudience, oidcMissingSubject, oidcMissingTenancyClaim,
  oidcNameOnlySubject, oidcOptionalClaim, oidcSubjectNeedsProtection, oidcUnknownClaim,
];

function trust(issuer: string | JsonValue[], condition: JsonObject): JsonObject {
  const federated = typeof issuer === 'string' ? arn(issuer) : issuer;
  return { Effect: 'Allow', Principal: { Federated: federated }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition };
}

function arn(issuer: string): string {
  return `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
}

function reported(statement: JsonValue): string[] {
  return RULES.filter(rule => {
    const violations = judgeTrust(rule, [statement], TEMPLATE);
    expectWellWritten(violations);
    return violations.length > 0;
  }).map(rule => rule.id).sort();
}

describe('one cause is reported by one rule', () => {
  test.each<[string, JsonObject, string[]]>([
    ['nothing asked', trust('gitlab.com', {}), ['oidc-missing-audience', 'oidc-missing-subject']],
    ['a subject of wildcards', trust(GITHUB, { StringEquals: AUDIENCE, StringLike: { [`${GITHUB}:sub`]: '*' } }), ['oidc-broad-subject']],
    ['claims of another issuer', trust(`${GITHUB}/acme`, { StringEquals: { ...AUDIENCE, ...SUBJECT } }), ['oidc-issuer-mismatch']],
    ['a repository by number alone', trust(GITHUB, { StringEquals: { ...AUDIENCE, [`${GITHUB}:repository_id`]: '1' } }), ['oidc-missing-tenancy-claim']],
    ['Pulumi without audience', trust('api.pulumi.com/oidc', { StringEquals: { 'api.pulumi.com/oidc:sub': 'pulumi:deploy:org:acme' } }), ['oidc-missing-audience']],
    ['Sentinel as Microsoft sets it up', trust(SENTINEL, {
      StringEquals: { [`${SENTINEL}:aud`]: 'api://1462b192', 'sts:RoleSessionName': 'MicrosoftSentinel_0a1b' },
    }), []],
    ['Sentinel of any customer', trust(SENTINEL, { StringEquals: { [`${SENTINEL}:aud`]: 'api://1462b192' } }), ['oidc-missing-subject']],
    ['Sentinel by its subject', trust(SENTINEL, { StringEquals: { [`${SENTINEL}:aud`]: 'api://1462b192', [`${SENTINEL}:sub`]: 'x' } }), ['oidc-missing-tenancy-claim']],
    ['a branch', trust(GITHUB, { StringEquals: { ...AUDIENCE, [`${GITHUB}:sub`]: 'repo:acme@1/orders@2:ref:refs/heads/main' } }), []],
    ['another account is no token', { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' }, []],
    ['a Deny', { ...trust(GITHUB, {}), Effect: 'Deny' }, []],
  ])('%s', (_, statement, expected) => {
    expect(reported(statement)).toEqual(expected);
  });
});

describe('subjects of other issuers', () => {
  test.each<[string, string, string | undefined]>([
    ['gitlab.com', 'project_path:acme/*:ref_type:branch:ref:main', 'leaves the project open'],
    ['gitlab.com', 'project_path:acme*', 'leaves the group open'],
    ['gitlab.com', 'project_path:acme/team/orders:ref_type:branch:ref:release-*', undefined],
    ['gitlab.com', 'project_path:acme/orders:*', 'leaves the branch or tag open'],
    ['gitlab.com', 'project_path:acme/orders:ref_type:branch:ref:*', 'leaves the branch or tag open'],
    ['gitlab.com', 'project_path:acme/orders:ref_type:*:ref:main', 'leaves the branch or tag open'],
    ['gitlab.com', 'project_path:acme/orders:ref_type:tag:ref:v*', undefined],
    ['gitlab.com', 'project_path:acme/orders:environment_protected:true:*', undefined],
    ['oidc.vercel.com/acme', 'owner:acme:project:web:environment:*', 'leaves the environment open'],
    ['oidc.vercel.com/acme', 'owner:acme:project:web:*', 'leaves the environment open'],
    ['oidc.vercel.com', 'owner:*:project:web:environment:*', 'leaves the environment open'],
    ['oidc.vercel.com', 'owner:*:project:web:environment:production', undefined],
    ['oidc.vercel.com', 'owner:acme:project:*:environment:production', 'leaves the project open'],
    ['app.terraform.io', 'organization:acme:*', 'leaves the project and workspace open'],
    ['app.terraform.io', 'organization:acme*:project:p:workspace:w:run_phase:apply', 'leaves the organization open'],
    ['app.terraform.io', 'organization:acme:project:*:workspace:orders:run_phase:*', undefined],
    ['agent.buildkite.com', 'organization:acme:pipeline:orders:*', undefined],
    ['agent.buildkite.com', 'organization:acme:pipeline:*', 'leaves the pipeline open'],
    ['agent.buildkite.com', '*', 'every customer of Buildkite'],
    ['oidc.circleci.com/org/0a1b', 'org/0a1b/project/9f/user/*', undefined],
    ['oidc.circleci.com/org/0a1b', 'org/0a1b/*', 'leaves the project open'],
    ['acme.app.spacelift.io', 'space:prod:stack:orders:*', undefined],
    ['acme.app.spacelift.io', 'space:*', 'leaves the space and stack open'],
    ['api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc', '{0a1b2c3d-0000-0000-0000-000000000000}:*', undefined],
    ['api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc', '{0a1b2c3d-0000-0000-0000-000000000000}*', undefined],
    ['api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc', '*', 'every identity'],
    ['oidc.vercel.com/acme', 'owner:acme:project:*', 'leaves the project open'],
    ['proidc.upbound.io', 'mcp:acme/prod:provider:*', undefined],
    ['proidc.upbound.io', 'mcp:acme/*', 'leaves the control plane open'],
    ['oidc.codefresh.io', 'account:*', 'names nobody'],
    ['gitlab.example.com', 'project_path:acme/orders:ref_type:branch:ref:*', 'leaves the branch or tag open'],
    ['gitlab.example.com', 'project_path:acme/*:ref_type:branch:ref:main', 'leaves the project open'],
    ['gitlab.example.com', 'project_path:acme*', 'leaves the project open'],
    ['gitlab.example.com', 'project_path:acme/orders:ref_type:branch:ref:release-*', undefined],
    ['login.example.com', 'pro*', undefined],
  ])('%s: %s', (issuer, subject, problem) => {
    const violations = judgeTrust(oidcBroadSubject, [trust(issuer, { StringLike: { [`${issuer}:sub`]: subject } })]);
    expect(violations.map(({ message }) => message)).toEqual(problem === undefined ? [] : [expect.stringContaining(problem)]);
    expectWellWritten(violations);
  });

  test('a parameter that gives the pipeline closes it', () => {
    const subject = { 'Fn::Sub': 'organization:acme:pipeline:${Repo}:*' };
    expect(causes(oidcBroadSubject, [trust('agent.buildkite.com', { StringLike: { 'agent.buildkite.com:sub': subject } })], TEMPLATE)).toEqual([]);
  });
});

test.each([
  ['a project by number', 'project_path:acme/*:ref_type:branch:ref:main', 'project_id'],
  ['protected branches and tags', 'project_path:acme/orders:*', 'ref_protected'],
  ['merge requests, as `mergeRequest()` of GitLab asks for them', 'project_path:acme/orders:ref_type:branch:ref:*', 'pipeline_source'],
])('of GitLab, %s is as good as in the subject', (_, subject, claim) => {
  const condition = { StringEquals: { [`gitlab.com:${claim}`]: 'true' }, StringLike: { 'gitlab.com:sub': subject } };
  expect(causes(oidcBroadSubject, [trust('gitlab.com', condition)])).toEqual([]);
});

describe('custom subjects of GitHub', () => {
  test.each<[string, string | undefined]>([
    ['environment:production:repo:acme/orders', undefined],
    ['environment:*:repo:acme/orders', 'names no owner'],
    ['workflow:deploy:repo:acme/*', 'leaves the repository open'],
    ['workflow:deploy:repo:acme*', 'leaves the owner open'],
    ['head_ref:*', 'names no owner'],
    ['job_workflow_ref:acme/w/.github/workflows/d.yml@*:repo:acme/orders', undefined],
    ['repository_owner:acme', 'names no repository'],
    ['repository_owner_id:65:environment:production', 'names no repository'],
    ['enterprise:acme:*', 'names no repository'],
    ['repository_owner:acme:*:repository_id:526837261', undefined],
    ['repository_owner_id:65:job_workflow_ref:acme/w/.github/workflows/d.yml@refs/heads/main', undefined],
    ['repository_owner_id:65:repo_property_tier:production', undefined],
  ])('StringLike %s', (subject, problem) => {
    const violations = judgeTrust(oidcBroadSubject, [trust(GITHUB, { StringLike: { [`${GITHUB}:sub`]: subject } })]);
    expect(violations.map(({ message }) => message)).toEqual(problem === undefined ? [] : [expect.stringContaining(problem)]);
  });

  test('of an enterprise, anyone is anyone in the enterprise', () => {
    const [violation] = judgeTrust(oidcBroadSubject, [trust(`${GITHUB}/acme`, { StringLike: { [`${GITHUB}/acme:sub`]: 'repo:*' } })]);
    expect(violation.message).toContain('in the enterprise');
  });

  test('an owner is enough beside the number of a repository', () => {
    const condition = { StringEquals: { [`${GITHUB}:sub`]: 'repository_owner:acme', [`${GITHUB}:repository_id`]: '526837261' } };
    expect(causes(oidcBroadSubject, [trust(GITHUB, condition)])).toEqual([]);
  });

  test('with the number of an enterprise, nobody outside of it is meant', () => {
    const condition = { StringEquals: { [`${GITHUB}:enterprise_id`]: '123' }, StringLike: { [`${GITHUB}:sub`]: 'repo:*' } };
    const [violation] = judgeTrust(oidcBroadSubject, [trust(GITHUB, condition)]);
    expect(violation.message).toContain('makes an organization in the enterprise');
  });
});

describe('an issuer and the claims of another', () => {
  test.each<[string, JsonObject, number]>([
    ['two issuers in one statement', trust([arn(GITHUB), arn('gitlab.com')], { StringEquals: { ...AUDIENCE, ...SUBJECT } }), 1],
    ['a provider of the app is named by its keys', trust([{ 'Fn::GetAtt': ['Provider', 'Arn'] }], { StringEquals: { ...AUDIENCE, ...SUBJECT } }), 0],
    ['a provider of the app and keys of two issuers', trust([{ 'Fn::GetAtt': ['Provider', 'Arn'] }], {
      StringEquals: { ...AUDIENCE, ...SUBJECT, 'gitlab.com:sub': 'x' },
    }), 1],
    ['a key that may be missing', trust(GITHUB, { StringEquals: { ...AUDIENCE, ...SUBJECT }, StringNotEquals: { 'gitlab.com:sub': 'x' } }), 0],
    ['keys in capitals', trust(GITHUB, { StringEquals: { [`${GITHUB}:sub`.toUpperCase()]: 'repo:acme/orders:environment:production' } }), 0],
    ['a server and names alone', trust(SERVER, { StringEquals: { [`${SERVER}:sub`]: 'repo:acme/orders:environment:production' } }), 0],
    ['a server and both forms', trust(SERVER, { StringEquals: { [`${SERVER}:sub`]: ['repo:acme/o:environment:p', 'repo:acme@1/o@2:environment:p'] } }), 0],
  ])('%s', (_, statement, count) => {
    expect(causes(oidcIssuerMismatch, [statement], TEMPLATE)).toHaveLength(count);
  });
});

describe('two providers in one statement', () => {
  const PROVIDERS = [arn(GITHUB), arn('gitlab.com')];
  const OPTIONAL = { StringEqualsIfExists: { ...AUDIENCE, ...SUBJECT, 'gitlab.com:aud': 'https://gitlab.com', 'gitlab.com:sub': 'project_path:acme/orders' } };

  test.each([[oidcMissingSubject], [oidcMissingAudience]])('$id sends each to a statement of its own, as a claim that is required of both locks one out', rule => {
    const violations = judgeTrust(rule, [trust(PROVIDERS, OPTIONAL)]);
    expect(violations).toHaveLength(2);
    for (const { fix, replacement } of violations) {
      expect(fix).toContain('a statement of its own for each principal');
      expect(replacement).toBeUndefined();
    }
  });
});

describe('claims', () => {
  test.each<[string, JsonObject, string | undefined]>([
    ['runner_environment', { StringEquals: { [`${GITHUB}:runner_environment`]: 'github-hosted' } }, 'so nobody gets in'],
    ['a negation', { StringNotEquals: { [`${GITHUB}:event_name`]: 'pull_request' } }, 'keeps nobody out'],
    ['a known one', { StringEquals: { [`${GITHUB}:ACTOR_ID`]: '1' } }, undefined],
  ])('that STS reads: %s', (_, condition, effect) => {
    const violations = judgeTrust(oidcUnknownClaim, [trust(GITHUB, condition)]);
    expect(violations.map(({ message }) => message)).toEqual(effect === undefined ? [] : [expect.stringContaining(effect)]);
    expectWellWritten(violations);
  });

  test('of a server of one\'s own are not known', () => {
    expect(causes(oidcUnknownClaim, [trust(SERVER, { StringEquals: { [`${SERVER}:event_name`]: 'push' } })])).toEqual([]);
  });

  test.each<[string, JsonObject, boolean]>([
    ['if it is there', { StringEqualsIfExists: { [`${GITHUB}:environment`]: 'production' } }, true],
    ['for all values', { 'ForAllValues:StringEquals': { [`${GITHUB}:ref`]: 'refs/heads/main' } }, true],
    ['required beside', { StringLikeIfExists: { [`${GITHUB}:ref`]: 'refs/*' }, StringEquals: { [`${GITHUB}:ref`]: 'refs/heads/main' } }, false],
    ['the subject has its own rule', { StringEqualsIfExists: SUBJECT }, false],
    ['a negation', { StringNotEqualsIfExists: { [`${GITHUB}:actor`]: 'x' } }, false],
  ])('that are optional: %s', (_, condition, flagged) => {
    expect(causes(oidcOptionalClaim, [trust(GITHUB, condition)])).toHaveLength(flagged ? 1 : 0);
  });

  test.each<[string, string, boolean]>([
    ['StringLike', 'acme/w/.github/workflows/d.yml@*', true],
    ['StringLike', 'acme/w/.github/workflows/d.yml@refs/*', true],
    ['StringLike', 'acme/w/.github/workflows/d.yml@refs/tags/*', true],
    ['StringLike', 'acme/w/*', true],
    ['StringLike', '*/d.yml@refs/heads/main', true],
    ['StringLike', 'acme/w/.github/workflows/d.yml@refs/tags/v*', false],
    ['StringLike', 'acme/w/.github/workflows/d.yml@refs/heads/main', false],
    ['StringEquals', 'acme/w/.github/workflows/d.yml@*', false],
  ])('workflow, %s %s', (operator, workflow, flagged) => {
    const statement = trust(GITHUB, {
      StringEquals: { ...AUDIENCE, ...SUBJECT },
      ...operator === 'StringLike'
        ? { StringLike: { [`${GITHUB}:job_workflow_ref`]: workflow } }
        : { StringEqualsIgnoreCase: { [`${GITHUB}:job_workflow_ref`]: workflow } },
    });
    expect(causes(oidcLooseWorkflow, [statement])).toEqual(flagged ? [workflow] : []);
  });

  test('a workflow in the subject is closed by a condition of its own', () => {
    const subject = 'repo:acme/orders:job_workflow_ref:acme/w/.github/workflows/d.yml@*';
    const condition = { StringLike: { [`${GITHUB}:sub`]: subject } };
    expect(causes(oidcLooseWorkflow, [trust(GITHUB, condition)])).toEqual([subject]);
    expect(causes(oidcLooseWorkflow, [trust(GITHUB, {
      ...condition, StringEquals: { [`${GITHUB}:job_workflow_ref`]: 'acme/w/.github/workflows/d.yml@refs/heads/main' },
    })])).toEqual([]);
  });
});

describe('names without ids', () => {
  test.each<[string, JsonValue, string[]]>([
    ['one repository', 'repo:acme/orders:ref:refs/heads/main', ['acme/orders']],
    ['two contexts of it', ['repo:acme/orders:pull_request', 'repo:acme/orders:environment:p'], ['acme/orders']],
    ['both forms, in another case', ['repo:acme/orders:pull_request', 'repo:Acme@1/Orders@2:pull_request'], []],
    ['ids of another repository', ['repo:acme/orders:pull_request', 'repo:acme@1/billing@2:pull_request'], ['acme/orders']],
    ['a pattern of repositories', 'repo:acme/*', []],
    ['a custom subject', 'environment:production:repo:acme/orders', []],
    ['names from parameters', { 'Fn::Sub': 'repo:${Owner}/${Repo}:environment:p' }, []],
  ])('%s', (_, subject, expected) => {
    expect(causes(oidcNameOnlySubject, [trust(GITHUB, { StringLike: { [`${GITHUB}:sub`]: subject } })], TEMPLATE)).toEqual(expected);
  });

  test('a server writes nothing else', () => {
    expect(causes(oidcNameOnlySubject, [trust(SERVER, { StringEquals: { [`${SERVER}:sub`]: 'repo:acme/orders:environment:p' } })])).toEqual([]);
  });
});

test.each<[string, string, boolean]>([
  ['StringLike', 'repo:acme/orders:ref:refs/heads/release*', true],
  ['StringLike', 'repo:acme/orders:ref:refs/heads/*', false],
  ['StringEquals', 'repo:acme/orders:ref:refs/heads/main', false],
  ['StringEquals', 'repo:acme/orders:ref:refs/tags/v1', true],
  ['StringEquals', 'repo:acme/orders:environment:production', true],
  ['StringEquals', 'repo:acme/orders:pull_request', false],
])('who decides in GitHub, %s %s', (operator, subject, flagged) => {
  expect(causes(oidcSubjectNeedsProtection, [trust(GITHUB, { [operator]: { [`${GITHUB}:sub`]: subject } })])).toEqual(flagged ? [subject] : []);
});

test.each<[JsonValue, boolean]>([
  ['https://github.com/acme', true],
  [['sts.amazonaws.com', 'https://github.com/acme'], true],
  [{ 'Fn::Sub': 'https://github.com/${Owner}' }, true],
  [{ Ref: 'Owner' }, false],
  ['sts.amazonaws.com.cn', false],
])('the audience %j', (audience, flagged) => {
  expect(causes(oidcDefaultAudience, [trust(GITHUB, { StringEquals: { ...SUBJECT, [`${GITHUB}:aud`]: audience } })], TEMPLATE)).toHaveLength(flagged ? 1 : 0);
});
