/**
 * S3: exact actions on the objects under a prefix, listing narrowed to the same prefix, and the use of the bucket's key.
 * Never ACLs, tags, retention, versions or bucket configuration.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { bucketKeyUse } from './bucket-key';
import { ofItsAccount } from './bucket-owner';
import { listingOf, OBJECT_PATTERN, objectArns, prefixesOf } from './object-keys';
import { mergeConditions } from './writing/conditions';
import { EncryptedGrantScope, GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';
import { ResourcePolicy, ScopedStatement } from './writing/scoped-statement';

/**
 * Which objects of a bucket a grant covers.
 */
export interface BucketGrantOptions extends GrantScope {
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
export interface BucketDataGrantOptions extends BucketGrantOptions, EncryptedGrantScope {}

/**
 * Grants on a bucket that name exact actions and can be narrowed to prefixes.
 *
 * Works with L2, L1 and imported buckets. An imported one is held to its account (`aws:ResourceAccount`): that of the stack, unless the
 * import names another, as `s3.Bucket.fromBucketAttributes(this, 'Data', { bucketName: 'data', account: '444455556666' })` does.
 *
 * The statements go into the grantee's own policy; for a grantee of another account also into the bucket policy and the key policy. A
 * half that this app cannot write is a warning with the statements; a grant that would be lost (immutable or imported principals) is an
 * error.
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
    const call = 'ScopedBucketGrants.read';
    const prefixes = prefixesOf(call, options);
    return this.grant(call, grantee, options, [
      this.onObjects(['s3:GetObject'], prefixes),
      this.onListing(prefixes),
      ...bucketKeyUse(this.bucket, prefixes, { call, grantee, options, actions: ['kms:Decrypt'] }),
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
    const call = 'ScopedBucketGrants.write';
    const prefixes = prefixesOf(call, options);
    return this.grant(call, grantee, options, [
      this.onObjects(['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], prefixes),
      ...(prefixes.length === 0 ? [this.onBucket('s3:ListBucketMultipartUploads')] : []),
      ...bucketKeyUse(this.bucket, prefixes, { call, grantee, options, actions: ['kms:GenerateDataKey', 'kms:Decrypt'] }),
    ]);
  }

  /**
   * Lets the grantee delete objects (`s3:DeleteObject`). In a versioned bucket that leaves the versions: they stay recoverable.
   *
   * @throws if a prefix is empty or holds a wildcard, or if the grant would be lost
   */
  public delete(grantee: iam.IGrantable, options: BucketGrantOptions = {}): iam.Grant {
    const call = 'ScopedBucketGrants.delete';
    return this.grant(call, grantee, options, [this.onObjects(['s3:DeleteObject'], prefixesOf(call, options))]);
  }

  /**
   * Lets the grantee list keys (`s3:ListBucket`, narrowed by `s3:prefix`), without reading the objects.
   *
   * @throws if a prefix is empty or holds a wildcard, or if the grant would be lost
   */
  public list(grantee: iam.IGrantable, options: BucketGrantOptions = {}): iam.Grant {
    const call = 'ScopedBucketGrants.list';
    return this.grant(call, grantee, options, [this.onListing(prefixesOf(call, options))]);
  }

  private grant(call: string, grantee: iam.IGrantable, scope: GrantScope, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({ call, grantee, resource: this.bucket, scope, statements });
  }

  private onObjects(actions: string[], prefixes: string[]): ScopedStatement {
    return {
      actions,
      resources: objectArns(this.bucket.bucketRef.bucketArn, prefixes),
      conditions: ofItsAccount(this.bucket),
      wildcardReason: OBJECT_PATTERN,
      resourcePolicy: this.policy,
    };
  }

  private onListing(prefixes: string[]): ScopedStatement {
    const listing = this.onBucket('s3:ListBucket');
    return { ...listing, conditions: mergeConditions(listing.conditions, listingOf(prefixes)) };
  }

  private onBucket(action: string): ScopedStatement {
    return { actions: [action], resources: [this.bucket.bucketRef.bucketArn], conditions: ofItsAccount(this.bucket), resourcePolicy: this.policy };
  }

  private get policy(): ResourcePolicy {
    return { name: 'bucket policy', of: this.bucket };
  }
}
