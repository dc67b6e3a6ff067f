/**
 * S3 access points: exact actions on the objects under a prefix, through one access point, and on the bucket behind it what S3 asks
 * for there.
 *
 * S3 lets a request through when the access point and the bucket allow it:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html (2026-11)
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BucketGrantOptions } from './bucket-grants';
import { bucketKeyUse } from './bucket-key';
import { ofItsAccount } from './bucket-owner';
import { listingOf, OBJECT_PATTERN, objectArns, prefixesOf } from './object-keys';
import { mergeConditions } from './writing/conditions';
import { keyUse } from './writing/encryption-key';
import { EncryptedGrantScope, GrantScope } from './writing/grant-scope';
import { referencedConstruct } from './writing/referenced-construct';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Which objects behind an access point a grant covers.
 */
export interface AccessPointGrantOptions extends BucketGrantOptions {
  /**
   * The bucket behind the access point. The grantee is allowed the same actions on it, for requests through this access point only
   * (`s3:DataAccessPointArn`).
   *
   * Without it the bucket policy has to leave the decision to the access point, by a statement that allows everybody what comes with the
   * `s3:DataAccessPointAccount` of the account; the access point policy and the identity policies then decide.
   *
   * @default - the bucket of this app that an L1 access point refers to; none for an imported access point
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html#access-points-delegating-control
   */
  readonly bucket?: s3.IBucketRef;
}

/**
 * Which objects behind an access point a grant covers, and the key that encrypts them.
 */
export interface AccessPointDataGrantOptions extends AccessPointGrantOptions, EncryptedGrantScope {}

/**
 * Grants through an S3 access point. They do not let the grantee reach the bucket by its own name.
 *
 * For a grantee of another account the access point policy has to allow the same; CDK does not manage it, so that half is a warning
 * with the statements to add.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
 */
export class ScopedAccessPointGrants {
  /**
   * Starts the grants of an access point.
   *
   * @param accessPoint an L1 access point, or one imported with `s3.CfnAccessPoint.fromAccessPointArn`
   */
  public static fromAccessPoint(accessPoint: s3.IAccessPointRef): ScopedAccessPointGrants {
    return new ScopedAccessPointGrants(accessPoint);
  }

  private constructor(private readonly accessPoint: s3.IAccessPointRef) {}

  /**
   * Lets the grantee read objects (`s3:GetObject`), list them (`s3:ListBucket`, narrowed by `s3:prefix`) and decrypt them.
   *
   * @throws if a prefix is empty or holds a wildcard, if the bucket's key cannot be named, or if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: AccessPointDataGrantOptions = {}): iam.Grant {
    const call = 'ScopedAccessPointGrants.read';
    const prefixes = prefixesOf(call, options);
    return this.grant(call, grantee, options, [
      ...this.onObjects(['s3:GetObject'], prefixes, options),
      ...this.onListing(prefixes, options),
      ...this.keyUse(call, grantee, options, prefixes, ['kms:Decrypt']),
    ]);
  }

  /**
   * Lets the grantee write objects, large ones in parts: `s3:PutObject`, `s3:AbortMultipartUpload`, `s3:ListMultipartUploadParts`,
   * and with the bucket's key `kms:GenerateDataKey` and `kms:Decrypt`. It may overwrite objects; it cannot delete, read or list them.
   *
   * @throws if a prefix is empty or holds a wildcard, if the bucket's key cannot be named, or if the grant would be lost
   */
  public write(grantee: iam.IGrantable, options: AccessPointDataGrantOptions = {}): iam.Grant {
    const call = 'ScopedAccessPointGrants.write';
    const prefixes = prefixesOf(call, options);
    return this.grant(call, grantee, options, [
      ...this.onObjects(['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], prefixes, options),
      ...this.keyUse(call, grantee, options, prefixes, ['kms:GenerateDataKey', 'kms:Decrypt']),
    ]);
  }

  /**
   * Lets the grantee delete objects (`s3:DeleteObject`). In a versioned bucket that leaves the versions: they stay recoverable.
   *
   * @throws if a prefix is empty or holds a wildcard, or if the grant would be lost
   */
  public delete(grantee: iam.IGrantable, options: AccessPointGrantOptions = {}): iam.Grant {
    const call = 'ScopedAccessPointGrants.delete';
    return this.grant(call, grantee, options, this.onObjects(['s3:DeleteObject'], prefixesOf(call, options), options));
  }

  /**
   * Lets the grantee list keys (`s3:ListBucket`, narrowed by `s3:prefix`), without reading the objects.
   *
   * @throws if a prefix is empty or holds a wildcard, or if the grant would be lost
   */
  public list(grantee: iam.IGrantable, options: AccessPointGrantOptions = {}): iam.Grant {
    const call = 'ScopedAccessPointGrants.list';
    return this.grant(call, grantee, options, this.onListing(prefixesOf(call, options), options));
  }

  private grant(call: string, grantee: iam.IGrantable, scope: GrantScope, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({ call, grantee, resource: this.accessPoint, scope, statements });
  }

  private onObjects(actions: string[], prefixes: string[], options: AccessPointGrantOptions): ScopedStatement[] {
    const onObjects = { actions, wildcardReason: OBJECT_PATTERN };
    return this.onBothSides(onObjects, options, `${this.arn}/object`, (parent) => objectArns(parent, prefixes));
  }

  private onListing(prefixes: string[], options: AccessPointGrantOptions): ScopedStatement[] {
    return this.onBothSides({ actions: ['s3:ListBucket'], conditions: listingOf(prefixes) }, options, this.arn, (arn) => [arn]);
  }

  private onBothSides(
    statement: Pick<ScopedStatement, 'actions' | 'conditions' | 'wildcardReason'>,
    options: AccessPointGrantOptions,
    ownArn: string,
    resources: (arn: string) => string[],
  ): ScopedStatement[] {
    const bucket = this.bucketOf(options);
    const own = { ...statement, resources: resources(ownArn), resourcePolicy: { name: 'access point policy', of: this.accessPoint } };
    return bucket === undefined ? [own] : [own, {
      ...statement,
      resources: resources(bucket.bucketRef.bucketArn),
      conditions: [statement.conditions, ofItsAccount(bucket)].reduce(mergeConditions, { ArnEquals: { 's3:DataAccessPointArn': this.arn } }),
      resourcePolicy: { name: 'bucket policy', of: bucket },
    }];
  }

  private keyUse(
    call: string, grantee: iam.IGrantable, options: AccessPointDataGrantOptions, prefixes: string[], actions: string[],
  ): ScopedStatement[] {
    const bucket = this.bucketOf(options);
    return bucket === undefined ? keyUse({ call, grantee, resource: this.accessPoint, options, service: 's3', actions })
      : bucketKeyUse(bucket, prefixes, { call, grantee, options, actions });
  }

  private bucketOf({ bucket }: AccessPointGrantOptions): s3.IBucketRef | undefined {
    const behind = s3.CfnAccessPoint.isCfnAccessPoint(this.accessPoint) ? referencedConstruct(this.accessPoint.bucket) : undefined;
    return bucket ?? (s3.CfnBucket.isCfnBucket(behind) ? behind : undefined);
  }

  private get arn(): string {
    return this.accessPoint.accessPointRef.accessPointArn;
  }
}
