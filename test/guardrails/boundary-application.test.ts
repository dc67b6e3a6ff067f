import { App, Aspects, CfnResource, IAspect, NestedStack, PermissionsBoundary, RemovalPolicy, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Construct, IConstruct } from 'constructs';
import { WorkloadBoundary } from '../../src/guardrails/workload-boundary';
import { analyze } from '../../src/rules/analyze';
import { DEFAULT_CONTEXT } from '../../src/rules/rule-context';
import { selectRules } from '../../src/rules/rule-set';
import { readInventory } from '../../src/template/inventory';

const LAMBDA = new iam.ServicePrincipal('lambda.amazonaws.com');
const TRUST = { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }], Version: '2012-10-17' };

function role(scope: Construct, id: string = 'Role', props: Partial<iam.RoleProps> = {}): iam.Role {
  return new iam.Role(scope, id, { assumedBy: LAMBDA, ...props });
}

/** The boundaries of all roles and users of a stack, in the order of its template. */
function boundaries(stack: Stack): unknown[] {
  const template = Template.fromStack(stack);
  return [...Object.values(template.findResources('AWS::IAM::Role')), ...Object.values(template.findResources('AWS::IAM::User'))]
    .map(({ Properties }) => Properties?.PermissionsBoundary);
}

function findingsOf(stack: Stack) {
  const template = Template.fromStack(stack).toJSON() as {};
  return analyze(readInventory([{ id: 'app', template, environment: {} }]), selectRules({ packs: ['strict'], disabled: new Set() }), {
    ...DEFAULT_CONTEXT, requirePermissionsBoundary: true,
  });
}

function reference(stack: Stack, boundary: WorkloadBoundary): unknown {
  return stack.resolve(boundary.managedPolicyArn);
}

describe('everything under a scope has the boundary', () => {
  test.each<[string, number, (stack: Stack) => void]>([
    ['an L2 role', 1, stack => role(stack)],
    ['an L2 user', 1, stack => new iam.User(stack, 'User')],
    ['an L1 role', 1, stack => new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: TRUST })],
    ['an L1 user', 1, stack => new iam.CfnUser(stack, 'User')],
    ['a role as a generic resource', 1, stack => {
      new CfnResource(stack, 'Role', { type: 'AWS::IAM::Role', properties: { AssumeRolePolicyDocument: TRUST } });
    }],
    ['a user as a generic resource without properties', 1, stack => new CfnResource(stack, 'User', { type: 'AWS::IAM::User' })],
    ['a custom resource provider of the core', 1, stack => {
      new s3.Bucket(stack, 'Bucket', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
    }],
    ['the singleton function of AwsCustomResource', 1, stack => {
      new AwsCustomResource(stack, 'Custom', {
        onCreate: { service: 'S3', action: 'ListBuckets', physicalResourceId: PhysicalResourceId.of('id') },
        policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: ['arn:aws:s3:::orders'] }),
      });
    }],
    ['the role that a function makes for itself', 1, stack => {
      new lambda.Function(stack, 'Function', {
        runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = () => {};'),
      });
    }],
  ])('%s', (_, count, make) => {
    const stack = new Stack();
    const boundary = new WorkloadBoundary(stack, 'Boundary');
    boundary.applyTo(stack);
    make(stack);
    expect(boundaries(stack)).toEqual(Array(count).fill(reference(stack, boundary)));
  });

  test('a role that an aspect creates, once aspects are stabilised', () => {
    const app = new App({ context: { '@aws-cdk/core:aspectStabilization': true } });
    const stack = new Stack(app, 'Stack');
    const boundary = new WorkloadBoundary(stack, 'Boundary');
    boundary.applyTo(app);
    Aspects.of(app).add(new LateRole());
    new Construct(stack, 'Trigger');
    expect(boundaries(stack)).toEqual([reference(stack, boundary)]);
  });

  test('a nested stack', () => {
    const stack = new Stack(new App(), 'Stack');
    const boundary = new WorkloadBoundary(stack, 'Boundary');
    boundary.applyTo(stack);
    const nested = new NestedStack(stack, 'Nested');
    role(nested);
    expect(boundaries(nested)).toEqual([{ Ref: expect.stringContaining('Boundary') }]);
  });
});

describe('nothing else has it', () => {
  test('only the role it is applied to', () => {
    const stack = new Stack();
    const boundary = new WorkloadBoundary(stack, 'Boundary');
    boundary.applyTo(role(stack, 'Bounded'));
    role(stack, 'Free');
    expect(boundaries(stack)).toEqual([reference(stack, boundary), undefined]);
  });

  test('only the stack it is applied to', () => {
    const app = new App();
    const [bounded, free] = [new Stack(app, 'Bounded'), new Stack(app, 'Free')];
    new WorkloadBoundary(bounded, 'Boundary').applyTo(bounded);
    role(free);
    expect(boundaries(free)).toEqual([undefined]);
  });

  test('groups and other resources stay as they are', () => {
    const stack = new Stack();
    new WorkloadBoundary(stack, 'Boundary').applyTo(stack);
    new iam.Group(stack, 'Group');
    expect(Template.fromStack(stack).findResources('AWS::IAM::Group', { Properties: { PermissionsBoundary: Match.anyValue() } })).toEqual({});
  });
});

describe('the closest boundary wins', () => {
  const own = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  test.each<[string, (stack: Stack) => CfnResource]>([
    ['of an L2 role', stack => {
      const permissionsBoundary = iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Own', own);
      return role(stack, 'Role', { permissionsBoundary }).node.defaultChild as CfnResource;
    }],
    ['of an L1 role', stack => new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: TRUST, permissionsBoundary: own })],
    ['of a generic resource', stack => {
      return new CfnResource(stack, 'Role', { type: 'AWS::IAM::Role', properties: { PermissionsBoundary: own } });
    }],
    ['by an escape hatch', stack => {
      const resource = role(stack).node.defaultChild as CfnResource;
      resource.addPropertyOverride('PermissionsBoundary', own);
      return resource;
    }],
  ])('a boundary %s stays, and synthesis says so', (_, make) => {
    const stack = new Stack(new App(), 'Stack');
    new WorkloadBoundary(stack, 'Boundary').applyTo(stack);
    const resource = make(stack);
    expect(boundaries(stack)).toEqual([own]);
    Annotations.fromStack(stack).hasInfo(`/${resource.node.path}`, Match.stringLikeRegexp('keeps the permissions boundary that was set on it'));
  });

  test('a role that was given this very boundary keeps it without a word', () => {
    const stack = new Stack(new App(), 'Stack');
    const boundary = new WorkloadBoundary(stack, 'Boundary');
    boundary.applyTo(stack);
    role(stack, 'Role', { permissionsBoundary: boundary });
    expect(boundaries(stack)).toEqual([reference(stack, boundary)]);
    Annotations.fromStack(stack).hasNoInfo('*', Match.anyValue());
  });

  test.each([['outer first', false], ['inner first', true]])('of two scopes the inner one prevails, %s', (_, innerFirst) => {
    const stack = new Stack(new App(), 'Stack');
    const [outer, inner] = [new WorkloadBoundary(stack, 'Outer'), new WorkloadBoundary(stack, 'Inner', { deniedActions: ['s3:*'] })];
    const bounded = role(stack);
    const apply = [() => outer.applyTo(stack), () => inner.applyTo(bounded)];
    (innerFirst ? apply.reverse() : apply).forEach(run => run());
    expect(boundaries(stack)).toEqual([reference(stack, inner)]);
  });

  test('a boundary that the stage or the context sets for all stays', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { permissionsBoundary: PermissionsBoundary.fromArn(own) });
    new WorkloadBoundary(stack, 'Boundary').applyTo(app);
    role(stack);
    expect(boundaries(stack)).toEqual([own]);
  });

  test('a role that is cleared on purpose has none', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    new WorkloadBoundary(stack, 'Boundary').applyTo(app);
    iam.PermissionsBoundary.of(role(stack)).clear();
    expect(boundaries(stack)).toEqual([undefined]);
  });
});

describe('roles in other stacks', () => {
  const frankfurt = { account: '111122223333', region: 'eu-central-1' };
  const virginia = { account: '111122223333', region: 'us-east-1' };

  test('get the boundary by reference, after it is deployed', () => {
    const app = new App();
    const [guardrails, workload] = [new Stack(app, 'Guardrails'), new Stack(app, 'Workload')];
    const boundary = new WorkloadBoundary(guardrails, 'Boundary');
    boundary.applyTo(app);
    role(workload);
    role(guardrails);
    expect(boundaries(workload)).toEqual([{ 'Fn::ImportValue': expect.stringContaining('Boundary') }]);
    expect(boundaries(guardrails)).toEqual([reference(guardrails, boundary)]);
    expect(workload.dependencies).toEqual([guardrails]);
  });

  test('get it by name in another region, after it is deployed', () => {
    const app = new App();
    const [guardrails, workload] = [new Stack(app, 'Guardrails', { env: frankfurt }), new Stack(app, 'Workload', { env: virginia })];
    new WorkloadBoundary(guardrails, 'Boundary', { managedPolicyName: 'workloads', path: '/boundaries/' }).applyTo(app);
    role(workload);
    expect(boundaries(workload)).toEqual([
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::111122223333:policy/boundaries/workloads']] },
    ]);
    expect(workload.dependencies).toEqual([guardrails]);
  });

  test.each<[string, (app: App) => [Construct, Stack], string]>([
    ['in another region without a name', app => [new Stack(app, 'Guardrails', { env: frankfurt }), new Stack(app, 'Workload', { env: virginia })],
      'the boundary Guardrails/Boundary (aws://111122223333/eu-central-1) is applied to roles of Workload (aws://111122223333/us-east-1), '
      + 'where its name is not known: give it a managedPolicyName'],
    ['in another account', app => [
      new Stack(app, 'Guardrails', { env: frankfurt }), new Stack(app, 'Workload', { env: { ...frankfurt, account: '444455556666' } }),
    ], 'the boundary Guardrails/Boundary of account 111122223333 cannot be applied to roles of Workload in account 444455556666'],
  ])('are refused %s', (_, makeStacks, message) => {
    const app = new App();
    const [guardrails, workload] = makeStacks(app);
    new WorkloadBoundary(guardrails, 'Boundary').applyTo(app);
    role(workload);
    expect(() => app.synth()).toThrow(message);
  });

  test('are refused in another stage', () => {
    const app = new App();
    const stage = new Stage(app, 'Production');
    role(new Stack(stage, 'Workload'));
    new WorkloadBoundary(new Stack(app, 'Guardrails'), 'Boundary').applyTo(stage);
    expect(() => app.synth()).toThrow('the boundary Guardrails/Boundary cannot be applied to roles of Production/Workload, '
      + 'which is in another stage');
  });
});

describe('by the CDK itself', () => {
  const makers: [string, (stack: Stack) => void][] = [
    ['an L2 role', stack => role(stack)],
    ['an L1 role', stack => new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: TRUST })],
    ['a custom resource provider of the core', stack => new s3.Bucket(stack, 'Bucket', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY })],
  ];
  const unbounded = (stack: Stack) => findingsOf(stack).filter(({ ruleId }) => ruleId === 'missing-permissions-boundary').map(({ message }) => message);

  test.each(makers)('PermissionsBoundary.of().apply(): %s', (_, make) => {
    const stack = new Stack(new App(), 'Stack');
    const boundary = new WorkloadBoundary(stack, 'Boundary');
    iam.PermissionsBoundary.of(stack).apply(boundary);
    make(stack);
    expect(boundaries(stack)).toEqual([reference(stack, boundary)]);
    expect(unbounded(stack)).toEqual([]);
  });

  test.each(makers)('the context, by the name of the boundary: %s', (_, make) => {
    const app = new App({ context: { '@aws-cdk/core:permissionsBoundary': { name: 'workloads' } } });
    new WorkloadBoundary(new Stack(app, 'Guardrails'), 'Boundary', { managedPolicyName: 'workloads' });
    const stack = new Stack(app, 'Stack');
    make(stack);
    expect(boundaries(stack)).toEqual([{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':policy/workloads']] }]);
    expect(unbounded(stack)).toEqual([]);
  });

  test('what escapes them is a finding', () => {
    const app = new App({ context: { '@aws-cdk/core:aspectStabilization': false } });
    const stack = new Stack(app, 'Stack');
    iam.PermissionsBoundary.of(app).apply(new WorkloadBoundary(stack, 'Boundary'));
    Aspects.of(app).add(new LateRole());
    new Construct(stack, 'Trigger');
    expect(unbounded(stack)).toEqual(['the role has no permissions boundary, expected one on each role and user']);
  });
});

describe('as a policy', () => {
  test.each<[string, (stack: Stack, boundary: WorkloadBoundary) => void]>([
    ['a role', (stack, boundary) => boundary.attachToRole(role(stack))],
    ['a user', (stack, boundary) => boundary.attachToUser(new iam.User(stack, 'User'))],
    ['a group', (stack, boundary) => boundary.attachToGroup(new iam.Group(stack, 'Group'))],
  ])('it is refused to %s, which it would grant everything', (_, attach) => {
    const stack = new Stack(new App(), 'Stack');
    expect(() => attach(stack, new WorkloadBoundary(stack, 'Boundary'))).toThrow(/the boundary Stack\/Boundary is attached to Stack\/\w+ as a policy.*boundary\.applyTo\(\w+\)/);
  });
});

describe('stacks in a circle', () => {
  test('by a dependency that is written out', () => {
    const app = new App();
    const [guardrails, network, workload] = ['Guardrails', 'Network', 'Workload'].map(id => new Stack(app, id));
    guardrails.addStackDependency(network);
    network.addStackDependency(workload);
    new WorkloadBoundary(guardrails, 'Boundary').applyTo(app);
    role(workload);
    expect(() => app.synth()).toThrow('the boundary Guardrails/Boundary cannot be applied to roles of Workload, which has to be deployed after the boundary, '
      + 'while Guardrails depends on it: move the boundary into a stack that depends on no stack with roles');
  });

  test('by a reference: the CDK names both ways', () => {
    const app = new App();
    const [guardrails, workload] = ['Guardrails', 'Workload'].map(id => new Stack(app, id));
    const boundary = new WorkloadBoundary(guardrails, 'Boundary');
    boundary.applyTo(app);
    boundary.addStatements(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['s3:*'], resources: [new s3.Bucket(workload, 'Bucket').bucketArn] }));
    role(workload);
    expect(() => app.synth()).toThrow(/would create a cyclic reference/);
  });
});

describe('no role is left out in silence', () => {
  test('in a stage below the app', () => {
    const app = new App();
    const boundary = new WorkloadBoundary(new Stack(app, 'Guardrails'), 'Boundary');
    boundary.applyTo(app);
    role(new Stack(new Stage(app, 'Production'), 'Workload'));
    expect(() => app.synth()).toThrow('Production/Workload/Role/Resource has no boundary although Guardrails/Boundary is applied to its scope: '
      + 'no aspect crosses into the stage `Production`; create a WorkloadBoundary in a stack of that stage');
  });

  test('unless the stage has a boundary of its own', () => {
    const app = new App();
    new WorkloadBoundary(new Stack(app, 'Guardrails'), 'Boundary').applyTo(app);
    const stage = new Stage(app, 'Production');
    const stack = new Stack(stage, 'Workload');
    new WorkloadBoundary(stack, 'Boundary').applyTo(stage);
    role(stack);
    expect(() => app.synth()).not.toThrow();
  });

  test('when an aspect creates it too late', () => {
    const app = new App({ context: { '@aws-cdk/core:aspectStabilization': false } });
    const stack = new Stack(app, 'Stack');
    new WorkloadBoundary(stack, 'Boundary').applyTo(app);
    Aspects.of(app).add(new LateRole());
    new Construct(stack, 'Trigger');
    expect(() => app.synth()).toThrow('Stack/Late/Resource has no boundary although Stack/Boundary is applied to its scope: an aspect created it '
      + 'too late; set the feature flag `@aws-cdk/core:aspectStabilization` to true');
  });

  test.each<[string, (stack: Stack) => IConstruct]>([
    ['an imported role', stack => iam.Role.fromRoleName(stack, 'Imported', 'theirs')],
    ['a wrapper of a role', stack => role(stack).withoutPolicyUpdates() as iam.Role],
    ['a group', stack => new iam.Group(stack, 'Group')],
  ])('when the boundary is applied to %s', (_, make) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    new WorkloadBoundary(stack, 'Boundary').applyTo(make(stack));
    expect(() => app.synth()).toThrow('the boundary Stack/Boundary cannot be applied to Stack/');
  });
});

describe('cdk-nag', () => {
  test.each([[{}], [{ allowedServices: ['s3', 'dynamodb'], allowedRegions: ['eu-central-1'] }]])('finds nothing in a boundary of %j', props => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    Validations.of(app).addPlugins(new AwsSolutionsChecks());
    const boundary = new WorkloadBoundary(stack, 'Boundary', props);
    boundary.applyTo(app);
    role(stack);
    expect(() => app.synth()).not.toThrow();
  });
});

/** Creates a role beside the construct `Trigger` when that is visited, which is after the stack's children were listed. */
class LateRole implements IAspect {
  public visit(node: IConstruct): void {
    if (node.node.id === 'Trigger') {
      role(Stack.of(node), 'Late');
    }
  }
}
