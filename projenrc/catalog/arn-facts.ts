/**
 * Hand-kept facts about the ARNs of CloudFormation types, where the service spec is silent or does not say what CloudFormation returns.
 *
 * An ARN template given here must be one of the action data (variables may be named otherwise), or carry `beyondActionData`.
 */

export interface ArnFact {
  readonly type: string;
  readonly source: string;
  readonly date: string;
  /** The template; `null` when the spec's template is wrong and none is better. */
  readonly arnTemplate?: string | null;
  /** Why the template is not one of the action data. */
  readonly beyondActionData?: string;
  /** Property bindings in the form of the data file (`Variable=PathProperty+Property-prefixToStrip`); replaces what is derived. */
  readonly bindings?: readonly string[];
  readonly arnReturnedBy?: readonly string[];
  readonly refReturns?: 'arn' | 'name' | 'other';
  /** Attributes that return other ARNs. */
  readonly otherArns?: Readonly<Record<string, string>>;
  /** Take everything from this type, which stands behind the given one after a transform. */
  readonly same?: string;
}

const CLOUDFORMATION = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/';
const SAM = 'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/';
const REGIONAL = (service: string, rest: string) => `arn:\${Partition}:${service}:\${Region}:\${Account}:${rest}`;
const SECRET = REGIONAL('secretsmanager', 'secret:${SecretId}');
const STREAM = REGIONAL('dynamodb', 'table/${TableName}/stream/${StreamLabel}');
const PATH_REASON = 'the ARN of an IAM entity holds its path';

/** Namespaces that write names in lower case into the ARN, so that a property's text must not be copied into it. */
export const LOWER_CASING_NAMESPACES: readonly string[] = [
  'AWS::DocDB', 'AWS::ElastiCache', 'AWS::MemoryDB', 'AWS::Neptune', 'AWS::RDS', 'AWS::Redshift', 'AWS::SageMaker',
];

/** Types, besides those of EC2, whose `Ref` is the id that ends the ARN although the spec calls it only `Id`. */
export const REF_IS_ID: readonly string[] = [
  'AWS::CloudFront::Distribution', 'AWS::Cognito::IdentityPool', 'AWS::OpenSearchServerless::Collection',
];

export const ARN_FACTS: readonly ArnFact[] = [
  fact('AWS::ApiGateway::DomainNameV2', { arnTemplate: null }, 'a private domain name has its account and an id in the ARN'),
  fact('AWS::AutoScaling::AutoScalingGroup', {
    arnTemplate: REGIONAL('autoscaling', 'autoScalingGroup:${GroupId}:autoScalingGroupName/${AutoScalingGroupName}'),
  }),
  fact('AWS::Batch::JobDefinition', { arnTemplate: REGIONAL('batch', 'job-definition/${JobDefinitionName}:${Revision}') }),
  fact('AWS::Bedrock::AgentAlias', { arnTemplate: REGIONAL('bedrock', 'agent-alias/${AgentId}/${AgentAliasId}') }),
  fact('AWS::Bedrock::FlowAlias', { arnTemplate: REGIONAL('bedrock', 'flow/${FlowId}/alias/${FlowAliasId}') }),
  fact('AWS::BedrockAgentCore::Runtime', { arnReturnedBy: ['AgentRuntimeArn'] }),
  fact('AWS::CloudFormation::Stack', { arnTemplate: REGIONAL('cloudformation', 'stack/${StackName}/${Id}'), refReturns: 'arn' }),
  fact('AWS::CodeArtifact::Repository', {
    arnTemplate: REGIONAL('codeartifact', 'repository/${DomainName}/${RepositoryName}'),
    bindings: ['DomainName=DomainName', 'RepositoryName=RepositoryName'],
  }),
  fact('AWS::DynamoDB::GlobalTable', { arnTemplate: REGIONAL('dynamodb', 'table/${TableName}'), otherArns: { StreamArn: STREAM } }),
  fact('AWS::DynamoDB::Table', { otherArns: { StreamArn: STREAM } }),
  fact('AWS::ECS::Service', { arnTemplate: REGIONAL('ecs', 'service/${ClusterName}/${ServiceName}') }),
  fact('AWS::ECS::TaskDefinition', {
    arnTemplate: REGIONAL('ecs', 'task-definition/${Family}:${Revision}'),
    bindings: ['Family=Family'],
  }),
  fact('AWS::ElasticLoadBalancingV2::LoadBalancer', {
    arnTemplate: REGIONAL('elasticloadbalancing', 'loadbalancer/${LoadBalancerPath}'),
  }, 'LoadBalancerPath is app/NAME/ID, net/NAME/ID or gwy/NAME/ID'),
  fact('AWS::ElasticLoadBalancingV2::TargetGroup', {
    arnTemplate: REGIONAL('elasticloadbalancing', 'targetgroup/${TargetGroupName}/${TargetGroupId}'),
    bindings: ['TargetGroupName=Name'],
  }),
  fact('AWS::Events::ApiDestination', { bindings: [] }, 'the ARN ends in an id after the name'),
  fact('AWS::Events::Connection', { bindings: [] }, 'the ARN ends in an id after the name'),
  fact('AWS::Events::Rule', { bindings: [] }, 'on a custom bus, the bus name stands before the rule name'),
  fact('AWS::IAM::Group', { bindings: ['GroupNameWithPath=Path+GroupName'] }, PATH_REASON),
  fact('AWS::IAM::InstanceProfile', { bindings: ['InstanceProfileNameWithPath=Path+InstanceProfileName'] }, PATH_REASON),
  fact('AWS::IAM::ManagedPolicy', { bindings: ['PolicyNameWithPath=Path+ManagedPolicyName'] }, PATH_REASON),
  fact('AWS::IAM::Policy', { arnTemplate: null }, 'an inline policy has no ARN'),
  fact('AWS::IAM::Role', { bindings: ['RoleNameWithPath=Path+RoleName'] }, PATH_REASON),
  fact('AWS::IAM::ServerCertificate', { bindings: ['CertificateNameWithPath=Path+ServerCertificateName'] }, PATH_REASON),
  fact('AWS::IAM::User', { bindings: ['UserNameWithPath=Path+UserName'] }, PATH_REASON),
  fact('AWS::KMS::Alias', { bindings: ['Alias=AliasName-alias/'] }),
  fact('AWS::KMS::ReplicaKey', { arnTemplate: REGIONAL('kms', 'key/${KeyId}') }),
  fact('AWS::Lambda::Alias', { arnTemplate: REGIONAL('lambda', 'function:${FunctionName}:${Alias}'), bindings: ['Alias=Name'] }),
  fact('AWS::Lambda::LayerVersion', {
    arnTemplate: REGIONAL('lambda', 'layer:${LayerName}:${LayerVersion}'),
    bindings: ['LayerName=LayerName'],
  }),
  fact('AWS::Lambda::Url', { arnReturnedBy: [], refReturns: 'other' }, 'FunctionArn is the ARN of the function, not of the URL'),
  fact('AWS::Lambda::Version', { arnTemplate: REGIONAL('lambda', 'function:${FunctionName}:${Version}'), bindings: [] }),
  fact('AWS::Logs::LogGroup', {
    arnTemplate: REGIONAL('logs', 'log-group:${LogGroupName}:*'),
    beyondActionData: 'Fn::GetAtt returns the ARN with a trailing ":*"',
  }),
  fact('AWS::MSK::Cluster', { arnTemplate: REGIONAL('kafka', 'cluster/${ClusterName}/${Uuid}'), bindings: ['ClusterName=ClusterName'] }),
  fact('AWS::MSK::ServerlessCluster', { arnTemplate: REGIONAL('kafka', 'cluster/${ClusterName}/${Uuid}'), bindings: ['ClusterName=ClusterName'] }),
  fact('AWS::PaymentCryptography::Alias', { bindings: ['Alias=AliasName-alias/'] }),
  fact('AWS::Pinpoint::PushTemplate', { arnTemplate: null }, 'the spec gives the ARN of an e-mail template'),
  fact('AWS::Pinpoint::SmsTemplate', { arnTemplate: null }, 'the spec gives the ARN of an e-mail template'),
  fact('AWS::RDS::DBCluster', { otherArns: { 'MasterUserSecret.SecretArn': SECRET } }),
  fact('AWS::RDS::DBInstance', { otherArns: { 'MasterUserSecret.SecretArn': SECRET } }),
  fact('AWS::Redshift::Cluster', { otherArns: { MasterPasswordSecretArn: SECRET } }),
  fact('AWS::SES::EmailIdentity', { bindings: ['IdentityName=EmailIdentity'] }),
  fact('AWS::SSM::Parameter', { bindings: ['ParameterNameWithoutLeadingSlash=Name-/'] }),
  fact('AWS::Scheduler::Schedule', {
    arnTemplate: REGIONAL('scheduler', 'schedule/${GroupName}/${ScheduleName}'),
    bindings: ['GroupName=GroupName', 'ScheduleName=Name'],
  }),
  fact('AWS::SecretsManager::Secret', { arnReturnedBy: ['Id'], refReturns: 'arn' }, 'Ref and Id return the ARN'),
  fact('AWS::SecretsManager::SecretTargetAttachment', { arnTemplate: SECRET, bindings: [], arnReturnedBy: ['Id'], refReturns: 'arn' }, 'Ref and Id return the ARN of the secret'),
  { ...fact('AWS::Serverless::Function', { same: 'AWS::Lambda::Function' }), source: `${SAM}sam-resource-function.html` },
  { ...fact('AWS::Serverless::LayerVersion', { same: 'AWS::Lambda::LayerVersion' }), source: `${SAM}sam-resource-layerversion.html` },
  { ...fact('AWS::Serverless::SimpleTable', { same: 'AWS::DynamoDB::Table' }), source: `${SAM}sam-resource-simpletable.html` },
  {
    ...fact('AWS::Serverless::StateMachine', { same: 'AWS::StepFunctions::StateMachine', bindings: ['StateMachineName=Name'] }),
    source: `${SAM}sam-resource-statemachine.html`,
  },
  fact('AWS::ServiceCatalog::CloudFormationProvisionedProduct', { arnTemplate: null }, 'the spec gives the ARN of a product'),
];

/** A row, with the reference page of its type as source; `_reason` is for the reader of this file. */
function fact(type: string, values: Omit<ArnFact, 'type' | 'source' | 'date'>, _reason?: string): ArnFact {
  return { type, ...values, source: `${CLOUDFORMATION}aws-resource-${type.slice('AWS::'.length).toLowerCase().replace('::', '-')}.html`, date: '2026-11-22' };
}
