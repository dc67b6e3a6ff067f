/**
 * The role with which DataSync reads and writes one bucket that is a location of its tasks.
 */
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { grantLocation } from './bucket-location';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

const READ = ['s3:GetObject', 's3:GetObjectTagging', 's3:GetObjectVersion', 's3:GetObjectVersionTagging', 's3:ListMultipartUploadParts'];
const WRITE = ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject', 's3:PutObjectTagging'];

/**
 * Properties of a `DataSyncLocationRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: locations of this account and region only. The ARN of the one location is not known before it is made.
 */
export interface DataSyncLocationRoleProps extends ServiceRoleOptions {
  /**
   * The bucket of the location.
   */
  readonly bucket: s3.IBucketRef;

  /**
   * The folder that the location names (`Subdirectory`), with a slash at its end and none at its start, such as `photos/`.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;

  /**
   * Whether the location is a source only.
   *
   * @default false - it may be written to, and objects may be deleted
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
 * Role of one S3 location of DataSync, in place of the managed policy `AmazonS3FullAccess` that the console proposes.
 *
 * It may list the bucket and its uploads and find its region; read objects, their tags and versions under the prefix; and unless `readOnly` write,
 * tag and delete them.
 *
 * @see https://docs.aws.amazon.com/datasync/latest/userguide/create-s3-location.html#create-s3-location-access
 */
export class DataSyncLocationRole extends ServiceRole {
  /**
   * Throws when the prefix is empty or holds a wildcard, when the bucket's key cannot be named, and when a name, path or session duration is not
   * valid.
   */
  constructor(scope: Construct, id: string, props: DataSyncLocationRoleProps) {
    super(scope, id, { ...props, servicePrincipal: 'datasync.amazonaws.com' });
    grantLocation(this, 'bucket', props, {
      objects: props.readOnly ? READ : [...READ, ...WRITE],
      bucket: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
    });
  }
}
