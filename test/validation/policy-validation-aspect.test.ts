import { App, Aspects, IAspect, NestedStack, Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { IConstruct } from 'constructs';
import { ADMIN, HARMLESS, plainRole, roleWith } from './policies';
import { verdictOf } from './verdict';
import { Severity } from '../../src/diagnostics/severity';
import { rulesOfPacks } from '../../src/rules/packs';
import { PolicyValidationAspect } from '../../src/validation/policy-validation-aspect';
import { PolicyValidationPlugin } from '../../src/validation/policy-validation-plugin';

function failureOf(app: App): string {
  try {
    app.synth();
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

test('passes an app without findings', () => {
  const app = new App();
  roleWith(new Stack(app, 'Stack'), 'Role', HARMLESS);
  Aspects.of(app).add(new PolicyValidationAspect());

  expect(failureOf(app)).toBe('');
});

test('fails synthesis with the place, the fix and the id to acknowledge', () => {
  const app = new App();
  roleWith(new Stack(app, 'Stack'), 'Role', ADMIN);
  Aspects.of(app).add(new PolicyValidationAspect());

  expect(failureOf(app)).toMatch(/Stack\/Role\/DefaultPolicy\/Resource\n.*admin-statement: the statement allows[^]*fix list the actions[^]*LeastPrivilege::admin-statement/);
});

test('sees what a later Aspect changes on a construct that was visited before', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const role = plainRole(stack, 'First');
  const last = plainRole(stack, 'Last');
  Aspects.of(app).add(new PolicyValidationAspect());
  Aspects.of(last).add(new class implements IAspect {
    public visit(node: IConstruct): void {
      if (node === last) { (role.node.defaultChild as iam.CfnRole).policies = [{ policyName: 'late', policyDocument: { Statement: [ADMIN] } }]; }
    }
  });

  expect(failureOf(app)).toContain('admin-statement');
});

test('annotates warnings and lets them pass', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  roleWith(stack, 'Role', ADMIN);
  Aspects.of(app).add(new PolicyValidationAspect({ severities: { 'admin-statement': Severity.WARNING } }));

  expect(failureOf(app)).toBe('');
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('admin-statement: the statement allows'));
});

test('respects acknowledgements', () => {
  const app = new App();
  const role = roleWith(new Stack(app, 'Stack'), 'Role', ADMIN);
  Validations.of(role).acknowledge({ id: 'LeastPrivilege::admin-statement', reason: 'break-glass' });
  Aspects.of(app).add(new PolicyValidationAspect());

  expect(failureOf(app)).toBe('');
});

test('reports what stands under the scope it was added to, and nothing else', () => {
  const app = new App();
  const judged = new Stack(app, 'Judged');
  roleWith(judged, 'Role', ADMIN);
  roleWith(new Stack(app, 'Other'), 'Role', ADMIN);
  Aspects.of(judged).add(new PolicyValidationAspect());

  const failure = failureOf(app);
  expect(failure).toContain('Judged/Role/DefaultPolicy/Resource');
  expect(failure).not.toContain('Other/Role');
});

test('gives the verdict of the plugin on the same app', () => {
  const build = () => {
    const app = new App();
    const data = new Stack(app, 'Data');
    const bucket = new s3.Bucket(data, 'Bucket', { versioned: true });
    const stack = new Stack(app, 'Workload');
    const reader = plainRole(stack, 'Reader');
    bucket.grantRead(reader);
    bucket.grantReadWrite(roleWith(new NestedStack(stack, 'Nested'), 'Writer', ADMIN));
    (reader.node.findChild('DefaultPolicy').node.defaultChild as iam.CfnPolicy)
      .addPropertyOverride('PolicyDocument.Statement.0.Action', ['s3:*', 's3:GetObjcet']);
    new iam.CfnManagedPolicy(stack, 'Sloppy', { policyDocument: { Statement: { Effect: 'allow', Action: 's3:GetObject', Resource: '*' } } });
    return app;
  };
  const withPlugin = build();
  Validations.of(withPlugin).addPlugins(new PolicyValidationPlugin());
  const withAspect = build();
  Aspects.of(withAspect).add(new PolicyValidationAspect({
    severities: Object.fromEntries(rulesOfPacks(['recommended']).map(({ id }) => [id, Severity.ERROR])),
  }));

  const open = verdictOf(withPlugin).open;
  const reported = [...failureOf(withAspect).matchAll(/\] (\S+)\n {2}(\S+): /g)].map(([, path, id]) => `${path}: ${id}`).sort();
  expect(open.length).toBeGreaterThan(4);
  expect(reported).toEqual(open);
});

test('works on a stack without an app', () => {
  const stack = new Stack();
  roleWith(stack, 'Role', ADMIN);
  Aspects.of(stack).add(new PolicyValidationAspect());

  expect(failureOf(stack.node.root as App)).toContain('admin-statement');
});
