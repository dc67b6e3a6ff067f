import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import { ACCOUNT, newRole, newStack, REGION } from './testing';
import { ScopedAgentRuntimeGrants } from '../../src/grants/agent-runtime-grants';

test.each<[string[], RegExp]>([
  [[], /`endpoints` is \[\].*at least one value/],
  [['*'], /`endpoints` has '\*'; expected a name without wildcards.*'DEFAULT'/],
])('endpoints %j are an error', (endpoints, message) => {
  const stack = newStack();
  const runtime = agentcore.Runtime.fromAgentRuntimeAttributes(stack, 'Runtime', {
    agentRuntimeArn: `arn:aws:bedrock-agentcore:${REGION}:${ACCOUNT}:runtime/planner-a1`,
    agentRuntimeId: 'planner-a1',
    agentRuntimeName: 'planner',
    roleArn: `arn:aws:iam::${ACCOUNT}:role/planner`,
  });
  expect(() => ScopedAgentRuntimeGrants.fromRuntime(runtime).invoke(newRole(stack), { endpoints })).toThrow(message);
});
