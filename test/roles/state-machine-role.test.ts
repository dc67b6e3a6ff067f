import { App, Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { ScopedFunctionGrants } from '../../src/grants/function-grants';
import { StateMachineRole } from '../../src/roles/state-machine-role';
import { LeastPrivilegeChecks } from '../../src/validation/least-privilege-checks';
import { bind } from '../decisions';
import { newStack, statementsOf } from '../grants/testing';

test('a state machine of the CDK keeps to the grants when it gets the role without policy updates', () => {
  const stack = newStack();
  const fn = lambda.Function.fromFunctionArn(stack, 'Fn', 'arn:aws:lambda:eu-west-1:111122223333:function:book');
  const role = new StateMachineRole(stack, 'Role', { stateMachineName: 'book' });
  ScopedFunctionGrants.fromFunction(fn).invoke(role);
  new stepfunctions.StateMachine(stack, 'Machine', {
    stateMachineName: 'book',
    role: role.withoutPolicyUpdates(),
    definitionBody: stepfunctions.DefinitionBody.fromChainable(new tasks.LambdaInvoke(stack, 'Book', { lambdaFunction: fn })),
  });
  expect(statementsOf(stack)).toEqual([{ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:book' }]);
});

test('a name that is known only at deployment is passed on', () => {
  const stack = newStack();
  new StateMachineRole(stack, 'Role', { stateMachineName: Lazy.string({ produce: () => 'orders' }) });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [{ Condition: { ArnLike: { 'aws:SourceArn': [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':states:eu-west-1:111122223333:stateMachine:orders']] }] } } }],
    },
  });
});

test('the roles of a task definition of this app are passed without being named', () => {
  const stack = newStack();
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('Main', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/shop') });
  new StateMachineRole(stack, 'Role').addTaskRun(taskDefinition, { cluster: ecs.Cluster.fromClusterArn(stack, 'Cluster', 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop') });
  const passed = statementsOf(stack).filter(({ Action }) => Action === 'iam:PassRole');
  expect(passed).toHaveLength(1);
  expect(passed[0].Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } });
});

test('a state machine of another account cannot be run, and the error says what to do', () => {
  const stack = newStack();
  const foreign = stepfunctions.StateMachine.fromStateMachineArn(stack, 'Machine', 'arn:aws:states:eu-west-1:999999999999:stateMachine:a');
  expect(() => new StateMachineRole(stack, 'Role').addExecutionRun(foreign)).toThrow(/across accounts/);
});

/** Not in the table of all roles: AWS's page has the job among the resources of the first action, and its reference of actions has not. */
test('the customization of a model of Bedrock reaches the base model, and custom models and jobs of the account', () => {
  const stack = newStack();
  const model = bedrock.FoundationModel.fromFoundationModelId(stack, 'Model', bedrock.FoundationModelIdentifier.AMAZON_NOVA_LITE_V1_0);
  const role = new StateMachineRole(stack, 'Role');
  role.addModelCustomizationRun(model, [iam.Role.fromRoleArn(stack, 'Tuning', 'arn:aws:iam::111122223333:role/tuning')]);
  const jobs = 'arn:aws:bedrock:eu-west-1:111122223333:model-customization-job/*';
  expect(bind(statementsOf(stack))).toEqual([
    {
      Effect: 'Allow',
      Action: 'bedrock:CreateModelCustomizationJob',
      Resource: ['arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0', 'arn:aws:bedrock:eu-west-1:111122223333:custom-model/*', jobs],
    },
    { Effect: 'Allow', Action: ['bedrock:GetModelCustomizationJob', 'bedrock:StopModelCustomizationJob'], Resource: jobs },
    {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: 'arn:aws:iam::111122223333:role/tuning',
      Condition: { StringEquals: { 'iam:PassedToService': 'bedrock.amazonaws.com' } },
    },
  ]);
  (stack.node.root as App).synth();
  const { violations } = new LeastPrivilegeChecks(undefined, { packs: ['strict'] }).validateScope(stack.node.root);
  expect(violations.map(({ ruleName }) => ruleName).filter(rule => /resource/.test(rule))).toEqual([]);
});
