/**
 * Data Firehose: putting records into one stream. Never its destination or its encryption.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on a Firehose stream that name exact actions.
 *
 * Works with L2, L1 and imported streams. Every method writes into the grantee's own policy only, and throws if that is not
 * possible (immutable or imported principals) or if the grantee belongs to another account. A key of the stream needs no grant:
 * Firehose uses it through grants of its own.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisfirehose.html
 * @see https://docs.aws.amazon.com/firehose/latest/dev/encryption.html
 */
export class ScopedDeliveryStreamGrants {
  /**
   * Starts the grants of a Firehose stream.
   *
   * @param deliveryStream an L2, L1 or imported stream
   */
  public static fromDeliveryStream(deliveryStream: firehose.IDeliveryStreamRef): ScopedDeliveryStreamGrants {
    return new ScopedDeliveryStreamGrants(deliveryStream);
  }

  private constructor(private readonly deliveryStream: firehose.IDeliveryStreamRef) {}

  /**
   * Lets the grantee put records, single or in batches: `firehose:PutRecord`, `firehose:PutRecordBatch`.
   *
   * @throws if the grant would be lost
   */
  public put(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return addScopedGrant({
      call: 'ScopedDeliveryStreamGrants.put',
      grantee,
      resource: this.deliveryStream,
      scope: options,
      statements: [{
        actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
        resources: [this.deliveryStream.deliveryStreamRef.deliveryStreamArn],
      }],
      otherAccountRemedy: 'Firehose has no resource-based policies: make a role in the account of the stream that the grantee may assume, and grant to that.',
    });
  }
}
