import { CfnParameter } from 'aws-cdk-lib';
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import { newRole, newStack, statementsOf } from './testing';
import { MemoryEventGrantOptions, ScopedAgentMemoryGrants } from '../../src/grants/agent-memory-grants';

const memoryIn = (stack: ReturnType<typeof newStack>) =>
  ScopedAgentMemoryGrants.fromMemory(new agentcore.CfnMemory(stack, 'Memory', { name: 'chats', eventExpiryDuration: 30 }));

test.each<[MemoryEventGrantOptions, RegExp]>([
  [{ actorIds: [] }, /ScopedAgentMemoryGrants.readEvents: `actorIds` is \[\]/],
  [{ actorIds: ['user-*'] }, /`actorIds` has 'user-\*'; expected the exact text without wildcards/],
  [{ sessionIds: [''] }, /`sessionIds` is \[""\]/],
])('%j is an error', (options, message) => {
  const stack = newStack();
  expect(() => memoryIn(stack).readEvents(newRole(stack), options)).toThrow(message);
});

test('a namespace with a wildcard is an error', () => {
  const stack = newStack();
  expect(() => memoryIn(stack).readRecords(newRole(stack), { namespaces: ['/users/*'] })).toThrow(/`namespaces` has '\/users\/\*'/);
});

test('an actor may be a token', () => {
  const stack = newStack();
  memoryIn(stack).writeEvents(newRole(stack), { actorIds: [new CfnParameter(stack, 'Actor').valueAsString] });
  expect(statementsOf(stack)[0].Condition).toEqual({ StringEquals: { 'bedrock-agentcore:actorId': { Ref: 'Actor' } } });
});
