/**
 * Names of API operations that are not IAM actions, with the actions that authorise them, kept by hand.
 *
 * For a message to a person who wrote the API's name in a policy. Not complete: an unknown action that is absent here is
 * still unknown.
 */

export interface ApiName {
  /** What people write, such as `s3:HeadObject`. */
  readonly apiName: string;
  /** The actions that authorise the operation; all of them, unless `anyOf` is set. */
  readonly actions: readonly string[];
  /** Whether the content of the request decides which of the actions are needed. */
  readonly anyOf?: boolean;
  readonly source: string;
  /** The day the fact was looked up. */
  readonly date: string;
}

export function findApiName(action: string): ApiName | undefined {
  byName ??= new Map(API_NAMES.map((known) => [known.apiName.toLowerCase(), known]));
  return byName.get(action.toLowerCase());
}

let byName: Map<string, ApiName> | undefined;

const S3 = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html';
const SQS = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html';
const DYNAMODB_TRANSACTIONS = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html';
const DYNAMODB_PARTIQL = 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html';
const BEDROCK = 'https://docs.aws.amazon.com/bedrock/latest/userguide/inference-prereq.html';
const API_GATEWAY = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html';
const TRANSACTION_WRITES = ['dynamodb:ConditionCheckItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'];
const PARTIQL = ['dynamodb:PartiQLDelete', 'dynamodb:PartiQLInsert', 'dynamodb:PartiQLSelect', 'dynamodb:PartiQLUpdate'];

export const API_NAMES: readonly ApiName[] = [
  row('apigateway:CreateRestApi', ['apigateway:POST'], API_GATEWAY),
  row('apigateway:DeleteRestApi', ['apigateway:DELETE'], API_GATEWAY),
  row('apigateway:GetRestApi', ['apigateway:GET'], API_GATEWAY),
  row('apigateway:GetRestApis', ['apigateway:GET'], API_GATEWAY),
  row('apigateway:UpdateRestApi', ['apigateway:PATCH'], API_GATEWAY),
  row('bedrock:Converse', ['bedrock:InvokeModel'], BEDROCK),
  row('bedrock:ConverseStream', ['bedrock:InvokeModelWithResponseStream'], BEDROCK),
  row('bedrock:StartAsyncInvoke', ['bedrock:InvokeModel'], 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_StartAsyncInvoke.html'),
  { ...row('dynamodb:BatchExecuteStatement', PARTIQL, DYNAMODB_PARTIQL), anyOf: true },
  { ...row('dynamodb:ExecuteStatement', PARTIQL, DYNAMODB_PARTIQL), anyOf: true },
  { ...row('dynamodb:ExecuteTransaction', PARTIQL, DYNAMODB_PARTIQL), anyOf: true },
  row('dynamodb:TransactGetItems', ['dynamodb:GetItem'], DYNAMODB_TRANSACTIONS),
  { ...row('dynamodb:TransactWriteItems', TRANSACTION_WRITES, DYNAMODB_TRANSACTIONS), anyOf: true },
  row('kms:ReEncrypt', ['kms:ReEncryptFrom', 'kms:ReEncryptTo'], 'https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html'),
  row('lambda:Invoke', ['lambda:InvokeFunction'], 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html'),
  row('lambda:InvokeWithResponseStream', ['lambda:InvokeFunction'], 'https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html'),
  row('s3:CompleteMultipartUpload', ['s3:PutObject'], S3),
  row('s3:CopyObject', ['s3:GetObject', 's3:PutObject'], S3),
  row('s3:CreateMultipartUpload', ['s3:PutObject'], S3),
  row('s3:DeleteBucketAnalyticsConfiguration', ['s3:PutAnalyticsConfiguration'], S3),
  row('s3:DeleteBucketCors', ['s3:PutBucketCORS'], S3),
  row('s3:DeleteBucketEncryption', ['s3:PutEncryptionConfiguration'], S3),
  row('s3:DeleteBucketIntelligentTieringConfiguration', ['s3:PutIntelligentTieringConfiguration'], S3),
  row('s3:DeleteBucketInventoryConfiguration', ['s3:PutInventoryConfiguration'], S3),
  row('s3:DeleteBucketLifecycle', ['s3:PutLifecycleConfiguration'], S3),
  row('s3:DeleteBucketMetricsConfiguration', ['s3:PutMetricsConfiguration'], S3),
  row('s3:DeleteBucketReplication', ['s3:PutReplicationConfiguration'], S3),
  row('s3:DeleteBucketTagging', ['s3:PutBucketTagging'], S3),
  row('s3:DeleteObjects', ['s3:DeleteObject'], S3),
  row('s3:DeletePublicAccessBlock', ['s3:PutBucketPublicAccessBlock'], S3),
  row('s3:GetBucketAccelerateConfiguration', ['s3:GetAccelerateConfiguration'], S3),
  row('s3:GetBucketAnalyticsConfiguration', ['s3:GetAnalyticsConfiguration'], S3),
  row('s3:GetBucketEncryption', ['s3:GetEncryptionConfiguration'], S3),
  row('s3:GetBucketIntelligentTieringConfiguration', ['s3:GetIntelligentTieringConfiguration'], S3),
  row('s3:GetBucketInventoryConfiguration', ['s3:GetInventoryConfiguration'], S3),
  row('s3:GetBucketLifecycle', ['s3:GetLifecycleConfiguration'], S3),
  row('s3:GetBucketLifecycleConfiguration', ['s3:GetLifecycleConfiguration'], S3),
  row('s3:GetBucketMetricsConfiguration', ['s3:GetMetricsConfiguration'], S3),
  row('s3:GetBucketNotificationConfiguration', ['s3:GetBucketNotification'], S3),
  row('s3:GetBucketReplication', ['s3:GetReplicationConfiguration'], S3),
  row('s3:GetObjectLockConfiguration', ['s3:GetBucketObjectLockConfiguration'], S3),
  row('s3:GetPublicAccessBlock', ['s3:GetBucketPublicAccessBlock'], S3),
  row('s3:HeadBucket', ['s3:ListBucket'], S3),
  row('s3:HeadObject', ['s3:GetObject'], S3),
  row('s3:ListBuckets', ['s3:ListAllMyBuckets'], S3),
  row('s3:ListMultipartUploads', ['s3:ListBucketMultipartUploads'], S3),
  row('s3:ListObjectVersions', ['s3:ListBucketVersions'], S3),
  row('s3:ListObjects', ['s3:ListBucket'], S3),
  row('s3:ListObjectsV2', ['s3:ListBucket'], S3),
  row('s3:ListParts', ['s3:ListMultipartUploadParts'], S3),
  row('s3:PutBucketAccelerateConfiguration', ['s3:PutAccelerateConfiguration'], S3),
  row('s3:PutBucketAnalyticsConfiguration', ['s3:PutAnalyticsConfiguration'], S3),
  row('s3:PutBucketEncryption', ['s3:PutEncryptionConfiguration'], S3),
  row('s3:PutBucketIntelligentTieringConfiguration', ['s3:PutIntelligentTieringConfiguration'], S3),
  row('s3:PutBucketInventoryConfiguration', ['s3:PutInventoryConfiguration'], S3),
  row('s3:PutBucketLifecycle', ['s3:PutLifecycleConfiguration'], S3),
  row('s3:PutBucketLifecycleConfiguration', ['s3:PutLifecycleConfiguration'], S3),
  row('s3:PutBucketMetricsConfiguration', ['s3:PutMetricsConfiguration'], S3),
  row('s3:PutBucketNotificationConfiguration', ['s3:PutBucketNotification'], S3),
  row('s3:PutBucketReplication', ['s3:PutReplicationConfiguration'], S3),
  row('s3:PutObjectLockConfiguration', ['s3:PutBucketObjectLockConfiguration'], S3),
  row('s3:PutPublicAccessBlock', ['s3:PutBucketPublicAccessBlock'], S3),
  row('s3:SelectObjectContent', ['s3:GetObject'], S3),
  row('s3:UploadPart', ['s3:PutObject'], S3),
  row('s3:UploadPartCopy', ['s3:GetObject', 's3:PutObject'], S3),
  row('sqs:ChangeMessageVisibilityBatch', ['sqs:ChangeMessageVisibility'], SQS),
  row('sqs:DeleteMessageBatch', ['sqs:DeleteMessage'], SQS),
  row('sqs:SendMessageBatch', ['sqs:SendMessage'], SQS),
];

function row(apiName: string, actions: readonly string[], source: string): ApiName {
  return { apiName, actions, source, date: '2026-11-22' };
}
