import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Intent, Kinds, onEach, request, requests, throughService } from './intent';
import { ScopedParameterGrants } from '../../../src/grants/parameter-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ARN = `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/app/password`;
const keyOf = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] }));
const PARAMETERS: Kinds<ssm.IParameterRef> = {
  L2: (stack) => new ssm.StringParameter(stack, 'Target', { stringValue: 'text' }),
  L1: (stack) => new ssm.CfnParameter(stack, 'Target', { name: '/app/password', type: 'String', value: 'text' }),
  imported: (stack) => ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Target', { parameterName: '/app/password' }),
};
const grant = (method: 'read' | 'write') =>
  onEach(PARAMETERS, (parameter, role, stack) => ScopedParameterGrants.fromParameter(parameter)[method](role, { encryptionKey: keyOf(stack) }));
const cdk = (call: string, give: (parameter: ssm.IStringParameter, role: iam.Role) => iam.Grant) => ({
  call,
  grant: (stack: Stack, role: iam.Role) =>
    give(ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Target', { parameterName: '/app/password', encryptionKey: keyOf(stack) }), role),
});

const READ = ['ssm:GetParameter', 'ssm:GetParameters'];
const KEY_WRITES = ['kms:Encrypt', 'kms:GenerateDataKey'];
const forParameter = (arn: string) => throughService('ssm', REGION, { PARAMETER_ARN: arn });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedParameterGrants.read',
    actions: [...READ, 'kms:Decrypt'],
    grant: grant('read'),
    cdk: cdk('StringParameter.grantRead', (parameter, role) => parameter.grantRead(role)),
    allows: [...requests(READ, ARN), request('kms:Decrypt', KEY_ARN, forParameter(ARN))],
    denies: [
      ...requests(READ, `${ARN}-old`),
      ...requests(['ssm:GetParameterHistory', 'ssm:PutParameter', 'ssm:GetParametersByPath'], ARN),
      request('ssm:DescribeParameters', '*'),
      request('kms:Decrypt', KEY_ARN),
      request('kms:Decrypt', KEY_ARN, forParameter(`${ARN}-old`)),
    ],
  },
  {
    call: 'ScopedParameterGrants.write',
    actions: ['ssm:PutParameter', ...KEY_WRITES],
    grant: grant('write'),
    cdk: cdk('StringParameter.grantWrite', (parameter, role) => parameter.grantWrite(role)),
    allows: [request('ssm:PutParameter', ARN), ...requests(KEY_WRITES, KEY_ARN, forParameter(ARN))],
    denies: [
      request('ssm:PutParameter', `${ARN}-old`),
      ...requests(['ssm:GetParameter', 'ssm:DeleteParameter'], ARN),
      request('kms:Decrypt', KEY_ARN, forParameter(ARN)),
      request('kms:Encrypt', KEY_ARN, forParameter(`${ARN}-old`)),
    ],
  },
];
