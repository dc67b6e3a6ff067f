/**
 * S3: exact actions on the objects under a prefix, listing narrowed to the same prefix, and the use of the bucket's key.
 * Never ACLs, tags, retention, versions or bucket configuration.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { IKeyRef } from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { findKeyArn, keyStatements, readProperty } from './encryption-key';
import { hasWildcard, oneOrMany, requireKnownLength, requireNonEmpty } from './scope-list';
import { addScopedGrant, ScopedStatement } from './scoped-grant';

/**
 * Which objects of a bucket a grant covers.
 */
export interface BucketGrantOptions {
  /**
   * Only objects whose key starts with this text.
   *
   * It is compared as a plain string: `orders/` covers `orders/1` and not `orders-secret/1`, but `orders` covers both, so end a
   * folder with a slash. It may hold IAM policy variables (`${aws:PrincipalTag/tenant}/`) and tokens, but no wildcard.
   *
   * @default - all objects, unless `prefixes` is given
   */
  readonly prefix?: string;

  /**
   * More prefixes, each as described at `prefix`.
   *
   * @default - only `prefix`
   */
  readonly prefixes?: string[];
}

/**
 * Which objects of a bucket a grant covers, and the key that encrypts them.
 */
export interface BucketDataGrantOptions extends BucketGrantOptions {
  /**
   * The customer-managed KMS key of the bucket. Its key policy must let IAM policies of the account decide, as CDK's default does.
   *
   * @default - the key that the bucket construct names; for an imported bucket, none
   */
  readonly encryptionKey?: IKeyRef;
}

/**
 * Grants on a bucket that name exact actions and can be narrowed to prefixes.
 *
 * Works with L2, L1 and imported buckets. Every method writes into the grantee's own policy only, and throws if that is not
 * possible (immutable or imported principals, principals of another account).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export class ScopedBucketGrants {
  /**
   * Starts the grants of a bucket.
   *
   * @param bucket an L2, L1 or imported bucket
   */
  public static fromBucket(bucket: s3.IBucketRef): ScopedBucketGrants {
    return new ScopedBucketGrants(bucket);
  }

  private constructor(private readonly bucket: s3.IBucketRef) {}

  /**
   * Lets the grantee read objects (`s3:GetObject`), list them (`s3:ListBucket`, narrowed by `s3:prefix`) and decrypt them.
   *
   * With a prefix, a listing must name that prefix or a longer one; a listing of the whole bucket is denied.
   *
   * @throws if a prefix is empty or holds a wildcard, if the bucket's key cannot be named, or if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: BucketDataGrantOptions = {}): iam.Grant {
    const prefixes = this.prefixesOf('read', options);
    return this.grant('read', grantee, [
      this.onObjects(['s3:GetObject'], prefixes),
      this.onListing(prefixes),
      ...keyStatements(this.bucket, this.keyArn(options), 's3', ['kms:Decrypt']),
    ]);
  }

  /**
   * Lets the grantee write objects, large ones in parts: `s3:PutObject`, `s3:AbortMultipartUpload`, `s3:ListMultipartUploadParts`,
   * and with the bucket's key `kms:GenerateDataKey` and `kms:Decrypt`. It may overwrite objects; it cannot delete, read or list them.
   *
   * `s3:ListBucketMultipartUploads`, which shows the keys of all uploads in progress, is granted only without a prefix.
   *
   * @throws if a prefix is empty or holds a wildcard, if the bucket's key cannot be named, or if the grant would be lost
   * @see https://repost.aws/knowledge-center/s3-large-file-encryption-kms-key
   */
  public write(grantee: iam.IGrantable, options: BucketDataGrantOptions = {}): iam.Grant {
    const prefixes = this.prefixesOf('write', options);
    const uploads = { actions: ['s3:ListBucketMultipartUploads'], resources: [this.bucket.bucketRef.bucketArn] };
    return this.grant('write', grantee, [
      this.onObjects(['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], prefixes),
      ...(prefixes.length === 0 ? [uploads] : []),
      ...keyStatements(this.bucket, this.keyArn(options), 's3', ['kms:GenerateDataKey', 'kms:Decrypt']),
    ]);
  }

  /**
   * Lets the grantee delete objects (`s3:DeleteObject`). In a versioned bucket that leaves the versions: they stay recoverable.
   *
   * @throws if a prefix is empty or holds a wildcard, or if the grant would be lost
   */
  public delete(grantee: iam.IGrantable, options: BucketGrantOptions = {}): iam.Grant {
    return this.grant('delete', grantee, [this.onObjects(['s3:DeleteObject'], this.prefixesOf('delete', options))]);
  }

  /**
   * Lets the grantee list keys (`s3:ListBucket`, narrowed by `s3:prefix`), without reading the objects.
   *
   * @throws if a prefix is empty or holds a wildcard, or if the grant would be lost
   */
  public list(grantee: iam.IGrantable, options: BucketGrantOptions = {}): iam.Grant {
    return this.grant('list', grantee, [this.onListing(this.prefixesOf('list', options))]);
  }

  private grant(method: string, grantee: iam.IGrantable, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({
      call: `ScopedBucketGrants.${method}`,
      grantee,
      resource: this.bucket,
      statements,
      otherAccountRemedy: 'Allow the principal in the bucket policy (and the key policy) of the bucket\'s account, and the same in its own policy.',
    });
  }

  private onObjects(actions: string[], prefixes: string[]): ScopedStatement {
    const { bucketArn } = this.bucket.bucketRef;
    return {
      actions,
      resources: (prefixes.length === 0 ? [''] : prefixes).map((prefix) => `${bucketArn}/${prefix}*`),
      wildcardReason: 'S3 objects can be named ahead of time only by a pattern of their keys; the actions are exact',
    };
  }

  private onListing(prefixes: string[]): ScopedStatement {
    const patterns = prefixes.map((prefix) => `${prefix}*`);
    return {
      actions: ['s3:ListBucket'],
      resources: [this.bucket.bucketRef.bucketArn],
      conditions: prefixes.length === 0 ? undefined : { StringLike: { 's3:prefix': oneOrMany(patterns) } },
    };
  }

  private prefixesOf(method: string, { prefix, prefixes }: BucketGrantOptions): string[] {
    const call = `ScopedBucketGrants.${method}`;
    if (prefixes !== undefined) {
      requireKnownLength(call, 'prefixes', prefixes);
      requireNonEmpty(call, 'prefixes', prefixes);
    }
    if (prefix !== undefined) {
      requireNonEmpty(call, 'prefix', [prefix]);
    }
    const all = [...(prefix === undefined ? [] : [prefix]), ...(prefixes ?? [])];
    const wildcard = all.find(hasWildcard);
    if (wildcard !== undefined) {
      throw new Error(`${call}: the prefix '${wildcard}' holds a wildcard; expected the plain start of the keys, such as 'orders/' `
        + '(everything after it is covered). Write a literal star as ${*} and a literal question mark as ${?}');
    }
    return [...new Set(all)];
  }

  private keyArn(options: BucketDataGrantOptions): string | undefined {
    const cfnBucket = [this.bucket, this.bucket.node.defaultChild].find(s3.CfnBucket.isCfnBucket);
    const keyId = readProperty(
      cfnBucket?.bucketEncryption, 'serverSideEncryptionConfiguration', 0, 'serverSideEncryptionByDefault', 'kmsMasterKeyId',
    );
    return findKeyArn(this.bucket, options.encryptionKey ?? (this.bucket as Partial<s3.IBucket>).encryptionKey, keyId);
  }
}
