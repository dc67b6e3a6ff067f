/**
 * What the CDK itself writes: none of it may be an error, and what is a warning is listed.
 */
import { App, CustomResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BuildSpec, PipelineProject } from 'aws-cdk-lib/aws-codebuild';
import { Artifact, Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import { CloudFormationCreateUpdateStackAction, CodeBuildAction, S3SourceAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { ScheduledFargateTask } from 'aws-cdk-lib/aws-ecs-patterns';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { CodeBuildProject, LambdaFunction, SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { OpenIdConnectProvider } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFn, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogRetention, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket, EventType } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { LambdaDestination } from 'aws-cdk-lib/aws-s3-notifications';
import { DefinitionBody, IntegrationPattern, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { CodeBuildStartBuild, EcsFargateLaunchTarget, EcsRunTask, LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId, Provider } from 'aws-cdk-lib/custom-resources';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import { findingsIn } from './family-findings';
import { readInventory } from '../../../src/template/inventory';

function reported(build: (stack: Stack) => void): string[] {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  build(stack);
  const template = Template.fromStack(stack).toJSON();
  const inventory = readInventory([{ id: 'app', template, environment: { account: stack.account, region: stack.region } }]);
  return findingsIn(inventory).map(({ severity, ruleId }) => `${severity} ${ruleId}`);
}

function functionIn(stack: Stack, id: string): LambdaFn {
  return new LambdaFn(stack, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(' ') });
}

const BUILDERS: { readonly [name: string]: (stack: Stack) => void } = {
  'custom resources and buckets': stack => {
    const bucket = new Bucket(stack, 'Bucket', { autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
    new BucketDeployment(stack, 'Deployment', { destinationBucket: bucket, sources: [Source.data('a.txt', 'a')] });
    const handler = functionIn(stack, 'Handler');
    new LogRetention(stack, 'Logs', { logGroupName: handler.logGroup.logGroupName, retention: RetentionDays.ONE_WEEK });
    bucket.addEventNotification(EventType.OBJECT_CREATED, new LambdaDestination(handler));
    const provider = new Provider(stack, 'Provider', { onEventHandler: handler, isCompleteHandler: functionIn(stack, 'Complete') });
    new CustomResource(stack, 'Resource', { serviceToken: provider.serviceToken });
    new AwsCustomResource(stack, 'Call', {
      onUpdate: { service: 'SSM', action: 'putParameter', physicalResourceId: PhysicalResourceId.of('a') },
      policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE }),
    });
  },
  'tasks, schedules and state machines': stack => {
    const cluster = new Cluster(stack, 'Cluster', { vpc: new Vpc(stack, 'Vpc') });
    const image = ContainerImage.fromRegistry('amazonlinux');
    new ScheduledFargateTask(stack, 'Scheduled', { cluster, schedule: Schedule.expression('rate(1 day)'), scheduledFargateTaskImageOptions: { image } });
    const taskDefinition = new FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('main', { image });
    new Bucket(stack, 'Data').grantReadWrite(taskDefinition.taskRole);
    const project = new PipelineProject(stack, 'Project', { buildSpec: BuildSpec.fromObject({ version: '0.2' }) });
    const machine = new StateMachine(stack, 'Machine', {
      definitionBody: DefinitionBody.fromChainable(new EcsRunTask(stack, 'Run', {
        cluster, taskDefinition, launchTarget: new EcsFargateLaunchTarget(), integrationPattern: IntegrationPattern.RUN_JOB,
      }).next(new LambdaInvoke(stack, 'Invoke', { lambdaFunction: functionIn(stack, 'Handler') })).next(new CodeBuildStartBuild(stack, 'Build', { project }))),
    });
    new Rule(stack, 'Rule', {
      schedule: Schedule.expression('rate(1 day)'),
      targets: [new SfnStateMachine(machine), new CodeBuildProject(project), new LambdaFunction(functionIn(stack, 'Other'))],
    });
  },
  'a pipeline that deploys with administration': stack => {
    const source = new Artifact();
    const built = new Artifact();
    const bucket = new Bucket(stack, 'Source', { versioned: true });
    const project = new PipelineProject(stack, 'Project');
    const templatePath = built.atPath('t.json');
    new Pipeline(stack, 'Pipeline', {
      stages: [
        { stageName: 'Source', actions: [new S3SourceAction({ actionName: 's', bucket, bucketKey: 'k', output: source })] },
        { stageName: 'Build', actions: [new CodeBuildAction({ actionName: 'b', project, input: source, outputs: [built] })] },
        {
          stageName: 'Deploy',
          actions: [new CloudFormationCreateUpdateStackAction({ actionName: 'd', stackName: 'orders', adminPermissions: true, templatePath })],
        },
      ],
    });
  },
  'CDK Pipelines': stack => {
    const source = CodePipelineSource.s3(new Bucket(stack, 'Source', { versioned: true }), 'k');
    const pipeline = new CodePipeline(stack, 'Pipeline', { synth: new ShellStep('Synth', { input: source, commands: ['npx cdk synth'] }) });
    pipeline.buildPipeline();
  },
};

test.each(Object.keys(BUILDERS))('%s: nothing to report', name => {
  expect(reported(BUILDERS[name])).toEqual([]);
});

test('the custom resource that makes an OpenID Connect provider is a warning, since CloudFormation does it without', () => {
  expect(reported(stack => { new OpenIdConnectProvider(stack, 'Provider', { url: 'https://token.actions.githubusercontent.com' }); }))
    .toEqual(['warning identity-provider-edit']);
});
