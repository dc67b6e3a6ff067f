import { Stack } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import { arnIn, Intent, request } from './intent';
import { PromptGrantOptions, ScopedPromptGrants } from '../../../src/grants/prompt-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:bedrock:${REGION}:${ACCOUNT}:prompt/PROMPT1234`;
const made = (stack: Stack) => ScopedPromptGrants.fromPrompt(new bedrock.CfnPrompt(stack, 'Target', { name: 'greeting' }));
const imported = (stack: Stack) => ScopedPromptGrants.fromPromptArn(stack, 'Target', arnIn(stack, 'bedrock', 'prompt/PROMPT1234'));
const render = (options: PromptGrantOptions = {}): Intent['grant'] => ({
  L1: (stack, role) => made(stack).render(role, options),
  imported: (stack, role) => imported(stack).render(role, options),
});

export const INTENTS: Intent[] = [
  {
    call: 'ScopedPromptGrants.render',
    actions: ['bedrock:RenderPrompt'],
    grant: render(),
    allows: [request('bedrock:RenderPrompt', ARN), request('bedrock:RenderPrompt', `${ARN}:2`)],
    denies: [request('bedrock:RenderPrompt', `${ARN}5:1`), request('bedrock:GetPrompt', ARN)],
  },
  {
    call: 'ScopedPromptGrants.render',
    scope: 'in one version',
    actions: ['bedrock:RenderPrompt'],
    grant: render({ versions: ['2'] }),
    allows: [request('bedrock:RenderPrompt', `${ARN}:2`)],
    denies: [request('bedrock:RenderPrompt', ARN), request('bedrock:RenderPrompt', `${ARN}:22`)],
  },
];
