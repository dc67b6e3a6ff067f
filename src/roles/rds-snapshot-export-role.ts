/**
 * The role with which RDS exports snapshots and clusters to one bucket.
 *
 * AWS's page asks for s3:PutObject*, s3:GetObject* and s3:DeleteObject*. The actions named here are those that the patterns stand for when data is
 * written, read back and removed; ACLs, tags, retention and versions are left out.
 */
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { grantLocation } from './bucket-location';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of an `RdsSnapshotExportRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: exports of this account and region only.
 */
export interface RdsSnapshotExportRoleProps extends ServiceRoleOptions {
  /**
   * The bucket that the data goes to, in the region of the snapshots.
   */
  readonly bucket: s3.IBucketRef;

  /**
   * The prefix that the export tasks name, with a slash at its end, such as `exports/`.
   *
   * @default - anywhere in the bucket
   */
  readonly prefix?: string;

  /**
   * The customer-managed KMS key that encrypts the bucket.
   *
   * @default - the key of the bucket
   */
  readonly encryptionKey?: kms.IKeyRef;
}

/**
 * Role of export tasks of RDS and Aurora that write to one bucket.
 *
 * It may list the bucket and find its region, and write, read and delete objects under the prefix. The KMS key that a task is given (`KmsKeyId`) is
 * used with grants of the one who starts the task, who needs `kms:CreateGrant` and `kms:DescribeKey` on it.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ExportSnapshot.Setup.html
 */
export class RdsSnapshotExportRole extends ServiceRole {
  /**
   * Throws when the prefix is empty or holds a wildcard, when the bucket's key cannot be named, and when a name, path or session duration is not
   * valid.
   */
  constructor(scope: Construct, id: string, props: RdsSnapshotExportRoleProps) {
    super(scope, id, { ...props, servicePrincipal: 'export.rds.amazonaws.com' });
    grantLocation(this, 'bucket', props, {
      objects: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject'],
      bucket: ['s3:ListBucket', 's3:GetBucketLocation'],
    });
  }
}
