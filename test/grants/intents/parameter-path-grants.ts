import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { GrantOn, Intent, request, requests, throughService } from './intent';
import { ParameterPathReadGrantOptions, ParameterPathWriteGrantOptions, ScopedParameterPathGrants } from '../../../src/grants/parameter-path-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ARN = `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/app/prod`;
const keyOf = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] }));
const read = (path: string, options: ParameterPathReadGrantOptions = {}): { none: GrantOn } =>
  ({ none: (stack, role) => ScopedParameterPathGrants.fromPath(stack, path).read(role, { encryptionKey: keyOf(stack), ...options }) });
const write = (path: string, options: ParameterPathWriteGrantOptions = {}): { none: GrantOn } =>
  ({ none: (stack, role) => ScopedParameterPathGrants.fromPath(stack, path).write(role, { encryptionKey: keyOf(stack), ...options }) });

const READ_ONE = ['ssm:GetParameter', 'ssm:GetParameters'];
const KEY_WRITES = ['kms:Encrypt', 'kms:GenerateDataKey'];
const forParameter = (arn: string) => throughService('ssm', REGION, { PARAMETER_ARN: arn });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedParameterPathGrants.read',
    actions: ['ssm:GetParametersByPath', ...READ_ONE, 'kms:Decrypt'],
    grant: read('/app/prod/'),
    allows: [
      request('ssm:GetParametersByPath', ARN, { 'ssm:Recursive': 'true' }),
      request('ssm:GetParametersByPath', `${ARN}/`),
      request('ssm:GetParametersByPath', `${ARN}/db`),
      ...requests(READ_ONE, `${ARN}/db/host`),
      request('kms:Decrypt', KEY_ARN, forParameter(`${ARN}/db/password`)),
    ],
    denies: [
      ...requests(['ssm:GetParametersByPath', ...READ_ONE], `${ARN}uction/db`),
      request('ssm:GetParametersByPath', `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/app`),
      ...requests(['ssm:GetParameterHistory', 'ssm:PutParameter'], `${ARN}/db/host`),
      request('kms:Decrypt', KEY_ARN, forParameter(`${ARN}uction/db`)),
      request('kms:Decrypt', KEY_ARN),
    ],
  },
  {
    call: 'ScopedParameterPathGrants.read',
    scope: 'without recursion, per tenant',
    actions: ['ssm:GetParametersByPath', 'kms:Decrypt'],
    tags: { tenant: 'prod' },
    grant: read('/app/${aws:PrincipalTag/tenant}', { recursive: false }),
    allows: [
      request('ssm:GetParametersByPath', ARN),
      request('ssm:GetParametersByPath', `${ARN}/`, { 'ssm:Recursive': 'false' }),
      request('kms:Decrypt', KEY_ARN, forParameter(`${ARN}/password`)),
    ],
    denies: [
      request('ssm:GetParametersByPath', ARN, { 'ssm:Recursive': 'true' }),
      request('ssm:GetParametersByPath', `${ARN}/db`),
      request('ssm:GetParametersByPath', `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/app/test`),
      request('ssm:GetParameter', `${ARN}/password`),
    ],
  },
  {
    call: 'ScopedParameterPathGrants.write',
    actions: ['ssm:PutParameter', ...KEY_WRITES],
    grant: write('/app/prod'),
    allows: [
      request('ssm:PutParameter', `${ARN}/db/host`, { 'ssm:Overwrite': 'true' }),
      ...requests(KEY_WRITES, KEY_ARN, forParameter(`${ARN}/db/password`)),
    ],
    denies: [
      request('ssm:PutParameter', `${ARN}uction/db`),
      ...requests(['ssm:GetParameter', 'ssm:DeleteParameter', 'ssm:AddTagsToResource'], `${ARN}/db/host`),
      request('kms:Encrypt', KEY_ARN, forParameter(`${ARN}uction/db`)),
    ],
  },
  {
    call: 'ScopedParameterPathGrants.write',
    scope: 'of new parameters only',
    actions: ['ssm:PutParameter', ...KEY_WRITES],
    grant: write('/app/prod', { overwrite: false }),
    allows: [request('ssm:PutParameter', `${ARN}/db/host`), ...requests(KEY_WRITES, KEY_ARN, forParameter(`${ARN}/db/password`))],
    denies: [request('ssm:PutParameter', `${ARN}/db/host`, { 'ssm:Overwrite': 'true' })],
  },
];
