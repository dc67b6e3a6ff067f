import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ACCOUNT, expectKnownToAws, KEY_ARN, newRole, newStack, REGION, statementsOf, USE_OF_KEY } from './testing';
import { ScopedQueueGrants } from '../../src/grants/queue-grants';

const ARN = `arn:aws:sqs:${REGION}:${ACCOUNT}:orders`;
const CONSUME = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'];

test.each<['send' | 'consume', string | string[], string[]]>([
  ['send', 'sqs:SendMessage', ['kms:GenerateDataKey', 'kms:Decrypt']],
  ['consume', CONSUME, ['kms:Decrypt']],
])('%s names exact actions and the use of the key', (intent, actions, keyActions) => {
  const stack = newStack();
  ScopedQueueGrants.fromQueue(sqs.Queue.fromQueueAttributes(stack, 'Queue', { queueArn: ARN, keyArn: KEY_ARN }))[intent](newRole(stack));
  expect(statementsOf(stack)).toEqual([{ Action: actions, Effect: 'Allow', Resource: ARN }, USE_OF_KEY('sqs', ...keyActions)]);
  expectKnownToAws(statementsOf(stack));
});

test.each<[string, (stack: Stack) => sqs.IQueueRef, unknown]>([
  ['L2', (stack) => new sqs.Queue(stack, 'Q', { encryptionMasterKey: new kms.Key(stack, 'Key'), encryption: sqs.QueueEncryption.KMS }), { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] }],
  ['L2 under the AWS-managed key', (stack) => new sqs.Queue(stack, 'Q', { encryption: sqs.QueueEncryption.KMS_MANAGED }), undefined],
  ['L1', (stack) => new sqs.CfnQueue(stack, 'Q', { kmsMasterKeyId: new kms.CfnKey(stack, 'Key').attrArn }), { 'Fn::GetAtt': ['Key', 'Arn'] }],
  ['L1 without a key', (stack) => new sqs.CfnQueue(stack, 'Q'), undefined],
  ['imported', (stack) => sqs.Queue.fromQueueArn(stack, 'Q', ARN), undefined],
])('any kind of queue: %s', (_, make, keyArn) => {
  const stack = newStack();
  const queue = make(stack);
  ScopedQueueGrants.fromQueue(queue).send(newRole(stack));
  const [messages, ...keys] = statementsOf(stack);
  expect(messages).toEqual({ Action: 'sqs:SendMessage', Effect: 'Allow', Resource: stack.resolve(queue.queueRef.queueArn) });
  expect(keys.map(({ Resource }) => Resource)).toEqual(keyArn ? [keyArn] : []);
});

test('a key given with the grant is used', () => {
  const stack = newStack();
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN);
  ScopedQueueGrants.fromQueue(sqs.Queue.fromQueueArn(stack, 'Q', ARN)).consume(newRole(stack), { encryptionKey });
  expect(statementsOf(stack)[1]).toEqual(USE_OF_KEY('sqs', 'kms:Decrypt'));
});
