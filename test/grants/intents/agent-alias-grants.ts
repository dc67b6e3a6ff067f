import { Stack } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as kms from 'aws-cdk-lib/aws-kms';
import { arnIn, Intent, request, requests, throughService } from './intent';
import { ScopedAgentAliasGrants } from '../../../src/grants/agent-alias-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ARN = `arn:aws:bedrock:${REGION}:${ACCOUNT}:agent-alias/AGENT12345/ALIAS12345`;
const agent = (id: string) => throughService('bedrock', REGION, { 'aws:bedrock:arn': `arn:aws:bedrock:${REGION}:${ACCOUNT}:agent/${id}` });
const made = (stack: Stack) => ScopedAgentAliasGrants.fromAgentAlias(
  new bedrock.CfnAgentAlias(stack, 'Target', { agentId: 'AGENT12345', agentAliasName: 'live' }),
);
const imported = (stack: Stack) =>
  ScopedAgentAliasGrants.fromAgentAliasArn(stack, 'Target', arnIn(stack, 'bedrock', 'agent-alias/AGENT12345/ALIAS12345'));
const keyOf = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] }));
const KEY_USE = ['kms:GenerateDataKey', 'kms:Decrypt'];

export const INTENTS: Intent[] = [
  {
    call: 'ScopedAgentAliasGrants.invoke',
    actions: ['bedrock:InvokeAgent'],
    grant: { L1: (stack, role) => made(stack).invoke(role), imported: (stack, role) => imported(stack).invoke(role) },
    allows: [request('bedrock:InvokeAgent', ARN)],
    denies: [request('bedrock:InvokeAgent', ARN.replace('ALIAS1', 'OTHER1')), request('bedrock:GetAgentAlias', ARN)],
  },
  {
    call: 'ScopedAgentAliasGrants.invoke',
    scope: 'of an encrypted agent',
    actions: ['bedrock:InvokeAgent', ...KEY_USE],
    grant: {
      L1: (stack, role) => made(stack).invoke(role, { encryptionKey: keyOf(stack) }),
      imported: (stack, role) => imported(stack).invoke(role, { encryptionKey: keyOf(stack) }),
    },
    allows: [request('bedrock:InvokeAgent', ARN), ...requests(KEY_USE, KEY_ARN, agent('AGENT12345'))],
    denies: [...requests(KEY_USE, KEY_ARN), ...requests(KEY_USE, KEY_ARN, agent('OTHER12345')), ...requests(KEY_USE, KEY_ARN, throughService('bedrock', REGION))],
  },
];
