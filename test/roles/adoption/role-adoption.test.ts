import { App, Aspects, CfnParameter, Duration, NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as deployment from 'aws-cdk-lib/aws-s3-deployment';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { readTemplatesInTree } from '../../../src/cdk/app-templates';
import { ConstructIndex } from '../../../src/cdk/construct-index';
import { rolePoliciesIn } from '../../../src/cdk/role-policies';
import { PolicyDocument } from '../../../src/policy/document';
import { parsePolicyDocument } from '../../../src/policy/parse';
import { noNewAccess } from '../../../src/reasoning/questions';
import { readInventory } from '../../../src/template/inventory';
import { LeastPrivilege } from '../../../src/validation/least-privilege';
import { bind, decide, documentOf } from '../../decisions';
import { ACCOUNT, REGION } from '../../grants/testing';

type Build = (stack: Stack) => void;

const CODE = { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('0') };
const BASIC = 'service-role/AWSLambdaBasicExecutionRole';

function appWith(build: Build): Stack {
  const stack = new Stack(new App(), 'Shop', { env: { account: ACCOUNT, region: REGION } });
  build(stack);
  return stack;
}

function adopted(build: Build): Stack {
  const stack = appWith(build);
  LeastPrivilege.of(stack.node.root).adopt();
  (stack.node.root as App).synth();
  return stack;
}

/** The role whose logical id begins so, with the statements of its own policies. */
function roleIn(stack: Stack, idPrefix: string): { readonly role: any; readonly statements: any[]; readonly managed: string } {
  const template = Template.fromStack(stack).toJSON();
  const [id, { Properties: role }] = Object.entries<any>(template.Resources).find(([key, { Type }]) => Type === 'AWS::IAM::Role' && key.startsWith(idPrefix))!;
  const attached = Object.values<any>(template.Resources).filter(({ Type, Properties }) => Type === 'AWS::IAM::Policy' && Properties.Roles[0].Ref === id);
  const documents = [...(role.Policies ?? []), ...attached.map(({ Properties }) => Properties)].map(({ PolicyDocument: document }) => document);
  return { role, statements: documents.flatMap(({ Statement }) => Statement), managed: JSON.stringify(role.ManagedPolicyArns ?? []) };
}

function infosOf(stack: Stack): string[] {
  return stack.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:info').map(({ data }) => `${node.path}: ${data}`));
}

const plainFunction: Build = stack => { new lambda.Function(stack, 'Fn', CODE); };
const inVpc: Build = stack => { new lambda.Function(stack, 'Fn', { ...CODE, vpc: new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false }) }); };
const withLogGroup: Build = stack => { new lambda.Function(stack, 'Fn', { ...CODE, logGroup: new logs.LogGroup(stack, 'Logs') }); };
const named: Build = stack => { new lambda.Function(stack, 'Fn', { ...CODE, functionName: 'booking' }); };
const withRetention: Build = stack => {
  const { functionName } = new lambda.Function(stack, 'Fn', CODE);
  new logs.LogRetention(stack, 'OfFunction', { logGroupName: `/aws/lambda/${functionName}`, retention: logs.RetentionDays.ONE_DAY });
  new logs.LogRetention(stack, 'Retention', { logGroupName: '/shop/orders', retention: logs.RetentionDays.ONE_DAY });
};
const emptyingBucket: Build = stack => { new s3.Bucket(stack, 'Bucket', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true }); };
const deploying = (props: Partial<deployment.BucketDeploymentProps> = {}): Build => stack => {
  const destinationBucket = new s3.Bucket(stack, 'Bucket');
  new deployment.BucketDeployment(stack, 'Site', { destinationBucket, destinationKeyPrefix: 'site', sources: [deployment.Source.bucket(s3.Bucket.fromBucketName(stack, 'Archives', 'archives'), 'site.zip')], ...props });
};
const withDistribution: Build = stack => deploying({ distribution: cloudfront.Distribution.fromDistributionAttributes(stack, 'Cdn', { distributionId: 'E1', domainName: 'd' }) })(stack);
const task: Build = stack => {
  new ecs.FargateTaskDefinition(stack, 'Task').addContainer('App', { image: ecs.ContainerImage.fromRegistry('nginx'), logging: ecs.LogDriver.awsLogs({ streamPrefix: 'x' }) });
};

const APPS: [string, Build][] = [
  ['a function', plainFunction], ['a function in a VPC', inVpc], ['a function with a log group', withLogGroup], ['a function with a name', named],
  ['log retention', withRetention], ['a custom resource provider', emptyingBucket], ['a bucket deployment', deploying()],
  ['a deployment that keeps nothing', deploying({ retainOnDelete: false, prune: false })], ['a deployment behind CloudFront', withDistribution], ['a task', task],
];

describe.each(APPS)('%s', (_, build) => {
  test('no role may do more than before, and each that had a managed policy may do less', () => {
    const documentsBefore = documentsByRole(appWith(build));
    const documentsAfter = documentsByRole(adopted(build));
    expect([...documentsAfter.keys()]).toEqual([...documentsBefore.keys()]);
    for (const [path, after] of documentsAfter) {
      expect([path, noNewAccess(documentsBefore.get(path)!, after, 'identity').verdict]).toEqual([path, 'holds']);
      if (documentsBefore.get(path)!.statements.length > 0 && !path.includes('Task')) {
        expect([path, noNewAccess(after, documentsBefore.get(path)!, 'identity').verdict]).toEqual([path, 'fails']);
      }
    }
  });

  test('every role asks for this account, none has a managed policy, and nothing was left', () => {
    const stack = adopted(build);
    for (const { Properties } of Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Role'))) {
      expect(Properties.AssumeRolePolicyDocument.Statement).toEqual([expect.objectContaining({
        Condition: expect.objectContaining({ StringEquals: { 'aws:SourceAccount': ACCOUNT } }),
      })]);
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
    }
    expect(infosOf(stack)).toEqual([]);
  });
});

function documentsByRole(stack: Stack): Map<string, PolicyDocument> {
  Template.fromStack(stack);
  const templates = readTemplatesInTree(stack);
  return new Map(rolePoliciesIn(readInventory(templates), new ConstructIndex(templates)).map(({ role, documents, unread }) => {
    expect(unread).toEqual([]);
    return [role.node.path, { ...parsePolicyDocument(documentOf([])), statements: documents.flatMap(({ statements }) => statements) }];
  }));
}

/** Whether a role may do so, once the references to `Bucket` are bound to a bucket of this name. */
function allowed(stack: Stack, idPrefix: string, action: string, resource: string): boolean {
  const text = JSON.stringify(roleIn(stack, idPrefix).statements).replace(/\{"Ref":"Bucket\w+"\}/g, '"site-bucket"');
  const statements = bind(JSON.parse(text));
  return decide({ identity: [documentOf(statements)] }, {
    principal: `arn:aws:iam::${ACCOUNT}:role/r`, action, resource, resourceAccount: ACCOUNT, context: {},
  }) === 'allowed';
}

const group = (name: string) => `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${name}`;

test.each<[string, Build, string, [string, string][], [string, string][]]>([
  ['a function: the group that Lambda makes for it', plainFunction, 'Fn', [
    ['logs:CreateLogGroup', group('/aws/lambda/Shop-Fn9270CBC0-aBcDeFgHiJkL')],
    ['logs:CreateLogStream', group('/aws/lambda/Shop-Fn9270CBC0-aBcDeFgHiJkL:log-stream:1')],
    ['logs:PutLogEvents', group('/aws/lambda/Shop-Fn9270CBC0-aBcDeFgHiJkL:log-stream:1')],
  ], [
    ['logs:PutLogEvents', group('/aws/lambda/Shop-Other-aBcDeFgHiJkL:log-stream:1')],
    ['logs:CreateLogGroup', group('/aws/lambda/Shop-Fn')],
  ]],
  ['a function with a name', named, 'Fn', [['logs:PutLogEvents', group('/aws/lambda/booking:log-stream:1')], ['logs:CreateLogGroup', group('/aws/lambda/booking:*')]],
    [['logs:PutLogEvents', group('/aws/lambda/booking-2:log-stream:1')]]],
  ['a function in a VPC', inVpc, 'Fn', [['ec2:CreateNetworkInterface', `arn:aws:ec2:${REGION}:${ACCOUNT}:subnet/s`], ['ec2:DescribeNetworkInterfaces', '*']],
    [['logs:PutLogEvents', group('/other:log-stream:1')]]],
  ['log retention', withRetention, 'LogRetention', [
    ['logs:PutRetentionPolicy', group('/shop/orders')],
    ['logs:CreateLogGroup', group('/shop/orders:*')],
    ['logs:PutRetentionPolicy', group('/aws/lambda/Shop-Fn9270CBC0-aBcDeFgHiJkL')],
    ['logs:PutRetentionPolicy', group('/aws/lambda/Shop-LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8aFD4BFC8A-a')],
  ], [['logs:PutRetentionPolicy', group('/shop/billing')], ['logs:DeleteRetentionPolicy', group('/aws/lambda/Billing-Other-a')]]],
  ['a deployment', deploying(), 'CustomCDKBucketDeployment', [
    ['s3:GetObject', 'arn:aws:s3:::archives/site.zip'],
    ['s3:ListBucket', 'arn:aws:s3:::site-bucket'],
    ['s3:PutObject', 'arn:aws:s3:::site-bucket/site/index.html'],
    ['s3:DeleteObject', 'arn:aws:s3:::site-bucket/site/old.html'],
  ], [
    ['s3:GetObject', 'arn:aws:s3:::archives/other.zip'],
    ['s3:PutObject', 'arn:aws:s3:::site-bucket/private/x'],
    ['s3:GetBucketTagging', 'arn:aws:s3:::site-bucket'],
  ]],
  ['a deployment that keeps nothing', deploying({ retainOnDelete: false, prune: false }), 'CustomCDKBucketDeployment', [
    ['s3:DeleteObject', 'arn:aws:s3:::site-bucket/formerly/x'],
    ['s3:GetBucketTagging', 'arn:aws:s3:::site-bucket'],
  ], [['s3:PutObjectRetention', 'arn:aws:s3:::site-bucket/site/x']]],
  ['a deployment behind CloudFront', withDistribution, 'CustomCDKBucketDeployment', [['cloudfront:CreateInvalidation', '*']], []],
])('what is left to %s is what it needs', (_, build, id, needed, notNeeded) => {
  const stack = adopted(build);
  expect(needed.filter(([action, resource]) => !allowed(stack, id, action, resource))).toEqual([]);
  expect(notNeeded.filter(([action, resource]) => allowed(stack, id, action, resource))).toEqual([]);
});

test('an own log group is written and not made', () => {
  const { statements } = roleIn(adopted(withLogGroup), 'Fn');
  expect(statements).toEqual([{
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:logs:${REGION}:${ACCOUNT}:log-group:`, { Ref: 'Logs6819BB44' }, ':log-stream:*']] },
  }]);
});

test.each<[string, (stack: Stack) => string]>([
  ['its name', () => '/shared/orders'],
  ['a parameter', stack => new CfnParameter(stack, 'Group').valueAsString],
])('a log group of which only %s is known may have to be made', (_, nameIn) => {
  const stack = adopted(scope => { new lambda.Function(scope, 'Fn', { ...CODE, logGroup: logs.LogGroup.fromLogGroupName(scope, 'Logs', nameIn(scope)) }); });
  expect(roleIn(stack, 'Fn').statements.flatMap(({ Action }) => Action)).toEqual(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents']);
});

test.each<[string, Build, string, RegExp]>([
  ['a role that another function has too', stack => {
    const first = new lambda.Function(stack, 'Fn', CODE);
    new lambda.Function(stack, 'Other', { ...CODE, role: first.role });
  }, 'Fn', /it is also the role of Shop\/Other\/Resource: give each workload a role of its own/],
  ['log retention of a group that is chosen at deployment', stack => {
    new logs.LogRetention(stack, 'Retention', { logGroupName: new CfnParameter(stack, 'Name').valueAsString, retention: logs.RetentionDays.ONE_DAY });
  }, 'LogRetention', /the log group of Shop\/Retention\/Resource cannot be told/],
  ['a log group of another stack', stack => {
    new lambda.Function(stack, 'Fn', { ...CODE, logGroup: new logs.LogGroup(new Stack(stack.node.root as App, 'Logs', { env: { account: ACCOUNT, region: REGION } }), 'Group') });
  }, 'Fn', /stands in another stack: give the function a LambdaExecutionRole/],
  ['a function at the edge', stack => {
    const { role } = new lambda.Function(stack, 'Fn', CODE);
    (role as iam.Role).assumeRolePolicy!.addStatements(
      new iam.PolicyStatement({ principals: [new iam.ServicePrincipal('edgelambda.amazonaws.com')], actions: ['sts:AssumeRole'] }),
    );
  }, 'Fn', /logs in the regions of its viewers: give it a LambdaEdgeRole; the trust of lambda\S+ and edgelambda\S+, since conditions are added for a service/],
])('%s: the permissions stay, and why is said', (_, build, id, reason) => {
  const stack = adopted(build);
  expect(roleIn(stack, id).managed).toContain(BASIC);
  expect(infosOf(stack)).toEqual([expect.stringMatching(reason)]);
});

test('a function of a nested stack, whose name is made at deployment, keeps its managed policy', () => {
  let nested!: Stack;
  const stack = adopted(scope => {
    nested = new NestedStack(scope, 'Nested');
    plainFunction(nested);
  });
  expect(roleIn(nested, 'Fn').managed).toContain(BASIC);
  expect(infosOf(stack)).toEqual([expect.stringMatching(/only known at deployment: give the function a functionName or a logGroup/)]);
});

test('an unknown managed policy stays beside what is narrowed', () => {
  const stack = adopted(scope => {
    const { role } = new lambda.Function(scope, 'Fn', { ...CODE, insightsVersion: lambda.LambdaInsightsVersion.VERSION_1_0_229_0 });
    role!.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonS3ReadOnlyAccess'));
  });
  expect(roleIn(stack, 'Fn').managed).toMatch(/AmazonS3ReadOnlyAccess/);
  expect(roleIn(stack, 'Fn').managed).not.toContain(BASIC);
  expect(infosOf(stack)).toEqual(expect.arrayContaining([expect.stringMatching(/what it needs of AmazonS3ReadOnlyAccess is not known: grant that and detach the policy/)]));
});

test('roles that the app makes itself are its own affair', () => {
  const build: Build = stack => {
    const role = new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(BASIC)] });
    new lambda.Function(stack, 'Fn', { ...CODE, role });
  };
  expect(Template.fromStack(adopted(build)).toJSON()).toEqual(Template.fromStack(appWith(build)).toJSON());
});

test('a function that an aspect adds is adopted too', () => {
  const stack = adopted(scope => {
    let isAdded = false;
    Aspects.of(scope).add({
      visit(node) {
        if (node === scope && !isAdded) {
          isAdded = true;
          plainFunction(scope);
        }
      },
    });
  });
  expect(roleIn(stack, 'Fn').managed).toBe('[]');
});

describe('roles of other resources than functions', () => {
  const ofManyServices: Build = stack => {
    const vpc = new ec2.Vpc(stack, 'Vpc', { restrictDefaultSecurityGroup: false });
    new apigateway.RestApi(stack, 'Api', { cloudWatchRole: true }).root.addMethod('GET');
    const database = new rds.DatabaseInstance(stack, 'Db', { engine: rds.DatabaseInstanceEngine.MYSQL, vpc, monitoringInterval: Duration.seconds(60) });
    database.addProxy('Proxy', { vpc, secrets: [database.secret!] });
    backup.BackupPlan.daily35DayRetention(stack, 'Plan').addSelection('Selection', { resources: [backup.BackupResource.fromRdsDatabaseInstance(database)], allowRestores: true });
    new ec2.Instance(stack, 'Web', {
      vpc, instanceType: new ec2.InstanceType('t3.micro'), machineImage: ec2.MachineImage.genericLinux({ [REGION]: 'ami-1' }), ssmSessionPermissions: true,
    });
    const cluster = eks.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'shop', vpc });
    new eks.Nodegroup(stack, 'Nodes', { cluster });
    const machine = new stepfunctions.StateMachine(stack, 'Machine', { definitionBody: stepfunctions.DefinitionBody.fromChainable(new stepfunctions.Pass(stack, 'Pass')) });
    ['Hourly', 'Daily'].forEach(id => new events.Rule(stack, id, { schedule: events.Schedule.rate(Duration.hours(1)), targets: [new targets.SfnStateMachine(machine)] }));
    new iam.Role(stack, 'Own', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'), managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')] });
  };
  let stack: Stack;
  beforeAll(() => { stack = adopted(ofManyServices); });

  test.each<[string, RegExp]>([
    ['Api/CloudWatchRole', /AmazonAPIGatewayPushToCloudWatchLogs.*`cloudWatchRole: false`.*`ApiGatewayLogsRole`; the trust of apigateway\S+, since it is not known for sure/],
    ['Db/MonitoringRole', /AmazonRDSEnhancedMonitoringRole.*`RdsMonitoringRole` as its `monitoringRole` \[/],
    ['Db/Proxy/IAMRole', /are: the trust of rds\S+, since it is not known for sure which conditions that service meets/],
    ['Plan/Selection/Role', /PolicyForBackup and \S+PolicyForRestores.*`BackupRole` and `disableDefaultBackupPolicy: true`; .*`BackupRestoreRole`.*the trust of backup/],
    ['Web/InstanceRole', /AmazonSSMManagedInstanceCore.*`Ec2InstanceRole` without `ssmSessionPermissions`.*`ScopedSessionGrants` for sessions \[/],
    ['Nodes/NodeGroupRole', /AmazonEKSWorkerNodePolicy and AmazonEKS_CNI_Policy and AmazonEC2ContainerRegistryReadOnly, .*: give the nodes an `EksNodeRole` \[/],
  ])('%s: one line says what was left, and names the role that does without it', (path, reason) => {
    expect(infosOf(stack).filter(info => info.startsWith(`Shop/${path}`))).toEqual([expect.stringMatching(reason)]);
  });

  test('of a role that was narrowed, and of one that the app made, nothing is said', () => {
    expect(infosOf(stack)).toHaveLength(6);
  });

  test('the trust of a role is narrowed that a resource elsewhere in the tree takes', () => {
    expect(roleIn(stack, 'MachineEventsRole').role.AssumeRolePolicyDocument.Statement).toEqual([expect.objectContaining({
      Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
    })]);
  });

  test('nothing else is changed', () => {
    const withoutTrust = (of: Stack) => {
      const template = Template.fromStack(of).toJSON();
      Object.values<any>(template.Resources).forEach(({ Properties }) => delete Properties?.AssumeRolePolicyDocument);
      return template;
    };
    expect(withoutTrust(stack)).toEqual(withoutTrust(appWith(ofManyServices)));
  });
});

test.each<[string, Build, string, RegExp]>([
  ['a rule of another region takes', stack => {
    const role = targetRole(stack);
    new events.CfnRule(new Stack(stack.node.root as App, 'Elsewhere', { env: { account: ACCOUNT, region: 'us-west-2' } }), 'Rule', {
      targets: [{ id: 'machine', arn: 'arn:aws:states:us-west-2:111122223333:stateMachine:m', roleArn: role.roleArn }],
    });
  }, 'BusEventsRole', /the trust of events\S+, since Elsewhere\/Rule, which takes the role, may stand in another account or region/],
  ['nothing is seen to take', stack => { targetRole(stack); }, 'BusEventsRole', /the trust of events\S+, since what takes the role cannot be told from the template/],
  ['a merged API takes', stack => {
    const sourceApi = appsync.GraphqlApi.fromGraphqlApiAttributes(stack, 'Source', { graphqlApiId: 'orders' });
    new appsync.GraphqlApi(stack, 'Api', { name: 'shop', definition: appsync.Definition.fromSourceApis({ sourceApis: [{ sourceApi }] }) });
  }, 'ApiMergedApiExecutionRole', /the trust of appsync\S+, since no page was found that names conditions for a merged API/],
])('a role that %s keeps its trust', (_, build, id, reason) => {
  const stack = adopted(build);
  expect(roleIn(stack, id).role.AssumeRolePolicyDocument.Statement[0]).not.toHaveProperty('Condition');
  expect(infosOf(stack)).toEqual([expect.stringMatching(reason)]);
});

function targetRole(stack: Stack): iam.Role {
  const bus = new events.EventBus(stack, 'Bus');
  return new iam.Role(bus, 'EventsRole', { roleName: 'events', assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
}
