/**
 * The role of the actions of one IoT rule. It may do nothing until something is granted to it.
 */
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { namedSource } from './trust/named-source';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of an `IotRuleRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: what AWS IoT does in this account and region only, or the rule of `ruleName`.
 */
export interface IotRuleRoleProps extends ServiceRoleOptions {
  /**
   * The name of the one rule that may use the role. Give the rule this name too. Not with another `confusedDeputy` than
   * `STRICT`.
   *
   * @default - any rule of this account and region that is given the role
   * @see https://docs.aws.amazon.com/iot/latest/developerguide/iot-create-role.html
   */
  readonly ruleName?: string;
}

/**
 * Role of the actions of one IoT rule. Grant it what they do: `ScopedTableGrants.fromTable(table).write(role)`,
 * `InvocationTarget.stream(stream).grantInvoke(role)`, the same for queues, topics, delivery streams, state machines and log groups, or
 * `ScopedBucketGrants.fromBucket(bucket).write(role)`. Log actions in batch mode need `logs:DescribeLogStreams` besides. A Lambda function lets the
 * rule in by its own policy and needs no role.
 *
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/iot-create-role.html
 */
export class IotRuleRole extends ServiceRole {
  /**
   * Throws when the name of the rule holds a wildcard or a slash, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: IotRuleRoleProps = {}) {
    super(scope, id, {
      ...props,
      servicePrincipal: 'iot.amazonaws.com',
      _source: namedSource(scope, {
        role: 'IotRuleRole',
        option: 'ruleName',
        name: props.ruleName,
        arn: { service: 'iot', resource: 'rule', resourceName: props.ruleName },
        taker: { resourceType: 'AWS::IoT::TopicRule', property: 'RuleName' },
      }),
    });
  }
}
