import { App, CfnResource, Fn, NestedStack, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ADMIN, HARMLESS, l1Policy, plainRole, roleWith } from './policies';
import { verdictOf } from './verdict';
import { Severity } from '../../src/diagnostics/severity';
import { PolicyValidationPlugin, PolicyValidationPluginProps } from '../../src/validation/policy-validation-plugin';

function appWith(props?: PolicyValidationPluginProps): App {
  const app = new App();
  Validations.of(app).addPlugins(new PolicyValidationPlugin(props));
  return app;
}

describe('the gate', () => {
  test('passes an app without findings', () => {
    const app = appWith();
    roleWith(new Stack(app, 'Stack'), 'Role', HARMLESS);

    expect(verdictOf(app)).toEqual({ passed: true, open: [], suppressed: [] });
  });

  test('stops synthesis on an error, at the construct that makes the policy', () => {
    const app = appWith();
    roleWith(new Stack(app, 'Stack'), 'Role', ADMIN);

    expect(verdictOf(app)).toEqual({ passed: false, open: ['Stack/Role/DefaultPolicy/Resource: admin-statement'], suppressed: [] });
  });

  test('prints what is wrong, the fix and the id to acknowledge', () => {
    const app = appWith();
    roleWith(new Stack(app, 'Stack'), 'Role', ADMIN);

    expect(() => app.synth()).toThrow(/allows every action on every resource[^]*Suggested fix: list the actions[^]*LeastPrivilege::admin-statement/);
  });

  test('lets warnings pass', () => {
    const app = appWith({ severities: { 'admin-statement': Severity.WARNING } });
    roleWith(new Stack(app, 'Stack'), 'Role', ADMIN);

    expect(verdictOf(app)).toEqual({ passed: true, open: ['Stack/Role/DefaultPolicy/Resource: admin-statement'], suppressed: [] });
  });

  test('leaves out a disabled rule', () => {
    const app = appWith({ disabledRules: ['admin-statement'] });
    roleWith(new Stack(app, 'Stack'), 'Role', ADMIN);

    expect(verdictOf(app).open).not.toContain('Stack/Role/DefaultPolicy/Resource: admin-statement');
  });

  test.each([
    [{ disabledRules: ['admin-statment'] }, '`disabledRules` names the rule `admin-statment`, which does not exist; did you mean `admin-statement`?'],
    [{ severities: { 'no-such-thing-at-all': Severity.INFO } }, '`severities` names the rule `no-such-thing-at-all`, which does not exist; '],
  ])('rejects the id of a rule that does not exist: %j', (props, message) => {
    expect(() => new PolicyValidationPlugin(props)).toThrow(message);
  });
});

test.each([
  ['warn', '`severities` gives the rule `wildcard-action` the severity `warn`, expected `error`, `warning` or `info`; did you mean `warning`?'],
  ['ERROR', 'did you mean `error`?'],
  ['fatal', 'write for example `Severity.WARNING`'],
])('rejects the severity %s, which code without types can give', (severity, message) => {
  expect(() => new PolicyValidationPlugin({ severities: { 'wildcard-action': severity as Severity } })).toThrow(message);
});

describe('where it looks', () => {
  test('escape hatches', () => {
    const app = appWith();
    const role = roleWith(new Stack(app, 'Stack'), 'Role', HARMLESS);
    const policy = role.node.findChild('DefaultPolicy').node.defaultChild as iam.CfnPolicy;
    policy.addPropertyOverride('PolicyDocument.Statement.0', { Action: '*', Resource: '*' });

    expect(verdictOf(app).open).toEqual(['Stack/Role/DefaultPolicy/Resource: admin-statement']);
  });

  test('generic resources', () => {
    const app = appWith();
    new CfnResource(new Stack(app, 'Stack'), 'Policy', {
      type: 'AWS::IAM::ManagedPolicy',
      properties: { PolicyDocument: { Version: '2012-10-17', Statement: ADMIN } },
    });

    expect(verdictOf(app).open).toEqual(['Stack/Policy: admin-statement']);
  });

  test('nested stacks', () => {
    const app = appWith();
    const nested = new NestedStack(new Stack(app, 'Stack'), 'Nested');
    roleWith(new NestedStack(nested, 'Deeper'), 'Role', ADMIN);

    expect(verdictOf(app)).toMatchObject({ passed: false, open: ['Stack/Nested/Deeper/Role/DefaultPolicy/Resource: admin-statement'] });
  });

  test('stages', () => {
    const app = appWith();
    roleWith(new Stack(new Stage(app, 'Production'), 'Stack'), 'Role', ADMIN);

    expect(verdictOf(app).open).toEqual(['Production/Stack/Role/DefaultPolicy/Resource: admin-statement']);
  });

  test('policies in JSON text that holds references', () => {
    const app = appWith();
    const stack = new Stack(app, 'Stack');
    const group = new logs.LogGroup(stack, 'Group');
    new logs.CfnResourcePolicy(stack, 'Policy', {
      policyName: 'text',
      policyDocument: stack.toJsonString({
        Version: '2012-10-17',
        Statement: [{ Effect: 'allow', Principal: { Service: 'es.amazonaws.com' }, Action: 'logs:PutLogEvents', Resource: group.logGroupArn }],
      }),
    });

    expect(verdictOf(app).open).toEqual([expect.stringMatching(/^Stack\/Policy: malformed-policy/)]);
  });

  test('references to another stack are known for what they are', () => {
    const app = appWith();
    const bucket = new s3.Bucket(new Stack(app, 'Data'), 'Bucket');
    const stack = new Stack(app, 'Workload');
    roleWith(stack, 'Reader', { Effect: 'Allow', Action: 's3:GetObject', Resource: bucket.arnForObjects('orders/*') });
    roleWith(stack, 'Mistaken', { Effect: 'Allow', Action: 's3:GetObject', Resource: bucket.bucketArn });

    expect(verdictOf(app).open).toEqual(['Workload/Mistaken/DefaultPolicy/Resource: action-resource-mismatch[s3:GetObject]']);
  });

  test('a value that only another app knows is reported, once for the policy', () => {
    const app = appWith();
    roleWith(new Stack(app, 'Stack'), 'Role', {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: [Fn.importValue('orders-bucket-arn'), Fn.importValue('audit-bucket-arn')],
    });

    expect(verdictOf(app)).toMatchObject({ passed: true, open: ['Stack/Role/DefaultPolicy/Resource: undecidable-value'] });
  });

  test('only its scope, when one is given', () => {
    const app = new App();
    const judged = new Stack(app, 'Judged');
    roleWith(judged, 'Role', ADMIN);
    roleWith(new Stack(app, 'JudgedNot'), 'Role', ADMIN);
    Validations.of(app).addPlugins(new PolicyValidationPlugin({ scope: judged }));

    expect(verdictOf(app).open).toEqual(['Judged/Role/DefaultPolicy/Resource: admin-statement']);
  });
});

describe('acknowledging', () => {
  const wildcard = { Effect: 'Allow', Action: ['sqs:*'], Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' };
  const precise = 'wildcard-action[sqs:*]';

  test.each([
    ['the precise id', `LeastPrivilege::${precise}`],
    ['the id of the rule', 'LeastPrivilege::wildcard-action'],
    ['the precise id without a namespace', precise],
    ['the id of the rule without a namespace', 'wildcard-action'],
  ])('%s accepts the finding, and the report says so', (_, id) => {
    const app = appWith();
    const role = roleWith(new Stack(app, 'Stack'), 'Role', wildcard);
    Validations.of(role).acknowledge({ id, reason: 'the operator of the queue' });

    expect(verdictOf(app)).toEqual({
      passed: true,
      open: [],
      suppressed: [`Stack/Role/DefaultPolicy/Resource: ${id.includes('::') ? id : `Annotation::${id}`}`],
    });
  });

  test('a precise id leaves the other findings of the rule open', () => {
    const app = appWith();
    const role = roleWith(new Stack(app, 'Stack'), 'Role', wildcard);
    role.addToPolicy(iam.PolicyStatement.fromJson({ Effect: 'Allow', Action: 'sns:*', Resource: 'arn:aws:sns:eu-west-1:111122223333:orders' }));
    Validations.of(role).acknowledge({ id: `LeastPrivilege::${precise}`, reason: 'the operator of the queue' });

    expect(verdictOf(app)).toMatchObject({ passed: false, open: ['Stack/Role/DefaultPolicy/Resource: wildcard-action[sns:*]'] });
  });

  test('an acknowledgement ends at its scope', () => {
    const app = appWith();
    const accepted = new Stack(app, 'Accepted');
    l1Policy(accepted, 'Policy', ADMIN);
    l1Policy(new Stack(app, 'Open'), 'Policy', ADMIN);
    Validations.of(accepted).acknowledge({ id: 'LeastPrivilege::admin-statement', reason: 'break-glass' });

    expect(verdictOf(app)).toEqual({
      passed: false,
      open: ['Open/Policy: admin-statement'],
      suppressed: ['Accepted/Policy: LeastPrivilege::admin-statement'],
    });
  });

  test('an id stays when logical ids change', () => {
    const ids = ['Role', 'Renamed'].map(id => {
      const app = appWith();
      roleWith(new Stack(app, 'Stack'), id, wildcard);
      return verdictOf(app).open.map(entry => entry.split(': ')[1]);
    });

    expect(ids).toEqual([[precise], [precise]]);
  });
});

test('a permissions boundary can be required', () => {
  const app = appWith({ requirePermissionsBoundary: true });
  const stack = new Stack(app, 'Stack');
  plainRole(stack, 'Unbounded');
  const bounded = plainRole(stack, 'Bounded');
  iam.PermissionsBoundary.of(bounded).apply(new iam.ManagedPolicy(stack, 'Boundary', {
    statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })],
  }));

  expect(verdictOf(app).open).toEqual(['Stack/Unbounded/Resource: missing-permissions-boundary']);
});
