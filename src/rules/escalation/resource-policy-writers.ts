/**
 * Actions that write who may use a resource, and what their holder could so give itself. Kept by hand.
 */

export interface ResourcePolicyWriter {
  readonly action: string;
  /** What it writes, in words. */
  readonly writes: string;
  /** What can be given by it. */
  readonly gives: readonly string[];
  /** What a resource of the writer is followed by in the ARNs of what is given. */
  readonly suffix: string;
  readonly source: string;
  /** The day the fact was looked up. */
  readonly date: string;
}

const ACL = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/managing-acls.html';

export const RESOURCE_POLICY_WRITERS: readonly ResourcePolicyWriter[] = [
  writer('dynamodb:PutResourcePolicy', 'the policy of the table', ['dynamodb:GetItem', 'dynamodb:PutItem'], '',
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html'),
  writer('ecr:SetRepositoryPolicy', 'the policy of the repository', ['ecr:BatchGetImage', 'ecr:PutImage'], '',
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html'),
  writer('kms:PutKeyPolicy', 'the policy of the key', ['kms:Decrypt'], '',
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html'),
  writer('s3:PutBucketAcl', 'the access control list of the bucket', ['s3:PutObject'], '/*', ACL),
  writer('s3:PutBucketPolicy', 'the policy of the bucket', ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'], '/*',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html'),
  writer('s3:PutLifecycleConfiguration', 'when objects of the bucket expire', ['s3:DeleteObject'], '/*',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html'),
  writer('secretsmanager:PutResourcePolicy', 'the policy of the secret', ['secretsmanager:GetSecretValue'], '',
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html'),
];

function writer(action: string, writes: string, gives: readonly string[], suffix: string, source: string): ResourcePolicyWriter {
  return { action, writes, gives, suffix, source, date: '2026-11-22' };
}
