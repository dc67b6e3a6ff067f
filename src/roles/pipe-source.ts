/**
 * What a pipe of EventBridge reads from, with exactly the permissions that this takes.
 *
 * AWS's page lists `kinesis:ListStreams`, `dynamodb:ListStreams` and `kinesis:SubscribeToShard` as well (2026-11-22). The first two accept `*` only
 * and the third is for consumers, of which a pipe has none. The roles of https://github.com/terraform-aws-modules/terraform-aws-eventbridge
 * (2026-11-22) have them on the stream, where they do nothing, and work: they are not given here.
 */
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ScopedQueueGrants } from '../grants/queue-grants';
import { ScopedStreamGrants } from '../grants/stream-grants';
import { ScopedTableStreamGrants } from '../grants/table-stream-grants';
import { EncryptedGrantScope } from '../grants/writing/grant-scope';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * The source of a pipe.
 *
 * Works with L2, L1 and imported resources.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html
 */
export class PipeSource {
  /**
   * The messages of a queue: `sqs:ReceiveMessage`, `sqs:DeleteMessage`, `sqs:ChangeMessageVisibility`, `sqs:GetQueueAttributes`, and the use of its
   * key.
   */
  public static queue(queue: sqs.IQueueRef, options: EncryptedGrantScope = {}): PipeSource {
    return new PipeSource(role => ScopedQueueGrants.fromQueue(queue).consume(role, options));
  }

  /**
   * The records of a Kinesis data stream: what `ScopedStreamGrants.read` gives, and `kinesis:DescribeStream`.
   */
  public static stream(stream: kinesis.IStreamRef, options: EncryptedGrantScope = {}): PipeSource {
    return new PipeSource(role => ScopedStreamGrants.fromStream(stream).read(role, options).combine(addScopedGrant({
      call: 'PipeSource.stream',
      grantee: role,
      resource: stream,
      statements: [{ actions: ['kinesis:DescribeStream'], resources: [stream.streamRef.streamArn] }],
    })));
  }

  /**
   * The change records of a DynamoDB table: what `ScopedTableStreamGrants.read` gives.
   *
   * @param table a table with a stream; an imported one with its `tableStreamArn`
   */
  public static tableStream(table: dynamodb.ITableRef, options: EncryptedGrantScope = {}): PipeSource {
    return new PipeSource(role => ScopedTableStreamGrants.fromTable(table).read(role, options));
  }

  private constructor(private readonly grant: (role: iam.IRole) => iam.Grant) {}

  /**
   * @internal
   */
  public _grantRead(role: iam.IRole): void {
    this.grant(role);
  }
}
