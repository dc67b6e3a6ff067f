import { Template } from 'aws-cdk-lib/assertions';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CodeBuildProjectRole } from '../../src/roles/code-build-project-role';
import { ConfusedDeputyProtection } from '../../src/roles/confused-deputy-protection';
import { newStack, statementsOf } from '../grants/testing';

test('the role brings a log group of its own, and a project of the CDK that takes both adds nothing', () => {
  const stack = newStack();
  const role = new CodeBuildProjectRole(stack, 'Role', { projectName: 'site' });
  new codebuild.Project(stack, 'Project', {
    projectName: 'site',
    role: role.withoutPolicyUpdates(),
    buildSpec: codebuild.BuildSpec.fromObject({ version: '0.2' }),
    logging: { cloudWatch: { logGroup: role.logGroup } },
  });
  Template.fromStack(stack).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  expect(statementsOf(stack).map(({ Action }) => Action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents']]);
});

test('subnets of a shared VPC are named with the account that owns them', () => {
  const stack = newStack();
  const subnet = ec2.CfnSubnet.fromSubnetId(stack, 'Subnet', 'subnet-1');
  const shared = Object.create(subnet, { env: { value: { account: '999999999999', region: 'eu-west-1' } } });
  const group = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1');
  new CodeBuildProjectRole(stack, 'Role', { network: { subnets: [shared], securityGroups: [group] } });
  expect(JSON.stringify(statementsOf(stack))).toContain(':ec2:eu-west-1:999999999999:subnet/subnet-1');
});

test('a project is named for its report groups where the trust policy does not ask for it', () => {
  const { ACCOUNT } = ConfusedDeputyProtection;
  expect(() => new CodeBuildProjectRole(newStack(), 'Role', { projectName: 'site', confusedDeputy: ACCOUNT })).toThrow(/ACCOUNT, but `projectName` is given/);
  expect(() => new CodeBuildProjectRole(newStack(), 'Role', { projectName: 'site', confusedDeputy: ACCOUNT, testReports: true })).not.toThrow();
});
