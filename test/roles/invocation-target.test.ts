import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as batch from 'aws-cdk-lib/aws-batch';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as events from 'aws-cdk-lib/aws-events';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import * as sns from 'aws-cdk-lib/aws-sns';
import { InvocationTarget } from '../../src/roles/invocation-target';
import { StateMachineRole } from '../../src/roles/state-machine-role';
import { arnIn } from '../grants/intents/intent';
import { expectKnownToAws, newRole, newStack, statementsOf } from '../grants/testing';

const TARGETS: [kind: string, make: (stack: Stack) => InvocationTarget, actions: string[]][] = [
  ['a Lambda function', stack => InvocationTarget.lambdaFunction(lambda.Function.fromFunctionArn(stack, 'T', arnIn(stack, 'lambda', 'function:a')), { qualifiers: ['live'] }),
    ['lambda:InvokeFunction']],
  ['a topic', stack => InvocationTarget.topic(sns.Topic.fromTopicArn(stack, 'T', arnIn(stack, 'sns', 'a'))), ['sns:Publish']],
  ['a stream', stack => InvocationTarget.stream(kinesis.Stream.fromStreamArn(stack, 'T', arnIn(stack, 'kinesis', 'stream/a'))), ['kinesis:PutRecord', 'kinesis:PutRecords']],
  ['a delivery stream', stack => InvocationTarget.deliveryStream(firehose.DeliveryStream.fromDeliveryStreamArn(stack, 'T', arnIn(stack, 'firehose', 'deliverystream/a'))),
    ['firehose:PutRecord', 'firehose:PutRecordBatch']],
  ['a Batch job', stack => InvocationTarget.batchJob(
    batch.JobQueue.fromJobQueueArn(stack, 'T', arnIn(stack, 'batch', 'job-queue/a')),
    batch.EcsJobDefinition.fromJobDefinitionArn(stack, 'D', arnIn(stack, 'batch', 'job-definition/a:1')),
  ), ['batch:SubmitJob']],
  ['a build', stack => InvocationTarget.codeBuild(codebuild.Project.fromProjectName(stack, 'T', 'a')), ['codebuild:StartBuild']],
  ['a pipeline of CodePipeline', stack => InvocationTarget.codePipeline(codepipeline.Pipeline.fromPipelineArn(stack, 'T', arnIn(stack, 'codepipeline', 'a'))),
    ['codepipeline:StartPipelineExecution']],
  ['a pipeline of SageMaker', stack => InvocationTarget.sageMakerPipeline(sagemaker.CfnPipeline.fromPipelineName(stack, 'T', 'a')), ['sagemaker:StartPipelineExecution']],
  ['an API destination', stack => InvocationTarget.apiDestination(events.CfnApiDestination.fromApiDestinationArn(stack, 'T', arnIn(stack, 'events', 'api-destination/a/1'))),
    ['events:InvokeApiDestination']],
  ['a REST API', stack => InvocationTarget.restApi(apigateway.RestApi.fromRestApiId(stack, 'T', 'a')), ['execute-api:Invoke']],
  ['a log group', stack => InvocationTarget.logGroup(logs.LogGroup.fromLogGroupName(stack, 'T', 'a')), ['logs:CreateLogStream', 'logs:PutLogEvents']],
];

test.each(TARGETS)('%s is invoked by exact actions on this resource', (_, make, actions) => {
  const stack = newStack();
  make(stack).grantInvoke(new StateMachineRole(stack, 'Role'));
  const statements = statementsOf(stack);
  expectKnownToAws(statements);
  expect(statements.flatMap(({ Action }) => Action)).toEqual(actions);
  expect(statements.flatMap(({ Resource }) => Resource)).not.toContain('*');
});

test('any role that this app defines may be given a target, and what would be lost is an error', () => {
  const stack = newStack();
  const target = InvocationTarget.codeBuild(codebuild.Project.fromProjectName(stack, 'Project', 'a'));
  expect(target.grantInvoke(newRole(stack)).success).toBe(true);
  expect(() => target.grantInvoke(newRole(stack, 'Other').withoutPolicyUpdates())).toThrow(/InvocationTarget\.codeBuild cannot write its permissions/);
});

test('a resource of another account without a policy of its own is refused', () => {
  const stack = newStack();
  const foreign = codebuild.Project.fromProjectArn(stack, 'Project', 'arn:aws:codebuild:eu-west-1:999999999999:project/a');
  expect(() => InvocationTarget.codeBuild(foreign).grantInvoke(newRole(stack))).toThrow(/InvocationTarget\.codeBuild cannot grant across accounts/);
});
