/**
 * The role with which CloudWatch Logs sends the events of subscription filters to one stream.
 */
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedDeliveryStreamGrants } from '../grants/delivery-stream-grants';
import { ScopedStreamGrants } from '../grants/stream-grants';

/**
 * Properties of a `LogSubscriptionRole`. Exactly one of `stream` and `deliveryStream` is given.
 *
 * `confusedDeputy` defaults to `STRICT`: log groups of this account and region only.
 * Several filters may have the role: what it may do is the same for all.
 */
export interface LogSubscriptionRoleProps extends ServiceRoleOptions {
  /**
   * The Kinesis data stream that the events go to.
   *
   * @default - none: `deliveryStream` is given
   */
  readonly stream?: kinesis.IStreamRef;

  /**
   * The Firehose stream that the events go to.
   *
   * @default - none: `stream` is given
   */
  readonly deliveryStream?: firehose.IDeliveryStreamRef;
}

/**
 * Role of subscription filters that send to one stream: `roleArn` of `logs.CfnSubscriptionFilter`. It may put records there, and with a key of the
 * stream it may use that. To the L2 destinations give `role.withoutPolicyUpdates()`: they add statements of their own, among them the right to pass
 * the role.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Subscriptions-confused-deputy.html
 */
export class LogSubscriptionRole extends ServiceRole {
  /**
   * Throws when not exactly one of `stream` and `deliveryStream` is given, when the stream's key cannot be named, and when a name, path or session
   * duration is not valid.
   */
  constructor(scope: Construct, id: string, props: LogSubscriptionRoleProps) {
    const { stream, deliveryStream } = props;
    if ((stream === undefined) === (deliveryStream === undefined)) {
      throw new Error(
        `${stream ? 'stream and deliveryStream are both' : 'neither stream nor deliveryStream is'} given, expected exactly one: `
        + 'make a role for each destination',
      );
    }
    super(scope, id, {
      ...props,
      shared: props.shared ?? 'the filters that have the role send to one stream',
      servicePrincipal: 'logs.amazonaws.com',
    });
    if (stream) {
      ScopedStreamGrants.fromStream(stream).put(this);
    }
    if (deliveryStream) {
      ScopedDeliveryStreamGrants.fromDeliveryStream(deliveryStream).put(this);
    }
  }
}
