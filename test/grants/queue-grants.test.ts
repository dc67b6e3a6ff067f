import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ACCOUNT, foreignRole, KEY_ARN, newRole, newStack, REGION, statementsOf, USE_OF_KEY } from './testing';
import { ScopedQueueGrants } from '../../src/grants/queue-grants';

const ARN = `arn:aws:sqs:${REGION}:${ACCOUNT}:orders`;

test.each<[string, (stack: Stack) => sqs.IQueueRef]>([
  ['L2 under the AWS-managed key', (stack) => new sqs.Queue(stack, 'Q', { encryption: sqs.QueueEncryption.KMS_MANAGED })],
  ['L2 under a key of SQS', (stack) => new sqs.Queue(stack, 'Q', { encryption: sqs.QueueEncryption.SQS_MANAGED })],
  ['L1 without a key', (stack) => new sqs.CfnQueue(stack, 'Q')],
  ['imported without a key', (stack) => sqs.Queue.fromQueueArn(stack, 'Q', ARN)],
])('needs no key statement: %s', (_, make) => {
  const stack = newStack();
  ScopedQueueGrants.fromQueue(make(stack)).send(newRole(stack));
  expect(statementsOf(stack)).toHaveLength(1);
});

test('a key given with the grant is used, for a dead-letter queue once for each of its sources', () => {
  const stack = newStack();
  const grants = ScopedQueueGrants.fromQueue(sqs.Queue.fromQueueArn(stack, 'Dead', ARN));
  const role = newRole(stack);
  grants.consume(role, { encryptionKey: kms.Key.fromKeyArn(stack, 'One', KEY_ARN) });
  grants.consume(role, { encryptionKey: kms.Key.fromKeyArn(stack, 'Two', `${KEY_ARN.slice(0, -1)}f`) });
  expect(statementsOf(stack)).toEqual(expect.arrayContaining([
    USE_OF_KEY('sqs', 'kms:Decrypt'), { ...USE_OF_KEY('sqs', 'kms:Decrypt'), Resource: `${KEY_ARN.slice(0, -1)}f` },
  ]));
});

test('a grantee of another account is allowed in the queue policy too', () => {
  const app = new App();
  const [stack, other] = [newStack(app), new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } })];
  const queue = new sqs.Queue(stack, 'Q', { queueName: 'orders' });
  ScopedQueueGrants.fromQueue(queue).consume(foreignRole(other));
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::SQS::QueuePolicy'));
  expect(policy.Properties.PolicyDocument.Statement).toEqual([expect.objectContaining({
    Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
    Effect: 'Allow',
    Resource: stack.resolve(queue.queueArn),
  })]);
  expect(statementsOf(other)).toHaveLength(1);
});
