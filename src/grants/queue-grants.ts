/**
 * SQS: sending to, consuming from or emptying one queue, and the use of the queue's key. Never queue administration.
 *
 * The key is bound to the queue's region and service, not to its encryption context: the SQS guide names none, and a dead-letter
 * queue holds messages that were encrypted for another queue.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { keyUse } from './writing/encryption-key';
import { EncryptedGrantScope, GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Grants on a queue that name exact actions.
 *
 * Works with L2, L1 and imported queues. The statements go into the grantee's own policy; for a grantee of another account also
 * into the queue policy and the key policy. A half that this app cannot write is a warning with the statements; a grant that would
 * be lost (immutable or imported principals) is an error.
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
    const keyActions = ['kms:GenerateDataKey', 'kms:Decrypt'];
    return this.grant('send', grantee, options, ['sqs:SendMessage'], this.keyUse('send', grantee, options, keyActions));
  }

  /**
   * Lets the grantee receive, postpone and delete messages: `sqs:ReceiveMessage`, `sqs:DeleteMessage`, `sqs:ChangeMessageVisibility`,
   * `sqs:GetQueueAttributes`, and with the queue's key `kms:Decrypt`. It is what a Lambda event source needs.
   *
   * A dead-letter queue holds messages under the keys of its source queues: where those differ, grant `consume` on it once with each
   * key as `encryptionKey`.
   *
   * @throws if the queue's key cannot be named, or if the grant would be lost
   */
  public consume(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'];
    return this.grant('consume', grantee, options, actions, this.keyUse('consume', grantee, options, ['kms:Decrypt']));
  }

  /**
   * Lets the grantee throw away all messages of the queue at once (`sqs:PurgeQueue`). They cannot be recovered, so our strict pack
   * reports it unless `resourceTags` narrow it, for example to queues of a test stage.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html
   */
  public purge(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return this.grant('purge', grantee, options, ['sqs:PurgeQueue'], []);
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, actions: string[], onKey: ScopedStatement[]): iam.Grant {
    return addScopedGrant({
      call: `ScopedQueueGrants.${method}`,
      grantee,
      resource: this.queue,
      scope,
      statements: [{ actions, resources: [this.queue.queueRef.queueArn], resourcePolicy: { name: 'queue policy', of: this.queue } }, ...onKey],
    });
  }

  private keyUse(method: string, grantee: iam.IGrantable, options: EncryptedGrantScope, actions: string[]): ScopedStatement[] {
    return keyUse({
      call: `ScopedQueueGrants.${method}`,
      grantee,
      resource: this.queue,
      options,
      key: (this.queue as Partial<sqs.IQueue>).encryptionMasterKey,
      keyId: [this.queue, this.queue.node.defaultChild].find(sqs.CfnQueue.isCfnQueue)?.kmsMasterKeyId,
      service: 'sqs',
      actions,
    });
  }
}
