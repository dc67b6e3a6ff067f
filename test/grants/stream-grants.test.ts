import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import { foreignRole, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedStreamGrants } from '../../src/grants/stream-grants';

test('subscribing through no consumer is an error', () => {
  const stack = newStack();
  expect(() => ScopedStreamGrants.fromStream(new kinesis.Stream(stack, 'Stream')).subscribe(newRole(stack), { consumers: [] }))
    .toThrow(/subscribe: `consumers` is \[\]; expected at least one registered consumer.*needs `read`/);
});

test.each<[string, (stack: Stack) => kinesis.IStreamRef]>([
  ['unencrypted', (stack) => new kinesis.Stream(stack, 'S', { encryption: kinesis.StreamEncryption.UNENCRYPTED })],
  ['L2 under the AWS-managed key', (stack) => new kinesis.Stream(stack, 'S', { encryption: kinesis.StreamEncryption.MANAGED })],
  ['L1 under the AWS-managed key', (stack) => new kinesis.CfnStream(stack, 'S', { streamEncryption: { encryptionType: 'KMS', keyId: 'alias/aws/kinesis' } })],
  ['L1 without encryption', (stack) => new kinesis.CfnStream(stack, 'S')],
])('needs no key statement: %s', (_, make) => {
  const stack = newStack();
  ScopedStreamGrants.fromStream(make(stack)).read(newRole(stack));
  expect(statementsOf(stack)).toHaveLength(1);
});

test('a subscriber of another account is allowed in the policies of the consumer and of the stream', () => {
  const app = new App();
  const [stack, other] = [newStack(app), new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } })];
  const stream = new kinesis.Stream(stack, 'Stream', { streamName: 'clicks', encryption: kinesis.StreamEncryption.UNENCRYPTED });
  const consumer = kinesis.StreamConsumer.fromStreamConsumerArn(
    stack, 'Imported', `arn:aws:kinesis:${REGION}:111122223333:stream/clicks/consumer/report:1764000000`,
  );
  const role = foreignRole(other);
  ScopedStreamGrants.fromStream(stream).subscribe(role, { consumers: [consumer] });
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::Kinesis::ResourcePolicy'));
  expect(policies.map(({ Properties }) => Properties.ResourcePolicy.Statement[0].Action)).toEqual(['kinesis:ListShards']);
  expect(role.node.metadata.map(({ data }) => data)).toEqual([expect.stringMatching(/add to the consumer policy of 'Stack\/Imported'.*SubscribeToShard/)]);
});
