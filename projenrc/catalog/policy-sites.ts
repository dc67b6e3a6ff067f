/**
 * Hand-kept curation of policy sites: what the marks of the service spec get wrong, and sites that it does not mark.
 *
 * The generator fails when a mark is neither a site nor excluded here, when a property named here is not in the spec, and when
 * a JSON property whose name speaks of a policy is neither, so a newer spec cannot add or move a site unnoticed.
 */
import { PolicySiteSpec } from '../../src/catalog/cloudformation';

/** Marked or policy-named properties that are no policy sites, by `Type.path`, with the reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'AWS::Logs::LogGroup.DataProtectionPolicy': 'which data to find and mask, not who may do what',
  'AWS::Logs::LogGroup.FieldIndexPolicies[]': 'which log fields to index',
  'AWS::MPA::ApprovalTeam.Policies': 'names of Multi-party approval policies, not documents',
  'AWS::NetworkManager::CoreNetwork.PolicyDocument': 'network segments and routing in Cloud WAN\'s own format',
  'AWS::RAM::Permission.PolicyTemplate': 'a template without principals that RAM completes when a resource is shared',
  'AWS::SNS::Subscription.DeliveryPolicy': 'retries',
  'AWS::SNS::Subscription.FilterPolicy': 'which messages to deliver',
  'AWS::SNS::Subscription.RedrivePolicy': 'the dead-letter queue',
  'AWS::SNS::Subscription.ReplayPolicy': 'which archived messages to send again',
  'AWS::SNS::Topic.ArchivePolicy': 'how long to keep messages',
  'AWS::SNS::Topic.DataProtectionPolicy': 'which data to find and mask, not who may do what',
  'AWS::SQS::Queue.RedriveAllowPolicy': 'which queues may use this one as dead-letter queue, in SQS\'s own format',
  'AWS::SQS::Queue.RedrivePolicy': 'the dead-letter queue',
  'AWS::Serverless::Function.Events{}.Properties.Auth.ResourcePolicy.CustomStatements[]': 'SAM writes them into the policy of an API that it makes',
};

/** Marked resource types and properties that are security groups, assignments or attributes, not policies. */
export const OTHER_MARKS: readonly string[] = [
  'IngressRules', 'EgressRules', 'IngressRuleResource', 'EgressRuleResource', 'SsoAssignmentResource', 'SsoInstanceACAConfigResource',
];

/** Marked sites whose kind is not the one that the mark suggests (`resource`, or `identity` for identity marks). */
export const KINDS: Readonly<Record<string, PolicySiteSpec['kind']>> = {
  'AWS::EC2::VPCEndpoint.PolicyDocument': 'endpoint',
  'AWS::IAM::Role.AssumeRolePolicyDocument': 'trust',
  'AWS::IoT::Policy.PolicyDocument': 'identity',
  'AWS::SSO::PermissionSet.InlinePolicy': 'permission-set',
  'AWS::Serverless::Function.AssumeRolePolicyDocument': 'trust',
};

export interface HandKeptSite extends PolicySiteSpec {
  readonly type: string;
  readonly source: string;
  readonly date: string;
}

const CLOUDFORMATION = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/';
const SAM = 'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/';
const API_GATEWAY = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/';
const CDK = 'https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/';

/** Policy sites that the spec does not mark. */
export const UNMARKED_SITES: readonly HandKeptSite[] = [
  site('AWS::AIOps::InvestigationGroup', 'InvestigationGroupPolicy', 'resource', `${CLOUDFORMATION}aws-resource-aiops-investigationgroup.html`),
  site('AWS::APS::ResourcePolicy', 'PolicyDocument', 'resource', `${CLOUDFORMATION}aws-resource-aps-resourcepolicy.html`),
  site('AWS::BedrockAgentCore::ResourcePolicy', 'Policy', 'resource', `${CLOUDFORMATION}aws-resource-bedrockagentcore-resourcepolicy.html`),
  site('AWS::Comprehend::DocumentClassifier', 'ModelPolicy', 'resource', `${CLOUDFORMATION}aws-resource-comprehend-documentclassifier.html`),
  site('AWS::Comprehend::EntityRecognizer', 'ModelPolicy', 'resource', `${CLOUDFORMATION}aws-resource-comprehend-entityrecognizer.html`),
  site('AWS::DSQL::Cluster', 'PolicyDocument', 'resource', `${CLOUDFORMATION}aws-resource-dsql-cluster.html`),
  site('AWS::DynamoDB::GlobalTable', 'Replicas[].ReplicaStreamSpecification.ResourcePolicy.PolicyDocument', 'resource',
    `${CLOUDFORMATION}aws-resource-dynamodb-globaltable.html`),
  site('AWS::DynamoDB::GlobalTable', 'Replicas[].ResourcePolicy.PolicyDocument', 'resource', `${CLOUDFORMATION}aws-resource-dynamodb-globaltable.html`),
  site('AWS::DynamoDB::Table', 'ResourcePolicy.PolicyDocument', 'resource', `${CLOUDFORMATION}aws-resource-dynamodb-table.html`),
  site('AWS::DynamoDB::Table', 'StreamSpecification.ResourcePolicy.PolicyDocument', 'resource', `${CLOUDFORMATION}aws-resource-dynamodb-table.html`),
  site('AWS::ECR::RepositoryCreationTemplate', 'RepositoryPolicy', 'resource', `${CLOUDFORMATION}aws-resource-ecr-repositorycreationtemplate.html`),
  site('AWS::EKS::PodIdentityAssociation', 'Policy', 'session', `${CLOUDFORMATION}aws-resource-eks-podidentityassociation.html`),
  site('AWS::Elasticsearch::Domain', 'AccessPolicies', 'resource', `${CLOUDFORMATION}aws-resource-elasticsearch-domain.html`),
  permission('AWS::EntityResolution::PolicyStatement', `${CLOUDFORMATION}aws-resource-entityresolution-policystatement.html`),
  permission('AWS::Events::EventBusPolicy', `${CLOUDFORMATION}aws-resource-events-eventbuspolicy.html`),
  { ...site('AWS::Events::EventBusPolicy', 'Statement', 'resource', `${CLOUDFORMATION}aws-resource-events-eventbuspolicy.html`), shape: 'statement' },
  site('AWS::FSx::S3AccessPointAttachment', 'S3AccessPoint.Policy', 'resource', `${CLOUDFORMATION}aws-resource-fsx-s3accesspointattachment.html`),
  permission('AWS::Lambda::LayerVersionPermission', `${CLOUDFORMATION}aws-resource-lambda-layerversionpermission.html`),
  site('AWS::Logs::DeliveryDestination', 'DeliveryDestinationPolicy.DeliveryDestinationPolicy', 'resource',
    `${CLOUDFORMATION}aws-resource-logs-deliverydestination.html`),
  site('AWS::Logs::Destination', 'DestinationPolicy', 'resource', `${CLOUDFORMATION}aws-resource-logs-destination.html`),
  site('AWS::MediaStore::Container', 'Policy', 'resource', `${CLOUDFORMATION}aws-resource-mediastore-container.html`),
  site('AWS::ODB::OdbNetwork', 'KmsPolicyDocument', 'endpoint', `${CLOUDFORMATION}aws-resource-odb-odbnetwork.html`),
  site('AWS::ODB::OdbNetwork', 'S3PolicyDocument', 'endpoint', `${CLOUDFORMATION}aws-resource-odb-odbnetwork.html`),
  site('AWS::ODB::OdbNetwork', 'StsPolicyDocument', 'endpoint', `${CLOUDFORMATION}aws-resource-odb-odbnetwork.html`),
  site('AWS::OSIS::Pipeline', 'ResourcePolicy.Policy', 'resource', `${CLOUDFORMATION}aws-resource-osis-pipeline.html`),
  site('AWS::OpenSearchService::Domain', 'AccessPolicies', 'resource', `${CLOUDFORMATION}aws-resource-opensearchservice-domain.html`),
  {
    ...site('AWS::Organizations::Policy', 'Content', 'rcp', `${CLOUDFORMATION}aws-resource-organizations-policy.html`),
    when: { property: 'Type', equals: 'RESOURCE_CONTROL_POLICY' },
  },
  {
    ...site('AWS::Organizations::Policy', 'Content', 'scp', `${CLOUDFORMATION}aws-resource-organizations-policy.html`),
    when: { property: 'Type', equals: 'SERVICE_CONTROL_POLICY' },
  },
  site('AWS::Organizations::ResourcePolicy', 'Content', 'resource', `${CLOUDFORMATION}aws-resource-organizations-resourcepolicy.html`),
  site('AWS::PaymentCryptography::Key', 'Policy', 'resource', `${CLOUDFORMATION}aws-resource-paymentcryptography-key.html`),
  site('AWS::RUM::AppMonitor', 'ResourcePolicy.PolicyDocument', 'resource', `${CLOUDFORMATION}aws-resource-rum-appmonitor.html`),
  site('AWS::RolesAnywhere::Profile', 'SessionPolicy', 'session', `${CLOUDFORMATION}aws-resource-rolesanywhere-profile.html`),
  { ...site('AWS::Serverless::Function', 'Policies', 'identity', `${SAM}sam-resource-function.html`), shape: 'documents-or-names' },
  { ...site('AWS::Serverless::StateMachine', 'Policies', 'identity', `${SAM}sam-resource-statemachine.html`), shape: 'documents-or-names' },
  permission('AWS::Signer::ProfilePermission', `${CLOUDFORMATION}aws-resource-signer-profilepermission.html`),
  site('AWS::Transfer::User', 'Policy', 'session', `${CLOUDFORMATION}aws-resource-transfer-user.html`),
  site('AWS::XRay::ResourcePolicy', 'PolicyDocument', 'resource', `${CLOUDFORMATION}aws-resource-xray-resourcepolicy.html`),
];

/** Policy sites that no spec lists: of custom resources, and inside of properties whose form it does not know. */
export const UNLISTED_SITES: readonly HandKeptSite[] = [
  ...['Create', 'Update'].flatMap((path): HandKeptSite[] => [
    { ...site('Custom::ElasticsearchAccessPolicy', path, 'resource', `${CDK}aws-elasticsearch/lib/elasticsearch-access-policy.ts`), shape: 'sdk-call' },
    { ...site('Custom::OpenSearchAccessPolicy', path, 'resource', `${CDK}aws-opensearchservice/lib/opensearch-access-policy.ts`), shape: 'sdk-call' },
  ]),
  {
    ...site('AWS::ApiGateway::RestApi', 'Body.x-amazon-apigateway-policy', 'resource', `${API_GATEWAY}openapi-extensions-policy.html`),
    shape: 'api-definition',
  },
  {
    ...site('AWS::Serverless::Api', 'Auth.ResourcePolicy.CustomStatements', 'resource', `${SAM}sam-property-api-resourcepolicystatement.html`),
    shape: 'sam-statements',
  },
  {
    ...site('AWS::Serverless::Api', 'DefinitionBody.x-amazon-apigateway-policy', 'resource', `${API_GATEWAY}openapi-extensions-policy.html`),
    shape: 'api-definition',
  },
];

function site(type: string, path: string, kind: PolicySiteSpec['kind'], source: string): HandKeptSite {
  return { type, path, kind, shape: 'document', source, date: '2026-11-22' };
}

function permission(type: string, source: string): HandKeptSite {
  return { type, path: '', kind: 'resource', shape: 'permission', source, date: '2026-11-23' };
}
