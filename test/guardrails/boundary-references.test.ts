import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { WorkloadBoundary } from '../../src/guardrails/workload-boundary';

function setUp() {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const boundary = new WorkloadBoundary(stack, 'Boundary');
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const handler = new lambda.Function(stack, 'Function', {
    runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = () => {};'), role,
  });
  const deny = (resource: string) => boundary.addStatements(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['s3:*'], resources: [resource] }));
  return { app, boundary, role, handler, deny };
}

test('a boundary that refers to itself', () => {
  const { app, boundary, deny } = setUp();
  deny(boundary.managedPolicyArn);
  expect(() => app.synth()).toThrow('a statement of the boundary Stack/Boundary refers to the boundary itself, which CloudFormation refuses as circular');
});

test('a boundary that refers to a role under it', () => {
  const { app, boundary, role, deny } = setUp();
  boundary.applyTo(role);
  deny(role.roleArn);
  expect(() => app.synth()).toThrow('refers to Stack/Role/Resource, which needs the boundary to be there first (Stack/Role/Resource → Stack/Boundary)');
});

test('a boundary that refers to what needs a role under it', () => {
  const { app, boundary, role, handler, deny } = setUp();
  boundary.applyTo(role);
  deny(handler.functionArn);
  expect(() => app.synth()).toThrow('(Stack/Function/Resource → Stack/Role/Resource → Stack/Boundary), and CloudFormation refuses the circle');
});

test('a boundary that the CDK applies and that refers to a role under it', () => {
  const { app, boundary, role, deny } = setUp();
  iam.PermissionsBoundary.of(role).apply(boundary);
  deny(role.roleArn);
  expect(() => app.synth()).toThrow('refers to Stack/Role/Resource, which needs the boundary');
});

test('a boundary may refer to roles that are not under it', () => {
  const { app, role, handler, deny } = setUp();
  deny(role.roleArn);
  deny(handler.functionArn);
  expect(() => app.synth()).not.toThrow();
});
