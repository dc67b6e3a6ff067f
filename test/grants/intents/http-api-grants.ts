import { Stack } from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as authorizers from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as integrations from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Intent, Kinds, onEach, request } from './intent';
import { ScopedHttpApiGrants } from '../../../src/grants/http-api-grants';
import { ApiInvokeGrantOptions } from '../../../src/grants/invoke-scope';
import { ACCOUNT, REGION } from '../testing';

const API = `arn:aws:execute-api:${REGION}:${ACCOUNT}:a1b2c3d4e5`;
const newApi = (stack: Stack) => {
  const api = new apigatewayv2.HttpApi(stack, 'Target');
  const [route] = api.addRoutes({
    path: '/orders',
    methods: [apigatewayv2.HttpMethod.GET],
    authorizer: new authorizers.HttpIamAuthorizer(),
    integration: new integrations.HttpUrlIntegration('Orders', 'https://example.com'),
  });
  return { api, route };
};
const APIS: Kinds<apigatewayv2.IApiRef> = {
  L2: (stack) => newApi(stack).api,
  L1: (stack) => new apigatewayv2.CfnApi(stack, 'Target', { name: 'orders', protocolType: 'HTTP' }),
  imported: (stack) => apigatewayv2.HttpApi.fromHttpApiAttributes(stack, 'Target', { httpApiId: 'a1b2c3d4e5' }),
};
const grant = (options: ApiInvokeGrantOptions = {}) => onEach(APIS, (api, role) => ScopedHttpApiGrants.fromHttpApi(api).invoke(role, options));
const call = (rest: string) => request('execute-api:Invoke', `${API}/${rest}`);

export const INTENTS: Intent[] = [
  {
    call: 'ScopedHttpApiGrants.invoke',
    actions: ['execute-api:Invoke'],
    grant: grant(),
    allows: [call('$default/GET/orders')],
    denies: [request('execute-api:Invoke', `arn:aws:execute-api:${REGION}:${ACCOUNT}:zzzzzzzzzz/$default/GET/orders`)],
  },
  {
    call: 'ScopedHttpApiGrants.invoke',
    scope: 'to read orders',
    actions: ['execute-api:Invoke'],
    grant: grant({ stages: ['$default'], methods: ['GET'], paths: ['/orders'] }),
    cdk: { call: 'HttpRoute.grantInvoke', grant: (stack, role) => newApi(stack).route.grantInvoke(role) },
    allows: [call('$default/GET/orders')],
    denies: [call('test/GET/orders'), call('$default/POST/orders'), call('$default/GET/orders/1')],
  },
];
