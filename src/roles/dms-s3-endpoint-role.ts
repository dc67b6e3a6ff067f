/**
 * The role with which DMS writes to, or reads from, one bucket that is an endpoint of its tasks.
 */
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { grantLocation } from './bucket-location';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of a `DmsS3EndpointRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: DMS resources of this account and region only. Replication instances older than version 3.4.7 do not send
 * what it asks for.
 */
export interface DmsS3EndpointRoleProps extends ServiceRoleOptions {
  /**
   * The bucket of the endpoint, in the region of the replication instance.
   */
  readonly bucket: s3.IBucketRef;

  /**
   * The folder of the endpoint (`bucketFolder`), with a slash at its end, such as `orders/`. Of a source it has to cover `cdcPath` too.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;

  /**
   * Whether the bucket is a source of data.
   *
   * @default false - it is a target
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
 * Role of one S3 endpoint of DMS (`serviceAccessRoleArn`): it may list the bucket, and write, tag and delete objects under the prefix; as a source it
 * may read them.
 *
 * @see https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Target.S3.html#CHAP_Target.S3.Prerequisites
 * @see https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Source.S3.html
 */
export class DmsS3EndpointRole extends ServiceRole {
  /**
   * Throws when the prefix is empty or holds a wildcard, when the bucket's key cannot be named, and when a name, path or session duration is not
   * valid.
   */
  constructor(scope: Construct, id: string, props: DmsS3EndpointRoleProps) {
    super(scope, id, { ...props, servicePrincipal: 'dms.amazonaws.com' });
    grantLocation(this, 'bucket', props, {
      objects: props.readOnly ? ['s3:GetObject'] : ['s3:PutObject', 's3:PutObjectTagging', 's3:DeleteObject'],
      bucket: ['s3:ListBucket'],
    });
  }
}
