import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AwsOwnedBuckets, EndpointPolicyStatements } from 'cdk-least-privilege';
import { Construct } from 'constructs';

const ADDRESSES = '10.20.0.0/16';
const ORGANIZATION_ID = 'o-a1b2c3d4e5';

export interface ClusterNetworkProps {
  readonly accessLogs: s3.IBucket;
}

/** A network without a way to the internet: nodes and pods reach AWS through endpoints, and data only inside the organization. */
export class ClusterNetwork extends Construct {
  public readonly vpc: ec2.Vpc;

  constructor(scope: Construct, id: string, { accessLogs }: ClusterNetworkProps) {
    super(scope, id);
    this.vpc = new ec2.Vpc(this, 'Vpc', {
      ipAddresses: ec2.IpAddresses.cidr(ADDRESSES),
      subnetConfiguration: [{ name: 'pods', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      flowLogs: { all: { destination: ec2.FlowLogDestination.toS3(accessLogs, 'pods/') } },
      // Nothing uses the default security group, and emptying it would take a custom resource with a role of its own.
      restrictDefaultSecurityGroup: false,
    });
    const { S3, DYNAMODB } = ec2.GatewayVpcEndpointAwsService;
    EndpointPolicyStatements.addTo(this.vpc.addGatewayEndpoint('Objects', { service: S3 }), [
      EndpointPolicyStatements.allowOrganization(ORGANIZATION_ID),
      EndpointPolicyStatements.allowAwsOwnedBuckets([AwsOwnedBuckets.ECR_IMAGE_LAYERS]),
    ]);
    EndpointPolicyStatements.addTo(this.vpc.addGatewayEndpoint('Tables', { service: DYNAMODB }), [EndpointPolicyStatements.allowOrganization(ORGANIZATION_ID)]);

    const endpoints = new ec2.SecurityGroup(this, 'Endpoints', { vpc: this.vpc, allowAllOutbound: false });
    endpoints.addIngressRule(ec2.Peer.ipv4(ADDRESSES), ec2.Port.HTTPS);
    const { EC2, ECR, ECR_DOCKER, EKS, EKS_AUTH, KMS, SQS, STS } = ec2.InterfaceVpcEndpointAwsService;
    for (const service of [EC2, ECR, ECR_DOCKER, EKS, EKS_AUTH, KMS, SQS, STS]) {
      this.vpc.addInterfaceEndpoint(service.shortName, { service, securityGroups: [endpoints], open: false });
    }
  }
}
