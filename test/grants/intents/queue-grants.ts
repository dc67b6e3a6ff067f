import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { arnIn, Intent, Kinds, onEach, request, requests, throughService } from './intent';
import { ScopedQueueGrants } from '../../../src/grants/queue-grants';
import { EncryptedGrantScope } from '../../../src/grants/writing/grant-scope';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ARN = `arn:aws:sqs:${REGION}:${ACCOUNT}:orders`;
const OTHER = `arn:aws:sqs:${REGION}:${ACCOUNT}:orders-secret`;
const QUEUES: Kinds<sqs.IQueueRef> = {
  L2: (stack) => new sqs.Queue(stack, 'Target', { encryptionMasterKey: new kms.Key(stack, 'Key') }),
  L1: (stack) => new sqs.CfnQueue(stack, 'Target', { kmsMasterKeyId: new kms.CfnKey(stack, 'Key').ref }),
  imported: (stack) => sqs.Queue.fromQueueAttributes(stack, 'Target', {
    queueArn: arnIn(stack, 'sqs', 'orders'), keyArn: arnIn(stack, 'kms', KEY_ARN.split(':')[5]),
  }),
};
const grant = (method: 'send' | 'consume' | 'purge', options: EncryptedGrantScope = {}) =>
  onEach(QUEUES, (queue, role) => ScopedQueueGrants.fromQueue(queue)[method](role, options));
const cdk = (call: string, give: (queue: sqs.Queue, role: iam.Role) => iam.Grant) =>
  ({ call, grant: (stack: Stack, role: iam.Role) => give(QUEUES.L2!(stack) as sqs.Queue, role) });

const CONSUME = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'];
const SEND_KEY = ['kms:GenerateDataKey', 'kms:Decrypt'];
const viaSqs = throughService('sqs', REGION);

export const INTENTS: Intent[] = [
  {
    call: 'ScopedQueueGrants.send',
    actions: ['sqs:SendMessage', ...SEND_KEY],
    grant: grant('send'),
    cdk: cdk('Queue.grantSendMessages', (queue, role) => queue.grantSendMessages(role)),
    allows: [request('sqs:SendMessage', ARN), ...requests(SEND_KEY, KEY_ARN, viaSqs)],
    denies: [
      request('sqs:SendMessage', OTHER),
      ...requests(['sqs:ReceiveMessage', 'sqs:PurgeQueue', 'sqs:SetQueueAttributes'], ARN),
      ...requests(SEND_KEY, KEY_ARN),
      ...requests(SEND_KEY, KEY_ARN, throughService('sns', REGION)),
    ],
  },
  {
    call: 'ScopedQueueGrants.consume',
    actions: [...CONSUME, 'kms:Decrypt'],
    grant: grant('consume'),
    cdk: cdk('Queue.grantConsumeMessages', (queue, role) => queue.grantConsumeMessages(role)),
    allows: [...requests(CONSUME, ARN), request('kms:Decrypt', KEY_ARN, viaSqs)],
    denies: [
      ...requests(CONSUME, OTHER),
      ...requests(['sqs:SendMessage', 'sqs:PurgeQueue', 'sqs:StartMessageMoveTask'], ARN),
      request('kms:GenerateDataKey', KEY_ARN, viaSqs),
      request('kms:Decrypt', KEY_ARN),
    ],
  },
  {
    call: 'ScopedQueueGrants.consume',
    scope: 'of queues with a tag, from one VPC endpoint',
    actions: [...CONSUME, 'kms:Decrypt'],
    grant: grant('consume', { resourceTags: { team: 'orders' }, sourceVpcEndpoints: ['vpce-0123456789abcdef0'] }),
    allows: [
      ...requests(CONSUME, ARN, { 'aws:ResourceTag/team': 'orders', 'aws:SourceVpce': 'vpce-0123456789abcdef0' }),
      request('kms:Decrypt', KEY_ARN, viaSqs),
    ],
    denies: [
      request('sqs:ReceiveMessage', ARN, { 'aws:ResourceTag/team': 'orders' }),
      request('sqs:ReceiveMessage', ARN, { 'aws:ResourceTag/team': 'billing', 'aws:SourceVpce': 'vpce-0123456789abcdef0' }),
    ],
  },
  {
    call: 'ScopedQueueGrants.purge',
    scope: 'of queues of a test stage',
    actions: ['sqs:PurgeQueue'],
    grant: grant('purge', { resourceTags: { stage: 'test' } }),
    cdk: cdk('Queue.grantPurge', (queue, role) => queue.grantPurge(role)),
    allows: [request('sqs:PurgeQueue', ARN, { 'aws:ResourceTag/stage': 'test' })],
    denies: [
      request('sqs:PurgeQueue', ARN),
      request('sqs:PurgeQueue', ARN, { 'aws:ResourceTag/stage': 'production' }),
      request('sqs:PurgeQueue', OTHER, { 'aws:ResourceTag/stage': 'test' }),
      ...requests(['sqs:DeleteQueue', 'sqs:DeleteMessage'], ARN, { 'aws:ResourceTag/stage': 'test' }),
    ],
  },
];
