/**
 * The use of a bucket's key by S3, for the objects of this bucket under the given prefixes only.
 *
 * S3 writes the ARN of the object into the encryption context, or of the bucket where the bucket has a key of its own:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context (2026-11)
 */
import * as s3 from 'aws-cdk-lib/aws-s3';
import { objectArns } from './object-keys';
import { KeyUse, keyUse, readProperty } from './writing/encryption-key';
import { ScopedStatement } from './writing/scoped-statement';

export function bucketKeyUse(
  bucket: s3.IBucketRef, prefixes: string[], use: Pick<KeyUse, 'call' | 'grantee' | 'options' | 'actions'>,
): ScopedStatement[] {
  return keyUse({
    ...keyOfBucket(bucket),
    ...use,
    resource: bucket,
    service: 's3',
    context: { StringLike: { 'aws:s3:arn': [bucket.bucketRef.bucketArn, ...objectArns(bucket.bucketRef.bucketArn, prefixes)] } },
  });
}

/** The key as the construct names it, and as its L1 property does. */
export function keyOfBucket(bucket: s3.IBucketRef): Pick<KeyUse, 'key' | 'keyId'> {
  return { key: (bucket as Partial<s3.IBucket>).encryptionKey, keyId: keyIdOf(bucket) };
}

/**
 * S3 takes the key that AWS manages where KMS encryption names none:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#aws-managed-customer-managed-keys (2026-11)
 */
function keyIdOf(bucket: s3.IBucketRef): unknown {
  const cfnBucket = [bucket, bucket.node.defaultChild].find(s3.CfnBucket.isCfnBucket);
  const byDefault = readProperty(cfnBucket?.bucketEncryption, 'serverSideEncryptionConfiguration', 0, 'serverSideEncryptionByDefault');
  const usesKms = /^aws:kms/.test(String(readProperty(byDefault, 'sseAlgorithm')));
  return readProperty(byDefault, 'kmsMasterKeyId') ?? (usesKms ? 'alias/aws/s3' : undefined);
}
