import { App, CfnResource, Stack, Stage, Validations } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Ec2InstanceRole, EcsTaskRoles, LambdaExecutionRole, ServiceRole } from '../../src';

function functionWith(scope: Construct, id: string, role: LambdaExecutionRole): lambda.Function {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('0'), role, logGroup: role.logGroup,
  });
}

function instanceWith(scope: Construct, id: string, props: Pick<ec2.InstanceProps, 'role' | 'instanceProfile'>): ec2.Instance {
  return new ec2.Instance(scope, id, {
    ...props,
    vpc: ec2.Vpc.fromVpcAttributes(scope, `${id}Vpc`, { vpcId: 'vpc-1', availabilityZones: ['a'], privateSubnetIds: ['subnet-1'] }),
    machineImage: ec2.MachineImage.genericLinux({ 'eu-west-1': 'ami-1' }),
    instanceType: new ec2.InstanceType('t3.micro'),
  });
}

function instancesOf(app: App): [Stack, Ec2InstanceRole] {
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1' } });
  return [stack, new Ec2InstanceRole(stack, 'Role')];
}

const shareAcross: [string, (app: App) => [iam.Role, string, string]][] = [
  ['two functions', app => {
    const stack = new Stack(app, 'Stack');
    const role = new LambdaExecutionRole(stack, 'Role');
    functionWith(stack, 'Reader', role);
    new lambda.CfnFunction(stack, 'Writer', { role: role.withoutPolicyUpdates().roleArn, code: {}, loggingConfig: { logGroup: role.logGroup.logGroupName } });
    return [role, 'Stack/Reader', 'Stack/Writer'];
  }],
  ['functions of two stacks', app => {
    const role = new LambdaExecutionRole(new Stack(app, 'Roles'), 'Role');
    functionWith(new Stack(app, 'Reading'), 'Reader', role);
    functionWith(new Stack(app, 'Writing'), 'Writer', role);
    return [role, 'Reading/Reader', 'Writing/Writer'];
  }],
  ['a task and a raw resource with an override', app => {
    const stack = new Stack(app, 'Stack');
    const { taskRole } = new EcsTaskRoles(stack, 'Roles');
    new CfnResource(stack, 'Task', { type: 'AWS::ECS::TaskDefinition', properties: { TaskRoleArn: taskRole.roleArn } });
    new lambda.CfnFunction(stack, 'Raw', { role: 'none', code: {} }).addPropertyOverride('Role', taskRole.roleArn);
    return [taskRole, 'Stack/Task', 'Stack/Raw'];
  }],
  ['the targets of two rules', app => {
    const stack = new Stack(app, 'Stack');
    const role = new ServiceRole(stack, 'Role', { servicePrincipal: 'events.amazonaws.com' });
    for (const id of ['Hourly', 'Daily']) {
      new events.CfnRule(stack, id, { targets: [{ id: 'T', arn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:x', roleArn: role.roleArn }] });
    }
    return [role, 'Stack/Hourly', 'Stack/Daily'];
  }],
  ['two jobs of a service that names its property a role', app => {
    const stack = new Stack(app, 'Stack');
    const role = new ServiceRole(stack, 'Role', { servicePrincipal: 'glue.amazonaws.com' });
    const command = { name: 'glueetl', scriptLocation: 's3://scripts/job.py' };
    new glue.CfnJob(stack, 'Import', { role: role.roleArn, command });
    new glue.CfnJob(stack, 'Export', { role: role.roleArn, command });
    return [role, 'Stack/Import', 'Stack/Export'];
  }],
  ['two instances by its instance profile', app => {
    const [stack, role] = instancesOf(app);
    instanceWith(stack, 'Web', { instanceProfile: role.instanceProfile });
    instanceWith(stack, 'Batch', { instanceProfile: role.instanceProfile });
    return [role, 'Stack/Web', 'Stack/Batch'];
  }],
  ['two instances that make a profile each', app => {
    const [stack, role] = instancesOf(app);
    instanceWith(stack, 'Web', { role });
    instanceWith(stack, 'Batch', { role });
    return [role, 'Stack/Web', 'Stack/Batch'];
  }],
  ['a launch template and a launch configuration', app => {
    const [stack, role] = instancesOf(app);
    new ec2.LaunchTemplate(stack, 'Web', { instanceProfile: role.instanceProfile });
    const iamInstanceProfile = role.instanceProfile.instanceProfileName;
    new autoscaling.CfnLaunchConfiguration(stack, 'Batch', { imageId: 'ami-1', instanceType: 't3.micro', iamInstanceProfile });
    return [role, 'Stack/Web', 'Stack/Batch'];
  }],
  ['two functions of a stage', app => {
    const stack = new Stack(new Stage(app, 'Prod'), 'Stack');
    const role = new LambdaExecutionRole(stack, 'Role');
    functionWith(stack, 'Reader', role);
    functionWith(stack, 'Writer', role);
    return [role, 'Prod/Stack/Reader', 'Prod/Stack/Writer'];
  }],
];

test.each(shareAcross)('a role that is given to %s fails synthesis with both paths', (_, share) => {
  const app = new App();
  const [role, first, second] = share(app);
  expect(() => app.synth()).toThrow(`${role.node.path} is the role of ${first} and of ${second}, expected one workload`);
});

test('a role is for one workload, however often that refers to it', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const role = new ServiceRole(stack, 'Role', { servicePrincipal: 'events.amazonaws.com' });
  const target = (id: string) => ({ id, arn: `arn:aws:states:eu-west-1:111122223333:stateMachine:${id}`, roleArn: role.roleArn });
  new events.CfnRule(stack, 'Rule', { targets: [target('one'), target('other')] });
  functionWith(stack, 'Function', new LambdaExecutionRole(stack, 'FunctionRole'));
  expect(() => app.synth()).not.toThrow();
});

test('an instance profile is for the one that starts with it', () => {
  const app = new App();
  const [stack, role] = instancesOf(app);
  new ec2.LaunchTemplate(stack, 'Web', { instanceProfile: role.instanceProfile, userData: ec2.UserData.custom(`# ${role.roleArn}`) });
  new ec2.LaunchTemplate(stack, 'Other', { userData: ec2.UserData.custom(`# ${role.roleArn}`) });
  expect(() => app.synth()).not.toThrow();
});

test('the same app is judged anew when it has changed', () => {
  const stack = new Stack(new App(), 'Stack');
  const role = new LambdaExecutionRole(stack, 'Role');
  functionWith(stack, 'Reader', role);
  expect(stack.node.root.node.validate()).toEqual([]);
  functionWith(stack, 'Writer', role);
  expect(stack.node.root.node.validate()).toEqual([expect.stringContaining('Stack/Role is the role of Stack/Reader and of Stack/Writer')]);
});

test('a reason lets several workloads have it, and accepts the finding of our rule with that reason', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const role = new LambdaExecutionRole(stack, 'Role', { shared: 'one reader for each tenant, same code' });
  functionWith(stack, 'North', role);
  functionWith(stack, 'South', role);
  expect(() => app.synth()).not.toThrow();
  expect(role.node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY).map(({ data }) => data)).toEqual([
    { 'LeastPrivilege::shared-role': 'one reader for each tenant, same code (owner: cdk-least-privilege)' },
  ]);
});

test('an empty reason is refused', () => {
  expect(() => new LambdaExecutionRole(new Stack(new App(), 'Stack'), 'Role', { shared: ' ' })).toThrow('shared is empty, expected the reason');
});
