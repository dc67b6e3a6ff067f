import { claimsReadFrom, findOidcIssuer, OIDC_ISSUERS } from '../../src/catalog/oidc-issuers';

test('every row has a source and a date', () => {
  for (const { source, date } of OIDC_ISSUERS) {
    expect(new URL(source).protocol).toBe('https:');
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});

test('IAM tells customers apart for shared issuers only', () => {
  for (const { isShared, tenancy } of OIDC_ISSUERS) { expect(isShared).toBe(tenancy !== undefined); }
});

test.each(OIDC_ISSUERS.flatMap(({ name, subject }) => subject ? [[name, subject] as const] : []))('the example of %s gives what the row asks for', (_, subject) => {
  expect(subject.example).toMatch(subject.unit.given);
  for (const part of [subject.tenant, subject.context]) { expect(subject.example).toMatch(part?.given ?? /./); }
});

test('the claims that give a part of a subject are read by STS', () => {
  for (const { name, url, subject } of OIDC_ISSUERS) {
    const claims = [subject?.tenant, subject?.unit, subject?.context].flatMap(part => part?.claims ?? []);
    expect([name, claims.length > 0 ? claimsReadFrom(url.source.replace(/[\\^$]/g, '')) : []]).toEqual([name, expect.arrayContaining(claims)]);
  }
});

test.each([
  ['token.actions.githubusercontent.com', 'GitHub Actions', 'sub'],
  ['TOKEN.actions.githubusercontent.com', 'GitHub Actions', 'sub'],
  ['token.actions.githubusercontent.com/acme', 'GitHub Enterprise Cloud', undefined],
  ['token.actions.acme.ghe.com', 'GitHub Enterprise Cloud', undefined],
  ['github.example.com/_services/token', 'GitHub Enterprise Server', undefined],
  ['gitlab.com', 'GitLab.com', 'sub'],
  ['app.terraform.io', 'HCP Terraform', 'sub'],
  ['agent.buildkite.com', 'Buildkite', 'sub'],
  ['api.pulumi.com/oidc', 'Pulumi Cloud', 'aud'],
  ['oidc.vercel.com', 'Vercel', 'aud'],
  ['oidc.vercel.com/acme', 'Vercel', undefined],
  ['oidc.circleci.com/org/0a1b', 'CircleCI', undefined],
  ['acme.app.spacelift.io', 'Spacelift', undefined],
  ['vstoken.dev.azure.com/0ca3ddd9-f0b0-4635-a98c-5866526961b6', 'Azure DevOps', undefined],
  ['api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc', 'Bitbucket Pipelines', undefined],
  ['sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d', 'Microsoft Sentinel', 'sts:RoleSessionName'],
  ['rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7', 'IBM Turbonomic', 'sub'],
])('%s is an issuer of %s', (issuer, name, tenancy) => {
  expect(findOidcIssuer(issuer)).toMatchObject({ name });
  expect(findOidcIssuer(issuer)?.tenancy).toBe(tenancy);
});

test.each(['gitlab.example.com', 'gitlab.com.example.com', 'evil.com/gitlab.com', 'login.example.com'])('%s is an issuer of one\'s own', issuer => {
  expect(findOidcIssuer(issuer)).toBeUndefined();
});

test.each([
  ['token.actions.githubusercontent.com', 'repository_id', true],
  ['token.actions.githubusercontent.com/acme', 'enterprise_id', true],
  ['token.actions.acme.ghe.com', 'job_workflow_ref', true],
  ['token.actions.githubusercontent.com', 'runner_environment', false],
  ['token.actions.githubusercontent.com', 'iss', false],
  ['gitlab.com', 'project_id', true],
  ['gitlab.com', 'repository_id', false],
  ['agent.buildkite.com', 'pipeline_slug', true],
  ['oidc.circleci.com/org/0a1b', 'oidc.circleci.com/project-id', true],
  ['login.example.com', 'sub', true],
  ['login.example.com', 'groups', false],
])('of %s, STS reads %s: %s', (issuer, claim, isRead) => {
  expect(claimsReadFrom(issuer).includes(claim)).toBe(isRead);
});
