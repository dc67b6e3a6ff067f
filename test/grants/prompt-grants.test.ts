import { Fn } from 'aws-cdk-lib';
import { ACCOUNT, newRole, newStack, REGION } from './testing';
import { ScopedPromptGrants } from '../../src/grants/prompt-grants';

test.each<[string[], RegExp]>([
  [[], /`versions` is \[\]/],
  [['*'], /`versions` has '\*'; expected the number of a version, such as '3', or 'DRAFT'/],
  [['latest'], /`versions` has 'latest'/],
  [Fn.split(',', Fn.importValue('versions')), /`versions` is a list that is known only at deployment/],
])('versions %j are an error', (versions, message) => {
  const stack = newStack();
  const grants = ScopedPromptGrants.fromPromptArn(stack, 'Prompt', `arn:aws:bedrock:${REGION}:${ACCOUNT}:prompt/PROMPT1234`);
  expect(() => grants.render(newRole(stack), { versions })).toThrow(message);
});
