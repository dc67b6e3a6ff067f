import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Access } from '../../src/assertions/access';
import { ADDED_ESCALATION_PATHS, ESCALATION_PATHS } from '../../src/catalog/escalation-paths';
import { DelegatedRoleAdministration, DelegatedRoleAdministrationProps } from '../../src/guardrails/delegated-role-administration';
import { WorkloadBoundary } from '../../src/guardrails/workload-boundary';
import { JsonObject } from '../../src/policy/json';
import { findingsInResources } from '../rules/escalation/family-findings';

const ACCOUNT = '111122223333';
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/workloads`;
const TEAM_ROLE = `arn:aws:iam::${ACCOUNT}:role/team-a/orders`;
const OTHER_ROLE = `arn:aws:iam::${ACCOUNT}:role/admin`;
const WITH = { 'iam:PermissionsBoundary': BOUNDARY };
const FORGED = { 'iam:PermissionsBoundary': `arn:aws:iam::${ACCOUNT}:policy/AdministratorAccess` };

function pipeline(props: Partial<DelegatedRoleAdministrationProps> = {}, more: iam.PolicyStatement[] = []) {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const role = new iam.Role(stack, 'Pipeline', { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com') });
  const administration = new DelegatedRoleAdministration(stack, 'Administration', {
    rolePath: '/team-a/',
    boundary: iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', BOUNDARY),
    passedToServices: ['lambda.amazonaws.com'],
    ...props,
  });
  administration.attachToRole(role);
  more.forEach((statement) => role.addToPolicy(statement));
  return { stack, role, access: () => Access.fromStack(stack) };
}

const anything = (...actions: string[]) => new iam.PolicyStatement({ actions, resources: ['*'] });
const CHANGES = ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:DeleteRole', 'iam:PutRolePermissionsBoundary'];

test.each(CHANGES)('%s: with the boundary and under the path only', (action) => {
  const { role, access } = pipeline();
  access().allows(role, action, TEAM_ROLE, { context: WITH });
  access().denies(role, action, TEAM_ROLE);
  access().denies(role, action, TEAM_ROLE, { context: FORGED });
  access().denies(role, action, OTHER_ROLE, { context: WITH });
});

test('passes the roles of the path to the named services only', () => {
  const { role, access } = pipeline();
  access().allows(role, 'iam:PassRole', TEAM_ROLE, { context: { 'iam:PassedToService': 'lambda.amazonaws.com' } });
  access().denies(role, 'iam:PassRole', TEAM_ROLE, { context: { 'iam:PassedToService': 'ec2.amazonaws.com' } });
  access().denies(role, 'iam:PassRole', OTHER_ROLE, { context: { 'iam:PassedToService': 'lambda.amazonaws.com' } });
});

describe('whatever else the pipeline is allowed', () => {
  const { role, access } = pipeline({}, [anything('iam:*')]);

  test('it never takes the boundary off, edits it, or reaches other roles', () => {
    access().neverAllows(role, 'iam:DeleteRolePermissionsBoundary');
    ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion']
      .forEach((action) => access().neverAllows(role, action, { resources: [BOUNDARY] }));
    [...CHANGES, 'iam:PassRole', 'iam:TagRole'].forEach((action) => access().neverAllows(role, action, { resources: [OTHER_ROLE] }));
  });

  test.each(CHANGES)('%s of a role without the boundary is denied', (action) => {
    access().denies(role, action, TEAM_ROLE);
    access().denies(role, action, TEAM_ROLE, { context: FORGED });
  });
});

test('instance profiles come with EC2', () => {
  const profile = `arn:aws:iam::${ACCOUNT}:instance-profile/team-a/web`;
  const without = pipeline();
  without.access().denies(without.role, 'iam:AddRoleToInstanceProfile', profile);
  const withEc2 = pipeline({ passedToServices: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] });
  withEc2.access().allows(withEc2.role, 'iam:AddRoleToInstanceProfile', profile);
});

describe('no escalation path', () => {
  const paths = [...ESCALATION_PATHS, ...ADDED_ESCALATION_PATHS].filter(({ isMinimal }) => isMinimal);
  const about = (action: string) => /^iam:\w*Role/.test(action);
  const reaching = ['self-escalation', 'assume-any-role', 'pass-role-escalation', 'workload-takeover', 'role-chain-to-administrator'];

  /** The pipeline beside an administrator that every service may take, with the other permissions of the path on everything. */
  function findingsWith(actions: string[], detach = false): string[] {
    const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: 'eu-west-1' } });
    new iam.Role(stack, 'Administrator', {
      assumedBy: new iam.CompositePrincipal(...['lambda', 'ec2', 'ecs-tasks', 'glue', 'states'].map((name) => new iam.ServicePrincipal(`${name}.amazonaws.com`))),
      inlinePolicies: { all: new iam.PolicyDocument({ statements: [anything('*')] }) },
    });
    const role = new iam.Role(stack, 'Pipeline', { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com') });
    role.addToPolicy(anything(...actions));
    if (!detach) {
      new DelegatedRoleAdministration(stack, 'Administration', {
        rolePath: '/team-a/', boundary: new WorkloadBoundary(stack, 'Boundary'), passedToServices: ['lambda.amazonaws.com', 'ec2.amazonaws.com'],
      }).attachToRole(role);
    }
    const resources = Template.fromStack(stack).toJSON().Resources as JsonObject;
    return findingsInResources(resources, ACCOUNT)
      .filter(({ ruleId, location }) => reaching.includes(ruleId) && /^(Pipeline|Administration)/.test(location.logicalId))
      .map(({ ruleId, message }) => `${ruleId}: ${message}`);
  }

  /** Of boundaries the tests above speak. */
  const ofRoles = paths.filter(({ actions }) =>
    actions.some(about) && actions.every((action) => !action.startsWith('iam:') || about(action) && !action.endsWith('PermissionsBoundary')));
  test.each(ofRoles.map(({ actions }) => [actions.join(' + '), [...actions]]))('%s reaches no administrator', (_, actions) => {
    expect(findingsWith(actions, true)).not.toEqual([]);
    expect(findingsWith(actions)).toEqual([]);
  });

  const completed = paths.filter(({ actions }) => actions.some((action) => action.startsWith('iam:')) && actions.some((action) => !action.startsWith('iam:')));
  test.each(completed.map(({ actions }) => [actions.join(' + '), [...actions]]))('it completes no path: %s', (_, actions) => {
    expect(findingsWith(actions.filter((action) => !action.startsWith('iam:')))).toEqual([]);
  });
});

describe('wrong input', () => {
  test.each<[Partial<DelegatedRoleAdministrationProps>, RegExp]>([
    [{ rolePath: '/' }, /rolePath is `\/`, expected a path of the team's own.*`\/team-a\/`/],
    [{ rolePath: 'team-a' }, /path is `team-a`.*begin and end it with a slash/],
    [{ rolePath: '/team-*/' }, /rolePath is `\/team-\*\/`/],
    [{ passedToServices: [] }, /passedToServices is \[\], expected service principals/],
    [{ passedToServices: ['lambda'] }, /passedToServices is \["lambda"\].*`lambda.amazonaws.com`/],
    [{ passedToServices: ['*'] }, /expected service principals/],
  ])('%j', (props, message) => {
    expect(() => pipeline(props)).toThrow(message);
  });

  test('a pipeline that would administer itself', () => {
    const { stack } = pipeline();
    const administration = stack.node.findChild('Administration') as DelegatedRoleAdministration;
    const inside = new iam.Role(stack, 'Inside', { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com'), path: '/team-a/' });
    expect(() => administration.attachToRole(inside)).toThrow(/'Stack\/Inside' stands under the path '\/team-a\/'.*another path/);
    const imported = iam.Role.fromRoleArn(stack, 'Imported', `arn:aws:iam::${ACCOUNT}:role/team-a/ci`);
    expect(() => administration.attachToRole(imported)).toThrow(/'Stack\/Imported' stands under the path/);
  });

  test('tokens pass', () => {
    const stack = new Stack();
    const path = new CfnParameter(stack, 'Path').valueAsString;
    new DelegatedRoleAdministration(stack, 'Administration', {
      rolePath: `/teams/${path}/`, boundary: new WorkloadBoundary(stack, 'Boundary'), passedToServices: [`lambda.${stack.urlSuffix}`],
    });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).toContain(':role/teams/');
  });
});
