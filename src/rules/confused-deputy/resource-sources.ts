/**
 * What AWS services are known to send of their source when they use a resource by its policy: one row for each service, or one for
 * each page that says it of another sort of resource.
 *
 * Hand-kept facts of 2026-11-22; the pages of load balancers, S3 logging and Secrets Manager were known from excerpts only. A
 * condition on a key that is not sent breaks a delivery without a word, so a service is listed only for what it was seen with: where
 * AWS or the CDK itself writes the condition. EventBridge on keys and topics is left out on purpose, and so is CloudTrail on keys: AWS
 * says that the one does not send the keys there unless it encrypts data of its own, and that the other does not when it encrypts an
 * event data store.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-key-policy.html read 2026-11-23
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
import { globalServicePrincipal } from '../../catalog/trust-conditions';

const CDK = 'https://github.com/aws/aws-cdk/tree/v2.271.0/packages/aws-cdk-lib';
const DOCS = 'https://docs.aws.amazon.com';
const TRAIL_TOPICS = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html';
const ALARM_TOPICS = 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services';

export interface ResourceSource {
  /** In its global form. */
  readonly servicePrincipal: string;
  /** The services, by the prefix of their actions, on whose resources it was seen. */
  readonly uses: readonly string[];
  /** Whether it sends `aws:SourceAccount`. */
  readonly sourceAccount: boolean;
  /** Its `aws:SourceArn`, as wide as one account allows. */
  readonly sourceArn?: string;
  readonly source: string;
  readonly date: string;
}

export const RESOURCE_SOURCES: readonly ResourceSource[] = [
  row('apigateway', ['lambda'], false, 'arn:${Partition}:execute-api:${Region}:${Account}:*', `${CDK}/aws-apigateway/lib/integrations/lambda.ts`),
  row('bedrock', ['lambda'], true, undefined, `${DOCS}/bedrock/latest/userguide/agents-permissions.html#agents-permissions-lambda`),
  row('budgets', ['sns'], true, undefined, `${DOCS}/cost-management/latest/userguide/budgets-sns-policy.html`),
  row('cloudfront', ['s3', 'lambda'], false, 'arn:${Partition}:cloudfront::${Account}:distribution/*', `${CDK}/aws-cloudfront-origins/lib/s3-bucket-origin.ts`),
  row('cloudtrail', ['sns'], false, 'arn:${Partition}:cloudtrail:${Region}:${Account}:trail/*', TRAIL_TOPICS),
  // A trail of another region may write to the bucket, and Lake writes the results of queries there.
  row(
    'cloudtrail', ['s3'], false, 'arn:${Partition}:cloudtrail:*:${Account}:*',
    `${DOCS}/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html`,
  ),
  row('cloudwatch', ['sns', 'kms'], true, 'arn:${Partition}:cloudwatch:${Region}:${Account}:alarm:*', ALARM_TOPICS),
  row('cognito-idp', ['lambda'], false, 'arn:${Partition}:cognito-idp:${Region}:${Account}:userpool/*', `${CDK}/aws-cognito/lib/user-pool.ts`),
  row('config', ['lambda'], true, undefined, `${CDK}/aws-config/lib/rule.ts`),
  row('config', ['s3'], true, undefined, `${DOCS}/config/latest/developerguide/s3-bucket-policy.html`),
  row('costalerts', ['sns'], true, undefined, `${DOCS}/cost-management/latest/userguide/ad-SNS.html`),
  row('delivery.logs', ['s3'], true, 'arn:${Partition}:logs:${Region}:${Account}:*', `${CDK}/aws-ec2/lib/vpc-flow-logs.ts`),
  row('delivery.logs', ['logs'], true, undefined, `${DOCS}/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-CWL.html`),
  row(
    'elasticloadbalancing', ['lambda'], false, 'arn:${Partition}:elasticloadbalancing:${Region}:${Account}:targetgroup/*',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html',
  ),
  row('es', ['logs'], true, undefined, `${DOCS}/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html`),
  row('events', ['lambda', 'sqs'], false, 'arn:${Partition}:events:${Region}:${Account}:rule/*', `${CDK}/aws-events-targets/lib/sqs.ts`),
  row('guardduty', ['s3', 'kms'], true, undefined, `${DOCS}/guardduty/latest/ug/guardduty_exportfindings.html`),
  row(
    'lambda', ['ecr'], false, 'arn:${Partition}:lambda:${Region}:${Account}:function:*',
    'https://aws.amazon.com/blogs/compute/introducing-cross-account-amazon-ecr-access-for-aws-lambda/',
  ),
  row('lambda.alarms.cloudwatch', ['lambda'], true, 'arn:${Partition}:cloudwatch:${Region}:${Account}:alarm:*', `${CDK}/aws-cloudwatch-actions/lib/lambda.ts`),
  row('logging.s3', ['s3'], true, undefined, `${CDK}/aws-s3/lib/bucket.ts`),
  row('logs', ['lambda'], false, 'arn:${Partition}:logs:${Region}:${Account}:log-group:*', `${CDK}/aws-logs-destinations/lib/lambda.ts`),
  row('rds', ['secretsmanager'], true, undefined, `${DOCS}/AmazonRDS/latest/UserGuide/USER_SQLServer_SelfManagedActiveDirectory.SettingUp.html`),
  row('route53', ['logs'], true, undefined, `${DOCS}/Route53/latest/APIReference/API_CreateQueryLoggingConfig.html`),
  row('s3', ['lambda', 's3', 'sns', 'sqs'], true, undefined, 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html'),
  row('secretsmanager', ['lambda'], true, undefined, 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html'),
  row('ses', ['lambda', 's3'], true, undefined, `${CDK}/aws-ses-actions/lib/s3.ts`),
  row('sns', ['kms', 'lambda', 'sqs'], false, 'arn:${Partition}:sns:${Region}:${Account}:*', `${CDK}/aws-sns-subscriptions/lib/sqs.ts`),
];

/**
 * Services that do not send a source where they use these resources to deliver, so that a condition on it breaks the delivery.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 * @see https://aws.github.io/modern-data-architecture-accelerator/typedocs/functions/_aws-mdaa_cloudwatch-constructs.grantCloudWatchAlarmsTopicAccess.html
 */
export const SENDING_NO_SOURCE: { readonly [servicePrincipal: string]: readonly string[] } = { 'events.amazonaws.com': ['kms'] };

/**
 * What a service, given in its global, regional or China form, sends when it uses the resources of one of these services.
 *
 * @param uses the prefixes of actions; of any service if left out
 */
export function findResourceSource(servicePrincipal: string, uses?: ReadonlySet<string>): ResourceSource | undefined {
  const name = globalServicePrincipal(servicePrincipal) ?? servicePrincipal;
  return RESOURCE_SOURCES.find(source => (source.servicePrincipal === servicePrincipal || source.servicePrincipal === name)
    && (!uses || source.uses.some(use => uses.has(use))));
}

function row(name: string, uses: readonly string[], sourceAccount: boolean, sourceArn: string | undefined, source: string): ResourceSource {
  return { servicePrincipal: `${name}.amazonaws.com`, uses, sourceAccount, ...sourceArn !== undefined && { sourceArn }, source, date: '2026-11-22' };
}
