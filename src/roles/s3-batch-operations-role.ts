/**
 * The role of S3 Batch Operations jobs: it may read their manifests and write their reports. What a job does to the objects is granted.
 */
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { grantLocation } from './bucket-location';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of an `S3BatchOperationsRole`.
 *
 * `confusedDeputy` defaults to `OFF`: AWS documents no condition for this trust.
 */
export interface S3BatchOperationsRoleProps extends ServiceRoleOptions {
  /**
   * The bucket of the manifests.
   */
  readonly manifestBucket: s3.IBucketRef;

  /**
   * Where in that bucket: the prefix of the manifests, such as `manifests/`, or the key of the only one. Of an inventory it covers the CSV files,
   * too.
   *
   * @default - the whole bucket
   */
  readonly manifestPrefix?: string;

  /**
   * The bucket of the completion reports.
   *
   * @default - jobs write no reports
   */
  readonly reportBucket?: s3.IBucketRef;

  /**
   * Where in that bucket, such as `reports/`.
   *
   * @default - the whole bucket
   */
  readonly reportPrefix?: string;
}

/**
 * Role of S3 Batch Operations jobs of one kind. Grant what the jobs do: copies by `ScopedBucketGrants.fromBucket(source).read(role)` and
 * `…fromBucket(target).write(role)`, functions by `ScopedFunctionGrants.fromFunction(fn).invoke(role)`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-iam-role-policies.html
 */
export class S3BatchOperationsRole extends ServiceRole {
  /**
   * Throws when a prefix is empty or holds a wildcard, when a bucket's key cannot be named, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: S3BatchOperationsRoleProps) {
    super(scope, id, { ...props, servicePrincipal: 'batchoperations.s3.amazonaws.com' });
    const { manifestBucket, manifestPrefix, reportBucket, reportPrefix } = props;
    const bucket = ['s3:GetBucketLocation'];
    grantLocation(this, 'manifestBucket', { bucket: manifestBucket, prefix: manifestPrefix }, { objects: ['s3:GetObject', 's3:GetObjectVersion'], bucket });
    if (reportBucket) {
      grantLocation(this, 'reportBucket', { bucket: reportBucket, prefix: reportPrefix }, { objects: ['s3:PutObject'], bucket });
    }
  }
}
