import { JsonObject, JsonValue } from '../../../src/policy/json';
import { oidcBroadSubject } from '../../../src/rules/oidc/oidc-broad-subject';
import { oidcMissingAudience } from '../../../src/rules/oidc/oidc-missing-audience';
import { oidcMissingSubject } from '../../../src/rules/oidc/oidc-missing-subject';
import { Rule } from '../../../src/rules/rule';
import { causes, expectWellWritten, judgeTrust } from '../trust/trust-site';

const GITHUB = 'token.actions.githubusercontent.com';
const GITHUB_ARN = `arn:aws:iam::111122223333:oidc-provider/${GITHUB}`;
const EKS = 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE';
const GITLAB = 'gitlab.com';
const AUDIENCE = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };
const SUBJECT = { [`${GITHUB}:sub`]: 'repo:acme/orders:environment:production' };
const TEMPLATE = {
  resources: {
    Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${GITHUB}` } },
    OldProvider: { Type: 'Custom::AWSCDKOpenIdConnectProvider', Properties: {} },
    Conditions: { Type: 'Custom::AWSCDKCfnJson', Properties: {} },
  },
  parameters: { Owner: { Type: 'String' }, Repo: { Type: 'String' }, Subject: { Type: 'String' } },
};

function trust(condition?: JsonObject, federated: JsonValue = GITHUB_ARN, action: JsonValue = 'sts:AssumeRoleWithWebIdentity'): JsonObject {
  return { Effect: 'Allow', Principal: { Federated: federated }, Action: action, ...condition && { Condition: condition } };
}

function gitHubSubject(operator: string, subject: JsonValue, others: JsonObject = {}): JsonObject {
  return trust({ ...others, [operator]: { [`${GITHUB}:sub`]: subject } });
}

describe.each<[Rule, string]>([[oidcMissingAudience, 'aud'], [oidcMissingSubject, 'sub']])('%#: a required claim', (rule, claim) => {
  const value = claim === 'aud' ? 'sts.amazonaws.com' : 'repo:acme/orders:environment:production';
  const key = `${GITHUB}:${claim}`;

  test.each<[string, JsonObject | undefined, boolean]>([
    ['no condition', undefined, true],
    ['StringEquals', { StringEquals: { [key]: value } }, false],
    ['a key in capitals', { StringEquals: { [key.toUpperCase()]: value } }, false],
    ['StringLike', { StringLike: { [key]: value } }, false],
    ['StringEqualsIfExists', { StringEqualsIfExists: { [key]: value } }, true],
    ['ForAllValues', { 'ForAllValues:StringEquals': { [key]: value } }, true],
    ['ForAnyValue', { 'ForAnyValue:StringEquals': { [key]: value } }, true],
    ['StringNotEquals', { StringNotEquals: { [key]: value } }, true],
    ['Null', { Null: { [key]: 'false' } }, true],
    ['a claim of another issuer, which oidc-issuer-mismatch reports', { StringEquals: { [`${GITLAB}:${claim}`]: value } }, false],
    ['a claim of another issuer, if it is there', { StringEqualsIfExists: { [`${GITLAB}:${claim}`]: value } }, true],
    ['a condition that is known at deployment only', { StringEquals: { 'Fn::GetAtt': ['Conditions', 'Value'] } }, false],
  ])('%s', (_, condition, flagged) => {
    const violations = judgeTrust(rule, [trust(condition)], TEMPLATE);
    expect(violations.map(violation => violation.cause)).toEqual(flagged ? [GITHUB] : []);
    expectWellWritten(violations);
  });

  test.each<[string, JsonValue]>([
    ['a provider of the app', { 'Fn::GetAtt': ['Provider', 'Arn'] }],
    ['a provider that the CDK makes with a custom resource', { Ref: 'OldProvider' }],
    ['an imported provider', { 'Fn::ImportValue': 'provider' }],
  ])('the issuer of %s is read from the conditions', (_, provider) => {
    const other = claim === 'aud' ? SUBJECT : AUDIENCE;
    expect(causes(rule, [trust({ StringEquals: { ...AUDIENCE, ...SUBJECT } }, provider)], TEMPLATE)).toEqual([]);
    expect(causes(rule, [trust({ StringEquals: other }, provider)], TEMPLATE)).toEqual([GITHUB]);
    expect(causes(rule, [trust(undefined, provider)], TEMPLATE)).toEqual(['issuer']);
  });

  test.each<[string, JsonObject]>([
    ['a Deny', { ...trust(), Effect: 'Deny' }],
    ['a SAML provider', trust(undefined, 'arn:aws:iam::111122223333:saml-provider/corp', 'sts:AssumeRoleWithSAML')],
    ['a SAML provider of the app', trust(undefined, { Ref: 'OldProvider' }, 'sts:AssumeRoleWithSAML')],
    ['Cognito', trust(undefined, 'cognito-identity.amazonaws.com')],
    ['an action that needs no token', trust(undefined, GITHUB_ARN, 'sts:TagSession')],
    ['a service', { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  ])('%s is left alone', (_, statement) => {
    expect(causes(rule, [statement], TEMPLATE)).toEqual([]);
  });

  test('every statement is judged', () => {
    expect(causes(rule, [trust({ StringEquals: { ...AUDIENCE, ...SUBJECT } }), trust()])).toEqual([GITHUB]);
  });
});

test.each(['*', '?*s*', 'sts.*'])('the audience %s is none', audience => {
  const [violation] = judgeTrust(oidcMissingAudience, [trust({ StringLike: { [`${GITHUB}:aud`]: audience }, StringEquals: SUBJECT })]);
  expect(violation.message).toContain(`leaves its value open: \`${audience}\``);
});

test.each<[string, string | undefined]>([
  [GITHUB, 'sts.amazonaws.com'],
  [GITLAB, 'https://gitlab.com'],
  ['oidc.vercel.com', undefined],
  ['login.example.com', undefined],
])('an audience for %s is offered where it is the same for all customers: %s', (issuer, audience) => {
  const [{ replacement }] = judgeTrust(oidcMissingAudience, [trust(undefined, `arn:aws:iam::111122223333:oidc-provider/${issuer}`)]);
  expect(replacement?.Condition).toEqual(audience && { StringEquals: { [`${issuer}:aud`]: audience } });
});

test.each<[string, JsonObject, boolean]>([
  ['repository_id', { StringEquals: { [`${GITHUB}:repository_id`]: '526837261' } }, false],
  ['repository', { StringLike: { [`${GITHUB}:repository`]: 'acme/orders' } }, false],
  ['a pattern of repositories', { StringLike: { [`${GITHUB}:repository`]: 'acme/*' } }, true],
  ['repository_id if there', { StringEqualsIfExists: { [`${GITHUB}:repository_id`]: '526837261' } }, true],
  ['an owner', { StringEquals: { [`${GITHUB}:repository_owner_id`]: '65' } }, true],
  ['a workflow, which any repository may be able to call', { StringEquals: { [`${GITHUB}:job_workflow_ref`]: 'acme/w/.github/workflows/d.yml@refs/heads/main' } }, true],
])('without a subject, %s', (_, condition, flagged) => {
  expect(causes(oidcMissingSubject, [trust(condition)])).toHaveLength(flagged ? 1 : 0);
});

describe('subjects of GitHub', () => {
  test.each<[string, string | undefined]>([
    ['*', 'is no limit'],
    ['?*', 'is no limit'],
    ['repo:*', 'leaves the owner open'],
    ['repo:*/orders:ref:refs/heads/main', 'leaves the owner open'],
    ['repo:acme*', 'leaves the owner open'],
    ['repo:acme*/orders:environment:production', 'leaves the owner open'],
    ['repo:acm?/orders:environment:production', 'leaves the owner open'],
    ['*:environment:production', 'names no owner'],
    ['repo:acme@*/orders@526837261:environment:production', 'leaves the id of the owner open'],
    ['repo:acme@*/*', 'leaves the id of the owner open'],
    ['repo:acme/*', 'leaves the repository open'],
    ['repo:acme/*:environment:production', 'leaves the repository open'],
    ['repo:acme/orders*', 'leaves the repository open'],
    ['repo:acme@65/*', 'leaves the repository open'],
    ['repo:acme@65/orders@*:environment:production', 'leaves the id of the repository open'],
    ['repo:acme/orders:*', 'more than one kind'],
    ['repo:acme@65/orders@526837261:*', 'more than one kind'],
    ['repo:acme/orders:ref:*', 'more than one kind'],
    ['repo:acme/orders:ref:refs/*', 'more than one kind'],
    ['repo:acme/orders:*main', 'more than one kind'],
    ['repo:acme/orders:ref:refs/heads/*', 'every branch'],
    ['repo:acme/orders:ref:refs/tags/*', 'every tag'],
    ['repo:acme/orders:environment:*', 'every environment'],
    ['repo:acme/orders:ref:refs/heads/release/*', undefined],
    ['repo:acme/orders:ref:refs/heads/*-release', undefined],
    ['repo:acme/orders:ref:refs/tags/v*', undefined],
    ['repo:acme/orders:environment:prod-*', undefined],
    ['repo:acme/orders:pull_request', undefined],
    ['repo:acme/orders:environment:production', undefined],
    ['repo:acme@65/orders@526837261:ref:refs/heads/main', undefined],
    ['environment:production', 'names no owner'],
    ['workflow:deploy:ref:refs/heads/main', 'names no owner'],
    ['repository_owner:acme:environment:production', 'names no repository'],
    ['repository_owner:*', 'names no owner'],
    ['environment:production:repository_id:526837261', undefined],
    ['job_workflow_ref:acme/w/.github/workflows/d.yml@refs/heads/main', undefined],
  ])('StringLike %s', (subject, problem) => {
    const violations = judgeTrust(oidcBroadSubject, [gitHubSubject('StringLike', subject)]);
    expect(violations.map(violation => violation.cause)).toEqual(problem === undefined ? [] : [subject]);
    expectWellWritten(violations);
    for (const { message } of violations) { expect(message).toContain(problem); }
  });

  test.each<[string, JsonValue, string | undefined]>([
    ['owner and name from parameters, any context', 'repo:${Owner}/${Repo}:*', 'repo:<any>/<any>:*'],
    ['full name from a parameter, any context', 'repo:${Repo}:*', 'repo:<any>:*'],
    ['owner from a parameter, any repository', 'repo:${Owner}/*', 'repo:<any>/*'],
    ['a whole subject from a parameter', '${Subject}', undefined],
    ['a prefix from a parameter', 'repo:${Repo}*', undefined],
    ['a branch from a parameter', 'repo:acme/orders:ref:refs/heads/${Subject}', undefined],
    ['an environment from a parameter', 'repo:${Owner}/${Repo}:environment:${Subject}', undefined],
  ])('%s', (_, pattern, expected) => {
    expect(causes(oidcBroadSubject, [gitHubSubject('StringLike', { 'Fn::Sub': pattern })], TEMPLATE)).toEqual(expected === undefined ? [] : [expected]);
  });

  test.each<[string, JsonValue]>([
    ['a subject', 'repo:acme/*'],
    ['a subject with a part from a parameter', { 'Fn::Sub': 'repo:acme/${Repo}:ref:refs/heads/*' }],
  ])('compared exactly, a wildcard in %s is a letter, and the message says that nothing matches', (_, subject) => {
    const [violation] = judgeTrust(oidcBroadSubject, [gitHubSubject('StringEquals', subject)], TEMPLATE);
    expect(violation.message).toContain('never matches');
  });

  test('of several values, each broad one is reported', () => {
    const subjects = ['repo:acme/orders:environment:production', 'repo:acme/orders:*', 'repo:acme/*'];
    expect(causes(oidcBroadSubject, [gitHubSubject('StringLike', subjects)])).toEqual(['repo:acme/orders:*', 'repo:acme/*']);
  });

  test('every statement is judged', () => {
    expect(causes(oidcBroadSubject, [gitHubSubject('StringEquals', 'repo:acme/orders:environment:production'), gitHubSubject('StringLike', 'repo:acme/*')]))
      .toEqual(['repo:acme/*']);
  });

  test('of several conditions on the subject all must hold, so the narrow one decides', () => {
    const others = { StringEquals: { [`${GITHUB}:sub`]: 'repo:acme/orders:environment:production' } };
    expect(causes(oidcBroadSubject, [gitHubSubject('StringLike', 'repo:acme/*', others)])).toEqual([]);
  });

  test.each<[string, string, JsonObject, boolean]>([
    ['any context and a ref', 'repo:acme/orders:*', { [`${GITHUB}:ref`]: 'refs/heads/main' }, false],
    ['any context and an environment', 'repo:acme/orders:*', { [`${GITHUB}:environment`]: 'production' }, false],
    ['any context and a repository', 'repo:acme/orders:*', { [`${GITHUB}:repository_id`]: '526837261' }, true],
    ['any repository, one by number', 'repo:acme/*:environment:production', { [`${GITHUB}:repository_id`]: '526837261' }, false],
    ['any repository, one by number, any context', 'repo:acme/*', { [`${GITHUB}:repository_id`]: '526837261' }, true],
    ['any repository and a reusable workflow', 'repo:acme/*', { [`${GITHUB}:job_workflow_ref`]: 'acme/w/.github/workflows/d.yml@refs/heads/main' }, false],
    ['any owner and a reusable workflow', 'repo:*', { [`${GITHUB}:job_workflow_ref`]: 'acme/w/.github/workflows/d.yml@refs/heads/main' }, true],
    ['any owner and its number, and a ref', 'repo:*', { [`${GITHUB}:repository_owner_id`]: '65', [`${GITHUB}:ref`]: 'refs/heads/main' }, true],
    ['anything and a repository', '*', { [`${GITHUB}:repository_id`]: '526837261', [`${GITHUB}:ref`]: 'refs/heads/main' }, true],
  ])('%s', (_, subject, claims, flagged) => {
    expect(causes(oidcBroadSubject, [gitHubSubject('StringLike', subject, { StringEquals: claims })])).toEqual(flagged ? [subject] : []);
  });

  test.each<[string, string, JsonObject, string | undefined]>([
    ['an owner by number, whatever its name', 'repo:acme*/app:environment:prod', { repository_owner_id: '65' }, undefined],
    ['a number of the owner left open, and given', 'repo:acme@*/app@2:environment:prod', { repository_owner_id: '65' }, undefined],
    ['an owner by number, any repository', 'repo:*', { repository_owner_id: '65' }, 'leaves the repository open: every one of the owner whose name fits matches, and lets in'],
    ['an owner by number, any repository, one branch', 'repo:*', { repository_owner_id: '65', ref: 'refs/heads/main' }, 'whose name fits matches$'],
    ['a repository by number', 'repo:*', { repository_id: '456789' }, 'lets in runs of more than one kind'],
    ['a repository by number, any branch', 'repo:acme/*:ref:refs/heads/*', { repository_id: '456789' }, 'lets in every branch'],
    ['a repository by number, some branches', 'repo:acme/*:ref:refs/heads/release/*', { repository_id: '456789' }, undefined],
    ['a reusable workflow that any owner can call', 'repo:*', { job_workflow_ref: 'acme/w/.github/workflows/d.yml@refs/heads/main' }, 'leaves the owner open'],
  ])('%s: says what is left open', (_, subject, claims, problem) => {
    const given = Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${GITHUB}:${claim}`, value]));
    const violations = judgeTrust(oidcBroadSubject, [gitHubSubject('StringLike', subject, { StringEquals: given })]);
    expect(violations).toHaveLength(problem === undefined ? 0 : 1);
    for (const { message } of violations) { expect(message).toMatch(new RegExp(problem!)); }
  });

  test.each([
    'token.actions.githubusercontent.com/acme',
    'token.actions.acme.ghe.com',
    'token.actions.acme.ghe.com/acme',
    'github.example.com/_services/token',
  ])('are read for the issuer %s', issuer => {
    const statement = trust({ StringLike: { [`${issuer}:sub`]: 'repo:acme/orders:*' } }, `arn:aws:iam::111122223333:oidc-provider/${issuer}`);
    expect(causes(oidcBroadSubject, [statement])).toEqual(['repo:acme/orders:*']);
  });

  test('are read where the provider is a reference', () => {
    const statement = trust({ StringLike: { [`${GITHUB}:sub`]: 'repo:acme/*' } }, { 'Fn::GetAtt': ['Provider', 'Arn'] });
    expect(causes(oidcBroadSubject, [statement], TEMPLATE)).toEqual(['repo:acme/*']);
  });
});

describe('subjects of other issuers', () => {
  test.each<[string, string, boolean]>([
    [EKS, 'system:serviceaccount:shop:orders', false],
    [EKS, 'system:serviceaccount:shop:*', true],
    [EKS, 'system:serviceaccount:*:orders', true],
    [EKS, 'system:serviceaccount:*', true],
    [EKS, 'system:*', true],
    [EKS, '*', true],
    [GITLAB, 'project_path:acme/orders:ref_type:branch:ref:main', false],
    [GITLAB, 'project_path:acme/orders:*', true],
    [GITLAB, 'project_path:*', true],
    ['app.terraform.io', 'organization:acme:project:p:workspace:w:run_phase:*', false],
    ['app.terraform.io', 'organization:*:project:p:workspace:w:run_phase:apply', true],
    ['login.example.com', '*', true],
  ])('%s: %s', (issuer, subject, flagged) => {
    const violations = judgeTrust(oidcBroadSubject, [trust({ StringLike: { [`${issuer}:sub`]: subject } }, `arn:aws:iam::111122223333:oidc-provider/${issuer}`)]);
    expect(violations.map(violation => violation.cause)).toEqual(flagged ? [subject] : []);
    expectWellWritten(violations);
  });
});
