/**
 * The actions that the catalog tells, beside those that the handlers of public resource schemas ask for of the type's own service.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schemas.html (schemas of the providers, read 2026-11-22)
 */
import { managingActions, otherActions, resourceTypesOf } from '../../src/deployment/type-actions';

test.each<[string, string, string[]]>([
  ['AWS::SQS::Queue', 'sqs: CreateQueue GetQueueUrl GetQueueAttributes ListQueueTags TagQueue SetQueueAttributes UntagQueue DeleteQueue ListQueues', []],
  ['AWS::SecretsManager::Secret', 'secretsmanager: CreateSecret DeleteSecret DescribeSecret GetRandomPassword GetSecretValue ListSecrets '
    + 'RemoveRegionsFromReplication ReplicateSecretToRegions TagResource UntagResource UpdateSecret', ['secretsmanager:GetSecretValue']],
  ['AWS::Lambda::Function', 'lambda: CreateFunction DeleteFunction DeleteFunctionCodeSigningConfig DeleteFunctionConcurrency GetCodeSigningConfig GetFunction '
    + 'GetFunctionCodeSigningConfig GetFunctionRecursionConfig GetFunctionScalingConfig GetLayerVersion GetRuntimeManagementConfig ListFunctions ListTags '
    + 'PassCapacityProvider PublishVersion PutFunctionCodeSigningConfig PutFunctionConcurrency PutFunctionRecursionConfig PutFunctionScalingConfig '
    + 'PutRuntimeManagementConfig TagResource UntagResource UpdateFunctionCode UpdateFunctionConfiguration',
  ['lambda:GetCodeSigningConfig', 'lambda:GetLayerVersion', 'lambda:PassCapacityProvider', 'lambda:PutFunctionCodeSigningConfig']],
  ['AWS::Lambda::EventSourceMapping', 'lambda: CreateEventSourceMapping DeleteEventSourceMapping GetEventSourceMapping ListEventSourceMappings '
    + 'UpdateEventSourceMapping', []],
  ['AWS::EC2::VPC', 'ec2: CreateTags CreateVpc DeleteTags DeleteVpc DescribeNetworkAcls DescribeSecurityGroups DescribeVpcAttribute DescribeVpcs '
    + 'ModifyVpcAttribute ModifyVpcTenancy', []],
  ['AWS::Logs::LogGroup', 'logs: AssociateKmsKey CreateLogDelivery CreateLogGroup DeleteDataProtectionPolicy DeleteLogGroup DeleteRetentionPolicy '
    + 'DescribeLogGroups DisassociateKmsKey GetDataProtectionPolicy ListTagsLogGroup PutDataProtectionPolicy PutRetentionPolicy TagLogGroup', ['logs:CreateLogDelivery']],
  ['AWS::StepFunctions::StateMachine', 'states: CreateStateMachine DeleteStateMachine DescribeStateMachine ListStateMachines ListTagsForResource TagResource '
    + 'UntagResource UpdateStateMachine', []],
  ['AWS::KMS::Alias', 'kms: CreateAlias DeleteAlias ListAliases UpdateAlias', []],
  ['AWS::S3::Bucket', 's3: CreateBucket DeleteBucket DeleteBucketWebsite GetAccelerateConfiguration GetBucketAcl ListAllMyBuckets ListBucket '
    + 'PutAccelerateConfiguration PutAnalyticsConfiguration PutBucketCORS PutBucketLogging PutBucketNotification PutBucketObjectLockConfiguration '
    + 'PutBucketOwnershipControls PutBucketPublicAccessBlock PutBucketTagging PutBucketVersioning PutBucketWebsite PutEncryptionConfiguration '
    + 'PutIntelligentTieringConfiguration PutInventoryConfiguration PutLifecycleConfiguration PutMetricsConfiguration PutReplicationConfiguration',
  ['s3:ListAllMyBuckets']],
])('%s: all that its handlers ask for, but what reads data or other resources', (type, permissions, missing) => {
  const [service, ...names] = permissions.split(/:? /);
  const found = [...managingActions(type, resourceTypesOf(type)), ...otherActions(type)].map(action => `${action.service}:${action.name}`);
  expect(names.map(name => `${service}:${name}`).filter(action => !found.includes(action))).toEqual(missing);
});

test.each([
  ['AWS::DynamoDB::Table', 'dynamodb:PutItem'],
  ['AWS::KMS::Key', 'kms:Decrypt'],
  ['AWS::SQS::Queue', 'sqs:SendMessage'],
  ['AWS::SNS::Topic', 'sns:Publish'],
  ['AWS::Lambda::Function', 'lambda:InvokeFunction'],
  ['AWS::ECS::TaskDefinition', 'ecs:RunTask'],
  ['AWS::EC2::Subnet', 'ec2:RunInstances'],
])('%s: managing it is not using it: %s', (type, action) => {
  expect(managingActions(type, resourceTypesOf(type)).map(({ service, name }) => `${service}:${name}`)).not.toContain(action);
});

test('of a type whose ARN is not known, nothing', () => {
  expect(resourceTypesOf('Acme::Thing::Here')).toEqual([]);
  expect(managingActions('Acme::Thing::Here', [])).toEqual([]);
});
