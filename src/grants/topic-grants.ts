/**
 * SNS: publishing to one topic, with the use of its key, and subscribing endpoints to it. Never topic administration.
 *
 * Text messages straight to phone numbers are not here: AWS accepts sns:Publish for them on `*` only, which is every topic too.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Conditions, mergeConditions } from './writing/conditions';
import { keyUse } from './writing/encryption-key';
import { EncryptedGrantScope, GrantScope } from './writing/grant-scope';
import { likeOrEquals, oneOrMany, requireNonEmpty, requirePatterns } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * What may be subscribed to a topic.
 */
export interface TopicSubscribeGrantOptions extends GrantScope {
  /**
   * Only subscriptions by these protocols (`sns:Protocol`).
   *
   * @default - any protocol
   */
  readonly protocols?: sns.SubscriptionProtocol[];

  /**
   * Only these endpoints: ARNs, URLs, addresses or phone numbers, as a subscription names them (`sns:Endpoint`). `*` and `?` stand for
   * any characters, as in `*@example.com`; an endpoint that begins with them needs `protocols` too, since the path of any URL may end
   * so. Policy variables and tokens are accepted; a token stands for an exact value.
   *
   * @default - any endpoint
   */
  readonly endpoints?: string[];
}

/**
 * Grants on a topic that name exact actions.
 *
 * Works with L2, L1 and imported topics. The statements go into the grantee's own policy; for a grantee of another account also
 * into the topic policy and the key policy. A half that this app cannot write is a warning with the statements; a grant that would
 * be lost (immutable or imported principals) is an error.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
export class ScopedTopicGrants {
  /**
   * Starts the grants of a topic.
   *
   * @param topic an L2, L1 or imported topic
   */
  public static fromTopic(topic: sns.ITopicRef): ScopedTopicGrants {
    return new ScopedTopicGrants(topic);
  }

  private constructor(private readonly topic: sns.ITopicRef) {}

  /**
   * Lets the grantee publish messages, single or in batches: `sns:Publish`, and with the topic's key `kms:GenerateDataKey` and
   * `kms:Decrypt`.
   *
   * @throws if the topic's key cannot be named, or if the grant would be lost
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
   */
  public publish(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('publish', grantee, options, [this.onTopic('sns:Publish'), ...this.keyUse(grantee, options)]);
  }

  /**
   * Lets the grantee subscribe endpoints to the topic (`sns:Subscribe`), which then receive all its messages. It cannot list, change
   * or end subscriptions.
   *
   * @throws if `protocols` or `endpoints` is empty, if an endpoint is open at its start without `protocols`, or if the grant would
   * be lost
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-using-identity-based-policies.html
   */
  public subscribe(grantee: iam.IGrantable, options: TopicSubscribeGrantOptions = {}): iam.Grant {
    return this.grant('subscribe', grantee, options, [this.onTopic('sns:Subscribe', subscriptions('ScopedTopicGrants.subscribe', options))]);
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({ call: `ScopedTopicGrants.${method}`, grantee, resource: this.topic, scope, statements });
  }

  private onTopic(action: string, conditions?: Conditions): ScopedStatement {
    const resourcePolicy = { name: 'topic policy', of: this.topic };
    return { actions: [action], resources: [this.topic.topicRef.topicArn], conditions, resourcePolicy };
  }

  /**
   * SNS writes the ARN of the topic into the encryption context:
   * https://docs.aws.amazon.com/gameliftservers/latest/flexmatchguide/queue-notification-sns-sse.html (2026-11)
   */
  private keyUse(grantee: iam.IGrantable, options: EncryptedGrantScope): ScopedStatement[] {
    return keyUse({
      call: 'ScopedTopicGrants.publish',
      grantee,
      resource: this.topic,
      options,
      key: (this.topic as Partial<sns.ITopic>).masterKey,
      keyId: [this.topic, this.topic.node.defaultChild].find(sns.CfnTopic.isCfnTopic)?.kmsMasterKeyId,
      service: 'sns',
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      context: { StringEquals: { 'aws:sns:topicArn': this.topic.topicRef.topicArn } },
    });
  }
}

function subscriptions(call: string, { protocols, endpoints }: TopicSubscribeGrantOptions): Conditions | undefined {
  if (protocols !== undefined) {
    requireNonEmpty(call, 'protocols', protocols);
  }
  if (endpoints !== undefined) {
    requirePatterns(call, 'endpoints', endpoints, '*@example.com');
    const open = protocols === undefined && endpoints.find((endpoint) => /^[*?]/.test(endpoint));
    if (open) {
      throw new Error(`${call}: \`endpoints\` holds '${open}', which fits the URL of anyone that ends so; name the \`protocols\` too, such as `
        + 'sns.SubscriptionProtocol.EMAIL');
    }
  }
  return mergeConditions(
    protocols && { StringEquals: { 'sns:Protocol': oneOrMany(protocols) } },
    endpoints && { [likeOrEquals(endpoints)]: { 'sns:Endpoint': oneOrMany(endpoints) } },
  );
}
