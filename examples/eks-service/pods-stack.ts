import { CfnOutput, Stack, StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as eks from 'aws-cdk-lib/aws-eks';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  EksFargatePodExecutionRole, EksPodIdentityRole, EksServiceAccountRole, ScopedBucketGrants, ScopedQueueGrants, ScopedTableGrants,
} from 'cdk-least-privilege';
import { Construct } from 'constructs';
import { StorageStack } from './storage-stack';

export interface PodsStackProps extends StackProps {
  readonly storage: StorageStack;
  readonly cluster: eks.CfnCluster;
  readonly vpc: ec2.IVpc;
}

/** What the pods of the two services may do, by their service accounts. */
export class PodsStack extends Stack {
  public readonly booking: EksPodIdentityRole;
  public readonly reports: EksServiceAccountRole;

  constructor(scope: Construct, id: string, { storage, cluster, vpc, ...props }: PodsStackProps) {
    super(scope, id, props);
    this.booking = new EksPodIdentityRole(this, 'Booking', {
      description: 'Takes orders off the queue and books them',
      cluster,
      namespace: 'orders',
      serviceAccount: 'booking',
    });
    ScopedQueueGrants.fromQueue(storage.orders).consume(this.booking);
    ScopedTableGrants.fromTable(storage.ledger).write(this.booking);

    this.reports = new EksServiceAccountRole(this, 'Reports', {
      description: 'Writes a report of each day',
      provider: new iam.OidcProviderNative(this, 'Issuer', { url: cluster.attrOpenIdConnectIssuerUrl, clientIds: ['sts.amazonaws.com'] }),
      namespace: 'reports',
      serviceAccount: 'daily',
    });
    ScopedTableGrants.fromTable(storage.ledger).query(this.reports);
    ScopedBucketGrants.fromBucket(storage.reports).write(this.reports, { prefix: 'daily/' });

    new CfnOutput(this, 'ReportsRole', { description: 'For the annotation eks.amazonaws.com/role-arn of the service account', value: this.reports.roleArn });

    const execution = new EksFargatePodExecutionRole(this, 'FargateRole', {
      description: 'Starts the pods of the reports',
      cluster,
      repositories: [storage.reportImages],
    });
    const fargate = new eks.CfnFargateProfile(this, 'Fargate', {
      clusterName: cluster.ref,
      podExecutionRoleArn: execution.roleArn,
      selectors: [{ namespace: 'reports' }],
      subnets: vpc.isolatedSubnets.map(({ subnetId }) => subnetId),
    });
    fargate.node.addDependency(execution);
  }
}
