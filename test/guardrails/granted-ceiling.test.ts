import { App, CfnParameter, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Construct } from 'constructs';
import { actionNames } from '../../src/catalog/actions';
import { ADDED_ESCALATION_PATHS, ESCALATION_PATHS } from '../../src/catalog/escalation-paths';
import { GrantedBoundaryProps } from '../../src/guardrails/boundary-props';
import { WorkloadBoundary } from '../../src/guardrails/workload-boundary';
import { PolicyDocument } from '../../src/policy/document';
import { globCovers } from '../../src/policy/glob';
import { policySize } from '../../src/policy/policy-size';
import { boundaryCuts } from '../../src/reasoning/boundary-cuts';
import { accessNotGranted } from '../../src/reasoning/questions';
import { analyze } from '../../src/rules/analyze';
import { DEFAULT_CONTEXT } from '../../src/rules/rule-context';
import { selectRules } from '../../src/rules/rule-set';
import { readInventory } from '../../src/template/inventory';
import { inventoryOfPolicy } from '../rules/example-inventory';

const ENV = { account: '111122223333', region: 'eu-central-1' };
/** More than a managed policy takes one by one. */
const MANY_READS = actionNames('ec2').filter(name => /^(Describe|Get)/.test(name)).map(name => `ec2:${name}`);
const LAMBDA = new iam.ServicePrincipal('lambda.amazonaws.com');
/** Without the two that are patterns, `iam:*` and `iam:Put*`. */
const PATHS = [...ESCALATION_PATHS, ...ADDED_ESCALATION_PATHS].filter(({ actions }) => actions.every(action => !action.includes('*')));

function role(scope: Construct, actions: string[] = [], id: string = 'Role', resources: string[] = ['*']): iam.Role {
  const made = new iam.Role(scope, id, { assumedBy: LAMBDA });
  if (actions.length > 0) { made.addToPolicy(new iam.PolicyStatement({ actions, resources })); }
  return made;
}

function app(): { app: App; stack: Stack } {
  const made = new App();
  return { app: made, stack: new Stack(made, 'Stack', { env: ENV }) };
}

/** A boundary of the roles that an app was given, and what each of these roles holds. */
function bounded(make: (stack: Stack) => void, props: GrantedBoundaryProps = {}) {
  const { stack } = app();
  const boundary = WorkloadBoundary.fromRoles(stack, 'Boundary', { rolesUnder: stack, ...props });
  boundary.applyTo(stack);
  make(stack);
  return readStack(stack);
}

function readStack(stack: Stack) {
  const { sites, identities } = readInventory([{ id: 'Stack', template: Template.fromStack(stack).toJSON() as {}, environment: ENV }]);
  const roles = identities.filter(({ type }) => type === 'role');
  const boundary = sites.find(({ kind }) => kind === 'boundary')!.document;
  return {
    boundary,
    actions: boundary.statements[0].actions.values.map(({ text }) => text.toString()),
    held: roles.flatMap(({ inlinePolicies, managedPolicies }) => [...inlinePolicies, ...managedPolicies]).map(({ document }) => document),
  };
}

/** Nothing that was granted is cut, and no escalation path is open that was not granted. */
function expectProved(boundary: PolicyDocument, held: readonly PolicyDocument[]): void {
  for (const document of held) { expect(boundaryCuts(document, boundary)).toEqual([]); }
  const granted = held.flatMap(({ statements }) => statements)
    .flatMap(({ actions }) => actions.values.map(({ text }) => text.toString().toLowerCase()));
  const isGranted = (action: string) => granted.some(pattern => globCovers(pattern, action.toLowerCase()));
  const open = PATHS.filter(({ actions }) => !actions.every(isGranted))
    .filter(({ actions }) => actions.every(action => accessNotGranted(boundary, { actions: [action] }, 'identity').verdict !== 'holds'));
  expect(open.map(({ actions }) => actions)).toEqual([]);
}

const WORKLOADS: [string, (stack: Stack) => void][] = [
  ['statements of a role', stack => { role(stack, ['s3:GetObject', 'dynamodb:Query']); }],
  ['patterns', stack => { role(stack, ['s3:Get*', 'sqs:*', 's3:*Bucket']); }],
  ['letters of either case', stack => { role(stack, ['S3:getobject', 'SQS:Send*']); }],
  ['an action that the catalog does not know', stack => { role(stack, ['s3:InventObject', 'newservice:Do']); }],
  ['one entry that is no list', stack => {
    new iam.CfnRole(stack, 'Role', {
      assumeRolePolicyDocument: {},
      policies: [{ policyName: 'own', policyDocument: { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' } } }],
    });
  }],
  ['grants of constructs', stack => {
    const handler = new lambda.Function(stack, 'Function', {
      runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = () => {};'), tracing: lambda.Tracing.ACTIVE,
    });
    new s3.Bucket(stack, 'Bucket').grantReadWrite(handler);
    new sqs.Queue(stack, 'Queue').grantConsumeMessages(handler);
    new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } }).grantReadWriteData(handler);
  }],
  ['a managed policy of the app', stack => {
    const made = role(stack);
    made.addManagedPolicy(new iam.ManagedPolicy(stack, 'Policy', { statements: [new iam.PolicyStatement({ actions: ['sns:Publish'], resources: ['*'] })] }));
  }],
  ['an inline policy that names the role', stack => {
    const made = role(stack);
    new iam.CfnRolePolicy(stack, 'Policy', {
      roleName: made.roleName, policyName: 'own', policyDocument: { Statement: [{ Effect: 'Allow', Action: ['sns:Publish', 'sns:Subscribe'], Resource: '*' }] },
    });
  }],
  ['more actions than fit', stack => {
    role(stack, MANY_READS, 'Reader');
    role(stack, actionNames('lambda').filter(name => /^(List|Get)/.test(name) || name === 'UpdateAlias').map(name => `lambda:${name}`), 'Deployer');
  }],
];

describe('proof', () => {
  test.each(WORKLOADS)('all that is granted stays, and nothing that leads to more: %s', (_, make) => {
    const { boundary, held } = bounded(make);
    expect(held.length).toBeGreaterThan(0);
    expectProved(boundary, held);
    expect(policySize(boundary)).toBeLessThanOrEqual(6144);
  });

  test('an escalation path that was granted stays granted, and no other comes with it', () => {
    const { boundary, held } = bounded(stack => { role(stack, ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction']); }, { deniedServices: [] });
    expectProved(boundary, held);
  });
});

describe('the list', () => {
  test('has the actions themselves where they fit, each once', () => {
    const { actions } = bounded(stack => {
      role(stack, ['s3:PutObject', 's3:GetObject'], 'One');
      role(stack, ['s3:getObject', 'sqs:SendMessage'], 'Other', ['arn:aws:s3:::orders/*']);
    });
    expect(actions).toEqual(['s3:GetObject', 's3:PutObject', 'sqs:SendMessage']);
  });

  test('is made when all grants are: of aspects, of later stacks, of policies for a role of another stack', () => {
    const { app: made, stack } = app();
    const boundary = WorkloadBoundary.fromRoles(stack, 'Boundary', { rolesUnder: made });
    const late = role(stack);
    const other = new Stack(made, 'Other', { env: ENV });
    other.addStackDependency(stack);
    new iam.Policy(other, 'Policy', { roles: [iam.Role.fromRoleName(other, 'Named', 'fixed')], statements: [new iam.PolicyStatement({ actions: ['sns:Publish'], resources: ['*'] })] });
    (late.node.defaultChild as iam.CfnRole).roleName = 'fixed';
    late.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'] }));
    boundary.applyTo(late);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Effect: 'Allow', Action: ['sns:Publish', 'sqs:SendMessage'] })]) },
    });
  });

  test('counts named roles only, and further actions', () => {
    const { stack } = app();
    const roles = [role(stack, ['s3:GetObject'], 'Named')];
    role(stack, ['sqs:SendMessage'], 'Other');
    WorkloadBoundary.fromRoles(stack, 'Boundary', { roles, furtherActions: ['kms:Decrypt'] });
    expect(readStack(stack).actions).toEqual(['kms:Decrypt', 's3:GetObject']);
  });

  test('knows the managed policies of AWS', () => {
    const { actions } = bounded(stack => {
      role(stack).addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole'));
    });
    expect(actions).toEqual(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']);
  });

  test('leaves out what a role is denied only where it was not granted', () => {
    const { actions } = bounded(stack => {
      role(stack, ['s3:GetObject']).addToPolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['s3:*'], resources: ['arn:aws:s3:::secret/*'] }));
    });
    expect(actions).toEqual(['s3:GetObject']);
  });

  test('is the same each time', () => {
    const make = WORKLOADS[WORKLOADS.length - 1][1];
    expect(bounded(make).actions).toEqual(bounded(make).actions);
  });

  test('has the limits of any boundary beside it', () => {
    const { boundary } = bounded(stack => { role(stack, ['s3:GetObject']); }, { allowedRegions: ['eu-central-1'], deniedActions: ['s3:DeleteBucket'] });
    expect(boundary.statements.map(({ sid }) => sid)).toEqual(['AllowUpToTheBoundary', 'DenyServicesAndActions', 'DenyLeavingTheBoundary', 'DenyOtherRegions']);
  });

  test('two boundaries of one app do not read each other', () => {
    const { stack } = app();
    const [one, other] = [role(stack, ['s3:GetObject'], 'One'), role(stack, ['sqs:SendMessage'], 'Other')];
    WorkloadBoundary.fromRoles(stack, 'A', { roles: [one] }).applyTo(one);
    WorkloadBoundary.fromRoles(stack, 'B', { roles: [other] }).applyTo(other);
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
    expect(policies.map(({ Properties }) => Properties.PolicyDocument.Statement[0].Action)).toEqual([['s3:GetObject'], ['sqs:SendMessage']]);
  });

  test('cdk-nag has nothing against it', () => {
    const { app: made, stack } = app();
    Validations.of(made).addPlugins(new AwsSolutionsChecks());
    WorkloadBoundary.fromRoles(stack, 'Boundary', { rolesUnder: made });
    role(stack, MANY_READS, 'Role', ['arn:aws:s3:::orders/file']);
    expect(() => made.synth()).not.toThrow();
  });

  test('our own rules have nothing against it', () => {
    const { stack } = app();
    WorkloadBoundary.fromRoles(stack, 'Boundary', { rolesUnder: stack }).applyTo(stack);
    role(stack, ['s3:GetObject', 'dynamodb:Query'], 'Role', ['arn:aws:s3:::orders/file']);
    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
    const strict = selectRules({ packs: ['strict'], disabled: new Set() });
    expect(analyze(inventoryOfPolicy(Properties.PolicyDocument, 'boundary'), strict, DEFAULT_CONTEXT).map(({ message }) => message)).toEqual([]);
  });
});

describe('roles of which no ceiling can be made', () => {
  test.each<[string, string[], string, GrantedBoundaryProps?]>([
    ['an action that leads out', ['iam:CreatePolicyVersion'],
      'Stack/Role/Resource is granted `iam:CreatePolicyVersion`, by which it could leave the boundary: drop the grant, or leave it out of the roles'],
    ['a pattern with one', ['iam:Put*'], 'Stack/Role/Resource is granted `iam:Put*` and with it `iam:PutGroupPolicy`, by which', { deniedServices: [] }],
    ['a denied service', ['iam:PassRole'], 'Stack/Role/Resource is granted `iam:PassRole`, which the boundary denies by `iam:*`: drop the grant'],
    ['a denied action', ['s3:Delete*'], 'is granted `s3:Delete*` and with it `s3:DeleteBucket`, which the boundary denies by `s3:DeleteBucket`', { deniedActions: ['s3:DeleteBucket'] }],
    ['everything', ['*'], 'Stack/Role/Resource is granted `*` or all actions but some, of which no ceiling can be made'],
  ])('%s', (_, actions, message, props = {}) => {
    expect(() => bounded(stack => { role(stack, actions); }, props)).toThrow(message);
  });

  test('several services by one pattern', () => {
    const Statement = [{ Effect: 'Allow', Action: 's*:Get*', Resource: '*' }];
    expect(() => bounded(stack => {
      new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, policies: [{ policyName: 'own', policyDocument: { Statement } }] });
    })).toThrow('Stack/Role is granted `s*:Get*` or all');
  });

  test('all but some', () => {
    expect(() => bounded(stack => {
      role(stack).addToPolicy(new iam.PolicyStatement({ notActions: ['iam:*'], resources: ['*'] }));
    })).toThrow('is granted `*` or all actions but some');
  });

  test('a role that may edit its own boundary', () => {
    const { app: made, stack } = app();
    const editor = role(stack);
    const boundary = WorkloadBoundary.fromRoles(stack, 'Boundary', { roles: [editor] });
    boundary.applyTo(editor);
    new iam.Policy(stack, 'Edit', { roles: [editor], statements: [new iam.PolicyStatement({ actions: ['iam:CreatePolicyVersion'], resources: [boundary.managedPolicyArn] })] });
    expect(() => made.synth()).toThrow('Stack/Role/Resource is granted `iam:CreatePolicyVersion`, by which it could leave the boundary');
  });

  test('an action that is known only at deployment', () => {
    expect(() => bounded(stack => { role(stack, [new CfnParameter(stack, 'Action').valueAsString]); })).toThrow('an action that is known only at deployment');
  });

  test('too many, although patterns stand for them', () => {
    const services = ['ec2', 'sagemaker', 'glue'];
    const actions = services.flatMap(service => actionNames(service).filter(name => !/Policy|Permission/.test(name)).map(name => `${service}:${name}`));
    const escalating = PATHS.flatMap(path => path.actions);
    expect(() => bounded(stack => { role(stack, [...actions.filter(action => !escalating.includes(action)), ...actionNames('s3').map(name => `s3:${name}`)]); }))
      .toThrow(/the boundary Stack\/Boundary has at least \d+ characters without whitespace, expected at most 6144: it is \d+ too long, although patterns.*most is granted of \w+ \(\d+\), \w+ \(\d+\), \w+ \(\d+\): make a boundary for the roles of each stack/);
  });

  test.each<[string, (stack: Stack) => GrantedBoundaryProps, string]>([
    ['no roles at all', () => ({}), 'fromRoles has neither roles nor rolesUnder'],
    ['an imported role', stack => ({ roles: [iam.Role.fromRoleName(stack, 'Imported', 'theirs')] }), 'roles has Stack/Imported, which is imported or wraps another role'],
    ['an unknown action', stack => ({ rolesUnder: stack, furtherActions: ['s3:GetObjects'] }), 'furtherActions has `s3:GetObjects`, which names no action of AWS: did you mean `s3:GetObject`?'],
    ['an action that the boundary denies', stack => ({ rolesUnder: stack, furtherActions: ['iam:PassRole'] }), 'furtherActions has `iam:PassRole`, which `iam:*` of'],
    ['an unknown region', stack => ({ rolesUnder: stack, allowedRegions: ['eu-west1'] }), 'allowedRegions has `eu-west1`, expected a region name'],
  ])('%s', (_, make, message) => {
    const { stack } = app();
    expect(() => WorkloadBoundary.fromRoles(stack, 'Boundary', make(stack))).toThrow(message);
  });

  test.each<[string, (made: App, stack: Stack) => Construct, string]>([
    ['a scope without roles', (_, stack) => stack, 'is made of the roles under Stack, where there is none'],
    ['a scope of another stage', made => new Stage(made, 'Production'), 'is made of the roles under Production, which is in another stage'],
    ['roles without grants', (_, stack) => role(stack), 'is made of 1 roles that were granted nothing'],
  ])('%s', (_, make, message) => {
    const { app: made, stack } = app();
    WorkloadBoundary.fromRoles(stack, 'Boundary', { rolesUnder: make(made, stack) });
    expect(() => made.synth()).toThrow(message);
  });

  test('a managed policy of another app is warned of', () => {
    const { stack } = app();
    const made = role(stack, ['s3:GetObject']);
    made.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Theirs', 'arn:aws:iam::111122223333:policy/theirs'));
    WorkloadBoundary.fromRoles(stack, 'Boundary', { roles: [made] });
    Annotations.fromStack(stack).hasWarning('/Stack/Boundary', Match.stringLikeRegexp('Stack/Role/Resource has the managed policy `arn:aws:iam::111122223333:policy/theirs`, which is not of this app'));
  });
});
