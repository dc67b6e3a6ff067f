/**
 * AWS IoT Core: publishing and subscribing to MQTT topics with IAM credentials. Never things, rules, or the policies of devices.
 *
 * IAM knows nothing of MQTT's `+` and `#`: a subscription is held against its topic filter as it is written, a message against the
 * name of its topic, so there `*` stands for them (2026-11):
 * https://docs.aws.amazon.com/iot/latest/developerguide/pub-sub-policy.html#pub-sub-policy-cert
 */
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { GrantScope } from './writing/grant-scope';
import { requireKnownLength, requireMatching, requireNames } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * How messages may be published.
 */
export interface MqttPublishGrantOptions extends GrantScope {
  /**
   * The client ids that the grantee may connect with to publish over MQTT (`iot:Connect`). They may hold IAM policy variables, as in
   * `${cognito-identity.amazonaws.com:sub}`.
   *
   * @default - it does not connect: it publishes over HTTPS
   */
  readonly clientIds?: string[];

  /**
   * Whether messages may be kept for later subscribers (`iot:RetainPublish`).
   *
   * @default false
   */
  readonly retained?: boolean;
}

/**
 * How topics may be subscribed to.
 */
export interface MqttSubscribeGrantOptions extends GrantScope {
  /**
   * The client ids that the grantee may connect with (`iot:Connect`): not empty, no wildcards. A second connection with an id ends the
   * first, so share none. They may hold IAM policy variables, as in `${cognito-identity.amazonaws.com:sub}`.
   */
  readonly clientIds: string[];
}

/**
 * Grants on MQTT topics of AWS IoT Core that name exact actions, for principals with IAM credentials: applications, and devices that
 * connect over WebSocket with Amazon Cognito. Devices with certificates have IoT policies instead.
 *
 * Topics are no resources of CloudFormation: they are named by their topic filters. Every method writes into the grantee's own
 * policy only, and throws if that is not possible (immutable or imported principals).
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-actions.html
 */
export class ScopedMqttTopicGrants {
  /**
   * Starts the grants of the topics that fit some filters, in the account and region of a stack.
   *
   * @param scope any construct of that stack
   * @param topicFilters filters such as `orders/created` or `devices/+/status`; `+` stands for one level, `#` at the end for all that
   * follow. Not empty. They may hold IAM policy variables (`tenants/${aws:PrincipalTag/tenant}/#`) and tokens
   * @throws if there is no filter, or if one is empty, holds `*` or `?`, or `+` or `#` where MQTT does not take them
   */
  public static fromTopicFilters(scope: Construct, topicFilters: string[]): ScopedMqttTopicGrants {
    const call = 'ScopedMqttTopicGrants.fromTopicFilters';
    requireKnownLength(call, 'topicFilters', topicFilters);
    requireMatching(call, 'topicFilters', topicFilters, /^(?!arn:)(([^*?+#/]*|\+)\/)*([^*?+#/]*|\+|#)$/,
      "topic filters such as 'devices/+/status' or 'devices/#': `+` for one whole level, `#` for all that follow, neither `*` nor `?`");
    return new ScopedMqttTopicGrants(Stack.of(scope), topicFilters);
  }

  private constructor(private readonly stack: Stack, private readonly topicFilters: string[]) {}

  /**
   * Lets the grantee publish to the topics: `iot:Publish`, and if asked for `iot:RetainPublish` on the topics and `iot:Connect` on the
   * client ids.
   *
   * IAM cannot hold `+` to one level: a grant for `devices/+/status` covers `devices/a/b/status` too.
   *
   * @throws if `clientIds` is empty or holds a wildcard, or if the grant would be lost
   */
  public publish(grantee: iam.IGrantable, options: MqttPublishGrantOptions = {}): iam.Grant {
    const { clientIds, retained } = options;
    return this.grant('publish', grantee, options, [
      this.onTopics(['iot:Publish', ...(retained ? ['iot:RetainPublish'] : [])]),
      ...(clientIds === undefined ? [] : [this.onClients('publish', clientIds)]),
    ]);
  }

  /**
   * Lets the grantee subscribe to the topics and receive their messages: `iot:Subscribe` on the topic filters as they are written,
   * `iot:Receive` on the topics, and `iot:Connect` on the client ids.
   *
   * @throws if `clientIds` is empty or holds a wildcard, or if the grant would be lost
   */
  public subscribe(grantee: iam.IGrantable, options: MqttSubscribeGrantOptions): iam.Grant {
    return this.grant('subscribe', grantee, options, [
      { actions: ['iot:Subscribe'], resources: this.arns('topicfilter', this.topicFilters) },
      this.onTopics(['iot:Receive']),
      this.onClients('subscribe', options.clientIds),
    ]);
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({ call: `ScopedMqttTopicGrants.${method}`, grantee, scope, statements });
  }

  private onTopics(actions: string[]): ScopedStatement {
    const patterns = this.topicFilters.map((filter) => filter.replace(/[+#]/g, '*'));
    return {
      actions,
      resources: this.arns('topic', patterns),
      wildcardReason: 'Topics that come and go at run time can be named ahead of time only by a pattern; the actions are exact',
    };
  }

  private onClients(method: string, clientIds: string[]): ScopedStatement {
    const call = `ScopedMqttTopicGrants.${method}`;
    requireKnownLength(call, 'clientIds', clientIds);
    requireNames(call, 'clientIds', clientIds, 'order-service');
    return { actions: ['iot:Connect'], resources: this.arns('client', clientIds) };
  }

  private arns(type: string, names: string[]): string[] {
    return names.map((resourceName) => this.stack.formatArn({ service: 'iot', resource: type, resourceName }));
  }
}
