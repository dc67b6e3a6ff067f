/**
 * The role with which CloudTrail writes the events of a trail to one log group, in the streams that CloudTrail names after the account and the
 * region.
 */
import { Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedLogGroupGrants } from '../grants/log-group-grants';
import { requireOrganizationId } from '../guardrails/organization-ids';

/**
 * Properties of a `CloudTrailLogsRole`.
 *
 * `confusedDeputy` defaults to `OFF`, and nothing else is accepted: AWS says that this role does not support `aws:SourceArn` and `aws:SourceAccount`.
 */
export interface CloudTrailLogsRoleProps extends ServiceRoleOptions {
  /**
   * The log group of the trail, in the trail's account and home region.
   */
  readonly logGroup: logs.ILogGroupRef;

  /**
   * The organization of an organization trail, as `o-a1b2c3d4e5`. CloudTrail names the streams of its accounts after it.
   *
   * @default - the trail is one of this account only
   */
  readonly organizationId?: string;
}

/**
 * Role of a trail that sends its events to CloudWatch Logs: `cloudWatchLogsRoleArn` of `cloudtrail.CfnTrail`.
 *
 * It may create the streams `ACCOUNT_CloudTrail_REGION…` of the log group and put events there, and for an organization trail those that begin with
 * the organization's id.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export class CloudTrailLogsRole extends ServiceRole {
  /**
   * Throws when the organization's id is malformed, when `confusedDeputy` is anything but `OFF`, when the log group belongs to another account, and
   * when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: CloudTrailLogsRoleProps) {
    if (props.organizationId !== undefined) { requireOrganizationId(props.organizationId); }
    super(scope, id, { ...props, servicePrincipal: 'cloudtrail.amazonaws.com' });
    const { account, region } = Stack.of(this);
    const streamPrefixes = [`${account}_CloudTrail_${region}`, ...(props.organizationId === undefined ? [] : [`${props.organizationId}_`])];
    for (const streamPrefix of streamPrefixes) {
      ScopedLogGroupGrants.fromLogGroup(props.logGroup).write(this, { streamPrefix });
    }
  }
}
