import { executionPolicies, ExecutionPolicyOptions } from '../../src/deployment/execution-policy';
import { HandlerSchemas } from '../../src/deployment/handler-schemas';
import { JsonObject } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { Environment } from '../../src/policy/policy-site';
import { evaluate } from '../../src/reasoning/evaluate';
import { parsePrincipal } from '../../src/reasoning/principal';
import { TemplateSource } from '../../src/template/template';

const ACCOUNT = '111122223333';
const ENVIRONMENT = { account: ACCOUNT, region: 'eu-west-1' };
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/workloads`;
const WITH = { 'iam:PermissionsBoundary': BOUNDARY };
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const trust = (...Service: string[]) => ({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } }] });
const workload = (more: JsonObject = {}, ...services: string[]) => ({
  Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust(...services.length > 0 ? services : ['lambda.amazonaws.com']), PermissionsBoundary: BOUNDARY, ...more },
});

const source = (resources: object, more: Partial<TemplateSource> & { readonly parameters?: object } = {}): TemplateSource =>
  ({ id: 'Orders', stackName: 'Orders', environment: ENVIRONMENT, template: { Resources: resources, Parameters: more.parameters } as {}, ...more });

function derive(resources: object, options: ExecutionPolicyOptions = {}, more: Parameters<typeof source>[1] = {}) {
  const [policy] = executionPolicies([source(resources, more)], options);
  const identity = policy.documents.map(document => parsePolicyDocument(document));
  const principal = parsePrincipal(role('execution'))!;
  return {
    ...policy,
    allows: (action: string, resource: string, context = {}) =>
      evaluate({ principal, action, resource, context, resourceAccount: ACCOUNT }, { identity, scp: [], rcp: [] }).decision === 'allowed',
    resourcesOf: (action: string) => [...new Set(policy.documents.flatMap(({ Statement }) => [Statement].flat() as JsonObject[])
      .filter(({ Effect, Action }) => Effect === 'Allow' && [Action].flat().includes(action)).flatMap(({ Resource }) => [Resource].flat()))],
  };
}

describe('names', () => {
  const QUEUE = { Type: 'AWS::SQS::Queue' };
  test.each<[string, object, Partial<TemplateSource>, string]>([
    ['generated from that of the stack', QUEUE, {}, `arn:aws:sqs:eu-west-1:${ACCOUNT}:Orders-*`],
    ['cut, where the stack has a long one', QUEUE, { stackName: 'A-stack-with-quite-a-long-name' }, `arn:aws:sqs:eu-west-1:${ACCOUNT}:A-stack-with-quite-a*`],
    ['given', { ...QUEUE, Properties: { QueueName: 'inbox' } }, {}, `arn:aws:sqs:eu-west-1:${ACCOUNT}:inbox`],
    ['known at deployment', { ...QUEUE, Properties: { QueueName: { 'Fn::Sub': 'inbox-${Stage}' } } }, {}, `arn:aws:sqs:eu-west-1:${ACCOUNT}:inbox-*`],
    ['of no stack that is known', QUEUE, { stackName: undefined }, `arn:aws:sqs:eu-west-1:${ACCOUNT}:*`],
    ['in China', QUEUE, { environment: { account: ACCOUNT, region: 'cn-north-1' } }, `arn:aws-cn:sqs:cn-north-1:${ACCOUNT}:Orders-*`],
  ])('%s', (_, queue, more, expected) => {
    expect(derive({ Queue: queue }, {}, more).resourcesOf('sqs:CreateQueue')).toEqual([expected]);
  });

  test('of a bucket are in small letters', () => {
    expect(derive({ Bucket: { Type: 'AWS::S3::Bucket' } }).resourcesOf('s3:CreateBucket')).toEqual(['arn:aws:s3:::orders-*']);
  });

  test('in a nested stack begin with the name of the stack around it', () => {
    const [policy] = executionPolicies([
      source({ Nested: { Type: 'AWS::CloudFormation::Stack' } }),
      { id: 'Nested', environment: ENVIRONMENT, parent: { id: 'Orders', logicalId: 'Nested' }, template: { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } } as {} },
    ]);
    const text = JSON.stringify(policy.documents);
    expect(text).toContain(`arn:aws:sqs:eu-west-1:${ACCOUNT}:Orders-*`);
    expect(text).toContain(`arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/Orders-*/*`);
  });
});

test('an action that creates something else is not given', () => {
  const { allows } = derive({ Vpc: { Type: 'AWS::EC2::VPC' }, Subnet: { Type: 'AWS::EC2::Subnet' } });
  expect(allows('ec2:CreateSubnet', `arn:aws:ec2:eu-west-1:${ACCOUNT}:vpc/vpc-1`)).toBe(true);
  expect(allows('ec2:CreateNatGateway', `arn:aws:ec2:eu-west-1:${ACCOUNT}:subnet/subnet-1`)).toBe(false);
});

describe('resources that change others', () => {
  const POLICY = { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: 'Queue' }] } };

  test('reach those that they refer to', () => {
    expect(derive({ Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'inbox' } }, Policy: POLICY }).resourcesOf('sqs:SetQueueAttributes'))
      .toEqual([`arn:aws:sqs:eu-west-1:${ACCOUNT}:inbox`]);
  });

  test('reach all of the environment, where those are of another app', () => {
    expect(derive({ Policy: { ...POLICY, Properties: { Queues: ['https://…'] } } }).resourcesOf('sqs:SetQueueAttributes')).toEqual([`arn:aws:sqs:eu-west-1:${ACCOUNT}:*`]);
  });
});

test('API Gateway is reached by path', () => {
  const { allows } = derive({ Api: { Type: 'AWS::ApiGateway::RestApi' }, Method: { Type: 'AWS::ApiGateway::Method' } });
  expect(allows('apigateway:POST', 'arn:aws:apigateway:eu-west-1::/restapis')).toBe(true);
  expect(allows('apigateway:PUT', 'arn:aws:apigateway:eu-west-1::/restapis/a/resources/b/methods/GET')).toBe(true);
  expect(allows('apigateway:POST', 'arn:aws:apigateway:eu-west-1::/domainnames')).toBe(false);
});

test('the code of functions and the parameters of templates are read', () => {
  const { allows } = derive(
    { Function: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Bucket: { 'Fn::Sub': 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}' }, S3Key: 'a.zip' } } } }, {},
    { parameters: { BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' } } },
  );
  expect(allows('s3:GetObject', `arn:aws:s3:::cdk-hnb659fds-assets-${ACCOUNT}-eu-west-1/a.zip`)).toBe(true);
  expect(allows('s3:GetObject', 'arn:aws:s3:::other/a.zip')).toBe(false);
  expect(allows('ssm:GetParameters', `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/cdk-bootstrap/hnb659fds/version`)).toBe(true);
});

test('a global table is deployed in its own region; its replicas elsewhere are told', () => {
  const table = (...regions: string[]) => ({ Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { Replicas: regions.map(Region => ({ Region })) } } });
  const { allows, notCovered } = derive(table('eu-west-1'));
  expect(allows('dynamodb:CreateTable', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/Orders-Table-x`)).toBe(true);
  expect(allows('dynamodb:CreateTable', `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/other`)).toBe(false);
  expect(allows('application-autoscaling:DescribeScalableTargets', '*')).toBe(true);
  expect(notCovered).toEqual([]);
  expect(derive(table('eu-west-1', 'us-east-1')).notCovered).toMatchObject([{ logicalId: 'Table', reason: expect.stringMatching(/replicas in other regions/) }]);
});

test('custom resources call their function', () => {
  const { resourcesOf, notCovered } = derive({
    Provider: { Type: 'AWS::Lambda::Function' },
    Own: { Type: 'Custom::Own', Properties: { ServiceToken: { 'Fn::GetAtt': ['Provider', 'Arn'] } } },
    Topic: { Type: 'AWS::CloudFormation::CustomResource', Properties: { ServiceToken: `arn:aws:sns:eu-west-1:${ACCOUNT}:provider` } },
    Open: { Type: 'Custom::Open', Properties: { ServiceToken: { 'Fn::ImportValue': 'token' } } },
  });
  expect(resourcesOf('lambda:InvokeFunction')).toEqual([`arn:aws:lambda:eu-west-1:${ACCOUNT}:function:Orders-*`]);
  expect(resourcesOf('sns:Publish')).toEqual([`arn:aws:sns:eu-west-1:${ACCOUNT}:provider`]);
  expect(notCovered).toMatchObject([{ logicalId: 'Open', reason: expect.stringContaining('ServiceToken is known only at deployment') }]);
});

describe('roles', () => {
  test('are made and passed by their names, each with the services that take them', () => {
    const { allows, notCovered } = derive({ Role: workload(), Named: workload({ RoleName: 'builder' }, 'codebuild.amazonaws.com') }, { boundary: BOUNDARY });
    expect(allows('iam:CreateRole', role('Orders-Role-x'), WITH)).toBe(true);
    expect(allows('iam:CreateRole', role('Orders-Role-x'))).toBe(false);
    expect(allows('iam:CreateRole', role('other'), WITH)).toBe(false);
    expect(allows('iam:PassRole', role('Orders-Role-x'), { 'iam:PassedToService': 'lambda.amazonaws.com' })).toBe(true);
    expect(allows('iam:PassRole', role('Orders-Role-x'))).toBe(false);
    expect(allows('iam:PassRole', role('builder'))).toBe(true);
    expect(allows('iam:PassRole', role('builder'), { 'iam:PassedToService': 'lambda.amazonaws.com' })).toBe(false);
    expect(notCovered).toEqual([]);
  });

  test('under a path are made there only, and others are told', () => {
    const { allows, notCovered } = derive({ Role: workload({ Path: '/orders/' }), Stray: workload() }, { boundary: BOUNDARY, rolePath: '/orders/' });
    expect(allows('iam:CreateRole', role('orders/Orders-Role-x'), WITH)).toBe(true);
    expect(allows('iam:CreateRole', role('Orders-Stray-x'), WITH)).toBe(false);
    expect(notCovered).toMatchObject([{ logicalId: 'Stray', reason: 'its path is not `/orders/`: give it `path: \'/orders/\'`' }]);
  });

  test('without the boundary are told', () => {
    const { notCovered } = derive({ Bare: workload({ PermissionsBoundary: undefined }), Other: workload({ PermissionsBoundary: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }) }, { boundary: BOUNDARY });
    expect(notCovered.map(({ logicalId, reason }) => `${logicalId}: ${reason}`)).toEqual([
      `Bare: its permissions boundary is none, so that making it is denied: give it ${BOUNDARY}`,
      `Other: its permissions boundary is arn:aws:iam::aws:policy/ReadOnlyAccess, so that making it is denied: give it ${BOUNDARY}`,
    ]);
  });

  test('where no boundary is given, a warning says what that means', () => {
    const { allows, warnings } = derive({ Role: workload() });
    expect(allows('iam:CreateRole', role('Orders-Role-x'))).toBe(true);
    expect(allows('iam:DeleteRolePermissionsBoundary', role('Orders-Role-x'))).toBe(false);
    expect(warnings).toEqual(['no boundary is given: whoever deploys can make a role that administers the account. Give the boundary that the roles have to have']);
  });

  test('instance profiles come with those that there are', () => {
    const { resourcesOf } = derive({ Role: workload({}, 'ec2.amazonaws.com'), Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Role' }] } } }, { boundary: BOUNDARY });
    expect(resourcesOf('iam:AddRoleToInstanceProfile')).toEqual([`arn:aws:iam::${ACCOUNT}:instance-profile/Orders-*`]);
  });
});

test.each<[string, object, RegExp]>([
  ['a user', { Type: 'AWS::IAM::User' }, /no permissions boundary on roles caps/],
  ['an access key', { Type: 'AWS::IAM::AccessKey' }, /no permissions boundary on roles caps/],
  ['a permission set', { Type: 'AWS::SSO::PermissionSet' }, /no permissions boundary on roles caps/],
  ['a policy of a group', { Type: 'AWS::IAM::Policy', Properties: { Groups: ['admins'] } }, /attached to a user or group/],
  ['a policy of a role of another app', { Type: 'AWS::IAM::Policy', Properties: { Roles: ['admin'] } }, /attached to the role admin, which the app does not make/],
  ['the boundary', { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: 'workloads' } }, /deploy it apart/],
  ['a type that nobody knows', { Type: 'Acme::Thing::Here' }, /give its CloudFormation schema/],
])('%s is not covered, and told', (_, resource, reason) => {
  const { notCovered, documents } = derive({ Thing: resource }, { boundary: BOUNDARY });
  expect(notCovered).toMatchObject([{ templateId: 'Orders', logicalId: 'Thing', reason: expect.stringMatching(reason) }]);
  expect(JSON.stringify(documents)).not.toMatch(/"Allow","Action":[^}]*iam:(Create|Put|Attach)(User|Group|Access|PolicyVersion)/);
});

test('a boundary whose name is like those of the app is not edited, be there roles or not', () => {
  const { allows } = derive({ Policy: { Type: 'AWS::IAM::ManagedPolicy' } }, { boundary: `arn:aws:iam::${ACCOUNT}:policy/Orders-Boundary` });
  expect(allows('iam:CreatePolicyVersion', `arn:aws:iam::${ACCOUNT}:policy/Orders-Policy-x`)).toBe(true);
  expect(allows('iam:CreatePolicyVersion', `arn:aws:iam::${ACCOUNT}:policy/Orders-Boundary`)).toBe(false);
  expect(allows('iam:DeleteRolePermissionsBoundary', role('Orders-Role-x'))).toBe(false);
});

test.each(['AWS::CDK::Metadata', 'AWS::CloudFormation::WaitConditionHandle'])('%s needs nothing', (Type) => {
  expect(derive({ Thing: { Type } })).toMatchObject({ documents: [], notCovered: [], warnings: [] });
});

describe('with schemas', () => {
  const schemas = new HandlerSchemas();
  schemas.add({
    typeName: 'AWS::SQS::Queue',
    handlers: { create: { permissions: ['sqs:CreateQueue', 'sqs:TagQueue', 'SQS:getqueueurl', 'iam:PassRole'] }, delete: { permissions: ['sqs:DeleteQueue'] }, list: { permissions: ['sqs:ListQueues'] } },
  });
  schemas.add({
    typeName: 'Acme::Thing::Here',
    handlers: { create: { permissions: ['ecs:CreateCluster', 'iam:CreateServiceLinkedRole', 'iam:AttachRolePolicy', 'iam:GetRole', 'ecs:NoSuchAction', '*'] } },
  });
  const { resourcesOf, documents, notCovered } = derive({ Queue: { Type: 'AWS::SQS::Queue' }, Thing: { Type: 'Acme::Thing::Here' } }, { schemas });

  test('exactly the permissions of the handlers are given', () => {
    const actions = documents.flatMap(({ Statement }) => [Statement].flat() as JsonObject[]).flatMap(({ Action }) => [Action].flat());
    expect(actions.sort()).toEqual([
      'ecs:CreateCluster', 'iam:CreateServiceLinkedRole', 'iam:GetRole', 'sqs:CreateQueue', 'sqs:DeleteQueue', 'sqs:GetQueueUrl', 'sqs:ListQueues', 'sqs:TagQueue',
    ]);
  });

  test('on the resources of the app, or of the environment', () => {
    expect(resourcesOf('sqs:CreateQueue')).toEqual([`arn:aws:sqs:eu-west-1:${ACCOUNT}:Orders-*`]);
    expect(resourcesOf('sqs:ListQueues')).toEqual(['*']);
    expect(resourcesOf('ecs:CreateCluster')).toEqual([`arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/*`]);
    expect(resourcesOf('iam:CreateServiceLinkedRole')).toEqual([`arn:aws:iam::${ACCOUNT}:role/aws-service-role/*`]);
  });

  test('what they ask for and is no action is told', () => {
    expect(notCovered).toMatchObject([{ logicalId: 'Thing', reason: expect.stringContaining('ecs:NoSuchAction, *') }]);
  });

  test('what is no schema is passed by', () => {
    expect([{}, [], { typeName: 'A::B::C' }, 'text'].map(each => new HandlerSchemas().add(each as {}))).toEqual([false, false, false, false]);
  });
});

test('each environment has its own policies', () => {
  const environments: Environment[] = [ENVIRONMENT, { account: '444455556666', region: 'us-east-1' }, {}];
  const policies = executionPolicies(environments.map((environment, index) => source({ Queue: { Type: 'AWS::SQS::Queue' } }, { id: `${index}`, environment })));
  expect(policies.map(({ environment }) => environment)).toEqual(environments);
  expect(policies.map(({ documents }) => JSON.stringify(documents).includes('444455556666'))).toEqual([false, true, false]);
  expect(policies[2].warnings).toEqual([expect.stringContaining('give the stacks an `env`')]);
});

test('many types are split over policies that fit', () => {
  const types = ['AWS::Cognito::UserPool', 'AWS::RDS::DBInstance', 'AWS::EC2::Instance', 'AWS::SageMaker::Domain', 'AWS::Glue::Job', 'AWS::IoT::Thing', 'AWS::Connect::Instance'];
  const { documents } = derive(Object.fromEntries(types.map((Type, index) => [`R${index}`, { Type }])));
  expect(documents.length).toBeGreaterThan(1);
  expect(documents.filter(document => JSON.stringify(document).length > 6144)).toEqual([]);
});
