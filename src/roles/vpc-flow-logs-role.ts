/**
 * The role with which flow logs of VPCs, subnets, network interfaces and transit gateways are written to one log group.
 *
 * AWS's page also names logs:CreateLogGroup and logs:DescribeLogGroups, on `*`, to find or make the group. Here it is given, and CDK's own flow logs
 * work without them (aws-cdk-lib/aws-ec2, vpc-flow-logs).
 */
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { allowLogDelivery } from './log-delivery';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of a `VpcFlowLogsRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: flow logs of this account and region only.
 * Several flow logs may have the role: what it may do is the same for all.
 */
export interface VpcFlowLogsRoleProps extends ServiceRoleOptions {
  /**
   * The log group that the records go to. It must exist.
   */
  readonly logGroup: logs.ILogGroupRef;
}

/**
 * Role of the flow logs that go to one log group: `ec2.FlowLogDestination.toCloudWatchLogs(logGroup, role.withoutPolicyUpdates())`. Without the
 * latter CDK adds statements of its own, among them the right to pass the role.
 *
 * It may create streams, put events and describe the streams of that log group, and nothing else. Flow logs that go to S3 or Firehose need no such
 * role.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export class VpcFlowLogsRole extends ServiceRole {
  /**
   * Throws when the log group belongs to another account, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: VpcFlowLogsRoleProps) {
    super(scope, id, {
      ...props,
      shared: props.shared ?? 'the flow logs that have the role write to one log group',
      servicePrincipal: 'vpc-flow-logs.amazonaws.com',
    });
    allowLogDelivery('VpcFlowLogsRole', this, props.logGroup);
  }
}
