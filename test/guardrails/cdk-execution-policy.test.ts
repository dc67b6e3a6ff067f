import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Aws, CfnParameter, CfnResource, PermissionsBoundary, Stack, StackProps } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Access } from '../../src/assertions/access';
import { ADDED_ESCALATION_PATHS, ESCALATION_PATHS } from '../../src/catalog/escalation-paths';
import { AssembledApps } from '../../src/deployment/assembly-policies';
import { executionPolicies } from '../../src/deployment/execution-policy';
import { CdkExecutionPolicy, CdkExecutionPolicyProps } from '../../src/guardrails/cdk-execution-policy';
import { WorkloadBoundary } from '../../src/guardrails/workload-boundary';
import { JsonObject } from '../../src/policy/json';
import { readAssembly } from '../../src/template/cloud-assembly';
import { findingsInResources } from '../rules/escalation/family-findings';

const ACCOUNT = '111122223333';
const env = { account: ACCOUNT, region: 'eu-west-1' };
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/workloads`;
const WITH = { 'iam:PermissionsBoundary': BOUNDARY };
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const anything = (...actions: string[]) => new iam.PolicyStatement({ actions, resources: ['*'] });

const folder = mkdtempSync(join(tmpdir(), 'execution-policy-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;

/** What `cdk synth` writes for an app of one stack. */
function assembly(build: (stack: Stack) => void, props: StackProps = { env }): string {
  const app = new App({ outdir: join(folder, `${count++}`) });
  build(new Stack(app, 'Orders', { permissionsBoundary: PermissionsBoundary.fromName('workloads'), ...props }));
  return app.synth().directory;
}

function withTypes(types: readonly string[]): string {
  return assembly(stack => types.forEach((type, index) => new CfnResource(stack, `R${index}`, { type })));
}

const ORDERS = assembly(stack => {
  new sqs.Queue(stack, 'Inbox');
  new lambda.Function(stack, 'Booking', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = () => {};') });
});
const AGNOSTIC = assembly(stack => new sqs.Queue(stack, 'Inbox'), {});

function baseline(props: Partial<CdkExecutionPolicyProps> = {}, stackProps: StackProps = { env }) {
  const stack = new Stack(new App(), 'Baseline', stackProps);
  const boundary = props.boundary ?? new WorkloadBoundary(stack, 'Boundary', { managedPolicyName: 'workloads' });
  const execution = new CdkExecutionPolicy(stack, 'Execution', { assemblies: [ORDERS], boundary, ...props });
  return { stack, execution };
}

/** The statements of all policies, as they are deployed. */
function statementsIn(stack: Stack): JsonObject[] {
  const policies = Object.entries(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy')).filter(([id]) => id.startsWith('Execution'));
  return policies.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
}

const resourcesIn = (stack: Stack) => [...new Set(statementsIn(stack).filter(({ Effect }) => Effect === 'Allow').flatMap(({ Resource }) => [Resource].flat()))];

function executionRole(stack: Stack, { managedPolicies }: CdkExecutionPolicy): iam.Role {
  return new iam.Role(stack, 'ExecutionRole', { assumedBy: new iam.ServicePrincipal('cloudformation.amazonaws.com'), managedPolicies });
}

test('the policies are those that are derived from the templates', () => {
  const { stack } = baseline();
  const [{ documents }] = executionPolicies(readAssembly(ORDERS).templates, { boundary: BOUNDARY });
  expect(statementsIn(stack)).toEqual(documents.flatMap(({ Statement }) => Statement));
});

test('the role makes what the app is made of, its roles with the boundary only, and nothing else', () => {
  const { stack, execution } = baseline();
  const deployer = executionRole(stack, execution);
  const access = Access.fromStack(stack);
  access.allows(deployer, 'sqs:CreateQueue', `arn:aws:sqs:eu-west-1:${ACCOUNT}:Orders-Inbox-x`);
  access.allows(deployer, 'lambda:CreateFunction', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:Orders-Booking-x`);
  access.allows(deployer, 'iam:CreateRole', role('Orders-BookingServiceRole-x'), { context: WITH });
  access.denies(deployer, 'iam:CreateRole', role('Orders-BookingServiceRole-x'));
  access.denies(deployer, 'iam:CreateRole', role('other'), { context: WITH });
  access.neverAllows(deployer, 'iam:DeleteRolePermissionsBoundary');
  access.neverAllows(deployer, 'iam:CreateUser');
  access.neverAllows(deployer, 's3:*');
});

describe('further statements', () => {
  const { stack, execution } = baseline({ furtherStatements: [anything('iam:*', 'sns:CreateTopic')], managedPolicyName: 'execution' });
  const deployer = executionRole(stack, execution);

  test('make a policy of their own', () => {
    expect(execution.managedPolicies).toHaveLength(2);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      ManagedPolicyName: 'execution-further', PolicyDocument: { Statement: [Match.objectLike({ Action: ['iam:*', 'sns:CreateTopic'], Effect: 'Allow' })] },
    });
  });

  test('give what they say', () => {
    Access.fromStack(stack).allows(deployer, 'sns:CreateTopic', `arn:aws:sns:eu-west-1:${ACCOUNT}:alarms`);
  });

  test('undo no denial', () => {
    const access = Access.fromStack(stack);
    access.neverAllows(deployer, 'iam:DeleteRolePermissionsBoundary');
    ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion']
      .forEach(action => access.neverAllows(deployer, action, { resources: [BOUNDARY] }));
    ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:PassRole', 'iam:PutRolePermissionsBoundary']
      .forEach(action => access.neverAllows(deployer, action, { resources: [role('administrator')] }));
    access.denies(deployer, 'iam:CreateRole', role('Orders-BookingServiceRole-x'));
  });
});

describe('no escalation path', () => {
  const paths = [...ESCALATION_PATHS, ...ADDED_ESCALATION_PATHS].filter(({ isMinimal }) => isMinimal);
  const about = (action: string) => /^iam:\w*Role/.test(action);
  const reaching = ['self-escalation', 'assume-any-role', 'pass-role-escalation', 'workload-takeover', 'role-chain-to-administrator'];

  const template = Template.fromStack(baseline().stack).toJSON().Resources;
  const documents = Object.keys(template).filter(id => id.startsWith('Execution')).map(id => template[id].Properties.PolicyDocument);
  const trust = (...names: string[]) => ({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: names.map(name => `${name}.amazonaws.com`) } }] });
  const allowing = (...actions: string[]) => ({ Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] });

  /** The execution role beside an administrator that every service may take, with other permissions on everything. */
  function findingsWith(actions: string[], derived: object[] = documents): string[] {
    const policies = actions.length > 0 ? [...derived, allowing(...actions)] : derived;
    const resources = {
      Administrator: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: trust('lambda', 'ec2', 'ecs-tasks', 'glue', 'states', 'cloudformation'),
          Policies: [{ PolicyName: 'all', PolicyDocument: allowing('*') }],
        },
      },
      ExecutionRole: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: trust('cloudformation'), Policies: policies.map((PolicyDocument, index) => ({ PolicyName: `${index}`, PolicyDocument })) },
      },
    };
    return findingsInResources(resources as {}, ACCOUNT)
      .filter(({ ruleId, location }) => reaching.includes(ruleId) && location.logicalId === 'ExecutionRole')
      .map(({ ruleId, message }) => `${ruleId}: ${message}`);
  }

  test('in what it may do', () => {
    expect(findingsWith([])).toEqual([]);
  });

  /** Of boundaries the tests above speak. */
  const ofRoles = paths.filter(({ actions }) =>
    actions.some(about) && actions.every(action => !action.startsWith('iam:') || (about(action) && !action.endsWith('PermissionsBoundary'))));
  test.each(ofRoles.map(({ actions }) => [actions.join(' + '), [...actions]]))('with %s added', (_, actions) => {
    expect(findingsWith(actions, [])).not.toEqual([]);
    expect(findingsWith(actions)).toEqual([]);
  });

  const completed = paths.filter(({ actions }) => actions.some(action => action.startsWith('iam:')) && actions.some(action => !action.startsWith('iam:')));
  test.each(completed.map(({ actions }) => [actions.join(' + '), actions.filter(action => !action.startsWith('iam:'))]))('it completes none: %s', (_, rest) => {
    expect(findingsWith(rest)).toEqual([]);
  });
});

describe('which environment', () => {
  const queue = (region: string) => `arn:aws:sqs:${region}:${ACCOUNT}:Orders-*`;

  test('that of the stack, also for apps that do not say where they are deployed to', () => {
    expect(resourcesIn(baseline({ assemblies: [AGNOSTIC] }).stack)).toContain(queue('eu-west-1'));
  });

  test('another region', () => {
    const american = assembly(stack => new sqs.Queue(stack, 'Inbox'), { env: { account: ACCOUNT, region: 'us-east-1' } });
    const { stack } = baseline({ assemblies: [ORDERS, american], region: 'us-east-1' });
    expect(resourcesIn(stack)).toContain(queue('us-east-1'));
    expect(resourcesIn(stack)).not.toContain(queue('eu-west-1'));
  });

  test('the only one of the apps, where the stack does not say its own', () => {
    expect(resourcesIn(baseline({}, {}).stack)).toContain(queue('eu-west-1'));
  });

  test('several apps together', () => {
    const payments = assembly(stack => new CfnResource(stack, 'Topic', { type: 'AWS::SNS::Topic' }));
    const resources = resourcesIn(baseline({ assemblies: [ORDERS, payments] }).stack);
    expect(resources).toEqual(expect.arrayContaining([queue('eu-west-1'), `arn:aws:sns:eu-west-1:${ACCOUNT}:Orders-*`]));
  });

  test.each<[string, Partial<CdkExecutionPolicyProps>, StackProps, RegExp]>([
    ['none', {}, { env: { account: '444455556666', region: 'eu-west-1' } },
      /stacks for 111122223333\/eu-west-1, of which none is 444455556666\/eu-west-1: name assemblies of apps/],
    ['several', { assemblies: [ORDERS, assembly(stack => new sqs.Queue(stack, 'Inbox'), { env: { account: ACCOUNT, region: 'us-east-1' } })] }, {},
      /of which several can be any account\/any region: give the stack an `env`/],
  ])('%s: an error', (_, props, stackProps, message) => {
    expect(() => baseline(props, stackProps)).toThrow(message);
  });
});

describe('the boundary', () => {
  const scope = () => new Stack(new App(), 'Other', { env });
  test.each<[string, (stack: Stack) => iam.IManagedPolicyRef, string]>([
    ['by name', stack => iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'workloads'), BOUNDARY],
    ['by ARN', stack => iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', BOUNDARY), BOUNDARY],
    ['with a name and path', stack => new WorkloadBoundary(stack, 'Boundary', { managedPolicyName: 'b', path: '/team/' }), `arn:aws:iam::${ACCOUNT}:policy/team/b`],
    ['of L1', stack => new iam.CfnManagedPolicy(stack, 'Boundary', { managedPolicyName: 'workloads', policyDocument: {} }), BOUNDARY],
  ])('%s', (_, make, expected) => {
    expect(resourcesDenied(baseline({ boundary: make(scope()) }).stack, 'iam:CreatePolicyVersion')).toEqual([expected]);
  });

  test('takes the account of the app, where the stack has none', () => {
    const stack = new Stack();
    const boundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'workloads');
    expect(resourcesDenied(baseline({ boundary }, {}).stack, 'iam:CreatePolicyVersion')).toEqual([BOUNDARY]);
  });

  test.each<[string, (stack: Stack) => iam.IManagedPolicyRef]>([
    ['without a name', stack => new WorkloadBoundary(stack, 'Boundary')],
    ['of which a parameter has the name', stack => iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', new CfnParameter(stack, 'Name').valueAsString)],
    ['imported', stack => iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:policy/${Aws.STACK_NAME}`)],
  ])('%s: an error', (_, make) => {
    expect(() => baseline({ boundary: make(scope()) })).toThrow(/the ARN of the boundary Other\/Boundary is known only at deployment.*give it a managedPolicyName/);
  });

  function resourcesDenied(stack: Stack, action: string): unknown[] {
    return statementsIn(stack).filter(({ Effect, Action }) => Effect === 'Deny' && [Action].flat().includes(action)).map(({ Resource }) => Resource);
  }
});

describe('what is told', () => {
  test('what is not covered, by resource', () => {
    const { stack, execution } = baseline({ assemblies: [withTypes(['AWS::SQS::Queue', 'AWS::IAM::User'])] });
    expect(execution.notCovered).toEqual([expect.stringMatching(/^Orders\/R1 \(AWS::IAM::User\): it gives access that no permissions boundary on roles caps/)]);
    Annotations.fromStack(stack).hasWarning('/Baseline/Execution', Match.stringLikeRegexp('does not cover Orders/R1 .*LeastPrivilege::not-covered\\[Orders/R1\\]'));
  });

  test('sizes', () => {
    const { stack } = baseline();
    Annotations.fromStack(stack).hasInfo('/Baseline/Execution', Match.stringLikeRegexp('1 policies use \\d+ of 6144 characters each|\\d policies use \\d+(, \\d+)+ of 6144 characters each'));
  });
});

describe('many types', () => {
  test('are split over policies that fit', () => {
    const types = ['Cognito::UserPool', 'RDS::DBInstance', 'EC2::Instance', 'SageMaker::Domain', 'Glue::Job', 'IoT::Thing', 'Connect::Instance'];
    const { stack, execution } = baseline({ assemblies: [withTypes(types.map(type => `AWS::${type}`))], managedPolicyName: 'execution' });
    expect(execution.managedPolicies.length).toBeGreaterThan(1);
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy')).map(({ Properties }) => Properties);
    expect(policies.filter(({ PolicyDocument }) => JSON.stringify(PolicyDocument).length > 6144)).toEqual([]);
    const names = policies.map(({ ManagedPolicyName }) => ManagedPolicyName).filter(name => name !== 'workloads').sort();
    expect(names).toEqual(execution.managedPolicies.map((_, index) => `execution-${index + 1}`));
  });

  describe('which make', () => {
    const documents = (length: number) => {
      const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:CreateQueue', Resource: '*' }] };
      jest.spyOn(AssembledApps.prototype, 'executionPolicy').mockReturnValue({ environment: env, documents: Array(length).fill(document), notCovered: [], warnings: [] });
    };
    afterEach(() => jest.restoreAllMocks());

    test('more policies than a role has by default: a warning', () => {
      documents(11);
      Annotations.fromStack(baseline().stack).hasWarning('/Baseline/Execution', Match.stringLikeRegexp('these are 11 policies, and a role can have 10'));
    });

    test('more policies than a role can have, with the further one: an error', () => {
      documents(25);
      expect(() => baseline({ furtherStatements: [anything('sns:CreateTopic')] })).toThrow(/these are 26 policies, and a role can have 25 at most/);
    });
  });
});

describe('wrong input', () => {
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  test.each<[Partial<CdkExecutionPolicyProps>, RegExp]>([
    [{ assemblies: [] }, /assemblies is an empty list: name the folders/],
    [{ assemblies: [empty] }, /assemblies has `.*empty`, where there is no manifest.json.*synthesise the app first/],
    [{ assemblies: ['none'] }, /assemblies has `none`/],
    [{ rolePath: '/' }, /rolePath is `\/`/],
    [{ rolePath: 'orders' }, /path is `orders`.*begin and end it with a slash/],
    [{ path: 'x' }, /path is `x`/],
    [{ region: Aws.REGION }, /region is known only at deployment/],
    [{ managedPolicyName: 'a b' }, /managedPolicyName is `a b`/],
    [{ managedPolicyName: 'x'.repeat(121) }, /121 characters/],
    [{ schemas: empty }, /has no JSON file with `typeName` and `handlers`/],
    [{ schemas: 'none' }, /schemas is none, which is no folder/],
    [{ furtherStatements: [] }, /furtherStatements is an empty list/],
    [{ furtherStatements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: Array.from({ length: 300 }, (_, index) => `arn:aws:s3:::bucket-${index}/*`) })] },
      /furtherStatements of Baseline\/Execution have at least \d+ characters.*they are \d+ too long/],
  ])('%j', (props, message) => {
    expect(() => baseline(props)).toThrow(message);
  });

  test('the folder of the app itself', () => {
    const app = new App({ outdir: join(folder, 'own') });
    const stack = new Stack(app, 'Baseline', { env });
    const boundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'workloads');
    expect(() => new CdkExecutionPolicy(stack, 'Execution', { assemblies: [join(folder, 'own')], boundary })).toThrow(/which is the folder that this app itself is written to/);
  });
});

test('with schemas, exactly what the handlers ask for', () => {
  const schemas = join(folder, 'schemas');
  mkdirSync(schemas);
  writeFileSync(join(schemas, 'queue.json'), JSON.stringify({ typeName: 'AWS::SQS::Queue', handlers: { create: { permissions: ['sqs:CreateQueue'] } } }));
  const { stack } = baseline({ assemblies: [AGNOSTIC], schemas });
  expect(statementsIn(stack).filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action).filter(action => String(action).startsWith('sqs:'))).toEqual(['sqs:CreateQueue']);
});
