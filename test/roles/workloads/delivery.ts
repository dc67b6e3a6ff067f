import { Stack } from 'aws-cdk-lib';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import { Workload } from './workload';
import { AmplifyRole } from '../../../src/roles/amplify-role';
import { ApiGatewayIntegrationRole } from '../../../src/roles/api-gateway-integration-role';
import { ApiGatewayLogsRole } from '../../../src/roles/api-gateway-logs-role';
import { AppSyncDataSourceRole } from '../../../src/roles/app-sync-data-source-role';
import { CodeBuildProjectRole } from '../../../src/roles/code-build-project-role';
import { CodeDeployRole } from '../../../src/roles/code-deploy-role';
import { CodePipelineRole } from '../../../src/roles/code-pipeline-role';
import { ConfusedDeputyProtection } from '../../../src/roles/confused-deputy-protection';
import { InvocationTarget } from '../../../src/roles/invocation-target';
import { IotRuleRole } from '../../../src/roles/iot-rule-role';
import { arnIn, request, requests } from '../../grants/intents/intent';
import { ACCOUNT, REGION } from '../../grants/testing';

const { STRICT, OFF } = ConfusedDeputyProtection;
const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

const logGroupIn = (stack: Stack, name: string) => logs.LogGroup.fromLogGroupArn(stack, 'Logs', arnIn(stack, 'logs', `log-group:${name}`));
const storeIn = (stack: Stack) => s3.Bucket.fromBucketArn(stack, 'Store', `arn:${stack.partition}:s3:::store`);
const apiIn = (stack: Stack, name: string) => appsync.GraphqlApi.fromGraphqlApiAttributes(stack, name, { graphqlApiId: name });
const inSubnet = (id: string) => ({ 'ec2:Subnet': arn('ec2', `subnet/${id}`) });

const projectIn = (stack: Stack) => codebuild.Project.fromProjectArn(stack, 'Project', arnIn(stack, 'codebuild', 'project/site'));
const groupIn = (stack: Stack) => codedeploy.EcsDeploymentGroup.fromEcsDeploymentGroupAttributes(stack, 'Group', {
  application: codedeploy.EcsApplication.fromEcsApplicationName(stack, 'Application', 'shop'), deploymentGroupName: 'blue-green',
});

const PROJECT = { service: 'codebuild.amazonaws.com', sourceArn: arn('codebuild', 'project/site'), byDefault: STRICT };
const WRITE_LOGS = requests(['logs:CreateLogStream', 'logs:PutLogEvents'], arn('logs', 'log-group:site:log-stream:1'));
const PUT_REPORTS = ['codebuild:CreateReport', 'codebuild:UpdateReport', 'codebuild:BatchPutTestCases', 'codebuild:BatchPutCodeCoverages'];
const DESCRIBE_NETWORK = ['ec2:DescribeDhcpOptions', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'];
const OWN_BUCKET = { 'aws:ResourceAccount': ACCOUNT };

export const WORKLOADS: Workload[] = [
  {
    role: 'CodeBuildProjectRole',
    make: (stack, confusedDeputy) => new CodeBuildProjectRole(stack, 'Role', { confusedDeputy, projectName: 'site', logGroup: logGroupIn(stack, 'site') }),
    ...PROJECT,
    allows: WRITE_LOGS,
    denies: requests(['logs:PutLogEvents', 'logs:CreateLogGroup'], arn('logs', 'log-group:other:log-stream:1')),
    refuses: [
      ['reports of a project without a name', stack => new CodeBuildProjectRole(stack, 'Role', { testReports: true }), /`testReports` is true without `projectName`/],
      ['a network without subnets', stack => new CodeBuildProjectRole(stack, 'Role', { network: { subnets: [], securityGroups: [] } }), /0 subnets and 0 security groups/],
      ['a name that is a pattern', stack => new CodeBuildProjectRole(stack, 'Role', { projectName: 'site*' }), /`projectName` is 'site\*'/],
    ],
  },
  {
    role: 'CodeBuildProjectRole',
    variant: 'with reports, artifacts and a network',
    make: (stack, confusedDeputy) => new CodeBuildProjectRole(stack, 'Role', {
      confusedDeputy,
      projectName: 'site',
      logGroup: logGroupIn(stack, 'site'),
      reportGroups: [codebuild.ReportGroup.fromReportGroupName(stack, 'Reports', 'quality')],
      testReports: true,
      artifacts: { bucket: s3.Bucket.fromBucketArn(stack, 'Artifacts', `arn:${stack.partition}:s3:::artifacts`), prefix: 'site/' },
      pipelineArtifacts: { bucket: storeIn(stack) },
      network: {
        subnets: [ec2.Subnet.fromSubnetId(stack, 'Subnet', 'subnet-1')],
        securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')],
      },
    }),
    ...PROJECT,
    allows: [
      ...WRITE_LOGS,
      ...requests(PUT_REPORTS, arn('codebuild', 'report-group/quality')),
      ...requests(['codebuild:CreateReportGroup', ...PUT_REPORTS], arn('codebuild', 'report-group/site-tests')),
      ...requests(['s3:PutObject', 's3:AbortMultipartUpload'], 'arn:aws:s3:::artifacts/site/1.zip', OWN_BUCKET),
      ...requests(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], 'arn:aws:s3:::store/key', OWN_BUCKET),
      ...requests(['s3:GetBucketAcl', 's3:GetBucketLocation'], 'arn:aws:s3:::store', OWN_BUCKET),
      ...requests(['ec2:CreateNetworkInterface'], arn('ec2', 'subnet/subnet-1')),
      ...requests(['ec2:CreateNetworkInterface'], arn('ec2', 'security-group/sg-1')),
      ...requests(['ec2:CreateNetworkInterface'], arn('ec2', 'network-interface/eni-1')),
      request('ec2:DeleteNetworkInterface', arn('ec2', 'network-interface/eni-1'), inSubnet('subnet-1')),
      request('ec2:CreateNetworkInterfacePermission', arn('ec2', 'network-interface/eni-1'),
        { ...inSubnet('subnet-1'), 'ec2:AuthorizedService': 'codebuild.amazonaws.com' }),
      ...requests(DESCRIBE_NETWORK, '*'),
    ],
    denies: [
      request('codebuild:CreateReport', arn('codebuild', 'report-group/other')),
      request('codebuild:CreateReportGroup', arn('codebuild', 'report-group/quality')),
      request('s3:PutObject', 'arn:aws:s3:::artifacts/other/1.zip', OWN_BUCKET),
      request('s3:GetObject', 'arn:aws:s3:::artifacts/site/1.zip', OWN_BUCKET),
      request('s3:GetObject', 'arn:aws:s3:::store/key', { 'aws:ResourceAccount': '999999999999' }),
      request('ec2:CreateNetworkInterface', arn('ec2', 'subnet/subnet-2')),
      request('ec2:DeleteNetworkInterface', arn('ec2', 'network-interface/eni-1'), inSubnet('subnet-2')),
      request('ec2:CreateNetworkInterfacePermission', arn('ec2', 'network-interface/eni-1'), inSubnet('subnet-1')),
    ],
  },
  {
    role: 'AppSyncDataSourceRole',
    make: (stack, confusedDeputy) => new AppSyncDataSourceRole(stack, 'Role', { confusedDeputy, graphQlApi: apiIn(stack, 'shop') }),
    service: 'appsync.amazonaws.com',
    sourceArn: arn('appsync', 'apis/shop'),
    byDefault: STRICT,
    allows: [],
    denies: [],
    refuses: [
      ['for two APIs', stack => new AppSyncDataSourceRole(stack, 'Role', {
        graphQlApi: apiIn(stack, 'shop'), eventApi: appsync.EventApi.fromEventApiAttributes(stack, 'chat', { apiId: 'chat', httpDns: 'http', realtimeDns: 'realtime' }),
      }), /are both given, expected at most one/],
    ],
  },
  {
    role: 'CodePipelineRole',
    make: (stack, confusedDeputy) => {
      const made = new CodePipelineRole(stack, 'Role', {
        confusedDeputy, ...(confusedDeputy === STRICT && { pipelineName: 'release' }), artifactStores: [{ bucket: storeIn(stack), prefix: 'release/' }],
      });
      made.addConnection(arnIn(stack, 'codeconnections', 'connection/1'));
      made.addConnection(arnIn(stack, 'codestar-connections', 'connection/2'));
      made.addBuild(projectIn(stack));
      made.addDeployment(groupIn(stack));
      made.addExecution(stepfunctions.StateMachine.fromStateMachineArn(stack, 'Machine', arnIn(stack, 'states', 'stateMachine:check')));
      return made;
    },
    service: 'codepipeline.amazonaws.com',
    sourceArn: arn('codepipeline', 'release'),
    byDefault: OFF,
    allows: [
      ...requests(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:AbortMultipartUpload'], 'arn:aws:s3:::store/release/1.zip', OWN_BUCKET),
      ...requests(['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:GetBucketVersioning'], 'arn:aws:s3:::store', OWN_BUCKET),
      request('codeconnections:UseConnection', arn('codeconnections', 'connection/1')),
      request('codestar-connections:UseConnection', arn('codestar-connections', 'connection/2')),
      ...requests(['codebuild:StartBuild', 'codebuild:BatchGetBuilds'], arn('codebuild', 'project/site')),
      ...requests(['codedeploy:GetApplication', 'codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'], arn('codedeploy', 'application:shop')),
      ...requests(['codedeploy:CreateDeployment', 'codedeploy:GetDeployment'], arn('codedeploy', 'deploymentgroup:shop/blue-green')),
      request('codedeploy:GetDeploymentConfig', arn('codedeploy', 'deploymentconfig:CodeDeployDefault.ECSAllAtOnce')),
      ...requests(['states:StartExecution', 'states:DescribeStateMachine'], arn('states', 'stateMachine:check')),
      request('states:DescribeExecution', arn('states', 'execution:check:1')),
    ],
    denies: [
      request('s3:GetObject', 'arn:aws:s3:::store/other/1.zip', OWN_BUCKET),
      request('s3:DeleteObject', 'arn:aws:s3:::store/release/1.zip', OWN_BUCKET),
      request('codeconnections:UseConnection', arn('codeconnections', 'connection/3')),
      request('codebuild:StartBuild', arn('codebuild', 'project/other')),
      request('codedeploy:CreateDeployment', arn('codedeploy', 'deploymentgroup:shop/other')),
      request('codedeploy:GetApplication', arn('codedeploy', 'application:other')),
      request('states:StartExecution', arn('states', 'stateMachine:other')),
    ],
    refuses: [
      ['without an artifact store', stack => new CodePipelineRole(stack, 'Role', { artifactStores: [] }), /`artifactStores` is \[\], expected at least one/],
      ['all connections by pattern', stack => new CodePipelineRole(stack, 'Role', { artifactStores: [{ bucket: storeIn(stack) }] })
        .addConnection('arn:aws:codeconnections:eu-west-1:111122223333:connection/*'), /expected the ARN of one connection/],
      ['STRICT without a name', stack => new CodePipelineRole(stack, 'Role', { artifactStores: [{ bucket: storeIn(stack) }], confusedDeputy: STRICT }),
        /no aws:SourceArn is known/],
    ],
  },
  {
    role: 'CodeDeployRole',
    make: (stack, confusedDeputy) => {
      const made = new CodeDeployRole(stack, 'Role', { confusedDeputy, applicationName: 'booking', alarms: true });
      made.addLambdaDeployment(lambda.Function.fromFunctionArn(stack, 'Fn', arnIn(stack, 'lambda', 'function:booking')));
      return made;
    },
    service: 'codedeploy.amazonaws.com',
    sourceArn: arn('codedeploy', 'deploymentgroup:booking/live'),
    byDefault: STRICT,
    allows: [
      ...requests(['lambda:GetAlias', 'lambda:UpdateAlias'], arn('lambda', 'function:booking')),
      request('lambda:GetProvisionedConcurrencyConfig', arn('lambda', 'function:booking:live')),
      request('cloudwatch:DescribeAlarms', '*'),
    ],
    denies: [
      request('lambda:UpdateAlias', arn('lambda', 'function:billing')),
      request('lambda:UpdateFunctionCode', arn('lambda', 'function:booking')),
      request('lambda:GetProvisionedConcurrencyConfig', arn('lambda', 'function:billing:live')),
    ],
    findings: {
      'LeastPrivilege-listing-on-all-resources[cloudwatch:DescribeAlarms]': 'composite alarms need it, and who has none may leave `alarms` out',
    },
    refuses: [
      ['for all applications by pattern', stack => new CodeDeployRole(stack, 'Role', { applicationName: '*' }), /`applicationName` is '\*'/],
    ],
  },
  {
    role: 'CodeDeployRole',
    variant: 'of an ECS service',
    make: (stack, confusedDeputy) => {
      const made = new CodeDeployRole(stack, 'Role', { confusedDeputy });
      made.addEcsDeployment(ecs.BaseService.fromServiceArnWithCluster(stack, 'Service', arnIn(stack, 'ecs', 'service/shop/web')), {
        cluster: ecs.Cluster.fromClusterArn(stack, 'Cluster', arnIn(stack, 'ecs', 'cluster/shop')),
        listeners: [elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
          listenerArn: arnIn(stack, 'elasticloadbalancing', 'listener/app/shop/1/2'),
          securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Balancer', 'sg-1'),
        })],
        roles: [iam.Role.fromRoleArn(stack, 'Task', `arn:${stack.partition}:iam::${stack.account}:role/task`)],
      });
      return made;
    },
    service: 'codedeploy.amazonaws.com',
    sourceArn: arn('codedeploy', 'deploymentgroup:shop/blue-green'),
    byDefault: STRICT,
    allows: [
      ...requests(['ecs:DescribeServices', 'ecs:UpdateServicePrimaryTaskSet'], arn('ecs', 'service/shop/web')),
      ...requests(['ecs:CreateTaskSet', 'ecs:DeleteTaskSet'], arn('ecs', 'task-set/shop/web/1'), { 'ecs:cluster': arn('ecs', 'cluster/shop') }),
      request('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/task`, { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }),
      request('elasticloadbalancing:ModifyListener', arn('elasticloadbalancing', 'listener/app/shop/1/2')),
      request('elasticloadbalancing:ModifyRule', arn('elasticloadbalancing', 'listener-rule/app/shop/1/2/3')),
      ...requests(['elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeListeners', 'elasticloadbalancing:DescribeRules'], '*'),
    ],
    denies: [
      request('ecs:UpdateServicePrimaryTaskSet', arn('ecs', 'service/shop/api')),
      request('ecs:CreateTaskSet', arn('ecs', 'task-set/shop/api/1'), { 'ecs:cluster': arn('ecs', 'cluster/shop') }),
      request('ecs:UpdateService', arn('ecs', 'service/shop/web')),
      request('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/task`, { 'iam:PassedToService': 'ec2.amazonaws.com' }),
      request('elasticloadbalancing:ModifyListener', arn('elasticloadbalancing', 'listener/app/shop/1/9')),
      request('elasticloadbalancing:ModifyRule', arn('elasticloadbalancing', 'listener-rule/app/shop/1/9/3')),
    ],
    refuses: [
      ['an ECS service without listeners', stack => new CodeDeployRole(stack, 'Role').addEcsDeployment({} as any, { cluster: {} as any, listeners: [], roles: [] }), /`listeners` is \[\]/],
    ],
  },
  {
    role: 'CodeDeployRole',
    variant: 'of instances',
    make: (stack, confusedDeputy) => {
      const made = new CodeDeployRole(stack, 'Role', { confusedDeputy });
      made.addServerDeployment({
        autoScalingGroups: [autoscaling.AutoScalingGroup.fromAutoScalingGroupName(stack, 'Fleet', 'fleet') as unknown as autoscaling.IAutoScalingGroupRef],
        targetGroups: [elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Targets', {
          targetGroupArn: arnIn(stack, 'elasticloadbalancing', 'targetgroup/web/1'),
        })],
      });
      return made;
    },
    service: 'codedeploy.amazonaws.com',
    sourceArn: arn('codedeploy', 'deploymentgroup:web/live'),
    byDefault: STRICT,
    allows: [
      ...requests(['ec2:DescribeInstances', 'ec2:DescribeInstanceStatus', 'tag:GetResources', 'autoscaling:DescribeAutoScalingGroups',
        'autoscaling:DescribeLifecycleHooks', 'elasticloadbalancing:DescribeTargetGroups', 'elasticloadbalancing:DescribeTargetGroupAttributes',
        'elasticloadbalancing:DescribeTargetHealth'], '*'),
      ...requests(['autoscaling:PutLifecycleHook', 'autoscaling:DeleteLifecycleHook', 'autoscaling:CompleteLifecycleAction',
        'autoscaling:RecordLifecycleActionHeartbeat', 'autoscaling:SuspendProcesses', 'autoscaling:ResumeProcesses'],
      arn('autoscaling', 'autoScalingGroup:1:autoScalingGroupName/fleet')),
      ...requests(['elasticloadbalancing:RegisterTargets', 'elasticloadbalancing:DeregisterTargets'], arn('elasticloadbalancing', 'targetgroup/web/1')),
    ],
    denies: [
      request('autoscaling:PutLifecycleHook', arn('autoscaling', 'autoScalingGroup:1:autoScalingGroupName/other')),
      request('autoscaling:DeleteAutoScalingGroup', arn('autoscaling', 'autoScalingGroup:1:autoScalingGroupName/fleet')),
      request('elasticloadbalancing:DeregisterTargets', arn('elasticloadbalancing', 'targetgroup/api/1')),
      request('ec2:TerminateInstances', arn('ec2', 'instance/i-1')),
    ],
  },
  {
    role: 'IotRuleRole',
    make: (stack, confusedDeputy) => new IotRuleRole(stack, 'Role', { confusedDeputy, ruleName: 'telemetry' }),
    service: 'iot.amazonaws.com',
    sourceArn: arn('iot', 'rule/telemetry'),
    byDefault: STRICT,
    allows: [],
    denies: [],
    refuses: [['for all rules by pattern', stack => new IotRuleRole(stack, 'Role', { ruleName: '*' }), /`ruleName` is '\*'/]],
  },
  {
    role: 'ApiGatewayLogsRole',
    make: (stack, confusedDeputy) => new ApiGatewayLogsRole(stack, 'Role', { confusedDeputy, accessLogGroups: [logGroupIn(stack, 'site')] }),
    service: 'apigateway.amazonaws.com',
    byDefault: OFF,
    allows: [
      ...WRITE_LOGS,
      ...requests(['logs:CreateLogGroup', 'logs:DescribeLogStreams', 'logs:FilterLogEvents'], arn('logs', 'log-group:API-Gateway-Execution-Logs_a1/prod')),
      ...requests(['logs:CreateLogStream', 'logs:GetLogEvents', 'logs:PutLogEvents'], arn('logs', 'log-group:/aws/apigateway/welcome:log-stream:1')),
      request('logs:DescribeLogGroups', '*'),
    ],
    denies: [
      request('logs:CreateLogGroup', arn('logs', 'log-group:other')),
      request('logs:GetLogEvents', arn('logs', 'log-group:/aws/lambda/booking:log-stream:1')),
      request('logs:GetLogEvents', arn('logs', 'log-group:site:log-stream:1')),
    ],
  },
  {
    role: 'ApiGatewayIntegrationRole',
    make: (stack, confusedDeputy) => new ApiGatewayIntegrationRole(stack, 'Role', {
      confusedDeputy, target: InvocationTarget.queue(sqs.Queue.fromQueueArn(stack, 'Queue', arnIn(stack, 'sqs', 'orders'))),
    }),
    service: 'apigateway.amazonaws.com',
    byDefault: OFF,
    allows: [request('sqs:SendMessage', arn('sqs', 'orders'))],
    denies: [request('sqs:SendMessage', arn('sqs', 'billing')), request('sqs:ReceiveMessage', arn('sqs', 'orders'))],
  },
  {
    role: 'AmplifyRole',
    make: (stack, confusedDeputy) => new AmplifyRole(stack, 'Role', { confusedDeputy }),
    service: 'amplify.amazonaws.com',
    sourceArn: arn('amplify', 'apps/d1/branches/main'),
    byDefault: STRICT,
    allows: [],
    denies: [],
  },
];
