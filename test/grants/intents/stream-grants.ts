import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import { arnIn, Intent, Kinds, onEach, request, requests, throughService } from './intent';
import { ScopedStreamGrants } from '../../../src/grants/stream-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

interface Streams {
  readonly stream: kinesis.IStreamRef;
  readonly consumer: kinesis.IStreamConsumerRef;
}

const ARN = `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/clicks`;
const OTHER = `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/clicks-secret`;
const CONSUMER = `${ARN}/consumer/report:1764000000`;
const STREAMS: Kinds<Streams> = {
  L2: (stack) => {
    const stream = new kinesis.Stream(stack, 'Target', { encryptionKey: new kms.Key(stack, 'Key') });
    return { stream, consumer: new kinesis.StreamConsumer(stack, 'Consumer', { stream, streamConsumerName: 'report' }) };
  },
  L1: (stack) => {
    const key = new kms.CfnKey(stack, 'Key');
    const stream = new kinesis.CfnStream(stack, 'Target', { streamEncryption: { encryptionType: 'KMS', keyId: key.ref } });
    return { stream, consumer: new kinesis.CfnStreamConsumer(stack, 'Consumer', { streamArn: stream.attrArn, consumerName: 'report' }) };
  },
  imported: (stack) => ({
    stream: kinesis.Stream.fromStreamAttributes(stack, 'Target', {
      streamArn: arnIn(stack, 'kinesis', 'stream/clicks'),
      encryptionKey: kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] })),
    }),
    consumer: kinesis.StreamConsumer.fromStreamConsumerArn(stack, 'Consumer', arnIn(stack, 'kinesis', 'stream/clicks/consumer/report:1764000000')),
  }),
};
const grant = (method: 'put' | 'read') => onEach(STREAMS, ({ stream }, role) => ScopedStreamGrants.fromStream(stream)[method](role));
const cdk = (call: string, give: (streams: Streams, role: iam.Role) => iam.Grant) =>
  ({ call, grant: (stack: Stack, role: iam.Role) => give(STREAMS.L2!(stack), role) });

const PUT = ['kinesis:PutRecord', 'kinesis:PutRecords'];
const READ = ['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStreamSummary', 'kinesis:ListShards'];
const viaKinesis = (arn: string) => throughService('kinesis', REGION, { 'aws:kinesis:arn': arn });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedStreamGrants.put',
    actions: [...PUT, 'kms:GenerateDataKey'],
    grant: grant('put'),
    cdk: cdk('Stream.grantWrite', ({ stream }, role) => (stream as kinesis.Stream).grantWrite(role)),
    allows: [...requests(PUT, ARN), request('kms:GenerateDataKey', KEY_ARN, viaKinesis(ARN))],
    denies: [
      ...requests(PUT, OTHER),
      ...requests(['kinesis:GetRecords', 'kinesis:SplitShard', 'kinesis:DeleteStream'], ARN),
      request('kms:Decrypt', KEY_ARN, viaKinesis(ARN)),
      request('kms:GenerateDataKey', KEY_ARN, viaKinesis(OTHER)),
      request('kms:GenerateDataKey', KEY_ARN, { 'kms:EncryptionContext:aws:kinesis:arn': ARN }),
    ],
  },
  {
    call: 'ScopedStreamGrants.read',
    actions: [...READ, 'kms:Decrypt'],
    grant: grant('read'),
    cdk: cdk('Stream.grantRead', ({ stream }, role) => (stream as kinesis.Stream).grantRead(role)),
    allows: [...requests(READ, ARN), request('kms:Decrypt', KEY_ARN, viaKinesis(ARN))],
    denies: [
      ...requests(READ, OTHER),
      ...requests(['kinesis:PutRecord', 'kinesis:RegisterStreamConsumer', 'kinesis:DecreaseStreamRetentionPeriod'], ARN),
      request('kinesis:SubscribeToShard', CONSUMER),
      request('kms:Decrypt', KEY_ARN, viaKinesis(OTHER)),
    ],
  },
  {
    call: 'ScopedStreamGrants.subscribe',
    actions: ['kinesis:SubscribeToShard', 'kinesis:ListShards', 'kms:Decrypt'],
    grant: onEach(STREAMS, ({ stream, consumer }, role) => ScopedStreamGrants.fromStream(stream).subscribe(role, { consumers: [consumer] })),
    cdk: cdk('StreamConsumer.grantRead', ({ consumer }, role) => (consumer as kinesis.StreamConsumer).grantRead(role)),
    allows: [
      request('kinesis:SubscribeToShard', CONSUMER),
      request('kinesis:ListShards', ARN),
      request('kms:Decrypt', KEY_ARN, viaKinesis(ARN)),
    ],
    denies: [
      request('kinesis:SubscribeToShard', `${ARN}/consumer/other:1764000000`),
      request('kinesis:DeregisterStreamConsumer', CONSUMER),
      request('kinesis:GetRecords', ARN),
      request('kms:Decrypt', KEY_ARN, viaKinesis(OTHER)),
    ],
  },
];
