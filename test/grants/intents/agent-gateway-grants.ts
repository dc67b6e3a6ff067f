import { Stack } from 'aws-cdk-lib';
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import * as iam from 'aws-cdk-lib/aws-iam';
import { arnIn, Intent, Kinds, onEach, request } from './intent';
import { ScopedAgentGatewayGrants } from '../../../src/grants/agent-gateway-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:bedrock-agentcore:${REGION}:${ACCOUNT}:gateway/tools-a1b2c3d4e5`;
const made = (stack: Stack) => new agentcore.Gateway(stack, 'Target', {
  gatewayName: 'tools', authorizerConfiguration: agentcore.GatewayAuthorizer.usingAwsIam(),
});
const GATEWAYS: Kinds<agentcore.IGatewayRef> = {
  L2: made,
  L1: (stack) => made(stack).node.defaultChild as agentcore.CfnGateway,
  imported: (stack) => agentcore.Gateway.fromGatewayAttributes(stack, 'Target', {
    gatewayArn: arnIn(stack, 'bedrock-agentcore', 'gateway/tools-a1b2c3d4e5'),
    gatewayId: 'tools-a1b2c3d4e5',
    gatewayName: 'tools',
    role: iam.Role.fromRoleName(stack, 'GatewayRole', 'tools'),
  }),
};

export const INTENTS: Intent[] = [{
  call: 'ScopedAgentGatewayGrants.invoke',
  actions: ['bedrock-agentcore:InvokeGateway'],
  grant: onEach(GATEWAYS, (gateway, role) => ScopedAgentGatewayGrants.fromGateway(gateway).invoke(role)),
  cdk: { call: 'Gateway.grantInvoke', grant: (stack, role) => made(stack).grantInvoke(role) },
  allows: [request('bedrock-agentcore:InvokeGateway', ARN)],
  denies: [request('bedrock-agentcore:InvokeGateway', `${ARN}2`), request('bedrock-agentcore:UpdateGatewayTarget', ARN)],
}];
