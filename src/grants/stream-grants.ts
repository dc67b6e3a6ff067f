/**
 * Kinesis Data Streams: putting records, polling them, or having them pushed to registered consumers, and the use of the stream's
 * key. Never resharding, retention or encryption settings.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import { keyUse, readProperty } from './writing/encryption-key';
import { EncryptedGrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Through which consumers a stream may be read.
 */
export interface StreamSubscribeGrantOptions extends EncryptedGrantScope {
  /**
   * The registered consumers of the stream that the grantee may read through. Not empty.
   */
  readonly consumers: kinesis.IStreamConsumerRef[];
}

/**
 * Grants on a data stream that name exact actions.
 *
 * Works with L2, L1 and imported streams. The statements go into the grantee's own policy; for a grantee of another account also
 * into the policies of the stream, its consumers and its key. A half that this app cannot write is a warning with the statements; a
 * grant that would be lost (immutable or imported principals) is an error.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisdatastreams.html
 * @see https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html
 */
export class ScopedStreamGrants {
  /**
   * Starts the grants of a data stream.
   *
   * @param stream an L2, L1 or imported stream
   */
  public static fromStream(stream: kinesis.IStreamRef): ScopedStreamGrants {
    return new ScopedStreamGrants(stream);
  }

  private constructor(private readonly stream: kinesis.IStreamRef) {}

  /**
   * Lets the grantee put records: `kinesis:PutRecord`, `kinesis:PutRecords`, and with the stream's key `kms:GenerateDataKey`.
   *
   * @throws if the stream's key cannot be named, or if the grant would be lost
   */
  public put(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('put', grantee, options, [
      this.onStream(['kinesis:PutRecord', 'kinesis:PutRecords']),
      ...this.keyUse('put', grantee, options, ['kms:GenerateDataKey']),
    ]);
  }

  /**
   * Lets the grantee poll the records of all shards: `kinesis:GetRecords`, `kinesis:GetShardIterator`, `kinesis:DescribeStreamSummary`,
   * `kinesis:ListShards`, and with the stream's key `kms:Decrypt`. It shares the throughput of the shards with all who poll.
   *
   * @throws if the stream's key cannot be named, or if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('read', grantee, options, [
      this.onStream(['kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:DescribeStreamSummary', 'kinesis:ListShards']),
      ...this.keyUse('read', grantee, options, ['kms:Decrypt']),
    ]);
  }

  /**
   * Lets the grantee have records pushed to it through registered consumers (enhanced fan-out): `kinesis:SubscribeToShard` on each
   * consumer, `kinesis:ListShards` on the stream, since a subscription names its shard, and with the stream's key `kms:Decrypt`. It
   * cannot register or deregister consumers.
   *
   * @throws if `consumers` is empty, if the stream's key cannot be named, or if the grant would be lost
   * @see https://docs.aws.amazon.com/streams/latest/dev/enhanced-consumers.html
   */
  public subscribe(grantee: iam.IGrantable, options: StreamSubscribeGrantOptions): iam.Grant {
    if (options.consumers.length === 0) {
      throw new Error('ScopedStreamGrants.subscribe: `consumers` is []; expected at least one registered consumer of the stream. '
        + 'A grantee that polls the stream without one needs `read`');
    }
    return this.grant('subscribe', grantee, options, [
      ...options.consumers.map((consumer) => ({
        actions: ['kinesis:SubscribeToShard'],
        resources: [consumer.streamConsumerRef.consumerArn],
        resourcePolicy: { name: 'consumer policy', of: consumer },
      })),
      this.onStream(['kinesis:ListShards']),
      ...this.keyUse('subscribe', grantee, options, ['kms:Decrypt']),
    ]);
  }

  private grant(method: string, grantee: iam.IGrantable, scope: EncryptedGrantScope, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({ call: `ScopedStreamGrants.${method}`, grantee, resource: this.stream, scope, statements });
  }

  private onStream(actions: string[]): ScopedStatement {
    return { actions, resources: [this.stream.streamRef.streamArn], resourcePolicy: { name: 'stream policy', of: this.stream } };
  }

  /**
   * Kinesis writes the ARN of the stream into the encryption context of every call:
   * https://docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html#sse-kms-encryption-context (2026-11)
   */
  private keyUse(method: string, grantee: iam.IGrantable, options: EncryptedGrantScope, actions: string[]): ScopedStatement[] {
    return keyUse({
      call: `ScopedStreamGrants.${method}`,
      grantee,
      resource: this.stream,
      options,
      key: (this.stream as Partial<kinesis.IStream>).encryptionKey,
      keyId: readProperty([this.stream, this.stream.node.defaultChild].find(kinesis.CfnStream.isCfnStream)?.streamEncryption, 'keyId'),
      service: 'kinesis',
      actions,
      context: { StringEquals: { 'aws:kinesis:arn': this.stream.streamRef.streamArn } },
    });
  }
}
