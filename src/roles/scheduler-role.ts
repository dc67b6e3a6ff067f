/**
 * The role with which EventBridge Scheduler invokes the target of one schedule, or of the schedules of one group.
 */
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { InvocationTarget } from './invocation-target';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedQueueGrants } from '../grants/queue-grants';

/**
 * Properties of a `SchedulerRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: schedules of this account and region only, or of `scheduleGroup`. A trust policy cannot name one schedule:
 * Scheduler sends the ARN of the group.
 */
export interface SchedulerRoleProps extends ServiceRoleOptions {
  /**
   * What the schedule invokes: `InvocationTarget.lambdaFunction(…)`, `InvocationTarget.queue(…)`.
   *
   * @default - nothing, until it is granted, as for an API call as universal target
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
   */
  readonly target?: InvocationTarget;

  /**
   * The schedule group whose schedules may use the role. Not with another `confusedDeputy` than `STRICT`.
   *
   * @default - all schedule groups of this account and region
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
   */
  readonly scheduleGroup?: scheduler.IScheduleGroupRef;

  /**
   * The queue that takes the invocations that failed.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
   */
  readonly deadLetterQueue?: sqs.IQueueRef;
}

/**
 * Execution role of a schedule: it may invoke one target and send to the dead-letter queue, and nothing else.
 *
 * Constructs of the CDK that are given the role add statements of their own to it, and theirs are wider. Give them `role.withoutPolicyUpdates()`
 * where the role is to have your grants and no others.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role
 */
export class SchedulerRole extends ServiceRole {
  /**
   * Throws when Scheduler cannot invoke the target, when a key of the target or of the queue cannot be named, and when a name, path or session
   * duration is not valid.
   */
  constructor(scope: Construct, id: string, props: SchedulerRoleProps = {}) {
    super(scope, id, {
      ...props,
      servicePrincipal: 'scheduler.amazonaws.com',
      _source: props.scheduleGroup && { arns: [props.scheduleGroup.scheduleGroupRef.scheduleGroupArn], option: 'scheduleGroup' },
    });
    props.target?._requireNone('SchedulerRole', 'target', ['an API destination', 'a REST API', 'a log group'],
      'a schedule cannot invoke these. Put an event on an event bus, and let a rule of the bus invoke them');
    props.target?.grantInvoke(this);
    if (props.deadLetterQueue) {
      ScopedQueueGrants.fromQueue(props.deadLetterQueue).send(this);
    }
  }
}
