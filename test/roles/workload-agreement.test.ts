import { App, CfnParameter, Fn, Stack, Token } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { CodeBuildProjectRole, ConfusedDeputyProtection, EventBridgeTargetRole, LambdaExecutionRole, LambdaExecutionRoleProps, ScopedLogGroupGrants, StateMachineRole } from '../../src';

const { STRICT } = ConfusedDeputyProtection;
const CODE = { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('0') };
const BUILD = { buildSpec: codebuild.BuildSpec.fromObject({ version: '0.2' }) };
const TARGET = { id: 'T', arn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:x' };

type Case = [title: string, build: (stack: Stack) => void];

const roleIn = (stack: Stack, props?: LambdaExecutionRoleProps) => new LambdaExecutionRole(stack, 'Role', props);
const vpcIn = (stack: Stack) => ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-1', availabilityZones: ['a', 'b'], publicSubnetIds: ['subnet-1', 'subnet-2'], privateSubnetIds: ['subnet-3', 'subnet-4'],
});

/** A function with this role and its log group, unless told otherwise. */
function functionOf(role: LambdaExecutionRole, props: Partial<lambda.FunctionProps> = {}): lambda.Function {
  return new lambda.Function(Stack.of(role), 'Function', { ...CODE, role, logGroup: role.logGroup, ...props });
}

function faultsOf(build: (stack: Stack) => void): string[] {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  build(stack);
  return stack.node.root.node.validate();
}

test.each<[...Case, RegExp]>([
  ['a function without a log group', stack => functionOf(roleIn(stack), { logGroup: undefined }),
    /^Stack\/Function writes its log to `\/aws\/lambda\/NAME`, but its role Stack\/Role may write to Stack\/Role\/LogGroup only.*set `logGroup: role\.logGroup` on Stack\/Function/],
  ['a function with another log group', stack => functionOf(roleIn(stack), { logGroup: new logs.LogGroup(stack, 'Other') }), /writes its log to Stack\/Other, but/],
  ['a function with another log group by name', stack => functionOf(roleIn(stack, { logGroup: logs.LogGroup.fromLogGroupName(stack, 'Given', 'orders') }), {
    logGroup: logs.LogGroup.fromLogGroupName(stack, 'Other', 'billing'),
  }), /writes its log to `billing`, but/],
  ['a function of another name than its log group', stack => functionOf(roleIn(stack, { logGroup: logs.LogGroup.fromLogGroupName(stack, 'Given', '/aws/lambda/a') }), {
    logGroup: undefined, functionName: 'b',
  }), /`\/aws\/lambda\/b`/],
  ['a function whose log group an override takes away', stack => {
    (functionOf(roleIn(stack)).node.defaultChild as lambda.CfnFunction).addPropertyDeletionOverride('LoggingConfig.LogGroup');
  }, /`\/aws\/lambda\/NAME`/],
  ['a function of a shared role', stack => functionOf(roleIn(stack, { shared: 'the same code' }), { logGroup: undefined }), /writes its log to/],
  ['a function in a VPC with a role without one', stack => functionOf(roleIn(stack), { vpc: vpcIn(stack) }),
    /^Stack\/Function is in a VPC, but its role Stack\/Role may not make network interfaces.*set `network: \{ subnets: \[…\], securityGroups: \[…\] \}` on the role/],
  ['a function in other subnets', stack => {
    const vpc = vpcIn(stack);
    const securityGroups = [new ec2.SecurityGroup(stack, 'Group', { vpc })];
    functionOf(roleIn(stack, { network: { subnets: vpc.publicSubnets, securityGroups } }), { vpc, securityGroups });
  }, /^Stack\/Function has `subnet-3`, which `network\.subnets` of its role Stack\/Role does not name/],
  ['a function with a security group that the CDK makes', stack => {
    const vpc = vpcIn(stack);
    functionOf(roleIn(stack, { network: { subnets: vpc.privateSubnets, securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc })] } }), { vpc });
  }, /has Stack\/Function\/SecurityGroup, which `network\.securityGroups`/],
  ['a function of another name', stack => functionOf(roleIn(stack, { functionName: 'a', confusedDeputy: STRICT }), { functionName: 'b' }),
    /^Stack\/Function has the name `b`, but its role Stack\/Role is for `a`.*set `functionName` of the role and `FunctionName` of Stack\/Function to the same name/],
  ['a function without a name', stack => functionOf(roleIn(stack, { functionName: 'a', confusedDeputy: STRICT })), /has a name that CloudFormation makes, but/],
  ['a project without the log group', stack => new codebuild.Project(stack, 'Project', {
    ...BUILD, role: new CodeBuildProjectRole(stack, 'Role').withoutPolicyUpdates(),
  }), /`\/aws\/codebuild\/NAME`, .*set `logging: \{ cloudWatch: \{ logGroup: role\.logGroup \} \}` on Stack\/Project/],
  ['a project in a VPC with a role without one', stack => {
    const role = new CodeBuildProjectRole(stack, 'Role');
    new codebuild.Project(stack, 'Project', {
      ...BUILD, role: role.withoutPolicyUpdates(), vpc: vpcIn(stack), logging: { cloudWatch: { logGroup: role.logGroup } },
    });
  }, /^Stack\/Project is in a VPC/],
  ['a state machine of another name', stack => new stepfunctions.StateMachine(stack, 'Machine', {
    stateMachineName: 'b', role: new StateMachineRole(stack, 'Role', { stateMachineName: 'a' }), definitionBody: stepfunctions.DefinitionBody.fromString('{}'),
  }), /^Stack\/Machine has the name `b`, but/],
  ['a rule of another name', stack => {
    const { roleArn } = new EventBridgeTargetRole(stack, 'Role', { ruleName: 'a', confusedDeputy: STRICT });
    new events.CfnRule(stack, 'Rule', { name: 'b', targets: [{ ...TARGET, roleArn }] });
  }, /^Stack\/Rule has the name `b`, but/],
])('%s disagrees with its role', (_, build, message) => {
  expect(faultsOf(build)).toEqual([expect.stringMatching(message)]);
});

test.each<Case>([
  ['a function without a role of this library', stack => new lambda.Function(stack, 'Function', CODE)],
  ['the default log group by its name', stack => functionOf(roleIn(stack, { logGroup: logs.LogGroup.fromLogGroupName(stack, 'Given', '/aws/lambda/a') }), {
    logGroup: undefined, functionName: 'a',
  })],
  ['another log group that was granted', stack => {
    const [role, logGroup] = [roleIn(stack), new logs.LogGroup(stack, 'Other')];
    ScopedLogGroupGrants.fromLogGroup(logGroup).write(role);
    functionOf(role, { logGroup });
  }],
  ['any log group by a managed policy', stack => {
    const role = roleIn(stack);
    role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaBasicExecutionRole'));
    functionOf(role, { logGroup: undefined });
  }],
  ['what a policy of another stack may allow', stack => {
    const role = roleIn(stack);
    role.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Policy', Fn.importValue('policy')));
    functionOf(role, { logGroup: undefined, vpc: vpcIn(stack) });
  }],
  ['a log group in another stack', stack => {
    const role = roleIn(stack);
    new lambda.Function(new Stack(stack.node.root as App, 'Other', { env: { account: stack.account, region: stack.region } }), 'Function', {
      ...CODE, role, logGroup: role.logGroup,
    });
  }],
  ['log groups, subnets and names of parameters', stack => {
    const text = (id: string) => new CfnParameter(stack, id).valueAsString;
    const network = {
      subnets: [ec2.Subnet.fromSubnetId(stack, 'Subnet', text('SubnetId'))],
      securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', text('GroupId'))],
    };
    const role = roleIn(stack, {
      network, logGroup: logs.LogGroup.fromLogGroupName(stack, 'Given', text('GivenLogs')), functionName: text('GivenName'), confusedDeputy: STRICT,
    });
    new lambda.CfnFunction(stack, 'Function', {
      role: role.roleArn,
      code: {},
      functionName: text('Name'),
      loggingConfig: { logGroup: text('Logs') },
      vpcConfig: { subnetIds: new CfnParameter(stack, 'Subnets', { type: 'CommaDelimitedList' }).valueAsList, securityGroupIds: ['sg-1'] },
    });
  }],
  ['a name that is an attribute of another resource', stack => {
    const role = roleIn(stack, { functionName: 'a', confusedDeputy: STRICT });
    const parameter = new ssm.CfnParameter(stack, 'Parameter', { name: 'b', type: 'String', value: 'a' });
    functionOf(role, { functionName: parameter.attrValue });
  }],
  ['settings under a condition', stack => {
    const role = roleIn(stack);
    const setting = (value: object) => Token.asAny(Fn.conditionIf('IsProduction', value, { Ref: 'AWS::NoValue' }));
    new lambda.CfnFunction(stack, 'Function', {
      role: role.roleArn, code: {}, loggingConfig: setting({ LogGroup: 'a' }), vpcConfig: setting({ SubnetIds: ['subnet-1'] }),
    });
  }],
  ['an override beside the log group', stack => {
    (functionOf(roleIn(stack)).node.defaultChild as lambda.CfnFunction).addPropertyOverride('LoggingConfig.LogFormat', 'JSON');
  }],
  ['the subnets and security groups of the role', stack => {
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 });
    const securityGroups = [new ec2.SecurityGroup(stack, 'Group', { vpc })];
    functionOf(roleIn(stack, { network: { subnets: vpc.privateSubnets, securityGroups } }), { vpc, securityGroups });
  }],
  ['a project that the CDK grants what it needs', stack => new codebuild.Project(stack, 'Project', {
    ...BUILD, role: new CodeBuildProjectRole(stack, 'Role'), vpc: vpcIn(stack),
  })],
  ['a project without logs', stack => new codebuild.Project(stack, 'Project', {
    ...BUILD, role: new CodeBuildProjectRole(stack, 'Role').withoutPolicyUpdates(), logging: { cloudWatch: { enabled: false } },
  })],
])('%s is accepted', (_, build) => {
  expect(faultsOf(build)).toEqual([]);
});
