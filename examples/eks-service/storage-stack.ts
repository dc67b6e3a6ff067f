import { Stack, StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** What the pods work on, under one customer-managed key, and the images that they start from. */
export class StorageStack extends Stack {
  public readonly key: kms.Key;
  public readonly accessLogs: s3.Bucket;
  public readonly reports: s3.Bucket;
  public readonly orders: sqs.Queue;
  public readonly ledger: dynamodb.TableV2;
  public readonly bookingImages: ecr.Repository;
  public readonly reportImages: ecr.Repository;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.key = new kms.Key(this, 'Key', { enableKeyRotation: true });

    this.accessLogs = new s3.Bucket(this, 'AccessLogs', { enforceSSL: true });
    this.reports = new s3.Bucket(this, 'Reports', {
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      versioned: true,
      serverAccessLogsBucket: this.accessLogs,
      serverAccessLogsPrefix: 'reports/',
    });

    const rejected = new sqs.Queue(this, 'Rejected', { encryptionMasterKey: this.key, enforceSSL: true });
    this.orders = new sqs.Queue(this, 'Orders', {
      encryptionMasterKey: this.key,
      enforceSSL: true,
      deadLetterQueue: { queue: rejected, maxReceiveCount: 5 },
    });

    this.ledger = new dynamodb.TableV2(this, 'Ledger', {
      partitionKey: { name: 'day', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'order', type: dynamodb.AttributeType.STRING },
      encryption: dynamodb.TableEncryptionV2.customerManagedKey(this.key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });

    this.bookingImages = this.addImages('BookingImages');
    this.reportImages = this.addImages('ReportImages');
  }

  private addImages(id: string): ecr.Repository {
    return new ecr.Repository(this, id, { imageScanOnPush: true, imageTagMutability: ecr.TagMutability.IMMUTABLE });
  }
}
