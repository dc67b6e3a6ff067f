/**
 * The role of one Step Functions state machine. It may do nothing until something is granted to it; what `Run a Job` integrations need besides the
 * call itself, such as the EventBridge rule by which Step Functions learns of the end, is added as a whole by job.
 *
 * The actions and the names of the rules are those of AWS's pages for each integration (2026-11-22). Where those pages write `*` although the
 * action accepts a resource, the resource is named.
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as batch from 'aws-cdk-lib/aws-batch';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as databrew from 'aws-cdk-lib/aws-databrew';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as emr from 'aws-cdk-lib/aws-emr';
import * as emrserverless from 'aws-cdk-lib/aws-emrserverless';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { namedSource } from './trust/named-source';
import { ServiceRoleOptions } from './workload-role-props';
import { passRoles } from '../grants/pass-role';
import { ScopedStateMachineGrants } from '../grants/state-machine-grants';
import { ScopedTaskDefinitionGrants, TaskRunGrantOptions } from '../grants/task-definition-grants';
import { ScopedTraceGrants } from '../grants/trace-grants';
import { QueryGrantOptions, ScopedWorkGroupGrants } from '../grants/work-group-grants';
import { environmentOf, Resource } from '../grants/writing/environment';
import { requirePrefixes } from '../grants/writing/scope-list';
import { addScopedGrant } from '../grants/writing/scoped-grant';
import { ScopedStatement } from '../grants/writing/scoped-statement';

/**
 * Properties of a `StateMachineRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: state machines of this account and region only, or the one of `stateMachineName`.
 */
export interface StateMachineRoleProps extends ServiceRoleOptions {
  /**
   * The name of the one state machine that may use the role under `ConfusedDeputyProtection.STRICT`, and of the one whose executions
   * `addDistributedMapRun` means. Give the state machine this name too: naming it by a reference would make the two depend on each other.
   *
   * @default - any state machine of this account and region that is given the role
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
   */
  readonly stateMachineName?: string;

  /**
   * Whether the state machine writes its log to CloudWatch Logs. AWS accepts the actions of log delivery on `*` only.
   *
   * @default false
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
   */
  readonly logging?: boolean;

  /**
   * Whether the state machine sends traces to X-Ray, which accepts them on `*` only.
   *
   * @default false
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html
   */
  readonly tracing?: boolean;
}

/**
 * Training or processing jobs of SageMaker that a state machine runs.
 */
export interface SageMakerJobRunOptions {
  /**
   * How the names of the jobs start. No wildcards.
   */
  readonly jobNamePrefix: string;

  /**
   * The execution roles of the jobs, at least one: the state machine has to pass them to SageMaker.
   */
  readonly roles: iam.IRoleRef[];
}

/**
 * Execution role of one state machine.
 *
 * Grant each task what it calls: `ScopedFunctionGrants.fromFunction(fn).invoke(role)`, the same for queues, topics, tables, buses and SDK
 * integrations, or `InvocationTarget.codeBuild(project).grantInvoke(role)`. Tasks that wait for the end of a job (`.sync`) have a method here, and so
 * has a Distributed Map. Without a method are these tasks, whose permissions you have to write yourself:
 *
 * - what makes or removes clusters and applications (EMR, EMR on EKS, EMR Serverless, EKS): what has no id yet can be held to none
 * - jobs on EKS: Kubernetes decides on them, not IAM
 * - jobs of EMR on EKS, and tuning and labeling jobs of SageMaker: their policies have not been reviewed
 * - jobs of MediaConvert: AWS asks for `*`, although the actions take single resources
 *
 * Constructs of the CDK that are given the role add statements of their own to it, and theirs are wider. Give them
 * `role.withoutPolicyUpdates()` where the role is to have your grants and no others.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html
 */
export class StateMachineRole extends ServiceRole {
  private readonly stateMachineName?: string;

  /**
   * Throws when the name of the state machine holds a wildcard or a slash, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: StateMachineRoleProps = {}) {
    super(scope, id, {
      ...props,
      servicePrincipal: 'states.amazonaws.com',
      _source: namedSource(scope, {
        role: 'StateMachineRole',
        option: 'stateMachineName',
        name: props.stateMachineName,
        arn: { service: 'states', resource: 'stateMachine', resourceName: props.stateMachineName, arnFormat: ArnFormat.COLON_RESOURCE_NAME },
        taker: { resourceType: 'AWS::StepFunctions::StateMachine', property: 'StateMachineName' },
        hasOtherUse: true,
      }),
    });
    this.stateMachineName = props.stateMachineName;
    if (props.logging) {
      addScopedGrant({ call: 'StateMachineRole', grantee: this, statements: [LOG_DELIVERY] });
    }
    if (props.tracing) {
      ScopedTraceGrants.fromAccount().write(this);
      ScopedTraceGrants.fromAccount().readSamplingRules(this);
    }
  }

  /**
   * Lets the state machine run another one and wait for its end (`states:startExecution.sync`): `states:StartExecution` on it,
   * `states:DescribeExecution` and `states:StopExecution` on its executions, and the rule of Step Functions.
   *
   * @throws if the ARN is that of a version or an alias, or if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
   */
  public addExecutionRun(stateMachine: stepfunctions.IStateMachineRef): iam.Grant {
    const name = Stack.of(stateMachine).splitArn(stateMachine.stateMachineRef.stateMachineArn, ArnFormat.COLON_RESOURCE_NAME).resourceName;
    return ScopedStateMachineGrants.fromStateMachine(stateMachine).start(this)
      .combine(this.run('addExecutionRun', stateMachine, [onExecutions(stateMachine, name!)], 'StepFunctionsGetEventsForStepFunctionsExecutionRule'));
  }

  /**
   * Lets the state machine run a Distributed Map, which starts executions of the state machine itself: `states:StartExecution` on it,
   * `states:DescribeExecution` and `states:StopExecution` on its executions. The items and results in S3 are yours to grant.
   *
   * @throws if the role was made without `stateMachineName`, or if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
   */
  public addDistributedMapRun(): iam.Grant {
    const name = this.stateMachineName;
    if (name === undefined) {
      throw new Error("StateMachineRole.addDistributedMapRun: `stateMachineName` was not given, expected the name of the state machine, such as 'orders': a "
        + 'Distributed Map starts executions of its own state machine. Give the name to this role and to the state machine');
    }
    return this.run('addDistributedMapRun', this, [
      { actions: ['states:StartExecution'], resources: [arnBeside(this, 'states', 'stateMachine', name, ArnFormat.COLON_RESOURCE_NAME)] },
      onExecutions(this, name),
    ]);
  }

  /**
   * Lets the state machine run tasks of ECS and wait for their end (`ecs:runTask.sync`): `ecs:RunTask` and `iam:PassRole` as
   * `ScopedTaskDefinitionGrants.run` gives them, `ecs:DescribeTasks` and `ecs:StopTask` in the cluster, and the rule of Step Functions.
   *
   * @throws if the roles of the task definition are not known, if one of them is this role, or if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
   */
  public addTaskRun(taskDefinition: ecs.ITaskDefinitionRef, options: TaskRunGrantOptions): iam.Grant {
    const { cluster } = options;
    return ScopedTaskDefinitionGrants.fromTaskDefinition(taskDefinition).run(this, options).combine(this.run('addTaskRun', cluster, [{
      actions: ['ecs:DescribeTasks', 'ecs:StopTask'],
      resources: [arnBeside(cluster, 'ecs', 'task', `${cluster.clusterRef.clusterName}/*`)],
      conditions: { ArnEquals: { 'ecs:cluster': cluster.clusterRef.clusterArn } },
      wildcardReason: 'tasks get their ids when they start; the cluster and the actions are exact',
    }], 'StepFunctionsGetEventsForECSTaskRule'));
  }

  /**
   * Lets the state machine run builds of a CodeBuild project and wait for their end (`codebuild:startBuild.sync`): `codebuild:StartBuild`,
   * `codebuild:StopBuild`, `codebuild:BatchGetBuilds`, and the rule of Step Functions.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html
   */
  public addBuildRun(project: codebuild.IProjectRef): iam.Grant {
    return this.run('addBuildRun', project, [{
      actions: ['codebuild:StartBuild', 'codebuild:StopBuild', 'codebuild:BatchGetBuilds'],
      resources: [project.projectRef.projectArn],
    }], 'StepFunctionsGetEventForCodeBuildStartBuildRule');
  }

  /**
   * Lets the state machine run batches of builds of a CodeBuild project and wait for their end (`codebuild:startBuildBatch.sync`):
   * `codebuild:StartBuildBatch`, `codebuild:StopBuildBatch`, `codebuild:BatchGetBuildBatches`, and the rule of Step Functions.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html
   */
  public addBuildBatchRun(project: codebuild.IProjectRef): iam.Grant {
    return this.run('addBuildBatchRun', project, [{
      actions: ['codebuild:StartBuildBatch', 'codebuild:StopBuildBatch', 'codebuild:BatchGetBuildBatches'],
      resources: [project.projectRef.projectArn],
    }], 'StepFunctionsGetEventForCodeBuildStartBuildBatchRule');
  }

  /**
   * Lets the state machine query tables with Athena and wait for the result (`athena:startQueryExecution.sync`): what
   * `ScopedWorkGroupGrants.query` gives, and `athena:GetDataCatalog` on `AwsDataCatalog`, the catalog of Glue. Queries that make or change
   * tables need more.
   *
   * @throws if `sources` is empty, if a name, prefix or key is wrong or unknown, or if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html
   */
  public addQueryRun(workGroup: athena.IWorkGroupRef, options: QueryGrantOptions): iam.Grant {
    return ScopedWorkGroupGrants.fromWorkGroup(workGroup).query(this, options).combine(this.run('addQueryRun', workGroup, [{
      actions: ['athena:GetDataCatalog'],
      resources: [arnBeside(workGroup, 'athena', 'datacatalog', 'AwsDataCatalog')],
    }]));
  }

  /**
   * Lets the state machine run a job of Glue DataBrew and wait for its end (`databrew:startJobRun.sync`): `databrew:StartJobRun`,
   * `databrew:ListJobRuns`, `databrew:StopJobRun`.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html
   */
  public addDataBrewJobRun(job: databrew.IJobRef): iam.Grant {
    return this.run('addDataBrewJobRun', job, [{
      actions: ['databrew:StartJobRun', 'databrew:ListJobRuns', 'databrew:StopJobRun'],
      resources: [arnBeside(job, 'databrew', 'job', job.jobRef.jobName)],
    }]);
  }

  /**
   * Lets the state machine run steps on an EMR cluster and wait for their end (`elasticmapreduce:addStep.sync`):
   * `elasticmapreduce:AddJobFlowSteps`, `elasticmapreduce:DescribeStep`, `elasticmapreduce:CancelSteps`, and the rule of Step Functions. The
   * steps run with the role of the cluster's instances: a runtime role of their own is not passed.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/sample-emr-job.html
   */
  public addClusterStepRun(cluster: emr.IClusterRef): iam.Grant {
    return this.run('addClusterStepRun', cluster, [{
      actions: ['elasticmapreduce:AddJobFlowSteps', 'elasticmapreduce:DescribeStep', 'elasticmapreduce:CancelSteps'],
      resources: [arnBeside(cluster, 'elasticmapreduce', 'cluster', cluster.clusterRef.clusterId)],
    }], 'StepFunctionsGetEventForEMRAddJobFlowStepsRule');
  }

  /**
   * Lets the state machine run jobs of Batch and wait for their end (`batch:submitJob.sync`): `batch:SubmitJob` on the queue and the
   * definition, `batch:TerminateJob` on the jobs of this account and region, which belong to no queue by their ARN, `batch:DescribeJobs`,
   * which AWS accepts on `*` only, and the rule of Step Functions.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html
   */
  public addBatchJobRun(jobQueue: batch.IJobQueueRef, jobDefinition: batch.IJobDefinitionRef): iam.Grant {
    return this.run('addBatchJobRun', jobQueue, [
      { actions: ['batch:SubmitJob'], resources: [jobDefinition.jobDefinitionRef.jobDefinitionArn, jobQueue.jobQueueRef.jobQueueArn] },
      {
        actions: ['batch:TerminateJob'],
        resources: [arnBeside(jobQueue, 'batch', 'job', '*')],
        wildcardReason: 'the ARN of a job is its id, given when it is submitted; Step Functions stops only jobs that it started',
      },
      { actions: ['batch:DescribeJobs'], resources: ['*'], wildcardReason: 'DescribeJobs accepts no resource but *' },
    ], 'StepFunctionsGetEventsForBatchJobsRule');
  }

  /**
   * Lets the state machine run a Glue job and wait for its end (`glue:startJobRun.sync`): `glue:StartJobRun`, `glue:GetJobRun`,
   * `glue:GetJobRuns`, `glue:BatchStopJobRun`.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html
   */
  public addGlueJobRun(job: glue.IJobRef): iam.Grant {
    return this.run('addGlueJobRun', job, [{
      actions: ['glue:StartJobRun', 'glue:GetJobRun', 'glue:GetJobRuns', 'glue:BatchStopJobRun'],
      resources: [arnBeside(job, 'glue', 'job', job.jobRef.jobName)],
    }]);
  }

  /**
   * Lets the state machine start a Glue crawler, and look at it to wait for its end, which Step Functions does not do itself
   * (`aws-sdk:glue:startCrawler`, `aws-sdk:glue:getCrawler`): `glue:StartCrawler`, `glue:GetCrawler`.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
   */
  public addCrawlerStart(crawler: glue.ICrawlerRef): iam.Grant {
    return this.run('addCrawlerStart', crawler, [{
      actions: ['glue:StartCrawler', 'glue:GetCrawler'],
      resources: [arnBeside(crawler, 'glue', 'crawler', crawler.crawlerRef.crawlerName)],
    }]);
  }

  /**
   * Lets the state machine run jobs in an application of EMR Serverless and wait for their end (`emr-serverless:startJobRun.sync`):
   * `emr-serverless:StartJobRun` on it, `emr-serverless:GetJobRun` and `emr-serverless:CancelJobRun` on its job runs, `iam:PassRole` of the roles
   * of the jobs to EMR Serverless, and the rule of Step Functions.
   *
   * @param roles the execution roles of the jobs
   * @throws if `roles` is empty or holds this role, or if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html
   */
  public addEmrServerlessJobRun(application: emrserverless.IApplicationRef, roles: iam.IRoleRef[]): iam.Grant {
    const call = 'StateMachineRole.addEmrServerlessJobRun';
    const arn = arnBeside(application, 'emr-serverless', '/applications', application.applicationRef.applicationId);
    return this.run('addEmrServerlessJobRun', application, [
      { actions: ['emr-serverless:StartJobRun'], resources: [arn] },
      {
        actions: ['emr-serverless:GetJobRun', 'emr-serverless:CancelJobRun'],
        resources: [`${arn}/jobruns/*`],
        wildcardReason: 'job runs get their ids when they start; the application and the actions are exact',
      },
      passRoles({ call, grantee: this, option: 'roles', roles, service: 'emr-serverless.amazonaws.com' }),
    ], 'StepFunctionsGetEventsForEMRServerlessJobRule');
  }

  /**
   * Lets the state machine run training jobs of SageMaker and wait for their end (`sagemaker:createTrainingJob.sync`): to create, describe, stop
   * and tag jobs whose names start with the prefix, `iam:PassRole` of their roles to SageMaker, and the rule of Step Functions.
   *
   * @throws if the prefix is empty or holds a wildcard, if `roles` is empty or holds this role, or if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
   */
  public addTrainingJobRun(options: SageMakerJobRunOptions): iam.Grant {
    return this.runSageMakerJob('TrainingJob', 'training-job', options.jobNamePrefix, options);
  }

  /**
   * Lets the state machine run batch transform jobs of SageMaker and wait for their end (`sagemaker:createTransformJob.sync`): to create, describe,
   * stop and tag jobs whose names start with the prefix, and the rule of Step Functions. No role is passed: the model of a job has it.
   *
   * @param jobNamePrefix how the names of the jobs start, without wildcards
   * @throws if the prefix is empty or holds a wildcard, or if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
   */
  public addTransformJobRun(jobNamePrefix: string): iam.Grant {
    return this.runSageMakerJob('TransformJob', 'transform-job', jobNamePrefix);
  }

  /**
   * Lets the state machine run processing jobs of SageMaker and wait for their end (`sagemaker:createProcessingJob.sync`): to create, describe, stop
   * and tag jobs whose names start with the prefix, `iam:PassRole` of their roles to SageMaker, and the rule of Step Functions.
   *
   * @throws if the prefix is empty or holds a wildcard, if `roles` is empty or holds this role, or if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
   */
  public addProcessingJobRun(options: SageMakerJobRunOptions): iam.Grant {
    return this.runSageMakerJob('ProcessingJob', 'processing-job', options.jobNamePrefix, options);
  }

  /**
   * Lets the state machine customize a model of Bedrock and wait for its end (`bedrock:createModelCustomizationJob.sync`):
   * `bedrock:CreateModelCustomizationJob` on the base model, custom models and jobs, as AWS's page has it, `bedrock:GetModelCustomizationJob` and
   * `bedrock:StopModelCustomizationJob` on jobs of this account and region, and `iam:PassRole` of the roles of the jobs to Bedrock.
   *
   * @param roles the service roles of the jobs
   * @throws if `roles` is empty or holds this role, or if the grant would be lost
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html
   */
  public addModelCustomizationRun(baseModel: bedrock.IModel, roles: iam.IRoleRef[]): iam.Grant {
    const call = 'StateMachineRole.addModelCustomizationRun';
    const jobs = arnBeside(this, 'bedrock', 'model-customization-job', '*');
    const wildcardReason = 'custom models and their jobs get their ids when they are made; the base model and the actions are exact';
    return this.run('addModelCustomizationRun', this, [
      {
        actions: ['bedrock:CreateModelCustomizationJob'],
        resources: [baseModel.modelArn, arnBeside(this, 'bedrock', 'custom-model', '*'), jobs],
        wildcardReason,
      },
      {
        actions: ['bedrock:GetModelCustomizationJob', 'bedrock:StopModelCustomizationJob'],
        resources: [jobs],
        wildcardReason,
      },
      passRoles({ call, grantee: this, option: 'roles', roles, service: 'bedrock.amazonaws.com' }),
    ]);
  }

  private runSageMakerJob(kind: string, type: string, jobNamePrefix: string, passing?: Pick<SageMakerJobRunOptions, 'roles'>): iam.Grant {
    const call = `StateMachineRole.add${kind}Run`;
    requirePrefixes(call, 'jobNamePrefix', [jobNamePrefix], 'orders-');
    return this.run(`add${kind}Run`, this, [
      {
        actions: [`sagemaker:Create${kind}`, `sagemaker:Describe${kind}`, `sagemaker:Stop${kind}`, 'sagemaker:AddTags', 'sagemaker:ListTags'],
        resources: [arnBeside(this, 'sagemaker', type, `${jobNamePrefix}*`)],
        wildcardReason: 'jobs get the rest of their names at run time; the prefix and the actions are exact',
      },
      ...(passing ? [passRoles({ call, grantee: this, option: 'roles', roles: passing.roles, service: 'sagemaker.amazonaws.com' })] : []),
    ], `StepFunctionsGetEventsForSageMaker${kind}sRule`);
  }

  /** @param rule the rule by which Step Functions learns of the end: it makes one of this name in the account, with this role. */
  private run(method: string, resource: Resource, statements: ScopedStatement[], rule?: string): iam.Grant {
    const onRule = { actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'], resources: [arnBeside(this, 'events', 'rule', rule)] };
    return addScopedGrant({
      call: `StateMachineRole.${method}`,
      grantee: this,
      resource,
      statements: rule === undefined ? statements : [...statements, onRule],
      otherAccountRemedy: 'Let the task assume a role of that account by its `Credentials` field.',
    });
  }
}

const LOG_DELIVERY: ScopedStatement = {
  actions: [
    'logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery', 'logs:DeleteLogDelivery', 'logs:ListLogDeliveries',
    'logs:PutResourcePolicy', 'logs:DescribeResourcePolicies', 'logs:DescribeLogGroups',
  ],
  resources: ['*'],
  wildcardReason: 'log delivery, by which Step Functions writes its log, accepts no resource but *',
};

/** What waiting for the end of an execution takes. */
function onExecutions(neighbour: Resource, stateMachineName: string): ScopedStatement {
  return {
    actions: ['states:DescribeExecution', 'states:StopExecution'],
    resources: [arnBeside(neighbour, 'states', 'execution', `${stateMachineName}:*`, ArnFormat.COLON_RESOURCE_NAME)],
    wildcardReason: 'executions get their names when they start; the state machine and the actions are exact',
  };
}

/** The ARN of what lives in the account and region of a resource. */
function arnBeside(neighbour: Resource, service: string, resource: string, resourceName?: string, arnFormat?: ArnFormat): string {
  return Stack.of(neighbour).formatArn({ ...environmentOf(neighbour), service, resource, resourceName, arnFormat });
}
