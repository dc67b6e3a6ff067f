import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Intent, Kinds, onEach, request, requests } from './intent';
import { LogStreamGrantOptions, ScopedLogGroupGrants } from '../../../src/grants/log-group-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/app/orders`;
const LOG_GROUPS: Kinds<logs.ILogGroupRef> = {
  L2: (stack) => new logs.LogGroup(stack, 'Target'),
  L1: (stack) => new logs.CfnLogGroup(stack, 'Target'),
  imported: (stack) => logs.LogGroup.fromLogGroupName(stack, 'Target', '/app/orders'),
};
const grant = (method: 'write' | 'read' | 'query', options: LogStreamGrantOptions = {}) =>
  onEach(LOG_GROUPS, (logGroup, role) => ScopedLogGroupGrants.fromLogGroup(logGroup)[method](role, options));
const cdk = (call: string, give: (logGroup: logs.LogGroup, role: iam.Role) => iam.Grant) =>
  ({ call, grant: (stack: Stack, role: iam.Role) => give(new logs.LogGroup(stack, 'Target'), role) });

const WRITE = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const READ_GROUP = ['logs:FilterLogEvents', 'logs:DescribeLogStreams'];
const QUERY = ['logs:StartQuery', 'logs:GetQueryResults'];

export const INTENTS: Intent[] = [
  {
    call: 'ScopedLogGroupGrants.write',
    actions: WRITE,
    grant: grant('write'),
    cdk: cdk('LogGroup.grantWrite', (logGroup, role) => logGroup.grantWrite(role)),
    allows: requests(WRITE, `${ARN}:log-stream:2026/11/22/[$LATEST]1`),
    denies: [
      ...requests(WRITE, `${ARN}-audit:log-stream:1`),
      ...requests(['logs:GetLogEvents', 'logs:DeleteLogStream'], `${ARN}:log-stream:1`),
      ...requests(['logs:CreateLogGroup', 'logs:DeleteLogGroup', 'logs:PutRetentionPolicy'], ARN),
    ],
  },
  {
    call: 'ScopedLogGroupGrants.write',
    scope: 'to streams with a prefix',
    actions: WRITE,
    grant: grant('write', { streamPrefix: 'web/' }),
    allows: requests(WRITE, `${ARN}:log-stream:web/1`),
    denies: requests(WRITE, `${ARN}:log-stream:worker/1`),
  },
  {
    call: 'ScopedLogGroupGrants.read',
    actions: ['logs:GetLogEvents', ...READ_GROUP],
    grant: grant('read'),
    cdk: cdk('LogGroup.grantRead', (logGroup, role) => logGroup.grantRead(role)),
    allows: [request('logs:GetLogEvents', `${ARN}:log-stream:1`), ...requests(READ_GROUP, `${ARN}:*`)],
    denies: [
      request('logs:GetLogEvents', `${ARN}-audit:log-stream:1`),
      ...requests(READ_GROUP, `${ARN}-audit:*`),
      ...requests(['logs:Unmask', 'logs:StartQuery', 'logs:CreateExportTask'], `${ARN}:*`),
      request('logs:DescribeLogGroups', '*'),
    ],
  },
  {
    call: 'ScopedLogGroupGrants.read',
    scope: 'of streams with a prefix',
    actions: ['logs:GetLogEvents'],
    grant: grant('read', { streamPrefix: 'web/' }),
    allows: [request('logs:GetLogEvents', `${ARN}:log-stream:web/1`)],
    denies: [request('logs:GetLogEvents', `${ARN}:log-stream:worker/1`), ...requests(READ_GROUP, `${ARN}:*`)],
  },
  {
    call: 'ScopedLogGroupGrants.query',
    actions: [...QUERY, 'logs:StopQuery'],
    grant: grant('query'),
    allows: [...requests(QUERY, `${ARN}:*`), request('logs:StopQuery', '*')],
    denies: [
      ...requests(QUERY, `${ARN}-audit:*`),
      ...requests(['logs:FilterLogEvents', 'logs:Unmask'], `${ARN}:*`),
      ...requests(['logs:DescribeQueries', 'logs:PutQueryDefinition'], '*'),
    ],
  },
];
