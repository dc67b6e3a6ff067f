/**
 * The role of one pipe of EventBridge: it may read the source, call the enrichment and invoke the target.
 */
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { InvocationTarget } from './invocation-target';
import { PipeSource } from './pipe-source';
import { ServiceRole } from './service-role';
import { namedSource } from './trust/named-source';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedQueueGrants } from '../grants/queue-grants';

/**
 * Properties of a `PipeRole`.
 *
 * `confusedDeputy` defaults to `ACCOUNT`: the account is what examples of pipes set; the ARN of the pipe is seen in public roles only.
 */
export interface PipeRoleProps extends ServiceRoleOptions {
  /**
   * What the pipe reads from.
   *
   * @default - nothing, until it is granted, as for Apache Kafka and Amazon MQ
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html
   */
  readonly source?: PipeSource;

  /**
   * What the pipe asks before it invokes the target: `InvocationTarget.lambdaFunction(…)`, `expressStateMachine(…)`, `apiDestination(…)` or
   * `restApi(…)`.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/pipes-enrichment.html
   */
  readonly enrichment?: InvocationTarget;

  /**
   * What the pipe invokes.
   *
   * @default - nothing, until it is granted
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html
   */
  readonly target?: InvocationTarget;

  /**
   * The queue that takes the records of a stream that failed.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html
   */
  readonly deadLetterQueue?: sqs.IQueueRef;

  /**
   * The name of the one pipe that may use the role. Give the pipe this name too. Needs `ConfusedDeputyProtection.STRICT`.
   *
   * @default - any pipe of this account and region that is given the role
   */
  readonly pipeName?: string;
}

/**
 * Execution role of one pipe: it may read its source, call its enrichment, invoke its target and send to its dead-letter queue, and nothing else.
 *
 * A pipe checks its permissions when it is created: let it depend on the policy, as by `pipe.node.addDependency(role)`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html
 */
export class PipeRole extends ServiceRole {
  /**
   * Throws when a pipe cannot ask the enrichment or invoke the target, when a key cannot be named, when the name of the pipe holds a wildcard or a
   * slash or is given without `STRICT`, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: PipeRoleProps = {}) {
    super(scope, id, {
      ...props,
      servicePrincipal: 'pipes.amazonaws.com',
      _source: namedSource(scope, {
        role: 'PipeRole',
        option: 'pipeName',
        name: props.pipeName,
        arn: { service: 'pipes', resource: 'pipe', resourceName: props.pipeName },
        taker: { resourceType: 'AWS::Pipes::Pipe', property: 'Name' },
      }),
    });
    props.enrichment?._requireNone('PipeRole', 'enrichment', NO_ENRICHMENT, 'a pipe waits for the answer of its enrichment, and these give none');
    props.target?._requireNone('PipeRole', 'target', ['a CodeBuild project', 'a pipeline of CodePipeline'],
      'a pipe cannot invoke these. Let it put an event on an event bus, and a rule of the bus invoke them');
    props.source?._grantRead(this);
    props.enrichment?.grantInvoke(this);
    props.target?.grantInvoke(this);
    if (props.deadLetterQueue) {
      ScopedQueueGrants.fromQueue(props.deadLetterQueue).send(this);
    }
  }
}

const NO_ENRICHMENT = [
  'a Batch job', 'a CodeBuild project', 'a delivery stream', 'an ECS task', 'an event bus', 'a log group', 'a pipeline of CodePipeline',
  'a pipeline of SageMaker', 'a queue', 'a state machine', 'a stream', 'a topic',
] as const;
