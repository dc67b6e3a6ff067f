/**
 * S3 Express directory buckets: sessions, which is all that S3 authorizes there. Objects and prefixes are not told apart; access
 * points with a scope do that.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html (2026-11)
 */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3express from 'aws-cdk-lib/aws-s3express';
import { Conditions } from './writing/conditions';
import { keyUse, readProperty } from './writing/encryption-key';
import { EncryptedGrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Grants on an S3 Express One Zone directory bucket.
 *
 * Works with L1 buckets and those imported with `s3express.CfnDirectoryBucket.fromDirectoryBucketArn`. For a grantee of another account
 * the bucket policy has to allow the same; CDK does not manage it, so that half is a warning with the statements to add.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-security-iam.html
 */
export class ScopedDirectoryBucketGrants {
  /**
   * Starts the grants of a directory bucket.
   *
   * @param bucket an L1 or imported directory bucket
   */
  public static fromDirectoryBucket(bucket: s3express.IDirectoryBucketRef): ScopedDirectoryBucketGrants {
    return new ScopedDirectoryBucketGrants(bucket);
  }

  private constructor(private readonly bucket: s3express.IDirectoryBucketRef) {}

  /**
   * Lets the grantee read and list all objects, in sessions that are read-only (`s3express:CreateSession` with
   * `s3express:SessionMode` ReadOnly), with `kms:GenerateDataKey` and `kms:Decrypt` on the bucket's key.
   *
   * @throws if the bucket's key cannot be named, or if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('read', grantee, options, { StringEquals: { 's3express:SessionMode': 'ReadOnly' } });
  }

  /**
   * Lets the grantee read, list, write and delete all objects (`s3express:CreateSession` in either mode), with `kms:GenerateDataKey` and
   * `kms:Decrypt` on the bucket's key. S3 has no session that only writes.
   *
   * @throws if the bucket's key cannot be named, or if the grant would be lost
   */
  public readWrite(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('readWrite', grantee, options);
  }

  private grant(method: string, grantee: iam.IGrantable, options: EncryptedGrantScope, conditions?: Conditions): iam.Grant {
    const call = `ScopedDirectoryBucketGrants.${method}`;
    const session: ScopedStatement = {
      actions: ['s3express:CreateSession'],
      resources: [this.arn],
      conditions,
      resourcePolicy: { name: 'bucket policy', of: this.bucket },
    };
    return addScopedGrant({
      call, grantee, resource: this.bucket, scope: options, statements: [session, ...this.keyUse(call, grantee, options)],
    });
  }

  /**
   * A session of either mode asks for both. AWS names the encryption context, the ARN of the bucket, and logs it behind `arn:aws:s3:::`; it
   * does not name the service for `kms:ViaService`.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-UsingKMSEncryption.html#s3-express-encryption-context (2026-11)
   */
  private keyUse(call: string, grantee: iam.IGrantable, options: EncryptedGrantScope): ScopedStatement[] {
    const cfnBucket = [this.bucket].find(s3express.CfnDirectoryBucket.isCfnDirectoryBucket);
    return keyUse({
      call,
      grantee,
      resource: this.bucket,
      options,
      keyId: readProperty(
        cfnBucket?.bucketEncryption, 'serverSideEncryptionConfiguration', 0, 'serverSideEncryptionByDefault', 'kmsMasterKeyId',
      ),
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      context: { StringEquals: { 'aws:s3express:arn': [this.arn, `arn:${Stack.of(this.bucket).partition}:s3:::${this.arn}`] } },
    });
  }

  private get arn(): string {
    return this.bucket.directoryBucketRef.directoryBucketArn;
  }
}
