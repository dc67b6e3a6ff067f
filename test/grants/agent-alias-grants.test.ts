import { newRole, newStack, REGION } from './testing';
import { ScopedAgentAliasGrants } from '../../src/grants/agent-alias-grants';

test('the alias of another account is an error that names the way', () => {
  const stack = newStack();
  const grants = ScopedAgentAliasGrants.fromAgentAliasArn(stack, 'Alias', `arn:aws:bedrock:${REGION}:444455556666:agent-alias/AGENT12345/ALIAS12345`);
  expect(() => grants.invoke(newRole(stack))).toThrow(/cannot grant across accounts.*Let it assume a role of that account/);
});

test('an agent is no alias', () => {
  expect(() => ScopedAgentAliasGrants.fromAgentAliasArn(newStack(), 'Alias', `arn:aws:bedrock:${REGION}:444455556666:agent/AGENT12345`))
    .toThrow(/expected the ARN of one resource, which holds ':agent-alias\/'/);
});
