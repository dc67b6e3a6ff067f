import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { agnosticStack, expectNoManagedPolicy, onlyPolicy } from './synth';
import { ConfusedDeputyProtection } from '../../src/roles/confused-deputy-protection';
import { EcsTaskRoles } from '../../src/roles/ecs-task-roles';

test('the task role gets nothing of what the execution role needs', () => {
  const stack = agnosticStack();
  const roles = new EcsTaskRoles(stack, 'Roles', { logGroup: new logs.LogGroup(stack, 'Group'), repositories: [new ecr.Repository(stack, 'Api')] });
  expect(onlyPolicy(stack).length).toBeGreaterThan(0);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', { Roles: [stack.resolve(roles.executionRole.roleName)] });
});

test('what is common applies to both, under different names', () => {
  const stack = agnosticStack();
  new EcsTaskRoles(stack, 'Roles', {
    namePrefix: 'orders-',
    path: '/workloads/',
    maxSessionDuration: Duration.hours(2),
    tags: { owner: 'orders' },
    confusedDeputy: ConfusedDeputyProtection.ACCOUNT,
  });
  const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')).map(role => role.Properties);
  expect(new Set(roles.map(role => role.RoleName)).size).toBe(2);
  for (const role of roles) {
    expect(role).toMatchObject({
      RoleName: expect.stringMatching(/^orders-/),
      Path: '/workloads/',
      MaxSessionDuration: 7200,
      Tags: [{ Key: 'owner', Value: 'orders' }],
      AssumeRolePolicyDocument: { Statement: [{ Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } }] },
    });
    expect(role.AssumeRolePolicyDocument.Statement[0].Condition).not.toHaveProperty('ArnLike');
  }
});

test('a Fargate task definition takes the pair, and nothing managed by AWS comes with it', () => {
  const stack = agnosticStack();
  const logGroup = new logs.LogGroup(stack, 'Group');
  const repository = new ecr.Repository(stack, 'Api');
  const password = new secretsmanager.Secret(stack, 'Password');
  const { taskRole, executionRole } = new EcsTaskRoles(stack, 'Roles', { logGroup, repositories: [repository], secrets: [password] });
  const task = new ecs.FargateTaskDefinition(stack, 'Task', { taskRole, executionRole });
  task.addContainer('api', {
    image: ecs.ContainerImage.fromEcrRepository(repository),
    logging: ecs.LogDrivers.awsLogs({ logGroup, streamPrefix: 'api' }),
    secrets: { PASSWORD: ecs.Secret.fromSecretsManager(password) },
  });
  expectNoManagedPolicy(stack);
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::Role', 2);
  template.hasResourceProperties('AWS::ECS::TaskDefinition', {
    TaskRoleArn: stack.resolve(taskRole.roleArn),
    ExecutionRoleArn: stack.resolve(executionRole.roleArn),
  });
});

describe('applyTo', () => {
  test('an L1 gets both roles', () => {
    const stack = agnosticStack();
    const roles = new EcsTaskRoles(stack, 'Roles');
    roles.applyTo(new ecs.CfnTaskDefinition(stack, 'Task', { taskRoleArn: 'arn:aws:iam::111122223333:role/old' }));
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      TaskRoleArn: stack.resolve(roles.taskRole.roleArn),
      ExecutionRoleArn: stack.resolve(roles.executionRole.roleArn),
    });
  });

  test('an L2 that has the pair is left as it is', () => {
    const stack = agnosticStack();
    const roles = new EcsTaskRoles(stack, 'Roles');
    const { taskRole, executionRole } = roles;
    const task = new ecs.FargateTaskDefinition(stack, 'Task', { taskRole: taskRole.withoutPolicyUpdates(), executionRole });
    expect(() => roles.applyTo(task)).not.toThrow();
  });

  test.each<[string, (task: ecs.FargateTaskDefinition) => ecs.ITaskDefinitionRef]>([
    ['an L2 with roles of its own', task => task],
    ['the L1 inside it', task => task.node.defaultChild as ecs.CfnTaskDefinition],
    ['an imported one', task => ecs.FargateTaskDefinition.fromFargateTaskDefinitionArn(task, 'Imported', 'arn:aws:ecs:eu-central-1:111122223333:task-definition/shop:1')],
  ])('%s is refused', (_, target) => {
    const stack = agnosticStack();
    const task = new ecs.FargateTaskDefinition(stack, 'Task');
    expect(() => new EcsTaskRoles(stack, 'Roles').applyTo(target(task))).toThrow(/has roles of its own.*pass `taskRole: roles.taskRole/);
  });
});
