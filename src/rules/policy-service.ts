/**
 * The one service whose actions and resources a resource policy is about, by the type of the CloudFormation resource. Only types of
 * which it is certain; of any other, nothing is known here.
 *
 * The pages are where AWS describes these policies; the rows were written without opening each of them again.
 */

interface PolicyServiceFact {
  readonly types: readonly string[];
  /** The prefix of its actions, and the service of its ARNs. */
  readonly service: string;
  readonly source: string;
  /** The day the row was written. */
  readonly date: string;
}

const FACTS: readonly PolicyServiceFact[] = [
  row('s3', 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html',
    'AWS::S3::BucketPolicy', 'AWS::S3::AccessPoint', 'AWS::S3::MultiRegionAccessPointPolicy'),
  row('sqs', 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-creating-custom-policies.html',
    'AWS::SQS::QueuePolicy', 'AWS::SQS::QueueInlinePolicy'),
  row('sns', 'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html',
    'AWS::SNS::TopicPolicy', 'AWS::SNS::TopicInlinePolicy'),
  row('kms', 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html', 'AWS::KMS::Key', 'AWS::KMS::ReplicaKey'),
  row('secretsmanager', 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html', 'AWS::SecretsManager::ResourcePolicy'),
  row('lambda', 'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html', 'AWS::Lambda::Permission', 'AWS::Lambda::LayerVersionPermission'),
  row('ecr', 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html', 'AWS::ECR::Repository', 'AWS::ECR::RegistryPolicy'),
  row('elasticfilesystem', 'https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html', 'AWS::EFS::FileSystem'),
  row('events', 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-perms.html', 'AWS::Events::EventBus', 'AWS::Events::EventBusPolicy'),
  row('dynamodb', 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html',
    'AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'),
  row('execute-api', 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html', 'AWS::ApiGateway::RestApi',
    'AWS::Serverless::Api'),
  row('entityresolution', 'https://docs.aws.amazon.com/entityresolution/latest/apireference/API_AddPolicyStatement.html', 'AWS::EntityResolution::PolicyStatement'),
  row('signer', 'https://docs.aws.amazon.com/signer/latest/api/API_AddProfilePermission.html', 'AWS::Signer::ProfilePermission'),
  row('es', 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html', 'AWS::Elasticsearch::Domain', 'AWS::OpenSearchService::Domain'),
];

const services = new Map(FACTS.flatMap(({ types, service }) => types.map(type => [type, service] as const)));

/** The service that a resource policy of the type is about; `undefined` when it is not known. */
export function serviceOfPolicy(resourceType: string): string | undefined {
  return services.get(resourceType);
}

function row(service: string, source: string, ...types: string[]): PolicyServiceFact {
  return { types, service, source, date: '2026-11-22' };
}
