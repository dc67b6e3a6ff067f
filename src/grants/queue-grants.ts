/**
 * SQS: sending to or consuming from one queue, and the use of the queue's key. Never purging, never queue administration.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import { IKeyRef } from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { findKeyArn, keyStatements } from './encryption-key';
import { addScopedGrant } from './scoped-grant';

/**
 * Options of a grant on a queue.
 */
export interface QueueGrantOptions {
  /**
   * The customer-managed KMS key of the queue. Its key policy must let IAM policies of the account decide, as CDK's default does.
   *
   * @default - the key that the queue construct names; for an imported queue, the one given at the import
   */
  readonly encryptionKey?: IKeyRef;
}

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
  public send(grantee: iam.IGrantable, options: QueueGrantOptions = {}): iam.Grant {
    return this.grant('send', grantee, options, ['sqs:SendMessage'], ['kms:GenerateDataKey', 'kms:Decrypt']);
  }

  /**
   * Lets the grantee receive, postpone and delete messages: `sqs:ReceiveMessage`, `sqs:DeleteMessage`, `sqs:ChangeMessageVisibility`,
   * `sqs:GetQueueAttributes`, and with the queue's key `kms:Decrypt`. It is what a Lambda event source needs.
   *
   * @throws if the queue's key cannot be named, or if the grant would be lost
   */
  public consume(grantee: iam.IGrantable, options: QueueGrantOptions = {}): iam.Grant {
    const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'];
    return this.grant('consume', grantee, options, actions, ['kms:Decrypt']);
  }

  private grant(method: string, grantee: iam.IGrantable, options: QueueGrantOptions, actions: string[], keyActions: string[]): iam.Grant {
    const cfnQueue = [this.queue, this.queue.node.defaultChild].find(sqs.CfnQueue.isCfnQueue);
    const key = options.encryptionKey ?? (this.queue as Partial<sqs.IQueue>).encryptionMasterKey;
    return addScopedGrant({
      call: `ScopedQueueGrants.${method}`,
      grantee,
      resource: this.queue,
      statements: [
        { actions, resources: [this.queue.queueRef.queueArn] },
        ...keyStatements(this.queue, findKeyArn(this.queue, key, cfnQueue?.kmsMasterKeyId), 'sqs', keyActions),
      ],
      otherAccountRemedy: 'Allow the principal in the queue policy (and the key policy) of the queue\'s account, and the same in its own policy.',
    });
  }
}
