/** State machines and the services they call. */
import { Duration, SecretValue, Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { functionIn, OrdinaryStacks } from './ordinary-stack';

function machineOf(stack: Stack, steps: sfn.TaskStateBase[], props: Partial<sfn.StateMachineProps> = {}): sfn.StateMachine {
  const [first, ...rest] = steps;
  const chain = rest.reduce<sfn.Chain>((so, step) => so.next(step), sfn.Chain.start(first));
  return new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(chain), ...props });
}

export const workflows: OrdinaryStacks = {
  OrderWorkflow: stack => {
    const table = new dynamodb.Table(stack, 'Orders', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const machine = machineOf(stack, [
      new tasks.LambdaInvoke(stack, 'Check', { lambdaFunction: functionIn(stack) }),
      new tasks.DynamoPutItem(stack, 'Book', { table, item: { id: tasks.DynamoAttributeValue.fromString('1') } }),
      new tasks.SqsSendMessage(stack, 'Ship', { queue: new sqs.Queue(stack, 'Queue'), messageBody: sfn.TaskInput.fromText('x') }),
      new tasks.SnsPublish(stack, 'Tell', { topic: new sns.Topic(stack, 'Topic'), message: sfn.TaskInput.fromText('x') }),
      new tasks.EventBridgePutEvents(stack, 'Announce', {
        entries: [{ eventBus: new events.EventBus(stack, 'Bus'), detail: sfn.TaskInput.fromObject({}), detailType: 'Booked', source: 'shop' }],
      }),
    ], { logs: { destination: new logs.LogGroup(stack, 'Logs'), level: sfn.LogLevel.ALL }, tracingEnabled: true });
    machine.grantStartExecution(functionIn(stack, 'Starter'));
    machine.grantTaskResponse(functionIn(stack, 'Worker'));
    new events.Rule(stack, 'Hourly', { schedule: events.Schedule.rate(Duration.hours(1)), targets: [new targets.SfnStateMachine(machine)] });
  },

  ComputeWorkflow: stack => {
    const vpc = new ec2.Vpc(stack, 'Network');
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/alpine:3') });
    const project = new codebuild.Project(stack, 'Project', { buildSpec: codebuild.BuildSpec.fromObject({ version: '0.2' }) });
    machineOf(stack, [
      new tasks.EcsRunTask(stack, 'Run', {
        integrationPattern: sfn.IntegrationPattern.RUN_JOB,
        cluster: new ecs.Cluster(stack, 'Cluster', { vpc }),
        taskDefinition,
        launchTarget: new tasks.EcsFargateLaunchTarget(),
      }),
      new tasks.CodeBuildStartBuild(stack, 'Build', { project, integrationPattern: sfn.IntegrationPattern.RUN_JOB }),
      new tasks.GlueStartJobRun(stack, 'Transform', { glueJobName: 'transform', integrationPattern: sfn.IntegrationPattern.RUN_JOB }),
      new tasks.BatchSubmitJob(stack, 'Batch', {
        jobName: 'crunch',
        jobQueueArn: 'arn:aws:batch:eu-central-1:111122223333:job-queue/jobs',
        jobDefinitionArn: 'arn:aws:batch:eu-central-1:111122223333:job-definition/crunch:1',
      }),
    ]);
  },

  AnalyticsWorkflow: stack => {
    const results = new s3.Bucket(stack, 'Results');
    machineOf(stack, [
      new tasks.AthenaStartQueryExecution(stack, 'Query', {
        queryString: 'select 1',
        workGroup: 'primary',
        integrationPattern: sfn.IntegrationPattern.RUN_JOB,
        queryExecutionContext: { databaseName: 'shop' },
        resultConfiguration: { outputLocation: { bucketName: results.bucketName, objectKey: 'queries' } },
      }),
      new tasks.AthenaGetQueryResults(stack, 'Results2', { queryExecutionId: sfn.JsonPath.stringAt('$.QueryExecutionId') }),
      new tasks.EmrAddStep(stack, 'Spark', { clusterId: 'j-1', name: 'spark', jar: 's3://x/y.jar' }),
      new tasks.GlueStartCrawlerRun(stack, 'Crawl', { crawlerName: 'shop' }),
    ]);
  },

  ModelWorkflow: stack => {
    machineOf(stack, [
      new tasks.BedrockInvokeModel(stack, 'Ask', {
        model: bedrock.FoundationModel.fromFoundationModelId(stack, 'Model', bedrock.FoundationModelIdentifier.ANTHROPIC_CLAUDE_3_HAIKU_20240307_V1_0),
        body: sfn.TaskInput.fromObject({ prompt: 'x' }),
      }),
      new tasks.CallAwsService(stack, 'Translate', { service: 'translate', action: 'translateText', iamResources: ['*'] }),
      new tasks.CallAwsService(stack, 'Read', {
        service: 's3', action: 'getObject', parameters: { Bucket: 'models', Key: 'a' }, iamResources: ['arn:aws:s3:::models/*'],
      }),
    ]);
  },

  NestedWorkflow: stack => {
    const inner = new sfn.StateMachine(stack, 'Inner', { definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Pass')) });
    const connection = new events.Connection(stack, 'Connection', {
      authorization: events.Authorization.apiKey('x-api-key', SecretValue.secretsManager('partner-key')),
    });
    machineOf(stack, [
      new tasks.StepFunctionsStartExecution(stack, 'Start', { stateMachine: inner, integrationPattern: sfn.IntegrationPattern.RUN_JOB }),
      new tasks.HttpInvoke(stack, 'Call', {
        apiRoot: 'https://api.example.com', apiEndpoint: sfn.TaskInput.fromText('orders'), connection, method: sfn.TaskInput.fromText('GET'),
      }),
      new tasks.CallApiGatewayRestApiEndpoint(stack, 'Api', {
        api: new apigateway.LambdaRestApi(stack, 'RestApi', { handler: functionIn(stack) }),
        stageName: 'prod',
        method: tasks.HttpMethod.GET,
        authType: tasks.AuthType.IAM_ROLE,
      }),
    ]);
  },

  DistributedMap: stack => {
    const bucket = new s3.Bucket(stack, 'Files');
    const map = new sfn.DistributedMap(stack, 'Map', {
      itemReader: new sfn.S3ObjectsItemReader({ bucket, prefix: 'in/' }),
      resultWriterV2: new sfn.ResultWriterV2({ bucket, prefix: 'out/' }),
    });
    map.itemProcessor(new tasks.LambdaInvoke(stack, 'Each', { lambdaFunction: functionIn(stack) }));
    new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(map) });
  },
};
