/**
 * The role with which S3 copies the new objects of one bucket to others: it may read their versions at the source and write replicas at the named
 * destinations, with the keys of both and for those objects only.
 */
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { bucketKeyUse } from '../grants/bucket-key';
import { ofItsAccount } from '../grants/bucket-owner';
import { OBJECT_PATTERN, objectArns, prefixesOf } from '../grants/object-keys';
import { addScopedGrant } from '../grants/writing/scoped-grant';

const CALL = 'S3ReplicationRole';

/**
 * Where objects are replicated to.
 */
export interface S3ReplicationDestination {
  /**
   * The bucket of the replicas: an L2, L1 or imported one, of any region and account.
   */
  readonly bucket: s3.IBucketRef;

  /**
   * The customer-managed KMS key that the replication rule names for the replicas.
   *
   * @default - the key of the bucket
   */
  readonly encryptionKey?: kms.IKeyRef;

  /**
   * Says that the replicas in a bucket imported from another account are not encrypted under a customer-managed key.
   *
   * @default false
   */
  readonly withoutEncryptionKey?: boolean;

  /**
   * Whether the replication rule makes the owner of this bucket the owner of the replicas.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-change-owner.html
   */
  readonly overrideOwner?: boolean;
}

/**
 * Properties of an `S3ReplicationRole`.
 *
 * `confusedDeputy` defaults to `ACCOUNT`: S3 is known to send `aws:SourceAccount`. `STRICT` asks for any bucket as `aws:SourceArn` besides.
 */
export interface S3ReplicationRoleProps extends ServiceRoleOptions {
  /**
   * The bucket whose objects are replicated.
   */
  readonly source: s3.IBucketRef;

  /**
   * The customer-managed KMS key of the source.
   *
   * @default - the key of the bucket
   */
  readonly sourceEncryptionKey?: kms.IKeyRef;

  /**
   * The buckets of the replicas, at least one.
   */
  readonly destinations: S3ReplicationDestination[];

  /**
   * Only objects whose keys start with one of these texts, as in the filters of the replication rules.
   *
   * @default - all objects
   */
  readonly prefixes?: string[];

  /**
   * Whether the source has S3 Object Lock, whose retention and legal holds are then replicated.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-replication
   */
  readonly objectLock?: boolean;
}

/**
 * Role of the live replication of one bucket: `replicationRole` of an L2, or `role` in the replication configuration of an L1. An L2 wants the role
 * before the bucket is made: name it, and give `s3.Bucket.fromBucketName(this, 'Source', name)` as the source.
 *
 * It may read the replication configuration and the keys of the source, read versions of its objects with their ACLs and tags, and replicate objects,
 * deletions and tags to the destinations; with a key it may use it through S3 for these objects only. A destination in another account has to allow
 * the role as well: where this app has its bucket policy and key policy, they do.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html
 */
export class S3ReplicationRole extends ServiceRole {
  /**
   * Throws when there is no destination, when a prefix is empty or holds a wildcard, when a key cannot be named, and when a name, path or session
   * duration is not valid.
   */
  constructor(scope: Construct, id: string, props: S3ReplicationRoleProps) {
    super(scope, id, { ...props, servicePrincipal: 's3.amazonaws.com' });
    if (props.destinations.length === 0) {
      throw new Error('destinations is empty, expected at least one bucket that objects are replicated to: add `{ bucket }`');
    }
    const prefixes = prefixesOf(CALL, props);
    this.readSource(props, prefixes);
    props.destinations.forEach(destination => this.replicateTo(destination, prefixes));
  }

  private readSource({ source, sourceEncryptionKey: encryptionKey, objectLock }: S3ReplicationRoleProps, prefixes: string[]): void {
    addScopedGrant({
      call: CALL,
      grantee: this,
      resource: source,
      statements: [
        { actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'], resources: [source.bucketRef.bucketArn], conditions: ofItsAccount(source) },
        {
          actions: [
            's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging',
            ...(objectLock ? ['s3:GetObjectRetention', 's3:GetObjectLegalHold'] : []),
          ],
          resources: objectArns(source.bucketRef.bucketArn, prefixes),
          conditions: ofItsAccount(source),
          wildcardReason: OBJECT_PATTERN,
        },
        ...bucketKeyUse(source, prefixes, { call: CALL, grantee: this, options: { encryptionKey }, actions: ['kms:Decrypt'] }),
      ],
      otherAccountRemedy: 'Make the role in the account of the source bucket.',
    });
  }

  /** Of the key: Encrypt for encrypted objects, GenerateDataKey for plain ones, Decrypt to verify an S3 Bucket Key. */
  private replicateTo({ bucket, overrideOwner, ...options }: S3ReplicationDestination, prefixes: string[]): void {
    addScopedGrant({
      call: CALL,
      grantee: this,
      resource: bucket,
      statements: [
        {
          actions: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags', ...(overrideOwner ? ['s3:ObjectOwnerOverrideToBucketOwner'] : [])],
          resources: objectArns(bucket.bucketRef.bucketArn, prefixes),
          conditions: ofItsAccount(bucket),
          wildcardReason: OBJECT_PATTERN,
          resourcePolicy: { name: 'bucket policy', of: bucket },
        },
        ...bucketKeyUse(bucket, prefixes, { call: CALL, grantee: this, options, actions: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'] }),
      ],
    });
  }
}
