import { App, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { ADMIN, plainRole, roleWith } from './policies';
import { verdictOf } from './verdict';
import { WorkloadBoundary } from '../../src/guardrails/workload-boundary';
import { LeastPrivilege } from '../../src/validation/least-privilege';

test('enforce() on an app judges all of it', () => {
  const app = new App();
  roleWith(new Stack(app, 'Stack'), 'Role', ADMIN);
  roleWith(new Stack(new Stage(app, 'Stage'), 'Stack'), 'Role', ADMIN);
  LeastPrivilege.of(app).enforce();

  expect(verdictOf(app)).toMatchObject({
    passed: false,
    open: ['Stack/Role/DefaultPolicy/Resource: admin-statement', 'Stage/Stack/Role/DefaultPolicy/Resource: admin-statement'],
  });
});

test.each([
  ['a stage', (app: App) => new Stage(app, 'Scope'), 'Scope/Stack'],
  ['a stack', (app: App) => new Stack(app, 'Scope'), 'Scope'],
])('enforce() on %s judges that and nothing else', (_, makeScope, path) => {
  const app = new App();
  const scope = makeScope(app);
  roleWith(scope instanceof Stack ? scope : new Stack(scope, 'Stack'), 'Role', ADMIN);
  roleWith(new Stack(app, 'Other'), 'Role', ADMIN);
  LeastPrivilege.of(scope).enforce();

  expect(verdictOf(app).open).toEqual([`${path}/Role/DefaultPolicy/Resource: admin-statement`]);
});

test('enforce() without an app around it judges by the Aspect', () => {
  const stage = new Stage(undefined as unknown as App, 'Stage');
  roleWith(new Stack(stage, 'Stack'), 'Role', ADMIN);
  LeastPrivilege.of(stage).enforce();

  expect(() => stage.synth()).toThrow('admin-statement');
});

test('enforce() applies the boundary to every role, and what the boundary allows is no finding', () => {
  const app = new App();
  const guardrails = new Stack(app, 'Guardrails');
  const workload = new Stack(app, 'Workload');
  plainRole(workload, 'Role');
  LeastPrivilege.of(app).enforce({ boundary: new WorkloadBoundary(guardrails, 'Boundary'), requirePermissionsBoundary: true });

  expect(verdictOf(app)).toMatchObject({ passed: true, open: [] });
  Template.fromStack(workload).allResourcesProperties('AWS::IAM::Role', { PermissionsBoundary: { 'Fn::ImportValue': Match.anyValue() } });
});

test.each([
  ['that allows every service', {}],
  ['that allows some services', { allowedServices: ['s3', 'sqs'] }],
])('a boundary %s, made for the roles of another app, is no finding', (_, props) => {
  const app = new App();
  new WorkloadBoundary(new Stack(app, 'Guardrails'), 'Boundary', props);
  LeastPrivilege.of(app).enforce();

  expect(verdictOf(app)).toMatchObject({ passed: true, open: [] });
});

test('a boundary that is attached as a policy grants what it allows, and is judged so', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  plainRole(stack, 'Role').addManagedPolicy(new WorkloadBoundary(stack, 'Boundary'));
  LeastPrivilege.of(app).enforce();

  expect(verdictOf(app)).toMatchObject({ passed: false, open: expect.arrayContaining(['Stack/Boundary/Resource: admin-statement']), suppressed: [] });
});
