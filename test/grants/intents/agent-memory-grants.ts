import { Stack } from 'aws-cdk-lib';
import * as agentcore from 'aws-cdk-lib/aws-bedrockagentcore';
import * as iam from 'aws-cdk-lib/aws-iam';
import { arnIn, Intent, Kinds, onEach, request, requests } from './intent';
import { ScopedAgentMemoryGrants } from '../../../src/grants/agent-memory-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:bedrock-agentcore:${REGION}:${ACCOUNT}:memory/chats-a1b2c3d4e5`;
const made = (stack: Stack) => new agentcore.Memory(stack, 'Target', { memoryName: 'chats' });
const MEMORIES: Kinds<agentcore.IMemoryRef> = {
  L2: made,
  L1: (stack) => new agentcore.CfnMemory(stack, 'Target', { name: 'chats', eventExpiryDuration: 30 }),
  imported: (stack) => agentcore.Memory.fromMemoryAttributes(stack, 'Target', {
    memoryArn: arnIn(stack, 'bedrock-agentcore', 'memory/chats-a1b2c3d4e5'), roleArn: arnIn(stack, 'iam', 'role/chats', { region: '' }),
  }),
};
const grant = (give: (grants: ScopedAgentMemoryGrants, role: iam.Role) => iam.Grant) =>
  onEach(MEMORIES, (memory, role) => give(ScopedAgentMemoryGrants.fromMemory(memory), role));
const cdk = (call: string, give: (memory: agentcore.Memory, role: iam.Role) => iam.Grant) =>
  ({ call, grant: (stack: Stack, role: iam.Role) => give(made(stack), role) });
const of = (actor: string, session = '1') => ({ 'bedrock-agentcore:actorId': actor, 'bedrock-agentcore:sessionId': session });
const inside = (namespace: string) => ({ 'bedrock-agentcore:namespace': namespace });

const EVENT_READS = ['bedrock-agentcore:GetEvent', 'bedrock-agentcore:ListEvents'];
const RECORD_READS = ['bedrock-agentcore:RetrieveMemoryRecords', 'bedrock-agentcore:ListMemoryRecords'];
const RECORD_WRITES = ['bedrock-agentcore:BatchCreateMemoryRecords', 'bedrock-agentcore:BatchUpdateMemoryRecords'];

export const INTENTS: Intent[] = [
  {
    call: 'ScopedAgentMemoryGrants.readEvents',
    scope: 'of the actor that the role is tagged with',
    actions: EVENT_READS,
    tags: { user: 'ada' },
    grant: grant((memory, role) => memory.readEvents(role, { actorIds: ['${aws:PrincipalTag/user}'] })),
    cdk: cdk('Memory.grantReadShortTermMemory', (memory, role) => memory.grantReadShortTermMemory(role)),
    allows: requests(EVENT_READS, ARN, of('ada')),
    denies: [
      ...requests(EVENT_READS, ARN, of('bob')),
      ...requests(EVENT_READS, ARN),
      ...requests(EVENT_READS, `${ARN}2`, of('ada')),
      request('bedrock-agentcore:DeleteEvent', ARN, of('ada')),
    ],
  },
  {
    call: 'ScopedAgentMemoryGrants.writeEvents',
    actions: ['bedrock-agentcore:CreateEvent'],
    grant: grant((memory, role) => memory.writeEvents(role)),
    cdk: cdk('Memory.grantWrite', (memory, role) => memory.grantWrite(role)),
    allows: [request('bedrock-agentcore:CreateEvent', ARN, of('ada'))],
    denies: [request('bedrock-agentcore:CreateEvent', `${ARN}2`, of('ada')), ...requests(EVENT_READS, ARN, of('ada'))],
  },
  {
    call: 'ScopedAgentMemoryGrants.writeEvents',
    scope: 'of one actor and session',
    actions: ['bedrock-agentcore:CreateEvent'],
    grant: grant((memory, role) => memory.writeEvents(role, { actorIds: ['ada'], sessionIds: ['1', '2'] })),
    allows: [request('bedrock-agentcore:CreateEvent', ARN, of('ada', '2'))],
    denies: [request('bedrock-agentcore:CreateEvent', ARN, of('ada', '3')), request('bedrock-agentcore:CreateEvent', ARN, of('bob', '2'))],
  },
  {
    call: 'ScopedAgentMemoryGrants.listSessions',
    scope: 'of one actor',
    actions: ['bedrock-agentcore:ListSessions'],
    grant: grant((memory, role) => memory.listSessions(role, { actorIds: ['ada'] })),
    allows: [request('bedrock-agentcore:ListSessions', ARN, { 'bedrock-agentcore:actorId': 'ada' })],
    denies: [request('bedrock-agentcore:ListSessions', ARN, { 'bedrock-agentcore:actorId': 'bob' }), request('bedrock-agentcore:ListActors', ARN)],
  },
  {
    call: 'ScopedAgentMemoryGrants.readRecords',
    actions: [...RECORD_READS, 'bedrock-agentcore:GetMemoryRecord'],
    grant: grant((memory, role) => memory.readRecords(role)),
    cdk: cdk('Memory.grantReadLongTermMemory', (memory, role) => memory.grantReadLongTermMemory(role)),
    allows: requests([...RECORD_READS, 'bedrock-agentcore:GetMemoryRecord'], ARN),
    denies: [...requests(RECORD_READS, `${ARN}2`), request('bedrock-agentcore:DeleteMemoryRecord', ARN), request('bedrock-agentcore:GetMemory', ARN)],
  },
  {
    call: 'ScopedAgentMemoryGrants.readRecords',
    scope: 'in the namespace of a user',
    actions: RECORD_READS,
    tags: { user: 'ada' },
    grant: grant((memory, role) => memory.readRecords(role, { namespaces: ['/users/${aws:PrincipalTag/user}/'] })),
    allows: requests(RECORD_READS, ARN, inside('/users/ada/')),
    denies: [
      ...requests(RECORD_READS, ARN, inside('/users/bob/')),
      ...requests(RECORD_READS, ARN),
      request('bedrock-agentcore:GetMemoryRecord', ARN),
    ],
  },
  {
    call: 'ScopedAgentMemoryGrants.writeRecords',
    scope: 'in one namespace',
    actions: RECORD_WRITES,
    grant: grant((memory, role) => memory.writeRecords(role, { namespaces: ['/shared/'] })),
    allows: requests(RECORD_WRITES, ARN, inside('/shared/')),
    denies: [...requests(RECORD_WRITES, ARN, inside('/users/ada/')), request('bedrock-agentcore:BatchDeleteMemoryRecords', ARN, inside('/shared/'))],
  },
];
