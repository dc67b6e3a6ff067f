/**
 * SQS: sending to or consuming from one queue, and the use of the queue's key. Never purging, never queue administration.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { keyUse } from './encryption-key';
import { EncryptedGrantScope } from './grant-scope';
import { addScopedGrant } from './scoped-grant';

/**
 * Grants on a queue that name exact actions.
 *
 * Works with L2, L1 and imported queues. Every method writes into the grantee's own policy only, and throws if that is not
 * possible (immutable or imported principals, principals of another account).
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
export class ScopedQueueGrants {
  /**
   * Starts the grants of a queue.
   *
   * @param queue an L2, L1 or imported queue
   */
  public static fromQueue(queue: sqs.IQueueRef): ScopedQueueGrants {
    return new ScopedQueueGrants(queue);
  }

  private constructor(private readonly queue: sqs.IQueueRef) {}

  /**
   * Lets the grantee send messages, single or in batches: `sqs:SendMessage`, and with the queue's key `kms:GenerateDataKey` and
   * `kms:Decrypt`.
   *
   * @throws if the queue's key cannot be named, or if the grant would be lost
   */
  public send(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('send', grantee, options, ['sqs:SendMessage'], ['kms:GenerateDataKey', 'kms:Decrypt']);
  }

  /**
   * Lets the grantee receive, postpone and delete messages: `sqs:ReceiveMessage`, `sqs:DeleteMessage`, `sqs:ChangeMessageVisibility`,
   * `sqs:GetQueueAttributes`, and with the queue's key `kms:Decrypt`. It is what a Lambda event source needs.
   *
   * @throws if the queue's key cannot be named, or if the grant would be lost
   */
  public consume(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'];
    return this.grant('consume', grantee, options, actions, ['kms:Decrypt']);
  }

  private grant(method: string, grantee: iam.IGrantable, options: EncryptedGrantScope, actions: string[], keyActions: string[]): iam.Grant {
    const call = `ScopedQueueGrants.${method}`;
    const cfnQueue = [this.queue, this.queue.node.defaultChild].find(sqs.CfnQueue.isCfnQueue);
    return addScopedGrant({
      call,
      grantee,
      resource: this.queue,
      scope: options,
      statements: [
        { actions, resources: [this.queue.queueRef.queueArn], resourcePolicy: { name: 'queue policy', of: this.queue } },
        ...keyUse({
          call,
          grantee,
          resource: this.queue,
          options,
          key: (this.queue as Partial<sqs.IQueue>).encryptionMasterKey,
          keyId: cfnQueue?.kmsMasterKeyId,
          service: 'sqs',
          actions: keyActions,
        }),
      ],
    });
  }
}
