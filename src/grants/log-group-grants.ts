/**
 * CloudWatch Logs: writing to the streams of one log group. The group itself must exist: no CreateLogGroup.
 *
 * Both actions are authorised on the log stream, `…:log-group:NAME:log-stream:STREAM`, also CreateLogStream, which an older page of AWS
 * puts on the group: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html and the message
 * of the service itself, https://github.com/aws-solutions/aws-crr-monitor/issues/8 (2026-11). So the ARN is built from the name of the
 * group, since the group's own ARN attribute ends in `:*` and would cover the group as well.
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { environmentOf } from './environment';
import { addScopedGrant } from './scoped-grant';

/**
 * Grants on a log group that name exact actions.
 *
 * Works with L2, L1 and imported log groups. Every method writes into the grantee's own policy only, and throws if that is not
 * possible (immutable or imported principals, principals of another account). A key of the log group needs no grant: CloudWatch
 * Logs uses it in its own name.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 */
export class ScopedLogGroupGrants {
  /**
   * Starts the grants of a log group.
   *
   * @param logGroup an L2, L1 or imported log group
   */
  public static fromLogGroup(logGroup: logs.ILogGroupRef): ScopedLogGroupGrants {
    return new ScopedLogGroupGrants(logGroup);
  }

  private constructor(private readonly logGroup: logs.ILogGroupRef) {}

  /**
   * Lets the grantee create streams in the log group and write events to them: `logs:CreateLogStream`, `logs:PutLogEvents`.
   *
   * @throws if the grant would be lost
   */
  public write(grantee: iam.IGrantable): iam.Grant {
    const streams = Stack.of(this.logGroup).formatArn({
      ...environmentOf(this.logGroup),
      service: 'logs',
      resource: 'log-group',
      resourceName: `${this.logGroup.logGroupRef.logGroupName}:log-stream:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return addScopedGrant({
      call: 'ScopedLogGroupGrants.write',
      grantee,
      resource: this.logGroup,
      statements: [{
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [streams],
        wildcardReason: 'log streams are named by the writer at run time; the log group and the actions are exact',
      }],
      otherAccountRemedy: 'Write to a log group of the grantee\'s own account, or assume a role of the log group\'s account.',
    });
  }
}
