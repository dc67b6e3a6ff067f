import { Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export class Storage extends Construct {
  public readonly documents: s3.Bucket;
  public readonly orders: sqs.Queue;
  public readonly ledger: dynamodb.Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.documents = new s3.Bucket(this, 'Documents');
    this.orders = new sqs.Queue(this, 'Orders');
    this.ledger = new dynamodb.Table(this, 'Ledger', { partitionKey: { name: 'tenant', type: dynamodb.AttributeType.STRING } });

    // A policy as JSON text, which lets the service do far more than write.
    const searchLogs = new logs.LogGroup(this, 'SearchLogs');
    new logs.CfnResourcePolicy(this, 'SearchMayLog', {
      policyName: 'search-may-log',
      policyDocument: Stack.of(this).toJsonString({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'es.amazonaws.com' }, Action: 'logs:*', Resource: searchLogs.logGroupArn }],
      }),
    });
  }
}
