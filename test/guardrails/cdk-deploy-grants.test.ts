import { App, Aws, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Access } from '../../src/assertions/access';
import { CdkDeployGrants, CdkEnvironments } from '../../src/guardrails/cdk-deploy-grants';
import { parsePolicyDocument } from '../../src/policy/parse';
import { evaluate } from '../../src/reasoning/evaluate';
import { parsePrincipal } from '../../src/reasoning/principal';
import { GitHubOidcProvider } from '../../src/roles/federation/github-oidc-provider';
import { GitHubRepository } from '../../src/roles/federation/github-repository';
import { GitHubActionsRole } from '../../src/roles/github-actions-role';
import { analyze } from '../../src/rules/analyze';
import { DEFAULT_CONTEXT } from '../../src/rules/rule-context';
import { selectRules } from '../../src/rules/rule-set';
import { readInventory } from '../../src/template/inventory';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';
const ENVIRONMENTS: CdkEnvironments = { accounts: [ACCOUNT], regions: ['eu-central-1'] };
const ROLES = ['deploy', 'file-publishing', 'image-publishing', 'lookup'];

const roleArn = (kind: string, { account = ACCOUNT, region = 'eu-central-1', qualifier = 'hnb659fds', partition = 'aws' } = {}) =>
  `arn:${partition}:iam::${account}:role/cdk-${qualifier}-${kind}-role-${account}-${region}`;

function pipeline(use: (grants: CdkDeployGrants, role: iam.Role) => void, environments: CdkEnvironments = ENVIRONMENTS) {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-central-1' } });
  const role = new GitHubActionsRole(stack, 'Pipeline', {
    provider: new GitHubOidcProvider(stack, 'GitHub'),
    subjects: [GitHubRepository.of('acme/orders').environment('production')],
  });
  use(CdkDeployGrants.fromEnvironments(environments), role);
  return { stack, role, access: Access.fromStack(stack), mayAssume: (arn: string) => mayAssume(stack, arn) };
}

/** By the policies of the pipeline and the trust that the bootstrap template gives its roles: the pipeline's account, under no organization. */
function mayAssume(stack: Stack, resource: string): boolean {
  const app = readInventory([{ id: 'app', template: Template.fromStack(stack).toJSON(), environment: { account: ACCOUNT } }]);
  const [, partition, , , account] = resource.split(':');
  const trust = { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: [account, ACCOUNT] }, Condition: { Null: { 'sts:ExternalId': 'true' } } }] };
  const { decision } = evaluate(
    { principal: parsePrincipal(`arn:${partition}:iam::${ACCOUNT}:role/pipeline`)!, action: 'sts:AssumeRole', resource, context: {} },
    { identity: app.sites.filter(({ kind }) => kind === 'identity').map(({ document }) => document), scp: [], rcp: [], resource: parsePolicyDocument(trust) },
  );
  return decision === 'allowed';
}

describe('deploying', () => {
  const { role, access, mayAssume: may } = pipeline((grants, grantee) => grants.deploy(grantee));

  test.each(ROLES)('assumes the %s role of the environment', (kind) => {
    expect(may(roleArn(kind))).toBe(true);
  });

  test.each<[string, string]>([
    ['the execution role', roleArn('cfn-exec')],
    ['another account', roleArn('deploy', { account: OTHER })],
    ['another region', roleArn('deploy', { region: 'us-east-1' })],
    ['another qualifier', roleArn('deploy', { qualifier: 'other' })],
    ['any other role', `arn:aws:iam::${ACCOUNT}:role/admin`],
  ])('does not assume %s', (_, arn) => {
    expect(may(arn)).toBe(false);
  });

  test.each(['cloudformation:CreateStack', 's3:PutObject', 'iam:PassRole'])('has no permission of its own: %s', (action) => {
    access.neverAllows(role, action);
  });

  test.each<[string, CdkEnvironments, string[]]>([
    ['with the environment of the stack', { accounts: [Aws.ACCOUNT_ID], regions: [Aws.REGION] }, []],
    ['which notes an environment that is spelt out', ENVIRONMENTS, ['hard-coded-environment']],
  ])('is clean under the strict pack, %s', (_, environments, expected) => {
    const template = Template.fromStack(pipeline((grants, grantee) => grants.deploy(grantee), environments).stack).toJSON();
    const findings = analyze(readInventory([{ id: 'app', template, environment: { account: ACCOUNT } }]), selectRules({ packs: ['strict'] }), DEFAULT_CONTEXT);
    expect(findings.filter(({ location }) => location.logicalId.startsWith('PipelineDefaultPolicy')).map(({ ruleId }) => ruleId)).toEqual(expected);
  });
});

test('planning assumes the role for look-ups alone', () => {
  const { mayAssume: may } = pipeline((grants, grantee) => grants.plan(grantee));
  expect([...ROLES, 'cfn-exec'].filter(kind => may(roleArn(kind)))).toEqual(['lookup']);
});

test('each account in each region, under the qualifier', () => {
  const { mayAssume: may } = pipeline((grants, grantee) => grants.deploy(grantee), {
    accounts: [ACCOUNT, OTHER], regions: ['eu-central-1', 'us-east-1'], qualifier: 'team_a',
  });
  for (const account of [ACCOUNT, OTHER]) {
    for (const region of ['eu-central-1', 'us-east-1']) { expect(may(roleArn('deploy', { account, region, qualifier: 'team_a' }))).toBe(true); }
  }
  expect(may(roleArn('deploy'))).toBe(false);
});

test.each([['cn-north-1', 'aws-cn'], ['us-gov-west-1', 'aws-us-gov']])('the partition is that of the region %s', (region, partition) => {
  const { mayAssume: may } = pipeline((grants, grantee) => grants.plan(grantee), { accounts: [ACCOUNT], regions: [region] });
  expect(may(roleArn('lookup', { region, partition }))).toBe(true);
  expect(may(roleArn('lookup', { region }))).toBe(false);
});

test('the environment of an agnostic stack passes', () => {
  const stack = new Stack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com') });
  CdkDeployGrants.fromEnvironments({ accounts: [Aws.ACCOUNT_ID], regions: [Aws.REGION] }).plan(role);
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain(':role/cdk-hnb659fds-lookup-role-');
});

describe('wrong input', () => {
  test.each<[Partial<CdkEnvironments>, RegExp]>([
    [{ accounts: [] }, /accounts is an empty list.*name at least one/],
    [{ regions: [] }, /regions is an empty list.*`eu-central-1`/],
    [{ accounts: ['*'] }, /accounts has `\*`, expected twelve digits/],
    [{ accounts: ['1111-2222-3333'] }, /accounts has `1111-2222-3333`/],
    [{ regions: ['*'] }, /regions has `\*`, expected a region name/],
    [{ regions: ['eu-central'] }, /did you mean `eu-central-1`/],
    [{ regions: ['eu-central-1', 'cn-north-1'] }, /of the partitions aws and aws-cn, expected those of one/],
    [{ qualifier: '' }, /qualifier is ``/],
    [{ qualifier: '*' }, /qualifier is `\*`, expected up to ten/],
    [{ qualifier: 'elevenchars' }, /qualifier is `elevenchars`/],
    [{ accounts: Lazy.list({ produce: () => [ACCOUNT] }) }, /accounts is a list that is known only at deployment/],
  ])('%j', (environments, message) => {
    expect(() => CdkDeployGrants.fromEnvironments({ ...ENVIRONMENTS, ...environments })).toThrow(message);
  });
});
