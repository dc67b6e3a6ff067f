import { Stack, StackProps } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { WorkloadBoundary } from 'cdk-least-privilege';
import { Construct } from 'constructs';

/**
 * The lake, under one customer-managed key: `raw/TENANT/` as it came in, `refined/TENANT/` as it is queried, and `results/TENANT/` of queries.
 * And the ceiling of every role in the app, which is deployed before all of them.
 */
export class LakeStack extends Stack {
  public readonly key: kms.Key;
  public readonly bucket: s3.Bucket;
  public readonly catalog: glue.Database;
  public readonly boundary: WorkloadBoundary;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.key = new kms.Key(this, 'Key', { enableKeyRotation: true });

    const accessLogs = new s3.Bucket(this, 'AccessLogs', { enforceSSL: true });
    this.bucket = new s3.Bucket(this, 'Bucket', {
      encryptionKey: this.key,
      // With a bucket key, all objects would share one encryption context, and use of the key could not end at a prefix.
      bucketKeyEnabled: false,
      enforceSSL: true,
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'lake/',
    });

    this.catalog = new glue.Database(this, 'Catalog', { databaseName: 'events' });

    this.boundary = new WorkloadBoundary(this, 'Boundary', {
      allowedRegions: [this.region],
      deniedActions: ['s3:DeleteBucket', 'kms:ScheduleKeyDeletion', 'glue:DeleteDatabase'],
    });
  }
}
