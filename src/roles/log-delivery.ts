/**
 * What services need that deliver logs to a log group which exists: its streams, and their names.
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { ScopedLogGroupGrants } from '../grants/log-group-grants';
import { environmentOf } from '../grants/writing/environment';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/** @param call what the user wrote, for error messages */
export function allowLogDelivery(call: string, grantee: iam.IGrantable, logGroup: logs.ILogGroupRef): void {
  ScopedLogGroupGrants.fromLogGroup(logGroup).write(grantee);
  addScopedGrant({
    call,
    grantee,
    resource: logGroup,
    statements: [{
      actions: ['logs:DescribeLogStreams'],
      resources: [Stack.of(logGroup).formatArn({
        ...environmentOf(logGroup),
        service: 'logs',
        resource: 'log-group',
        resourceName: `${logGroup.logGroupRef.logGroupName}:*`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      })],
      wildcardReason: 'AWS names a log group in a policy with `:*` at its end; the log group and the action are exact',
    }],
    otherAccountRemedy: 'Use a log group of the role\'s own account.',
  });
}
