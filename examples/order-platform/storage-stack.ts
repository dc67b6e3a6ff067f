import { RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** What the platform keeps, under one customer-managed key: a bucket with a prefix for each tenant, a queue and a table. */
export class StorageStack extends Stack {
  public readonly key: kms.Key;
  public readonly accessLogs: s3.Bucket;
  public readonly documents: s3.Bucket;
  public readonly orders: sqs.Queue;
  public readonly ledger: dynamodb.Table;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    this.key = new kms.Key(this, 'Key', { enableKeyRotation: true });

    this.accessLogs = new s3.Bucket(this, 'AccessLogs', { enforceSSL: true, removalPolicy: RemovalPolicy.RETAIN });
    this.documents = new s3.Bucket(this, 'Documents', {
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      versioned: true,
      serverAccessLogsBucket: this.accessLogs,
      serverAccessLogsPrefix: 'documents/',
    });

    const rejected = new sqs.Queue(this, 'Rejected', { encryptionMasterKey: this.key, enforceSSL: true });
    this.orders = new sqs.Queue(this, 'Orders', {
      encryptionMasterKey: this.key,
      enforceSSL: true,
      deadLetterQueue: { queue: rejected, maxReceiveCount: 5 },
    });

    this.ledger = new dynamodb.Table(this, 'Ledger', {
      partitionKey: { name: 'tenant', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'order', type: dynamodb.AttributeType.STRING },
      encryptionKey: this.key,
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
  }
}
