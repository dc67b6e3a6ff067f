import { Stack, StackProps } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as logs from 'aws-cdk-lib/aws-logs';
import { CrossAccountRole, FirehoseRole, ScopedDeliveryStreamGrants, ScopedWorkGroupGrants } from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { LakeStack } from './lake-stack';

export interface TenantStackProps extends StackProps {
  readonly lake: LakeStack;
  readonly tenant: string;
  readonly accountId: string;
  readonly externalId: string;
}

/** What one tenant has: a stream into the lake, a workgroup to query it, and the two roles by which its own account uses them. */
export class TenantStack extends Stack {
  constructor(scope: Construct, id: string, props: TenantStackProps) {
    super(scope, id, props);
    this.addIngestion(props);
    this.addAnalysis(props);
  }

  private addIngestion({ lake: { bucket, key }, tenant, accountId, externalId }: TenantStackProps): void {
    const errors = new logs.LogGroup(this, 'IngestionErrors', { retention: logs.RetentionDays.ONE_MONTH });
    const delivery = new FirehoseRole(this, 'DeliveryRole', {
      destinations: [{ bucket, prefix: `raw/${tenant}/` }, { bucket, prefix: `rejected/${tenant}/` }],
      errorLogGroup: errors,
    });
    const stream = new firehose.DeliveryStream(this, 'Events', {
      encryption: firehose.StreamEncryption.awsOwnedKey(),
      destination: new firehose.S3Bucket(bucket, {
        role: delivery.withoutPolicyUpdates(),
        encryptionKey: key,
        dataOutputPrefix: `raw/${tenant}/`,
        errorOutputPrefix: `rejected/${tenant}/`,
        loggingConfig: new firehose.EnableLogging(errors),
      }),
    });
    stream.node.addDependency(delivery);
    const producer = new CrossAccountRole(this, 'Producer', { trustedRoleArns: [`arn:aws:iam::${accountId}:role/event-producer`], externalId });
    ScopedDeliveryStreamGrants.fromDeliveryStream(stream).put(producer);
  }

  private addAnalysis({ lake: { bucket, key, catalog }, tenant, accountId, externalId }: TenantStackProps): void {
    const workGroup = new athena.CfnWorkGroup(this, 'WorkGroup', {
      name: tenant,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        resultConfiguration: {
          outputLocation: bucket.s3UrlForObject(`results/${tenant}/`),
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: key.keyArn },
        },
      },
    });
    const analyst = new CrossAccountRole(this, 'Analyst', { trustedRoleArns: [`arn:aws:iam::${accountId}:role/event-analyst`], externalId });
    ScopedWorkGroupGrants.fromWorkGroup(workGroup).query(analyst, {
      sources: [{ database: catalog.databaseName, tables: [tenant], locations: [{ bucket, prefix: `refined/${tenant}/` }] }],
      results: { bucket, prefix: `results/${tenant}/` },
    });
  }
}
