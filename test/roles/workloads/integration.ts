import { Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as batch from 'aws-cdk-lib/aws-batch';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as databrew from 'aws-cdk-lib/aws-databrew';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as emr from 'aws-cdk-lib/aws-emr';
import * as emrserverless from 'aws-cdk-lib/aws-emrserverless';
import * as events from 'aws-cdk-lib/aws-events';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { Workload } from './workload';
import { ConfusedDeputyProtection } from '../../../src/roles/confused-deputy-protection';
import { EventBridgeTargetRole } from '../../../src/roles/event-bridge-target-role';
import { InvocationTarget } from '../../../src/roles/invocation-target';
import { PipeRole } from '../../../src/roles/pipe-role';
import { PipeSource } from '../../../src/roles/pipe-source';
import { SchedulerRole } from '../../../src/roles/scheduler-role';
import { StateMachineRole } from '../../../src/roles/state-machine-role';
import { arnIn, request, requests } from '../../grants/intents/intent';
import { ACCOUNT, REGION } from '../../grants/testing';

const { STRICT, ACCOUNT: ACCOUNT_ONLY } = ConfusedDeputyProtection;
const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

const queueIn = (stack: Stack, name: string) => sqs.Queue.fromQueueArn(stack, name, arnIn(stack, 'sqs', name));
const machineIn = (stack: Stack, name: string) => stepfunctions.StateMachine.fromStateMachineArn(stack, name, arnIn(stack, 'states', `stateMachine:${name}`));
const roleIn = (stack: Stack, name: string) => iam.Role.fromRoleArn(stack, name, `arn:${stack.partition}:iam::${stack.account}:role/${name}`);
const taskIn = (stack: Stack) => ecs.TaskDefinition.fromTaskDefinitionArn(stack, 'Task', arnIn(stack, 'ecs', 'task-definition/shop:3'));
const clusterIn = (stack: Stack) => ecs.Cluster.fromClusterArn(stack, 'Cluster', arnIn(stack, 'ecs', 'cluster/shop'));
/** CDK has no import of a job of DataBrew. */
const brewJobIn = (stack: Stack, jobName: string): databrew.IJobRef =>
  Object.assign(new Construct(stack, jobName), { env: { account: stack.account, region: stack.region }, jobRef: { jobName } });

const MACHINE = { service: 'states.amazonaws.com', sourceArn: arn('states', 'stateMachine:orders'), byDefault: STRICT };
const RULE = { service: 'events.amazonaws.com', sourceArn: arn('events', 'rule/orders/placed'), byDefault: ACCOUNT_ONLY };
const MANAGED_RULE = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'];
const LOG_DELIVERY = [
  'logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery', 'logs:DeleteLogDelivery', 'logs:ListLogDeliveries',
  'logs:PutResourcePolicy', 'logs:DescribeResourcePolicies', 'logs:DescribeLogGroups',
];
const TRACES = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'];
const inCluster = (name: string) => ({ 'ecs:cluster': arn('ecs', `cluster/${name}`) });
const passedTo = (service: string) => ({ 'iam:PassedToService': `${service}.amazonaws.com` });
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;

export const WORKLOADS: Workload[] = [
  {
    role: 'StateMachineRole',
    make: (stack, confusedDeputy) => new StateMachineRole(stack, 'Role', { confusedDeputy }),
    ...MACHINE,
    allows: [],
    denies: [],
    refuses: [
      ['a name that is a pattern', stack => new StateMachineRole(stack, 'Role', { stateMachineName: 'orders-*' }), /`stateMachineName` is 'orders-\*'; expected a name/],
    ],
  },
  {
    role: 'StateMachineRole',
    variant: 'of one state machine, with log and traces',
    make: (stack, confusedDeputy) => new StateMachineRole(stack, 'Role', { confusedDeputy, stateMachineName: 'orders', logging: true, tracing: true }),
    ...MACHINE,
    allows: requests([...LOG_DELIVERY, ...TRACES], '*'),
    denies: [request('logs:PutLogEvents', arn('logs', 'log-group:orders:log-stream:1')), request('xray:GetTraceSummaries', '*')],
  },
  {
    role: 'StateMachineRole',
    variant: 'that runs executions, tasks and builds',
    make: (stack, confusedDeputy) => {
      const made = new StateMachineRole(stack, 'Role', { confusedDeputy });
      made.addExecutionRun(machineIn(stack, 'billing'));
      made.addTaskRun(taskIn(stack), { cluster: clusterIn(stack), roles: [roleIn(stack, 'task')] });
      made.addBuildRun(codebuild.Project.fromProjectArn(stack, 'Project', arnIn(stack, 'codebuild', 'project/site')));
      return made;
    },
    ...MACHINE,
    allows: [
      request('states:StartExecution', arn('states', 'stateMachine:billing')),
      ...requests(['states:DescribeExecution', 'states:StopExecution'], arn('states', 'execution:billing:1')),
      request('ecs:RunTask', arn('ecs', 'task-definition/shop:3'), inCluster('shop')),
      ...requests(['ecs:DescribeTasks', 'ecs:StopTask'], arn('ecs', 'task/shop/1'), inCluster('shop')),
      request('iam:PassRole', role('task'), passedTo('ecs-tasks')),
      ...requests(['codebuild:StartBuild', 'codebuild:StopBuild', 'codebuild:BatchGetBuilds'], arn('codebuild', 'project/site')),
      ...['EventsForStepFunctionsExecution', 'EventsForECSTask', 'EventForCodeBuildStartBuild']
        .flatMap(name => requests(MANAGED_RULE, arn('events', `rule/StepFunctionsGet${name}Rule`))),
    ],
    denies: [
      request('states:StartExecution', arn('states', 'stateMachine:payroll')),
      request('states:StopExecution', arn('states', 'execution:payroll:1')),
      request('ecs:RunTask', arn('ecs', 'task-definition/shop:3'), inCluster('other')),
      request('ecs:StopTask', arn('ecs', 'task/other/1'), inCluster('other')),
      request('iam:PassRole', role('task'), passedTo('lambda')),
      request('iam:PassRole', role('admin'), passedTo('ecs-tasks')),
      request('codebuild:StartBuild', arn('codebuild', 'project/other')),
      request('events:PutTargets', arn('events', 'rule/StepFunctionsGetEventsForBatchJobsRule')),
      request('events:PutRule', arn('events', 'rule/nightly')),
    ],
  },
  {
    role: 'StateMachineRole',
    variant: 'that runs jobs of data and machine learning',
    make: (stack, confusedDeputy) => {
      const made = new StateMachineRole(stack, 'Role', { confusedDeputy });
      made.addBatchJobRun(
        batch.JobQueue.fromJobQueueArn(stack, 'Queue', arnIn(stack, 'batch', 'job-queue/nightly')),
        batch.EcsJobDefinition.fromJobDefinitionArn(stack, 'Definition', arnIn(stack, 'batch', 'job-definition/report:2')),
      );
      made.addGlueJobRun(glue.CfnJob.fromJobName(stack, 'Job', 'clean'));
      made.addCrawlerStart(glue.CfnCrawler.fromCrawlerName(stack, 'Crawler', 'orders'));
      made.addEmrServerlessJobRun(emrserverless.CfnApplication.fromApplicationId(stack, 'Application', '00abc'), [roleIn(stack, 'spark')]);
      made.addTrainingJobRun({ jobNamePrefix: 'churn-', roles: [roleIn(stack, 'training')] });
      made.addTransformJobRun('score-');
      made.addProcessingJobRun({ jobNamePrefix: 'clean-', roles: [roleIn(stack, 'cleaning')] });
      return made;
    },
    ...MACHINE,
    allows: [
      request('batch:SubmitJob', arn('batch', 'job-queue/nightly')),
      request('batch:SubmitJob', arn('batch', 'job-definition/report:2')),
      request('batch:TerminateJob', arn('batch', 'job/1')),
      request('batch:DescribeJobs', '*'),
      ...requests(['glue:StartJobRun', 'glue:GetJobRun', 'glue:GetJobRuns', 'glue:BatchStopJobRun'], arn('glue', 'job/clean')),
      ...requests(['glue:StartCrawler', 'glue:GetCrawler'], arn('glue', 'crawler/orders')),
      request('emr-serverless:StartJobRun', arn('emr-serverless', '/applications/00abc')),
      ...requests(['emr-serverless:GetJobRun', 'emr-serverless:CancelJobRun'], arn('emr-serverless', '/applications/00abc/jobruns/1')),
      request('iam:PassRole', role('spark'), passedTo('emr-serverless')),
      ...requests(['sagemaker:CreateTrainingJob', 'sagemaker:DescribeTrainingJob', 'sagemaker:StopTrainingJob', 'sagemaker:AddTags', 'sagemaker:ListTags'],
        arn('sagemaker', 'training-job/churn-2026')),
      ...requests(['sagemaker:CreateTransformJob', 'sagemaker:DescribeTransformJob', 'sagemaker:StopTransformJob'], arn('sagemaker', 'transform-job/score-1')),
      ...requests(['sagemaker:CreateProcessingJob', 'sagemaker:DescribeProcessingJob', 'sagemaker:StopProcessingJob'], arn('sagemaker', 'processing-job/clean-1')),
      request('iam:PassRole', role('training'), passedTo('sagemaker')),
      request('iam:PassRole', role('cleaning'), passedTo('sagemaker')),
      ...['BatchJobs', 'EMRServerlessJob', 'SageMakerTrainingJobs', 'SageMakerTransformJobs', 'SageMakerProcessingJobs']
        .flatMap(name => requests(MANAGED_RULE, arn('events', `rule/StepFunctionsGetEventsFor${name}Rule`))),
    ],
    denies: [
      request('batch:SubmitJob', arn('batch', 'job-queue/other')),
      request('batch:SubmitJob', arn('batch', 'job-definition/report:3')),
      request('glue:StartJobRun', arn('glue', 'job/cleaner')),
      request('glue:StartCrawler', arn('glue', 'crawler/billing')),
      request('glue:StopCrawler', arn('glue', 'crawler/orders')),
      request('emr-serverless:StartJobRun', arn('emr-serverless', '/applications/00xyz')),
      request('iam:PassRole', role('spark'), passedTo('sagemaker')),
      request('sagemaker:CreateTrainingJob', arn('sagemaker', 'training-job/other')),
    ],
    refuses: [
      ['a prefix of any job', stack => new StateMachineRole(stack, 'Role').addTransformJobRun('*'), /`jobNamePrefix` is '\*', which holds a wildcard/],
      ['training that no role is passed to', stack => new StateMachineRole(stack, 'Role').addTrainingJobRun({ jobNamePrefix: 'a-', roles: [] }), /`roles` is \[\]/],
      ['processing that no role is passed to', stack => new StateMachineRole(stack, 'Role').addProcessingJobRun({ jobNamePrefix: 'a-', roles: [] }), /`roles` is \[\]/],
      ['its own role for jobs', stack => {
        const made = new StateMachineRole(stack, 'Role');
        made.addTrainingJobRun({ jobNamePrefix: 'a-', roles: [made] });
      }, /holds the grantee's own role/],
    ],
  },
  {
    role: 'StateMachineRole',
    variant: 'that maps over many items, queries and runs steps',
    make: (stack, confusedDeputy) => {
      const made = new StateMachineRole(stack, 'Role', { confusedDeputy, stateMachineName: 'orders' });
      made.addDistributedMapRun();
      made.addBuildBatchRun(codebuild.Project.fromProjectArn(stack, 'Project', arnIn(stack, 'codebuild', 'project/site')));
      made.addQueryRun(athena.CfnWorkGroup.fromWorkGroupName(stack, 'WorkGroup', 'reports'), { sources: [{ database: 'sales', tables: ['orders'] }] });
      made.addDataBrewJobRun(brewJobIn(stack, 'clean'));
      made.addClusterStepRun(emr.CfnCluster.fromClusterId(stack, 'Spark', 'j-1'));
      return made;
    },
    ...MACHINE,
    allows: [
      request('states:StartExecution', arn('states', 'stateMachine:orders')),
      ...requests(['states:DescribeExecution', 'states:StopExecution'], arn('states', 'execution:orders:1')),
      ...requests(['codebuild:StartBuildBatch', 'codebuild:StopBuildBatch', 'codebuild:BatchGetBuildBatches'], arn('codebuild', 'project/site')),
      ...requests(['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults', 'athena:StopQueryExecution'],
        arn('athena', 'workgroup/reports')),
      request('athena:GetDataCatalog', arn('athena', 'datacatalog/AwsDataCatalog')),
      request('glue:GetDatabase', arn('glue', 'database/sales')),
      ...requests(['glue:GetTable', 'glue:GetTables', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
        arn('glue', 'table/sales/orders')),
      ...requests(['databrew:StartJobRun', 'databrew:ListJobRuns', 'databrew:StopJobRun'], arn('databrew', 'job/clean')),
      ...requests(['elasticmapreduce:AddJobFlowSteps', 'elasticmapreduce:DescribeStep', 'elasticmapreduce:CancelSteps'],
        arn('elasticmapreduce', 'cluster/j-1')),
      ...['EventForCodeBuildStartBuildBatch', 'EventForEMRAddJobFlowSteps']
        .flatMap(name => requests(MANAGED_RULE, arn('events', `rule/StepFunctionsGet${name}Rule`))),
    ],
    denies: [
      request('states:StartExecution', arn('states', 'stateMachine:billing')),
      request('states:StopExecution', arn('states', 'execution:billing:1')),
      request('codebuild:StartBuildBatch', arn('codebuild', 'project/other')),
      request('athena:StartQueryExecution', arn('athena', 'workgroup/other')),
      request('athena:GetDataCatalog', arn('athena', 'datacatalog/other')),
      request('glue:GetTable', arn('glue', 'table/sales/customers')),
      request('databrew:StartJobRun', arn('databrew', 'job/other')),
      request('elasticmapreduce:AddJobFlowSteps', arn('elasticmapreduce', 'cluster/j-2')),
    ],
    refuses: [
      ['a Distributed Map of no name', stack => new StateMachineRole(stack, 'Role').addDistributedMapRun(), /`stateMachineName` was not given, expected the name/],
      ['a query of nothing', stack => new StateMachineRole(stack, 'Role')
        .addQueryRun(athena.CfnWorkGroup.fromWorkGroupName(stack, 'WorkGroup', 'reports'), { sources: [] }), /`sources` is empty/],
    ],
  },
  {
    role: 'EventBridgeTargetRole',
    make: (stack, confusedDeputy) => new EventBridgeTargetRole(stack, 'Role', {
      confusedDeputy, ...(confusedDeputy === STRICT && { ruleName: 'placed', eventBusName: 'orders' }), target: InvocationTarget.stateMachine(machineIn(stack, 'orders')),
    }),
    ...RULE,
    allows: [request('states:StartExecution', arn('states', 'stateMachine:orders'))],
    denies: [request('states:StartExecution', arn('states', 'stateMachine:billing')), request('states:StartSyncExecution', arn('states', 'stateMachine:orders'))],
    refuses: [
      ['for a queue, which has a policy of its own', stack => new EventBridgeTargetRole(stack, 'Role', { target: InvocationTarget.queue(queueIn(stack, 'orders')) }),
        /`target` is a queue; expected another target than a Lambda function, .*policies of their own/],
      ['for an answer that no rule waits for', stack => new EventBridgeTargetRole(stack, 'Role', {
        target: InvocationTarget.expressStateMachine(machineIn(stack, 'orders')),
      }), /`target` is an express state machine; .*Use InvocationTarget\.stateMachine/],
      ['for a bus without a rule', stack => new EventBridgeTargetRole(stack, 'Role', { eventBusName: 'orders' }), /'orders' without `ruleName`/],
      ['for all rules of a bus by pattern', stack => new EventBridgeTargetRole(stack, 'Role', { eventBusName: 'orders', ruleName: '*' }), /`ruleName` is '\*'/],
    ],
  },
  {
    role: 'EventBridgeTargetRole',
    variant: 'of an ECS task',
    make: (stack, confusedDeputy) => new EventBridgeTargetRole(stack, 'Role', {
      confusedDeputy, target: InvocationTarget.ecsTask(taskIn(stack), { cluster: clusterIn(stack), roles: [roleIn(stack, 'task')] }),
    }),
    ...RULE,
    allows: [request('ecs:RunTask', arn('ecs', 'task-definition/shop:3'), inCluster('shop')), request('iam:PassRole', role('task'), passedTo('ecs-tasks'))],
    denies: [request('ecs:RunTask', arn('ecs', 'task-definition/shop:3'), inCluster('other')), request('iam:PassRole', role('task'), passedTo('ec2'))],
  },
  {
    role: 'SchedulerRole',
    make: (stack, confusedDeputy) => new SchedulerRole(stack, 'Role', {
      confusedDeputy,
      scheduleGroup: scheduler.ScheduleGroup.fromScheduleGroupArn(stack, 'Group', arnIn(stack, 'scheduler', 'schedule-group/nightly')),
      target: InvocationTarget.lambdaFunction(lambda.Function.fromFunctionArn(stack, 'Fn', arnIn(stack, 'lambda', 'function:report'))),
      deadLetterQueue: queueIn(stack, 'failed'),
    }),
    service: 'scheduler.amazonaws.com',
    sourceArn: arn('scheduler', 'schedule-group/nightly'),
    byDefault: STRICT,
    allows: [request('lambda:InvokeFunction', arn('lambda', 'function:report')), request('sqs:SendMessage', arn('sqs', 'failed'))],
    denies: [request('lambda:InvokeFunction', arn('lambda', 'function:reports')), request('sqs:SendMessage', arn('sqs', 'orders'))],
    refuses: [
      ['for a log group', stack => new SchedulerRole(stack, 'Role', { target: InvocationTarget.logGroup({} as any) }), /`target` is a log group; .*event bus/],
    ],
  },
  {
    role: 'PipeRole',
    make: (stack, confusedDeputy) => new PipeRole(stack, 'Role', {
      confusedDeputy,
      ...(confusedDeputy === STRICT && { pipeName: 'orders' }),
      source: PipeSource.queue(queueIn(stack, 'orders')),
      enrichment: InvocationTarget.expressStateMachine(machineIn(stack, 'enrich')),
      target: InvocationTarget.eventBus(events.EventBus.fromEventBusArn(stack, 'Bus', arnIn(stack, 'events', 'event-bus/orders'))),
    }),
    service: 'pipes.amazonaws.com',
    sourceArn: arn('pipes', 'pipe/orders'),
    byDefault: ACCOUNT_ONLY,
    allows: [
      ...requests(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'], arn('sqs', 'orders')),
      request('states:StartSyncExecution', arn('states', 'stateMachine:enrich')),
      request('events:PutEvents', arn('events', 'event-bus/orders')),
    ],
    denies: [
      request('sqs:ReceiveMessage', arn('sqs', 'billing')),
      request('sqs:SendMessage', arn('sqs', 'orders')),
      request('states:StartSyncExecution', arn('states', 'stateMachine:other')),
      request('events:PutEvents', arn('events', 'event-bus/default')),
    ],
    refuses: [
      ['an enrichment that gives no answer', stack => new PipeRole(stack, 'Role', { enrichment: InvocationTarget.stateMachine(machineIn(stack, 'm')) }),
        /`enrichment` is a state machine; .*these give none/],
      ['a target of rules only', stack => new PipeRole(stack, 'Role', { target: InvocationTarget.codeBuild(codebuild.Project.fromProjectName(stack, 'P', 'site')) }),
        /`target` is a CodeBuild project; /],
    ],
  },
  {
    role: 'PipeRole',
    variant: 'of a stream',
    make: (stack, confusedDeputy) => new PipeRole(stack, 'Role', {
      confusedDeputy,
      source: PipeSource.stream(kinesis.Stream.fromStreamArn(stack, 'Stream', arnIn(stack, 'kinesis', 'stream/orders'))),
      deadLetterQueue: queueIn(stack, 'failed'),
    }),
    service: 'pipes.amazonaws.com',
    sourceArn: arn('pipes', 'pipe/orders'),
    byDefault: ACCOUNT_ONLY,
    allows: [
      ...requests(['kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'],
        arn('kinesis', 'stream/orders')),
      request('sqs:SendMessage', arn('sqs', 'failed')),
    ],
    denies: [request('kinesis:GetRecords', arn('kinesis', 'stream/billing')), request('kinesis:PutRecord', arn('kinesis', 'stream/orders'))],
  },
];
