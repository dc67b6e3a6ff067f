import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface IntakeNetworkProps {
  readonly accessLogs: s3.IBucket;
}

/** A network without a way to the internet: AWS is reached through endpoints. Its flow logs go to a bucket, which takes no role. */
export class IntakeNetwork extends Construct {
  public readonly vpc: ec2.Vpc;
  public readonly tasks: ec2.SecurityGroup;

  constructor(scope: Construct, id: string, { accessLogs }: IntakeNetworkProps) {
    super(scope, id);
    this.vpc = new ec2.Vpc(this, 'Vpc', {
      subnetConfiguration: [{ name: 'tasks', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
      gatewayEndpoints: { s3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
      flowLogs: { all: { destination: ec2.FlowLogDestination.toS3(accessLogs, 'intake/') } },
      // Nothing uses the default security group, and emptying it would take a custom resource with a role of its own.
      restrictDefaultSecurityGroup: false,
    });
    this.tasks = new ec2.SecurityGroup(this, 'Tasks', { vpc: this.vpc });
    const endpoints = new ec2.SecurityGroup(this, 'Endpoints', { vpc: this.vpc, allowAllOutbound: false });
    endpoints.addIngressRule(this.tasks, ec2.Port.HTTPS);
    const { ECR, ECR_DOCKER, CLOUDWATCH_LOGS, SECRETS_MANAGER, SQS, KMS } = ec2.InterfaceVpcEndpointAwsService;
    for (const service of [ECR, ECR_DOCKER, CLOUDWATCH_LOGS, SECRETS_MANAGER, SQS, KMS]) {
      this.vpc.addInterfaceEndpoint(service.shortName, { service, securityGroups: [endpoints], open: false });
    }
  }
}
