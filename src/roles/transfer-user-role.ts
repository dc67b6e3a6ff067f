/**
 * The role that Transfer Family takes for its users: the objects under one prefix of a bucket.
 */
import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedBucketGrants } from '../grants/bucket-grants';
import { ofItsAccount } from '../grants/bucket-owner';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * Properties of a `TransferUserRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: users of the servers of this account and region only.
 */
export interface TransferUserRoleProps extends ServiceRoleOptions {
  /**
   * The bucket that the users work in.
   */
  readonly bucket: s3.IBucketRef;

  /**
   * Where in the bucket, with a slash at the end, such as `home/alice/`.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;

  /**
   * Whether the users may download only.
   *
   * @default false - they may upload, overwrite and delete too
   */
  readonly readOnly?: boolean;

  /**
   * The customer-managed KMS key that encrypts the bucket.
   *
   * @default - the key of the bucket
   */
  readonly encryptionKey?: kms.IKeyRef;
}

/**
 * Role of one Transfer Family user, or of users with the same folder: they may find the bucket's region, list and read the objects under the prefix,
 * and unless `readOnly` write and delete them. They can neither read nor delete old versions, nor change ACLs.
 *
 * @see https://docs.aws.amazon.com/transfer/latest/userguide/requirements-roles.html
 * @see https://docs.aws.amazon.com/transfer/latest/userguide/confused-deputy.html
 */
export class TransferUserRole extends ServiceRole {
  /**
   * Throws when the prefix is empty or holds a wildcard, when the bucket's key cannot be named, and when a name, path or session duration is not
   * valid.
   */
  constructor(scope: Construct, id: string, props: TransferUserRoleProps) {
    super(scope, id, {
      ...props,
      servicePrincipal: 'transfer.amazonaws.com',
      _source: { arns: [Stack.of(scope).formatArn({ service: 'transfer', resource: 'user', resourceName: '*' })] },
    });
    const { bucket, prefix, encryptionKey } = props;
    addScopedGrant({
      call: 'TransferUserRole',
      grantee: this,
      resource: bucket,
      statements: [{
        actions: ['s3:GetBucketLocation'],
        resources: [bucket.bucketRef.bucketArn],
        conditions: ofItsAccount(bucket),
        resourcePolicy: { name: 'bucket policy', of: bucket },
      }],
    });
    const grants = ScopedBucketGrants.fromBucket(bucket);
    grants.read(this, { prefix, encryptionKey });
    if (!props.readOnly) {
      grants.write(this, { prefix, encryptionKey });
      grants.delete(this, { prefix });
    }
  }
}
