/**
 * The role with which API Gateway writes the logs of an account's REST and WebSocket APIs: one for each account and region.
 *
 * The actions are those of AWS's managed policy AmazonAPIGatewayPushToCloudWatchLogs (2026-11-22), which gives them on every log group. Here they
 * are held to the groups that API Gateway names, as public roles do
 * (https://registry.terraform.io/modules/dod-iac/api-gateway-cloudwatch-role/aws): among them `/aws/apigateway/welcome`, which it makes to try the
 * role. AWS documents the names and no narrower policy.
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedLogGroupGrants } from '../grants/log-group-grants';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * Properties of an `ApiGatewayLogsRole`.
 *
 * `confusedDeputy` defaults to `OFF`: AWS documents no condition for this role.
 */
export interface ApiGatewayLogsRoleProps extends ServiceRoleOptions {
  /**
   * The log groups that stages write their access logs to, where they are none of those that API Gateway makes.
   *
   * @default - none
   */
  readonly accessLogGroups?: logs.ILogGroupRef[];
}

/**
 * Role of API Gateway's account settings, in place of the AWS managed policy, which writes and reads every log group of the account. Put it into
 * `new apigateway.CfnAccount(this, 'Account', { cloudWatchRoleArn: role.roleArn })`, and keep the CDK from making its own with
 * `cloudWatchRole: false` on each REST API.
 *
 * HTTP APIs write their logs without a role.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export class ApiGatewayLogsRole extends ServiceRole {
  /**
   * Throws when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: ApiGatewayLogsRoleProps = {}) {
    super(scope, id, { ...props, servicePrincipal: 'apigateway.amazonaws.com' });
    const onGroups = (rest: string) => GROUPS.map(name => Stack.of(this).formatArn({
      service: 'logs', resource: 'log-group', resourceName: `${name}${rest}`, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }));
    addScopedGrant({
      call: 'ApiGatewayLogsRole',
      grantee: this,
      statements: [
        {
          actions: ['logs:CreateLogGroup', 'logs:DescribeLogStreams', 'logs:FilterLogEvents'],
          resources: onGroups(''),
          wildcardReason: 'API Gateway names a log group after the id of each API and its stage; how the names start is exact',
        },
        {
          actions: ['logs:CreateLogStream', 'logs:GetLogEvents', 'logs:PutLogEvents'],
          resources: onGroups(':log-stream:*'),
          wildcardReason: 'log streams are named by API Gateway at run time; how the names of their groups start is exact',
        },
        { actions: ['logs:DescribeLogGroups'], resources: ['*'], wildcardReason: 'DescribeLogGroups accepts no resource but *' },
      ],
    });
    for (const logGroup of props.accessLogGroups ?? []) {
      ScopedLogGroupGrants.fromLogGroup(logGroup).write(this);
    }
  }
}

/** Of REST APIs, and of WebSocket APIs and the trial of the role. */
const GROUPS = ['API-Gateway-Execution-Logs_*', '/aws/apigateway/*'];
