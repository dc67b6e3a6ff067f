import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { PropertyType, ResourceProperties } from '@aws-cdk/service-spec-types';
import { LEFT_OUT, UNLISTED_SITES, UNMARKED_SITES } from '../../projenrc/catalog/policy-sites';
import { cloudFormationTypes, findCloudFormationType } from '../../src/catalog/cloudformation';

const db = loadAwsServiceSpecSync();
const resources = new Map([...db.all('resource')].map((resource) => [resource.cloudFormationType, resource]));
const sites = (type: string) => findCloudFormationType(type)!.policySites.map(({ path, kind, shape }) => `${path} ${kind} ${shape}`);

describe('ARNs and what returns them', () => {
  test.each([
    ['AWS::S3::Bucket', 'arn:${Partition}:s3:::${BucketName}', ['Arn'], 'name', 'BucketName'],
    ['AWS::SNS::Topic', 'arn:${Partition}:sns:${Region}:${Account}:${TopicName}', ['TopicArn'], 'arn', 'TopicName'],
    ['AWS::SQS::Queue', 'arn:${Partition}:sqs:${Region}:${Account}:${QueueName}', ['Arn'], 'other', 'QueueName'],
    ['AWS::DynamoDB::Table', 'arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}', ['Arn'], 'name', 'TableName'],
    ['AWS::DynamoDB::GlobalTable', 'arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}', ['Arn'], 'name', 'TableName'],
    ['AWS::SecretsManager::Secret', 'arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}', ['Id'], 'arn', undefined],
    ['AWS::IAM::Role', 'arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}', ['Arn'], 'name', 'RoleName'],
    ['AWS::IAM::User', 'arn:${Partition}:iam::${Account}:user/${UserNameWithPath}', ['Arn'], 'name', 'UserName'],
    ['AWS::IAM::ManagedPolicy', 'arn:${Partition}:iam::${Account}:policy/${PolicyNameWithPath}', ['PolicyArn'], 'arn', 'ManagedPolicyName'],
    ['AWS::IAM::Policy', undefined, [], 'other', undefined],
    ['AWS::Lambda::Function', 'arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}', ['Arn'], 'name', 'FunctionName'],
    ['AWS::Lambda::Version', 'arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}:${Version}', ['FunctionArn'], 'arn', undefined],
    ['AWS::Lambda::Alias', 'arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}:${Alias}', ['AliasArn'], 'arn', 'Name'],
    ['AWS::StepFunctions::StateMachine', 'arn:${Partition}:states:${Region}:${Account}:stateMachine:${StateMachineName}', ['Arn'], 'arn', 'StateMachineName'],
    ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'arn:${Partition}:elasticloadbalancing:${Region}:${Account}:loadbalancer/${LoadBalancerPath}',
      ['LoadBalancerArn'], 'arn', undefined],
    ['AWS::KMS::Key', 'arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}', ['Arn'], 'name', undefined],
    ['AWS::Logs::LogGroup', 'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:*', ['Arn'], 'name', 'LogGroupName'],
    ['AWS::ECR::Repository', 'arn:${Partition}:ecr:${Region}:${Account}:repository/${RepositoryName}', ['Arn'], 'name', 'RepositoryName'],
    ['AWS::ECS::TaskDefinition', 'arn:${Partition}:ecs:${Region}:${Account}:task-definition/${Family}:${Revision}', ['TaskDefinitionArn'], 'arn', undefined],
    ['AWS::Events::EventBus', 'arn:${Partition}:events:${Region}:${Account}:event-bus/${EventBusName}', ['Arn'], 'name', 'Name'],
    ['AWS::Events::Rule', 'arn:${Partition}:events:${Region}:${Account}:rule/${RuleName}', ['Arn'], 'other', undefined],
    ['AWS::Kinesis::Stream', 'arn:${Partition}:kinesis:${Region}:${Account}:stream/${StreamName}', ['Arn'], 'name', 'Name'],
    ['AWS::RDS::DBCluster', 'arn:${Partition}:rds:${Region}:${Account}:cluster:${DbClusterInstanceName}', ['DBClusterArn'], 'other', undefined],
    ['AWS::CloudFront::Distribution', 'arn:${Partition}:cloudfront::${Account}:distribution/${DistributionId}', [], 'name', undefined],
    ['AWS::Serverless::Function', 'arn:${Partition}:lambda:${Region}:${Account}:function:${FunctionName}', ['Arn'], 'name', 'FunctionName'],
    ['AWS::Serverless::StateMachine', 'arn:${Partition}:states:${Region}:${Account}:stateMachine:${StateMachineName}', ['Arn'], 'arn', 'Name'],
  ])('%s', (type, arnTemplate, arnReturnedBy, ref, nameProperty) => {
    const found = findCloudFormationType(type)!;
    expect(found.arnTemplate).toBe(arnTemplate);
    expect(found.arnReturnedBy).toEqual(arnReturnedBy);
    expect(found.refReturnsArn ? 'arn' : found.refReturnsName ? 'name' : 'other').toBe(ref);
    expect(found.nameProperty).toBe(nameProperty);
  });

  test('the ARN of an IAM entity holds its path', () => {
    expect(findCloudFormationType('AWS::IAM::Role')!.arnVariables).toEqual([
      { name: 'RoleNameWithPath', property: 'RoleName', pathProperty: 'Path' },
    ]);
  });

  test('a parameter name loses its leading slash and an alias its prefix', () => {
    expect(findCloudFormationType('AWS::SSM::Parameter')!.arnVariables).toEqual([
      { name: 'ParameterNameWithoutLeadingSlash', property: 'Name', stripPrefix: '/' },
    ]);
    expect(findCloudFormationType('AWS::KMS::Alias')!.arnVariables).toEqual([{ name: 'Alias', property: 'AliasName', stripPrefix: 'alias/' }]);
  });

  test('an ARN with several variables binds each to its own property', () => {
    expect(findCloudFormationType('AWS::Scheduler::Schedule')!.arnVariables).toEqual([
      { name: 'GroupName', property: 'GroupName' },
      { name: 'ScheduleName', property: 'Name' },
    ]);
  });

  test('the ARN of a table stream is known besides that of the table', () => {
    expect(findCloudFormationType('AWS::DynamoDB::Table')!.otherArns).toEqual([
      { attribute: 'StreamArn', arnTemplate: 'arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/stream/${StreamLabel}' },
    ]);
  });

  test('names that attributes return are known', () => {
    expect(findCloudFormationType('AWS::SQS::Queue')!.nameReturnedBy).toEqual(['QueueName']);
    expect(findCloudFormationType('AWS::SNS::Topic')!.nameReturnedBy).toEqual(['TopicName']);
  });

  test('every ARN template of the spec is either taken over or ruled out by hand', () => {
    const ruledOut = ['AWS::ApiGateway::DomainNameV2', 'AWS::IAM::Policy', 'AWS::Pinpoint::PushTemplate', 'AWS::Pinpoint::SmsTemplate',
      'AWS::ServiceCatalog::CloudFormationProvisionedProduct'];
    const missing = [...resources.values()]
      .filter((resource) => resource.arnTemplate && !findCloudFormationType(resource.cloudFormationType)?.arnTemplate)
      .map((resource) => resource.cloudFormationType);
    expect(missing.sort()).toEqual(ruledOut);
  });

  test.each(['AWS::No::Such', '', 'AWS::S3::Bucket|', 'AWS::S3', 'S3::Bucket'])('does not know %j', (type) => {
    expect(findCloudFormationType(type)).toBeUndefined();
  });
});

describe('policy sites', () => {
  test.each([
    ['AWS::IAM::Role', ['AssumeRolePolicyDocument trust document', 'Policies[].PolicyDocument identity document']],
    ['AWS::IAM::User', ['Policies[].PolicyDocument identity document']],
    ['AWS::IAM::Group', ['Policies[].PolicyDocument identity document']],
    ['AWS::IAM::Policy', ['PolicyDocument identity document']],
    ['AWS::IAM::ManagedPolicy', ['PolicyDocument identity document']],
    ['AWS::IAM::RolePolicy', ['PolicyDocument identity document']],
    ['AWS::IAM::UserPolicy', ['PolicyDocument identity document']],
    ['AWS::IAM::GroupPolicy', ['PolicyDocument identity document']],
    ['AWS::S3::BucketPolicy', ['PolicyDocument resource document']],
    ['AWS::S3::AccessPoint', ['Policy resource document']],
    ['AWS::SQS::QueuePolicy', ['PolicyDocument resource document']],
    ['AWS::SNS::TopicPolicy', ['PolicyDocument resource document']],
    ['AWS::KMS::Key', ['KeyPolicy resource document']],
    ['AWS::ECR::Repository', ['RepositoryPolicyText resource document']],
    ['AWS::EC2::VPCEndpoint', ['PolicyDocument endpoint document']],
    ['AWS::Events::EventBus', ['Policy resource document']],
    ['AWS::Events::EventBusPolicy', [' resource permission', 'Statement resource statement']],
    ['AWS::EFS::FileSystem', ['FileSystemPolicy resource document']],
    ['AWS::ApiGateway::RestApi', ['Body.x-amazon-apigateway-policy resource api-definition', 'Policy resource document']],
    ['AWS::Serverless::Api', [
      'Auth.ResourcePolicy.CustomStatements resource sam-statements', 'DefinitionBody.x-amazon-apigateway-policy resource api-definition',
    ]],
    ['AWS::CloudTrail::ResourcePolicy', ['ResourcePolicy resource document']],
    ['AWS::SecretsManager::ResourcePolicy', ['ResourcePolicy resource document']],
    ['AWS::Logs::LogGroup', ['ResourcePolicyDocument resource document']],
    ['AWS::Lambda::Permission', [' resource permission']],
    ['AWS::Lambda::LayerVersionPermission', [' resource permission']],
    ['AWS::SSO::PermissionSet', ['InlinePolicy permission-set document']],
    ['AWS::OpenSearchService::Domain', ['AccessPolicies resource document']],
    ['AWS::Comprehend::DocumentClassifier', ['ModelPolicy resource document']],
    ['AWS::Comprehend::EntityRecognizer', ['ModelPolicy resource document']],
    ['AWS::DynamoDB::Table', ['ResourcePolicy.PolicyDocument resource document', 'StreamSpecification.ResourcePolicy.PolicyDocument resource document']],
    ['AWS::DynamoDB::GlobalTable', ['Replicas[].ReplicaStreamSpecification.ResourcePolicy.PolicyDocument resource document',
      'Replicas[].ResourcePolicy.PolicyDocument resource document']],
    ['AWS::Serverless::Function', ['AssumeRolePolicyDocument trust document', 'Policies identity documents-or-names']],
    ['AWS::Serverless::StateMachine', ['Policies identity documents-or-names']],
    ['AWS::RolesAnywhere::Profile', ['SessionPolicy session document']],
    ['AWS::IoT::Policy', ['PolicyDocument identity document']],
    ['Custom::OpenSearchAccessPolicy', ['Create resource sdk-call', 'Update resource sdk-call']],
  ])('of %s', (type, expected) => {
    expect(sites(type)).toEqual(expected);
  });

  test('of an organization policy depend on its type', () => {
    expect(findCloudFormationType('AWS::Organizations::Policy')!.policySites).toEqual([
      { path: 'Content', kind: 'rcp', shape: 'document', when: { property: 'Type', equals: 'RESOURCE_CONTROL_POLICY' } },
      { path: 'Content', kind: 'scp', shape: 'document', when: { property: 'Type', equals: 'SERVICE_CONTROL_POLICY' } },
    ]);
  });

  test.each(['AWS::SNS::Subscription', 'AWS::NetworkManager::CoreNetwork', 'AWS::MPA::ApprovalTeam', 'AWS::RAM::Permission', 'AWS::SNS::Topic', 'AWS::SQS::Queue',
    'AWS::EC2::SecurityGroup', 'AWS::S3::Bucket'])('%s has none', (type) => {
    expect(findCloudFormationType(type)?.policySites ?? []).toEqual([]);
  });

  test('every path of every type leads to a property of the spec', () => {
    const isUnlisted = (type: string, path: string) => UNLISTED_SITES.some((site) => site.type === type && site.path === path);
    const wrong = cloudFormationTypes().flatMap((type) => findCloudFormationType(type)!.policySites
      .filter(({ path }) => path !== '' && !isUnlisted(type, path) && !leads(resources.get(type)!.properties, path.replace(/\[\]/g, '').split('.')))
      .map(({ path }) => `${type} ${path}`));
    expect(wrong).toEqual([]);
  });

  test('every hand-kept row has a source and a date', () => {
    expect([...UNMARKED_SITES, ...UNLISTED_SITES].filter(({ source, date }) => !source.startsWith('https://') || !/^\d{4}-\d\d-\d\d$/.test(date))).toEqual([]);
    expect(Object.values(LEFT_OUT).filter((reason) => !reason)).toEqual([]);
  });

  function leads(properties: ResourceProperties, [name, ...rest]: string[]): boolean {
    const property = properties[name];
    return property !== undefined && (rest.length === 0 || references(property.type).some((id) => leads(db.get('typeDefinition', id).properties, rest)));
  }

  function references(type: PropertyType): string[] {
    switch (type.type) {
      case 'ref': return [type.reference.$ref];
      case 'array': return references(type.element);
      case 'union': return type.types.flatMap(references);
      default: return [];
    }
  }
});

describe('identities', () => {
  test.each([
    ['AWS::IAM::Role', { principal: 'role', managedPolicyArns: 'ManagedPolicyArns', permissionsBoundary: 'PermissionsBoundary' }],
    ['AWS::IAM::User', { principal: 'user', managedPolicyArns: 'ManagedPolicyArns', permissionsBoundary: 'PermissionsBoundary' }],
    ['AWS::IAM::Group', { principal: 'group', managedPolicyArns: 'ManagedPolicyArns' }],
    ['AWS::SSO::PermissionSet', { principal: 'permission-set', managedPolicyArns: 'ManagedPolicies', permissionsBoundary: 'PermissionsBoundary' }],
    ['AWS::RolesAnywhere::Profile', undefined],
    ['AWS::Lambda::Function', undefined],
  ])('%s', (type, identity) => {
    expect(findCloudFormationType(type)!.identity).toEqual(identity);
  });
});
