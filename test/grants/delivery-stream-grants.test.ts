import { App, Stack } from 'aws-cdk-lib';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedDeliveryStreamGrants } from '../../src/grants/delivery-stream-grants';

test('an L2 stream', () => {
  const stack = newStack();
  const stream = new firehose.DeliveryStream(stack, 'Stream', { destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Bucket')) });
  ScopedDeliveryStreamGrants.fromDeliveryStream(stream).put(newRole(stack));
  expect(statementsOf(stack)).toContainEqual({
    Action: ['firehose:PutRecord', 'firehose:PutRecordBatch'], Effect: 'Allow', Resource: stack.resolve(stream.deliveryStreamArn),
  });
});

test('a grantee of another account is an error that says what to do', () => {
  const app = new App();
  const stream = firehose.DeliveryStream.fromDeliveryStreamName(newStack(app), 'Stream', 'audit');
  const other = new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } });
  expect(() => ScopedDeliveryStreamGrants.fromDeliveryStream(stream).put(newRole(other)))
    .toThrow(/cannot grant across accounts.*no resource-based policies: make a role in the account of the stream/);
});
