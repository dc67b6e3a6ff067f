import { CfnParameter } from 'aws-cdk-lib';
import { onlyPolicy, stackIn } from './synth';
import { AgentCoreRuntimeRole, AgentCoreRuntimeRoleProps } from '../../src/roles/agent-core-runtime-role';

function actionsOf(props: Partial<AgentCoreRuntimeRoleProps>): string[] {
  const stack = stackIn('eu-west-1');
  new AgentCoreRuntimeRole(stack, 'Role', { runtimeName: 'booking', ...props });
  return onlyPolicy(stack).flatMap(({ Action }) => Action);
}

test('acts for users that it only names where that is asked for', () => {
  expect(actionsOf({})).not.toContain('bedrock-agentcore:GetWorkloadAccessTokenForUserId');
  expect(actionsOf({ actsForNamedUsers: true })).toContain('bedrock-agentcore:GetWorkloadAccessTokenForUserId');
});

test('sends no traces and metrics where that is not wanted', () => {
  expect(actionsOf({ telemetry: false }).filter(action => /^(xray|cloudwatch):/.test(action))).toEqual([]);
});

test('the name of the runtime may be a token', () => {
  const stack = stackIn('eu-west-1');
  new AgentCoreRuntimeRole(stack, 'Role', { runtimeName: new CfnParameter(stack, 'Name').valueAsString });
  expect(JSON.stringify(onlyPolicy(stack))).toContain('":logs:eu-west-1:111122223333:log-group:/aws/bedrock-agentcore/runtimes/",{"Ref":"Name"},"-*"');
});
