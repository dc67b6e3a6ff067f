import { Stack } from 'aws-cdk-lib';
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import * as iam from 'aws-cdk-lib/aws-iam';
import { arnIn, Intent, Kinds, onEach, requests } from './intent';
import { AgentRuntimeGrantOptions, ScopedAgentRuntimeGrants } from '../../../src/grants/agent-runtime-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:bedrock-agentcore:${REGION}:${ACCOUNT}:runtime/planner-a1b2c3d4e5`;
const made = (stack: Stack) => new agentcore.Runtime(stack, 'Target', {
  runtimeName: 'planner',
  executionRole: iam.Role.fromRoleName(stack, 'Execution', 'planner', { mutable: false }),
  agentRuntimeArtifact: agentcore.AgentRuntimeArtifact.fromImageUri('111122223333.dkr.ecr.eu-west-1.amazonaws.com/planner:1'),
});
const RUNTIMES: Kinds<agentcore.IRuntimeRef> = {
  L2: made,
  L1: (stack) => made(stack).node.defaultChild as agentcore.CfnRuntime,
  imported: (stack) => agentcore.Runtime.fromAgentRuntimeAttributes(stack, 'Target', {
    agentRuntimeArn: arnIn(stack, 'bedrock-agentcore', 'runtime/planner-a1b2c3d4e5'),
    agentRuntimeId: 'planner-a1b2c3d4e5',
    agentRuntimeName: 'planner',
    agentRuntimeVersion: '1',
    roleArn: arnIn(stack, 'iam', 'role/planner', { region: '' }),
  }),
};
type Method = 'invoke' | 'invokeForUser' | 'openWebSocket' | 'stopSession';
const intent = (method: Method, actions: string[], options: AgentRuntimeGrantOptions = {}, endpoint = 'DEFAULT'): Intent => ({
  call: `ScopedAgentRuntimeGrants.${method}`,
  scope: options.endpoints && 'of one endpoint',
  actions,
  grant: onEach(RUNTIMES, (runtime, role) => ScopedAgentRuntimeGrants.fromRuntime(runtime)[method](role, options)),
  cdk: method === 'invoke' ? { call: 'Runtime.grantInvokeRuntime', grant: (stack, role) => made(stack).grantInvokeRuntime(role) }
    : method === 'invokeForUser' ? { call: 'Runtime.grantInvoke', grant: (stack, role) => made(stack).grantInvoke(role) } : undefined,
  allows: [...requests(actions, ARN), ...requests(actions, `${ARN}/runtime-endpoint/${endpoint}`)],
  denies: [
    ...requests(actions, `${ARN}/runtime-endpoint/beta`),
    ...requests(actions, `${ARN}2`),
    ...requests(['bedrock-agentcore:InvokeAgentRuntimeCommand', 'bedrock-agentcore:UpdateAgentRuntime'], ARN),
  ],
});

export const INTENTS: Intent[] = [
  intent('invoke', ['bedrock-agentcore:InvokeAgentRuntime']),
  intent('invoke', ['bedrock-agentcore:InvokeAgentRuntime'], { endpoints: ['live'] }, 'live'),
  intent('invokeForUser', ['bedrock-agentcore:InvokeAgentRuntime', 'bedrock-agentcore:InvokeAgentRuntimeForUser']),
  intent('openWebSocket', ['bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStream']),
  intent('stopSession', ['bedrock-agentcore:StopRuntimeSession']),
];
