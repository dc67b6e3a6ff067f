/**
 * The role with which Transfer Family servers and connectors write their logs.
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * Properties of a `TransferLoggingRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: servers and connectors of this account and region only.
 */
export interface TransferLoggingRoleProps extends ServiceRoleOptions {
}

/**
 * Logging role of Transfer Family servers and connectors. It may make the log groups that they name after their ids, `/aws/transfer/…`, and write
 * there, and describe their streams. A server with structured logging to a log group of your own needs no such role.
 *
 * @see https://docs.aws.amazon.com/transfer/latest/userguide/configure-cw-logging-role.html
 * @see https://docs.aws.amazon.com/transfer/latest/userguide/confused-deputy.html
 */
export class TransferLoggingRole extends ServiceRole {
  /**
   * Throws when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: TransferLoggingRoleProps = {}) {
    const arnOf = (service: string, resource: string, resourceName: string, arnFormat?: ArnFormat) =>
      Stack.of(scope).formatArn({ service, resource, resourceName, arnFormat });
    super(scope, id, {
      ...props,
      servicePrincipal: 'transfer.amazonaws.com',
      _source: { arns: [arnOf('transfer', 'server', '*'), arnOf('transfer', 'connector', '*')] },
    });
    const wildcardReason = 'Transfer Family names log groups after the ids that servers get when they are made';
    addScopedGrant({
      call: 'TransferLoggingRole',
      grantee: this,
      statements: [
        {
          actions: ['logs:CreateLogGroup', 'logs:DescribeLogStreams'],
          resources: [arnOf('logs', 'log-group', '/aws/transfer/*', ArnFormat.COLON_RESOURCE_NAME)],
          wildcardReason,
        },
        {
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [arnOf('logs', 'log-group', '/aws/transfer/*:log-stream:*', ArnFormat.COLON_RESOURCE_NAME)],
          wildcardReason,
        },
      ],
    });
  }
}
