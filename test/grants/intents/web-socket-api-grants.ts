import { Stack } from 'aws-cdk-lib';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Intent, Kinds, onEach, request } from './intent';
import { ScopedWebSocketApiGrants, WebSocketConnectionGrantOptions } from '../../../src/grants/web-socket-api-grants';
import { ACCOUNT, REGION } from '../testing';

const API = `arn:aws:execute-api:${REGION}:${ACCOUNT}:a1b2c3d4e5`;
const APIS: Kinds<apigatewayv2.IApiRef> = {
  L2: (stack) => new apigatewayv2.WebSocketApi(stack, 'Target'),
  L1: (stack) => new apigatewayv2.CfnApi(stack, 'Target', { name: 'chat', protocolType: 'WEBSOCKET' }),
  imported: (stack) => apigatewayv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Target', { webSocketId: 'a1b2c3d4e5' }),
};
const grant = (method: 'send' | 'manageConnections', options: WebSocketConnectionGrantOptions = {}) =>
  onEach(APIS, (api, role) => ScopedWebSocketApiGrants.fromWebSocketApi(api)[method](role, options));
const manage = (rest: string) => request('execute-api:ManageConnections', `${API}/${rest}`);

export const INTENTS: Intent[] = [
  {
    call: 'ScopedWebSocketApiGrants.send',
    scope: 'in one stage',
    actions: ['execute-api:ManageConnections'],
    grant: grant('send', { stages: ['prod'] }),
    cdk: {
      call: 'WebSocketApi.grantManageConnections',
      grant: (stack: Stack, role) => new apigatewayv2.WebSocketApi(stack, 'Target').grantManageConnections(role),
    },
    allows: [manage('prod/POST/@connections/1')],
    denies: [
      manage('prod/DELETE/@connections/1'), manage('prod/GET/@connections/1'), manage('test/POST/@connections/1'),
      request('execute-api:Invoke', `${API}/prod/POST/orders`),
    ],
  },
  {
    call: 'ScopedWebSocketApiGrants.manageConnections',
    actions: ['execute-api:ManageConnections'],
    grant: grant('manageConnections'),
    allows: [manage('prod/POST/@connections/1'), manage('prod/GET/@connections/1'), manage('test/DELETE/@connections/1')],
    denies: [manage('prod/POST/orders'), request('execute-api:Invoke', `${API}/prod/GET/@connections/1`)],
  },
];
