/**
 * What a rule, a schedule, a pipe or a state machine may invoke, with exactly the permission that this takes. Which of them each service accepts is
 * said by the roles; one that a service certainly cannot reach is an error there.
 */
import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as batch from 'aws-cdk-lib/aws-batch';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { ScopedDeliveryStreamGrants } from '../grants/delivery-stream-grants';
import { PutEventsGrantOptions, ScopedEventBusGrants } from '../grants/event-bus-grants';
import { FunctionInvokeGrantOptions, ScopedFunctionGrants } from '../grants/function-grants';
import { ApiInvokeGrantOptions } from '../grants/invoke-scope';
import { ScopedLogGroupGrants } from '../grants/log-group-grants';
import { ScopedQueueGrants } from '../grants/queue-grants';
import { ScopedRestApiGrants } from '../grants/rest-api-grants';
import { ScopedStateMachineGrants, StateMachineStartGrantOptions } from '../grants/state-machine-grants';
import { ScopedStreamGrants } from '../grants/stream-grants';
import { ScopedTaskDefinitionGrants, TaskRunGrantOptions } from '../grants/task-definition-grants';
import { ScopedTopicGrants } from '../grants/topic-grants';
import { environmentOf, Resource } from '../grants/writing/environment';
import { EncryptedGrantScope } from '../grants/writing/grant-scope';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/** What can be invoked, in the words of an error message. */
export type TargetKind = 'an API destination' | 'a Batch job' | 'a CodeBuild project' | 'a delivery stream' | 'an ECS task' | 'an event bus'
  | 'an express state machine' | 'a Lambda function' | 'a log group' | 'a pipeline of CodePipeline' | 'a pipeline of SageMaker'
  | 'a queue' | 'a REST API' | 'a state machine' | 'a stream' | 'a topic';

/**
 * One resource that a service invokes with a role: the target of an EventBridge rule, of a schedule or of a pipe, or a task of a state machine.
 *
 * Works with L2, L1 and imported resources.
 */
export class InvocationTarget {
  /**
   * A Lambda function, invoked by `lambda:InvokeFunction`.
   *
   * @param fn a function, or an L2 alias or version
   * @param options which versions and aliases may be invoked
   */
  public static lambdaFunction(fn: lambda.IFunctionRef, options: FunctionInvokeGrantOptions = {}): InvocationTarget {
    return new InvocationTarget('a Lambda function', grantee => ScopedFunctionGrants.fromFunction(fn).invoke(grantee, options));
  }

  /**
   * A queue that messages are sent to: `sqs:SendMessage`, and the use of its key.
   */
  public static queue(queue: sqs.IQueueRef, options: EncryptedGrantScope = {}): InvocationTarget {
    return new InvocationTarget('a queue', grantee => ScopedQueueGrants.fromQueue(queue).send(grantee, options));
  }

  /**
   * A topic that messages are published to: `sns:Publish`, and the use of its key.
   */
  public static topic(topic: sns.ITopicRef, options: EncryptedGrantScope = {}): InvocationTarget {
    return new InvocationTarget('a topic', grantee => ScopedTopicGrants.fromTopic(topic).publish(grantee, options));
  }

  /**
   * A state machine whose executions are started and not waited for: `states:StartExecution`.
   */
  public static stateMachine(stateMachine: stepfunctions.IStateMachineRef, options: StateMachineStartGrantOptions = {}): InvocationTarget {
    return new InvocationTarget('a state machine', grantee => ScopedStateMachineGrants.fromStateMachine(stateMachine).start(grantee, options));
  }

  /**
   * An express state machine whose answer is waited for: `states:StartSyncExecution`.
   */
  public static expressStateMachine(stateMachine: stepfunctions.IStateMachineRef, options: StateMachineStartGrantOptions = {}): InvocationTarget {
    return new InvocationTarget('an express state machine',
      grantee => ScopedStateMachineGrants.fromStateMachine(stateMachine).startSync(grantee, options));
  }

  /**
   * A Kinesis data stream that records are put on: `kinesis:PutRecord`, `kinesis:PutRecords`, and the use of its key.
   */
  public static stream(stream: kinesis.IStreamRef, options: EncryptedGrantScope = {}): InvocationTarget {
    return new InvocationTarget('a stream', grantee => ScopedStreamGrants.fromStream(stream).put(grantee, options));
  }

  /**
   * A Firehose delivery stream that records are put on: `firehose:PutRecord`, `firehose:PutRecordBatch`.
   */
  public static deliveryStream(deliveryStream: firehose.IDeliveryStreamRef): InvocationTarget {
    return new InvocationTarget('a delivery stream', grantee => ScopedDeliveryStreamGrants.fromDeliveryStream(deliveryStream).put(grantee));
  }

  /**
   * An event bus that events are put on: `events:PutEvents`.
   */
  public static eventBus(eventBus: events.IEventBusRef, options: PutEventsGrantOptions = {}): InvocationTarget {
    return new InvocationTarget('an event bus', grantee => ScopedEventBusGrants.fromEventBus(eventBus).putEvents(grantee, options));
  }

  /**
   * Tasks of an ECS task definition in one cluster: `ecs:RunTask`, and `iam:PassRole` of the roles of the task to ECS tasks.
   *
   * A target that propagates or sets tags needs `ecs:TagResource` granted besides.
   */
  public static ecsTask(taskDefinition: ecs.ITaskDefinitionRef, options: TaskRunGrantOptions): InvocationTarget {
    return new InvocationTarget('an ECS task', grantee => ScopedTaskDefinitionGrants.fromTaskDefinition(taskDefinition).run(grantee, options));
  }

  /**
   * Jobs of a Batch job definition in one job queue: `batch:SubmitJob` on both.
   */
  public static batchJob(jobQueue: batch.IJobQueueRef, jobDefinition: batch.IJobDefinitionRef): InvocationTarget {
    const resources = [jobDefinition.jobDefinitionRef.jobDefinitionArn, jobQueue.jobQueueRef.jobQueueArn];
    return InvocationTarget.started('a Batch job', 'batchJob', jobQueue, 'batch:SubmitJob', resources);
  }

  /**
   * A CodeBuild project whose builds are started: `codebuild:StartBuild`.
   */
  public static codeBuild(project: codebuild.IProjectRef): InvocationTarget {
    return InvocationTarget.started('a CodeBuild project', 'codeBuild', project, 'codebuild:StartBuild', [project.projectRef.projectArn]);
  }

  /**
   * A pipeline of CodePipeline that is started: `codepipeline:StartPipelineExecution`.
   */
  public static codePipeline(pipeline: codepipeline.IPipelineRef): InvocationTarget {
    const { pipelineArn } = pipeline.pipelineRef;
    return InvocationTarget.started('a pipeline of CodePipeline', 'codePipeline', pipeline, 'codepipeline:StartPipelineExecution', [pipelineArn]);
  }

  /**
   * A pipeline of SageMaker that is started: `sagemaker:StartPipelineExecution`.
   */
  public static sageMakerPipeline(pipeline: sagemaker.IPipelineRef): InvocationTarget {
    const arn = Stack.of(pipeline).formatArn({
      ...environmentOf(pipeline), service: 'sagemaker', resource: 'pipeline', resourceName: pipeline.pipelineRef.pipelineName,
    });
    return InvocationTarget.started('a pipeline of SageMaker', 'sageMakerPipeline', pipeline, 'sagemaker:StartPipelineExecution', [arn]);
  }

  /**
   * An API destination: `events:InvokeApiDestination`. Its connection holds the credentials and needs no grant.
   */
  public static apiDestination(destination: events.IApiDestinationRef): InvocationTarget {
    const { apiDestinationArn } = destination.apiDestinationRef;
    return InvocationTarget.started('an API destination', 'apiDestination', destination, 'events:InvokeApiDestination', [apiDestinationArn]);
  }

  /**
   * A REST API whose methods demand IAM authorization: `execute-api:Invoke`.
   *
   * @param options which stages, methods and paths may be called
   */
  public static restApi(api: apigateway.IRestApiRef, options: ApiInvokeGrantOptions = {}): InvocationTarget {
    return new InvocationTarget('a REST API', grantee => ScopedRestApiGrants.fromRestApi(api).invoke(grantee, options));
  }

  /**
   * A log group that is written to: `logs:CreateLogStream`, `logs:PutLogEvents`.
   */
  public static logGroup(logGroup: logs.ILogGroupRef): InvocationTarget {
    return new InvocationTarget('a log group', grantee => ScopedLogGroupGrants.fromLogGroup(logGroup).write(grantee));
  }

  /** Resources without resource-based policies, which one action starts. */
  private static started(kind: TargetKind, method: string, resource: Resource, action: string, resources: string[]): InvocationTarget {
    return new InvocationTarget(kind, grantee => addScopedGrant({
      call: `InvocationTarget.${method}`,
      grantee,
      resource,
      statements: [{ actions: [action], resources }],
      otherAccountRemedy: 'Let the service reach a resource of its own account, or an event bus of the other account.',
    }));
  }

  private constructor(private readonly kind: TargetKind, private readonly grant: (grantee: iam.IGrantable) => iam.Grant) {}

  /**
   * Lets the grantee invoke this resource, and nothing else of it. The roles of rules, schedules and pipes call it for their targets.
   *
   * @throws if a key or role cannot be named, or if the grant would be lost
   */
  public grantInvoke(grantee: iam.IGrantable): iam.Grant {
    return this.grant(grantee);
  }

  /**
   * Throws for a kind of target that the service cannot invoke with its role.
   *
   * @param role the class of the role and the option, for the message
   * @param remedy what to do instead
   * @internal
   */
  public _requireNone(role: string, option: string, refused: readonly TargetKind[], remedy: string): void {
    if (refused.includes(this.kind)) {
      throw new Error(`${role}: \`${option}\` is ${this.kind}; expected another target than ${refused.join(', ')}: ${remedy}`);
    }
  }
}
