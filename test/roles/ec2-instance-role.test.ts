import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { agnosticStack, expectNoManagedPolicy, onlyPolicy } from './synth';
import { ScopedSessionGrants } from '../../src/grants/session-grants';
import { Ec2InstanceRole } from '../../src/roles/ec2-instance-role';

test('instances are started with one profile, in the path of the role', () => {
  const stack = agnosticStack();
  const role = new Ec2InstanceRole(stack, 'Role', { path: '/workloads/' });
  expect(role.instanceProfile).toBe(role.instanceProfile);
  new ec2.CfnInstance(stack, 'Web', { iamInstanceProfile: role.instanceProfile.instanceProfileName });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::InstanceProfile', 1);
  template.hasResourceProperties('AWS::IAM::InstanceProfile', { Roles: [stack.resolve(role.roleName)], Path: '/workloads/' });
  template.resourceCountIs('AWS::IAM::Policy', 0);
});

test('a construct that makes its own profile is given no second one', () => {
  const stack = agnosticStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, maxAzs: 1 });
  new ec2.Instance(stack, 'Web', {
    role: new Ec2InstanceRole(stack, 'Role'),
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
    machineImage: ec2.MachineImage.latestAmazonLinux2023(),
    instanceType: new ec2.InstanceType('t3.micro'),
  });
  Template.fromStack(stack).resourceCountIs('AWS::IAM::InstanceProfile', 1);
});

test('Session Manager is a grant away, without the managed policy', () => {
  const stack = agnosticStack();
  const role = new Ec2InstanceRole(stack, 'Role');
  const instance = new ec2.CfnInstance(stack, 'Web', { iamInstanceProfile: role.instanceProfile.instanceProfileName });
  ScopedSessionGrants.fromInstance(instance).receive(role);
  expect(onlyPolicy(stack).flatMap(({ Action }) => Action).sort()).toEqual([
    'ssm:UpdateInstanceInformation',
    'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel', 'ssmmessages:OpenControlChannel', 'ssmmessages:OpenDataChannel',
  ]);
  expectNoManagedPolicy(stack);
});
