import { Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsOwnedBuckets, EndpointPolicyStatements, ResourcePolicyGuard } from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { ORGANIZATION_ID } from './organization';

/** What the trail is kept in, and the network from which it is read. */
export class AuditStack extends Stack {
  public readonly trail: s3.Bucket;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const key = new kms.Key(this, 'Key', { enableKeyRotation: true });
    ResourcePolicyGuard.onKey(key).requireOrganization(ORGANIZATION_ID);

    const accessLogs = new s3.Bucket(this, 'AccessLogs', { enforceSSL: true });
    this.trail = new s3.Bucket(this, 'Trail', {
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'trail/',
    });
    ResourcePolicyGuard.onBucket(this.trail).requireTls().requireOrganization(ORGANIZATION_ID);

    const vpc = new ec2.Vpc(this, 'Vpc', {
      subnetConfiguration: [{ name: 'readers', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      flowLogs: { all: { destination: ec2.FlowLogDestination.toS3(accessLogs, 'vpc/') } },
      // Nothing uses the default security group, and emptying it would take a custom resource with a role of its own.
      restrictDefaultSecurityGroup: false,
    });
    EndpointPolicyStatements.addTo(vpc.addGatewayEndpoint('Storage', { service: ec2.GatewayVpcEndpointAwsService.S3 }), [
      EndpointPolicyStatements.allowOrganization(ORGANIZATION_ID),
      EndpointPolicyStatements.allowAwsOwnedBuckets([AwsOwnedBuckets.ECR_IMAGE_LAYERS]),
    ]);
  }
}
