/**
 * Which service takes the role that a property of a resource names.
 *
 * Hand-kept facts. A service is listed only where its documentation names the principal that the role must trust; for a resource without a
 * row nothing is known.
 */

export interface RoleProperty {
  readonly resourceType: string;
  /** The property that holds it, or the outermost one on the way there. */
  readonly property: string;
  readonly isNested: boolean;
  /** The paths of references to the role. */
  readonly path: RegExp;
  /** The principal that takes the role, in its global form. */
  readonly servicePrincipal: string;
  /** Whether code of the app runs under the role. */
  readonly runsCode: boolean;
  readonly source: string;
  readonly date: string;
}

const DOCS = 'https://docs.aws.amazon.com';
const ECS_GUIDE = `${DOCS}/AmazonECS/latest/developerguide`;
const SAM_GUIDE = `${DOCS}/serverless-application-model/latest/developerguide`;
const CDK = 'https://github.com/aws/aws-cdk/tree/v2.271.0/packages/aws-cdk-lib';

export const ROLE_PROPERTIES: readonly RoleProperty[] = [
  row('AWS::ApiGateway::Account', 'CloudWatchRoleArn', 'apigateway', `${CDK}/aws-apigateway/lib/restapi.ts`),
  row('AWS::AppSync::DataSource', 'ServiceRoleArn', 'appsync', `${CDK}/aws-appsync/lib/data-source.ts`),
  row('AWS::Backup::BackupSelection', 'BackupSelection/IamRoleArn', 'backup', `${CDK}/aws-backup/lib/selection.ts`),
  code('AWS::Batch::JobDefinition', 'ContainerProperties/JobRoleArn', 'ecs-tasks', `${CDK}/aws-batch/lib/ecs-container-definition.ts`),
  row('AWS::Bedrock::Agent', 'AgentResourceRoleArn', 'bedrock', `${DOCS}/bedrock/latest/userguide/agents-permissions.html`),
  row('AWS::CloudTrail::Trail', 'CloudWatchLogsRoleArn', 'cloudtrail', `${CDK}/aws-cloudtrail/lib/cloudtrail.ts`),
  code('AWS::CodeBuild::Project', 'ServiceRole', 'codebuild', `${DOCS}/codebuild/latest/userguide/setting-up-service-role.html`),
  row('AWS::CodeDeploy::DeploymentGroup', 'ServiceRoleArn', 'codedeploy', `${CDK}/aws-codedeploy/lib/private/base-deployment-group.ts`),
  row('AWS::CodePipeline::Pipeline', 'RoleArn', 'codepipeline', `${CDK}/aws-codepipeline/lib/pipeline.ts`),
  row('AWS::EC2::FlowLog', 'DeliverLogsPermissionArn', 'vpc-flow-logs', `${DOCS}/vpc/latest/userguide/flow-logs-iam-role.html`),
  row('AWS::ECS::TaskDefinition', 'ExecutionRoleArn', 'ecs-tasks', `${ECS_GUIDE}/task_execution_IAM_role.html`),
  code('AWS::ECS::TaskDefinition', 'TaskRoleArn', 'ecs-tasks', `${ECS_GUIDE}/task-iam-roles.html`),
  row('AWS::EKS::Cluster', 'RoleArn', 'eks', `${CDK}/aws-eks/lib/cluster.ts`),
  row('AWS::EKS::FargateProfile', 'PodExecutionRoleArn', 'eks-fargate-pods', `${DOCS}/eks/latest/userguide/pod-execution-role.html`),
  row('AWS::EKS::Nodegroup', 'NodeRole', 'ec2', `${CDK}/aws-eks/lib/managed-nodegroup.ts`),
  row('AWS::EKS::PodIdentityAssociation', 'RoleArn', 'pods.eks', `${DOCS}/eks/latest/userguide/pod-id-role.html`),
  row('AWS::Events::Rule', 'Targets/RoleArn', 'events', `${CDK}/aws-events-targets/lib/util.ts`),
  row('AWS::IAM::InstanceProfile', 'Roles', 'ec2', `${DOCS}/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html`),
  code('AWS::Lambda::Function', 'Role', 'lambda', `${DOCS}/lambda/latest/dg/lambda-intro-execution-role.html`),
  row('AWS::Logs::SubscriptionFilter', 'RoleArn', 'logs', `${DOCS}/AmazonCloudWatch/latest/logs/Subscriptions-confused-deputy.html`),
  row('AWS::Pipes::Pipe', 'RoleArn', 'pipes', 'https://www.pulumi.com/registry/packages/aws/api-docs/pipes/pipe'),
  row('AWS::RDS::DBInstance', 'MonitoringRoleArn', 'monitoring.rds', `${CDK}/aws-rds/lib/instance.ts`),
  row('AWS::S3::Bucket', 'ReplicationConfiguration/Role', 's3', `${CDK}/aws-s3/lib/bucket.ts`),
  row('AWS::Scheduler::Schedule', 'Target/RoleArn', 'scheduler', `${DOCS}/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html`),
  code('AWS::Serverless::Function', 'Role', 'lambda', `${SAM_GUIDE}/sam-resource-function.html`),
  row('AWS::Serverless::StateMachine', 'Role', 'states', `${SAM_GUIDE}/sam-resource-statemachine.html`),
  row('AWS::StepFunctions::StateMachine', 'RoleArn', 'states', `${CDK}/aws-stepfunctions/lib/state-machine.ts`),
  row('AWS::Synthetics::Canary', 'ExecutionRoleArn', 'lambda', `${CDK}/aws-synthetics/lib/canary.ts`),
];

function row(resourceType: string, path: string, service: string, source: string, runsCode = false): RoleProperty {
  const segments = path.split('/');
  return {
    resourceType,
    property: segments[0],
    isNested: segments.length > 1,
    path: new RegExp(`^Properties/${segments.join('/(?:\\d+/)?')}$`),
    servicePrincipal: `${service}.amazonaws.com`,
    runsCode,
    source,
    date: '2026-11-22',
  };
}

function code(resourceType: string, path: string, service: string, source: string): RoleProperty {
  return row(resourceType, path, service, source, true);
}
