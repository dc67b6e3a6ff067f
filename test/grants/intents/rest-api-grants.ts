import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import { Intent, Kinds, onEach, request } from './intent';
import { ApiInvokeGrantOptions } from '../../../src/grants/invoke-scope';
import { ScopedRestApiGrants } from '../../../src/grants/rest-api-grants';
import { ACCOUNT, REGION } from '../testing';

const API = `arn:aws:execute-api:${REGION}:${ACCOUNT}:a1b2c3d4e5`;
const newApi = (stack: Stack) => {
  const api = new apigateway.RestApi(stack, 'Target');
  return { api, get: api.root.addResource('orders').addMethod('GET') };
};
const APIS: Kinds<apigateway.IRestApiRef> = {
  L2: (stack) => newApi(stack).api,
  L1: (stack) => new apigateway.CfnRestApi(stack, 'Target', { name: 'orders' }),
  imported: (stack) => apigateway.RestApi.fromRestApiId(stack, 'Target', 'a1b2c3d4e5'),
};
const grant = (options: ApiInvokeGrantOptions = {}) => onEach(APIS, (api, role) => ScopedRestApiGrants.fromRestApi(api).invoke(role, options));
const call = (rest: string) => request('execute-api:Invoke', `${API}/${rest}`);

export const INTENTS: Intent[] = [
  {
    call: 'ScopedRestApiGrants.invoke',
    actions: ['execute-api:Invoke'],
    grant: grant(),
    allows: [call('prod/GET/orders'), call('test/DELETE/orders/1')],
    denies: [
      request('execute-api:Invoke', `arn:aws:execute-api:${REGION}:${ACCOUNT}:zzzzzzzzzz/prod/GET/orders`),
      request('execute-api:ManageConnections', `${API}/prod/POST/@connections/1`),
      request('execute-api:InvalidateCache', `${API}/prod/GET/orders`),
    ],
  },
  {
    call: 'ScopedRestApiGrants.invoke',
    scope: 'to read orders in production',
    actions: ['execute-api:Invoke'],
    grant: grant({ stages: ['prod'], methods: ['GET', 'HEAD'], paths: ['/orders/{id}', '/health'] }),
    cdk: { call: 'Method.grantExecute', grant: (stack, role) => newApi(stack).get.grantExecute(role) },
    allows: [call('prod/GET/orders/1'), call('prod/HEAD/orders/1'), call('prod/GET/health')],
    denies: [call('test/GET/orders/1'), call('prod/POST/orders/1'), call('prod/GET/orders'), call('prod/GET/admin')],
  },
  {
    call: 'ScopedRestApiGrants.invoke',
    scope: 'per tenant',
    actions: ['execute-api:Invoke'],
    tags: { tenant: 'blue' },
    grant: grant({ stages: ['prod'], paths: ['/tenants/${aws:PrincipalTag/tenant}/{proxy+}'] }),
    allows: [call('prod/GET/tenants/blue/orders')],
    denies: [call('prod/GET/tenants/green/orders')],
  },
];
