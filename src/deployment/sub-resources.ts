/**
 * CloudFormation types without an ARN of their own, or that change another resource: with the types whose permissions they take.
 *
 * Kept by hand, not complete: of each type a property names the parent (`RouteTableId`, `Queues`), as the pages of the types say in the
 * copy of them that the CloudFormation service spec is (`@aws-cdk/aws-service-spec` 0.1.216, all rows read 2026-11-22).
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const PARENTS: { readonly [type: string]: readonly string[] } = {
  'AWS::EC2::Route': ['AWS::EC2::RouteTable'],
  'AWS::EC2::SecurityGroupEgress': ['AWS::EC2::SecurityGroup'],
  'AWS::EC2::SecurityGroupIngress': ['AWS::EC2::SecurityGroup'],
  'AWS::EC2::SubnetRouteTableAssociation': ['AWS::EC2::RouteTable', 'AWS::EC2::Subnet'],
  'AWS::EC2::VPCGatewayAttachment': ['AWS::EC2::InternetGateway', 'AWS::EC2::VPC'],
  'AWS::ECS::ClusterCapacityProviderAssociations': ['AWS::ECS::Cluster'],
  'AWS::Events::EventBusPolicy': ['AWS::Events::EventBus'],
  'AWS::Lambda::Alias': ['AWS::Lambda::Function'],
  'AWS::Lambda::EventInvokeConfig': ['AWS::Lambda::Function'],
  'AWS::Lambda::LayerVersionPermission': ['AWS::Lambda::LayerVersion'],
  'AWS::Lambda::Permission': ['AWS::Lambda::Function'],
  'AWS::Lambda::Url': ['AWS::Lambda::Function'],
  'AWS::Lambda::Version': ['AWS::Lambda::Function'],
  'AWS::Logs::LogStream': ['AWS::Logs::LogGroup'],
  'AWS::Logs::MetricFilter': ['AWS::Logs::LogGroup'],
  'AWS::Logs::SubscriptionFilter': ['AWS::Logs::LogGroup'],
  'AWS::Route53::RecordSet': ['AWS::Route53::HostedZone'],
  'AWS::S3::BucketPolicy': ['AWS::S3::Bucket'],
  'AWS::SNS::Subscription': ['AWS::SNS::Topic'],
  'AWS::SNS::TopicInlinePolicy': ['AWS::SNS::Topic'],
  'AWS::SNS::TopicPolicy': ['AWS::SNS::Topic'],
  'AWS::SQS::QueueInlinePolicy': ['AWS::SQS::Queue'],
  'AWS::SQS::QueuePolicy': ['AWS::SQS::Queue'],
  'AWS::SecretsManager::ResourcePolicy': ['AWS::SecretsManager::Secret'],
  'AWS::SecretsManager::RotationSchedule': ['AWS::SecretsManager::Secret'],
  'AWS::SecretsManager::SecretTargetAttachment': ['AWS::SecretsManager::Secret'],
};

export function parentTypes(type: string): readonly string[] {
  return PARENTS[type] ?? [];
}
