/**
 * Log groups that a service names and makes itself, so that no stack can own them: the role may make the groups of exactly these names
 * and write to their streams; apart from that it may list groups, where the service looks for its own.
 *
 * Both write actions are authorised on the log stream, the others on the group, as `src/grants/log-group-grants.ts` says with its sources.
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { ServiceRole } from './service-role';
import { requireRegions } from '../grants/writing/region-list';
import { addScopedGrant } from '../grants/writing/scoped-grant';

export interface ServiceLogGroups {
  /** Names, or patterns of names where the service completes them. */
  readonly names: string[];
  /** What the service does with the group besides making it. */
  readonly onGroup?: string[];
  /** @default - the region of the role's stack */
  readonly regions?: string[];
}

/** For services that look for their log group among all of the account. */
export function listLogGroups(role: ServiceRole, call: string): void {
  addScopedGrant({
    call,
    grantee: role,
    statements: [{
      actions: ['logs:DescribeLogGroups'],
      resources: ['*'],
      wildcardReason: 'DescribeLogGroups lists the log groups of the account and accepts no single one',
    }],
  });
}

/** @param call how the user asked for it, for error messages */
export function writeServiceLogs(role: ServiceRole, call: string, { names, onGroup = [], regions }: ServiceLogGroups): void {
  if (regions !== undefined) { requireRegions(call, 'regions', regions); }
  const arns = (resourceName: string) => (regions ?? [Stack.of(role).region]).map(region => Stack.of(role).formatArn({
    service: 'logs', region, resource: 'log-group', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  }));
  addScopedGrant({
    call,
    grantee: role,
    statements: [
      {
        actions: ['logs:CreateLogGroup', ...onGroup],
        resources: names.flatMap(name => (name.endsWith('*') ? arns(name) : [...arns(name), ...arns(`${name}:*`)])),
        wildcardReason: 'AWS names a log group in a policy with `:*` at its end, and some services complete its name; its start and the actions are exact',
      },
      {
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: names.flatMap(name => arns(`${name}:log-stream:*`)),
        wildcardReason: 'log streams are named by the service at run time; the log group and the actions are exact',
      },
    ],
  });
}
