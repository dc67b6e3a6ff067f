/**
 * CloudWatch Logs: writing to the streams of one log group, reading them, and querying the group. The group itself must exist: no
 * CreateLogGroup; and no deletion, no retention, no `logs:Unmask`.
 *
 * Both write actions are authorised on the log stream, `…:log-group:NAME:log-stream:STREAM`, also CreateLogStream, which an older page of AWS
 * puts on the group: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html and the message
 * of the service itself, https://github.com/aws-solutions/aws-crr-monitor/issues/8 (2026-11). So the ARN is built from the name of the
 * group, since the group's own ARN attribute ends in `:*` and would cover the group as well. Actions on the group take that very form:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html (2026-11)
 *
 * A key of the log group needs no grant: CloudWatch Logs uses it in its own name to write and to read,
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_AssociateKmsKey.html (2026-11)
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { environmentOf } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { requirePrefixes } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Which streams of a log group a grant covers.
 */
export interface LogStreamGrantOptions extends GrantScope {
  /**
   * Only streams whose name starts with this text, such as the stream prefix of a container. No wildcards; IAM policy variables and
   * tokens may stand in it.
   *
   * @default - all streams of the group
   */
  readonly streamPrefix?: string;
}

/**
 * Grants on a log group that name exact actions.
 *
 * Works with L2, L1 and imported log groups, in the grantee's own policy. A grant that would be lost (immutable or imported principals,
 * principals of another account) is an error.
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
   * @throws if the prefix is empty or holds a wildcard, or if the grant would be lost
   */
  public write(grantee: iam.IGrantable, options: LogStreamGrantOptions = {}): iam.Grant {
    return this.grant('write', grantee, options, [
      this.onStreams('write', options, ['logs:CreateLogStream', 'logs:PutLogEvents'], 'log streams are named by the writer at run time'),
    ]);
  }

  /**
   * Lets the grantee read events: `logs:GetLogEvents` of streams, and of the whole group `logs:FilterLogEvents` and
   * `logs:DescribeLogStreams`.
   *
   * With a prefix only `logs:GetLogEvents`: the other two cannot be narrowed to some streams of a group.
   *
   * @throws if the prefix is empty or holds a wildcard, or if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: LogStreamGrantOptions = {}): iam.Grant {
    return this.grant('read', grantee, options, [
      this.onStreams('read', options, ['logs:GetLogEvents'], 'log streams get their names at run time'),
      ...(options.streamPrefix === undefined ? [this.onGroup('logs:FilterLogEvents', 'logs:DescribeLogStreams')] : []),
    ]);
  }

  /**
   * Lets the grantee query the log group with CloudWatch Logs Insights: `logs:StartQuery`, `logs:GetQueryResults`; and `logs:StopQuery`,
   * which accepts only `*` and so stops any query of the account.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AnalyzingLogData.html
   */
  public query(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('query', grantee, options, [
      this.onGroup('logs:StartQuery', 'logs:GetQueryResults'),
      { actions: ['logs:StopQuery'], resources: ['*'], wildcardReason: 'StopQuery accepts no resource: a query belongs to no log group' },
    ]);
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({
      call: `ScopedLogGroupGrants.${method}`,
      grantee,
      resource: this.logGroup,
      scope,
      statements,
      otherAccountRemedy: 'Use a log group of the grantee\'s own account, or let the grantee assume a role of the log group\'s account.',
    });
  }

  private onStreams(method: string, { streamPrefix }: LogStreamGrantOptions, actions: string[], why: string): ScopedStatement {
    if (streamPrefix !== undefined) {
      requirePrefixes(`ScopedLogGroupGrants.${method}`, 'streamPrefix', [streamPrefix], 'orders/');
    }
    return {
      actions,
      resources: [this.arn(`log-stream:${streamPrefix ?? ''}*`)],
      wildcardReason: `${why}; the log group and the actions are exact`,
    };
  }

  private onGroup(...actions: string[]): ScopedStatement {
    return {
      actions,
      resources: [this.arn('*')],
      wildcardReason: 'AWS names a log group in a policy with `:*` at its end; the log group and the actions are exact',
    };
  }

  /** @param rest what follows the name of the group */
  private arn(rest: string): string {
    return Stack.of(this.logGroup).formatArn({
      ...environmentOf(this.logGroup),
      service: 'logs',
      resource: 'log-group',
      resourceName: `${this.logGroup.logGroupRef.logGroupName}:${rest}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}
