import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { arnIn, Intent, Kinds, onEach, request, requests } from './intent';
import { FunctionInvokeGrantOptions, ScopedFunctionGrants } from '../../../src/grants/function-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:orders`;
const newFunction = (stack: Stack) => new lambda.Function(stack, 'Target', {
  code: lambda.Code.fromInline('exports.handler = async () => {}'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
});
const FUNCTIONS: Kinds<lambda.IFunctionRef> = {
  L2: newFunction,
  L1: (stack) => new lambda.CfnFunction(stack, 'Target', { code: { zipFile: 'exports.handler = async () => {}' }, role: 'arn:aws:iam::111122223333:role/app' }),
  imported: (stack) => lambda.Function.fromFunctionArn(stack, 'Target', arnIn(stack, 'lambda', 'function:orders')),
};
type Method = 'invoke' | 'invokeUrl' | 'deployCode';
const grant = (method: Method, options: FunctionInvokeGrantOptions = {}) =>
  onEach(FUNCTIONS, (fn, role) => ScopedFunctionGrants.fromFunction(fn)[method](role, options));
const cdk = (call: string, give: (fn: lambda.Function, role: iam.Role) => iam.Grant) =>
  ({ call, grant: (stack: Stack, role: iam.Role) => give(newFunction(stack), role) });

const WITH_IAM = { 'lambda:FunctionUrlAuthType': 'AWS_IAM' };
const THROUGH_URL = { 'lambda:InvokedViaFunctionUrl': 'true' };
const DEPLOY = ['lambda:UpdateFunctionCode', 'lambda:PublishVersion', 'lambda:UpdateAlias', 'lambda:GetFunctionConfiguration'];

export const INTENTS: Intent[] = [
  {
    call: 'ScopedFunctionGrants.invoke',
    actions: ['lambda:InvokeFunction'],
    grant: grant('invoke'),
    cdk: cdk('Function.grantInvoke', (fn, role) => fn.grantInvoke(role)),
    allows: [request('lambda:InvokeFunction', ARN)],
    denies: [
      request('lambda:InvokeFunction', `${ARN}:old`),
      request('lambda:InvokeFunction', `${ARN}-admin`),
      ...requests(['lambda:InvokeFunctionUrl', 'lambda:GetFunction', 'lambda:UpdateFunctionCode'], ARN),
    ],
  },
  {
    call: 'ScopedFunctionGrants.invoke',
    scope: 'by an alias',
    actions: ['lambda:InvokeFunction'],
    grant: grant('invoke', { qualifiers: ['live'] }),
    allows: [request('lambda:InvokeFunction', `${ARN}:live`)],
    denies: [request('lambda:InvokeFunction', ARN), request('lambda:InvokeFunction', `${ARN}:$LATEST`)],
  },
  {
    call: 'ScopedFunctionGrants.invokeUrl',
    actions: ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'],
    grant: grant('invokeUrl'),
    cdk: cdk('Function.grantInvokeUrl', (fn, role) => fn.grantInvokeUrl(role)),
    allows: [request('lambda:InvokeFunctionUrl', ARN, WITH_IAM), request('lambda:InvokeFunction', ARN, THROUGH_URL)],
    denies: [
      request('lambda:InvokeFunction', ARN),
      request('lambda:InvokeFunction', ARN, { 'lambda:InvokedViaFunctionUrl': 'false' }),
      request('lambda:InvokeFunctionUrl', ARN, { 'lambda:FunctionUrlAuthType': 'NONE' }),
      request('lambda:InvokeFunctionUrl', `${ARN}:live`, WITH_IAM),
    ],
  },
  {
    call: 'ScopedFunctionGrants.deployCode',
    actions: DEPLOY,
    grant: grant('deployCode'),
    allows: requests(DEPLOY, ARN),
    denies: [
      request('lambda:UpdateFunctionCode', `${ARN}-admin`),
      ...requests(['lambda:UpdateFunctionConfiguration', 'lambda:AddPermission', 'lambda:GetFunction', 'lambda:InvokeFunction'], ARN),
    ],
  },
];
