/**
 * The role with which an EventBridge rule invokes one target.
 */
import { Construct } from 'constructs';
import { InvocationTarget } from './invocation-target';
import { ServiceRole } from './service-role';
import { namedSource } from './trust/named-source';
import { TrustedSource } from './trust/service-trust';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of an `EventBridgeTargetRole`.
 *
 * `confusedDeputy` defaults to `ACCOUNT`: AWS documents `aws:SourceAccount` and the ARN of the rule for what rules reach, and shows no trust policy
 * with the ARN.
 */
export interface EventBridgeTargetRoleProps extends ServiceRoleOptions {
  /**
   * What the rule invokes: `InvocationTarget.stateMachine(…)`, `InvocationTarget.ecsTask(…)`. Not a Lambda function, queue, topic or log group:
   * those let rules in by policies of their own.
   *
   * @default - nothing, until it is granted
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html
   */
  readonly target?: InvocationTarget;

  /**
   * The name of the one rule that may use the role. Give the rule this name too. Needs `ConfusedDeputyProtection.STRICT`.
   *
   * @default - any rule of this account and region that is given the role
   */
  readonly ruleName?: string;

  /**
   * The name of the event bus that the rule of `ruleName` belongs to.
   *
   * @default - the default event bus
   */
  readonly eventBusName?: string;
}

/**
 * Role of one target of an EventBridge rule: it may invoke this target and nothing else.
 *
 * A dead-letter queue lets the rule in by its queue policy and needs nothing here. Constructs of the CDK that are given the role add statements of
 * their own to it, and theirs are wider. Give them `role.withoutPolicyUpdates()` where the role is to have your grants and no others.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html
 */
export class EventBridgeTargetRole extends ServiceRole {
  /**
   * Throws when rules do not invoke the target with a role, when the name of the rule or bus holds a wildcard or a slash, when a bus is given without
   * a rule, when a rule is named without `STRICT`, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: EventBridgeTargetRoleProps = {}) {
    const { ruleName, eventBusName } = props;
    if (eventBusName !== undefined && ruleName === undefined) {
      throw new Error(
        `EventBridgeTargetRole: \`eventBusName\` is '${eventBusName}' without \`ruleName\`, expected both or neither: `
        + 'the bus is a part of the ARN of the rule',
      );
    }
    super(scope, id, {
      ...props,
      servicePrincipal: 'events.amazonaws.com',
      _source: ruleArns(scope, ruleName, eventBusName),
    });
    props.target?._requireNone('EventBridgeTargetRole', 'target', ['a Lambda function', 'a queue', 'a topic', 'a log group'],
      'these let rules in by policies of their own, and with a role the delivery may fail. Leave the role out of such a target; the targets of the '
      + 'CDK write the policy');
    props.target?._requireNone('EventBridgeTargetRole', 'target', ['an express state machine'],
      'a rule does not wait for an answer. Use InvocationTarget.stateMachine, which starts express state machines too');
    props.target?.grantInvoke(this);
  }
}

function ruleArns(scope: Construct, ruleName: string | undefined, eventBusName: string | undefined): TrustedSource | undefined {
  const taker = { resourceType: 'AWS::Events::Rule', property: 'Name' };
  const named = { role: 'EventBridgeTargetRole', arn: { service: 'events', resource: 'rule' }, taker };
  namedSource(scope, { ...named, option: 'eventBusName', name: eventBusName });
  return namedSource(scope, {
    ...named,
    option: 'ruleName',
    name: ruleName,
    arn: { ...named.arn, resourceName: eventBusName === undefined ? ruleName : `${eventBusName}/${ruleName}` },
  });
}
