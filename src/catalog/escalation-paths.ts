/**
 * The ways in which permissions become more permissions that are known: the union of six public lists, kept by hand.
 *
 * A path is known by its permissions; the ids that pathfinding.cloud gives are a label, for it renumbers them.
 */

/**
 * - `self-escalation`: changes what its holder may do
 * - `principal-access`: becomes another principal
 * - `new-passrole`: starts something under a role
 * - `existing-passrole`: gets into something that runs under a role
 */
export type EscalationCategory = 'self-escalation' | 'principal-access' | 'new-passrole' | 'existing-passrole';

export interface EscalationPath {
  readonly category: EscalationCategory;
  /** The permissions that it takes together, sorted; two lists have wildcards of their own (`iam:*`). */
  readonly actions: readonly string[];
  /** Whether no other path takes only some of these permissions. Who finds the minimal paths finds all. */
  readonly isMinimal: boolean;
  /** Its ids at pathfinding.cloud; `~` before that of a path that another list has with other companions. */
  readonly labels: readonly string[];
  readonly sources: readonly string[];
  /** The day the sources were read. */
  readonly date: string;
}

/** A service that runs code or requests of whoever starts it, with a role that was passed to it. */
export interface RoleReceiver {
  /** The service prefix of the action that starts it. */
  readonly service: string;
  /** The service principals that take the role, and that `iam:PassedToService` tells. */
  readonly principals: readonly string[];
  readonly source: string;
  readonly date: string;
}

const DATE = '2026-11-22';

const SOURCES: { readonly [list: string]: string } = {
  PF: 'https://github.com/DataDog/pathfinding.cloud',
  PR: 'https://github.com/prowler-cloud/prowler/blob/master/prowler/providers/aws/services/iam/lib/privilege_escalation.py',
  CS: 'https://github.com/salesforce/cloudsplaining/blob/master/cloudsplaining/shared/constants.py',
  PA: 'https://github.com/duo-labs/parliament/blob/main/parliament/community_auditors/privilege_escalation.py',
  RH: 'https://github.com/RhinoSecurityLabs/AWS-IAM-Privilege-Escalation',
  PM: 'https://github.com/nccgroup/PMapper/tree/master/principalmapper/graphing',
  /** Not in a list: what the API reference of AWS says of the action. */
  AWS: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html',
};

/** Each file there says which service the role must trust. */
const PATHS_OF_AWS = `${SOURCES.PF}/tree/main/data/paths/aws`;

/** The permissions of each path, the lists that have it, and its labels. */
const LISTED: readonly Listed[] = [
  ...paths('self-escalation', [
    ['iam:*', 'PR'],
    ['iam:AddUserToGroup', 'PF PR CS PA RH', 'iam-013'],
    ['iam:AttachGroupPolicy', 'PF PR CS PA RH', 'iam-010'],
    ['iam:AttachRolePolicy', 'PF PR CS RH', 'iam-009'],
    ['iam:AttachUserPolicy', 'PF PR CS PA RH', 'iam-008'],
    ['iam:CreatePolicyVersion', 'PF PR CS PA RH', 'iam-001'],
    ['iam:DeleteUserPermissionsBoundary', 'PF PR', 'iam-022'],
    ['iam:Put*', 'PR'],
    ['iam:PutGroupPolicy', 'PF PR CS PA RH', 'iam-011'],
    ['iam:PutRolePolicy', 'PF PR CS RH', 'iam-005'],
    ['iam:PutUserPermissionsBoundary', 'PF', 'iam-024'],
    ['iam:PutUserPolicy', 'PF PR CS PA RH', 'iam-007'],
    ['iam:SetDefaultPolicyVersion', 'PR CS PA RH'],
    ['sso:AttachManagedPolicyToPermissionSet', 'PF PR', 'sso-002'],
    ['sso:PutInlinePolicyToPermissionSet', 'PF PR', 'sso-003'],
    ['sso:AttachManagedPolicyToPermissionSet sso:CreateAccountAssignment sso:CreatePermissionSet', 'PF PR', 'sso-001'],
  ]),
  ...paths('principal-access', [
    ['iam:CreateAccessKey', 'PF PR CS PA RH PM', 'iam-002'],
    ['iam:CreateLoginProfile', 'PF PR CS PA RH PM', 'iam-004'],
    ['iam:UpdateAssumeRolePolicy', 'PF PR CS PM', 'iam-012'],
    ['iam:UpdateLoginProfile', 'PF PR CS PA RH PM', 'iam-006'],
    ['iam:AttachRolePolicy iam:UpdateAssumeRolePolicy', 'PF PR CS', 'iam-019'],
    ['iam:AttachRolePolicy sts:AssumeRole', 'PF PR PA', 'iam-014'],
    ['iam:AttachUserPolicy iam:CreateAccessKey', 'PF PR CS', 'iam-015'],
    ['iam:CreateAccessKey iam:DeleteAccessKey', 'PF PR CS', 'iam-003'],
    ['iam:CreateAccessKey iam:PutUserPolicy', 'PF PR CS', 'iam-018'],
    ['iam:CreatePolicyVersion iam:UpdateAssumeRolePolicy', 'PF PR CS', 'iam-020'],
    ['iam:CreatePolicyVersion sts:AssumeRole', 'PF PR CS', 'iam-016'],
    ['iam:DeleteRolePermissionsBoundary sts:AssumeRole', 'PF PR', 'iam-023'],
    ['iam:PutRolePolicy iam:UpdateAssumeRolePolicy', 'PF PR CS', 'iam-021'],
    ['iam:PutRolePolicy sts:AssumeRole', 'PF PR PA', 'iam-017'],
    ['iam:UpdateAssumeRolePolicy sts:AssumeRole', 'PR PA RH'],
    ['sts:AssumeRole', 'PF PM', 'sts-001'],
  ]),
  ...paths('new-passrole', [
    ['amplify:CreateApp amplify:CreateBranch amplify:StartJob iam:PassRole', 'PF', 'amplify-001'],
    ['apprunner:CreateService iam:PassRole', 'PF PR CS', 'apprunner-001'],
    ['autoscaling:CreateAutoScalingGroup iam:PassRole', 'PM'],
    ['autoscaling:CreateAutoScalingGroup autoscaling:CreateLaunchConfiguration iam:PassRole', 'PR PM'],
    ['autoscaling:CreateLaunchConfiguration autoscaling:UpdateAutoScalingGroup iam:PassRole', 'PR'],
    ['batch:RegisterJobDefinition batch:SubmitJob iam:PassRole', 'PF PR', 'batch-001'],
    ['batch:CreateComputeEnvironment batch:CreateJobQueue batch:RegisterJobDefinition batch:SubmitJob iam:PassRole', 'PF', 'batch-003'],
    ['bedrock-agentcore:CreateAgentRuntime iam:PassRole', 'PF', 'bedrock-003'],
    ['bedrock-agentcore:CreateBrowser iam:PassRole', 'PF', 'bedrock-006'],
    ['bedrock-agentcore:CreateHarness iam:PassRole', 'PF', 'bedrock-005'],
    [
      'bedrock-agentcore:ConnectBrowserAutomationStream bedrock-agentcore:CreateBrowser bedrock-agentcore:StartBrowserSession '
      + 'iam:PassRole',
      'PF PR',
      '~bedrock-006',
    ],
    [
      'bedrock-agentcore:CreateCodeInterpreter bedrock-agentcore:InvokeCodeInterpreter '
      + 'bedrock-agentcore:StartCodeInterpreterSession iam:PassRole',
      'PF PR CS',
      'bedrock-001',
    ],
    [
      'bedrock-agentcore:CreateAgentRuntime bedrock-agentcore:CreateAgentRuntimeEndpoint '
      + 'bedrock-agentcore:CreateWorkloadIdentity bedrock-agentcore:InvokeAgentRuntimeCommand iam:PassRole',
      'PF PR',
      '~bedrock-003',
    ],
    [
      'bedrock-agentcore:CreateAgentRuntime bedrock-agentcore:CreateAgentRuntimeEndpoint bedrock-agentcore:CreateHarness '
      + 'bedrock-agentcore:CreateWorkloadIdentity bedrock-agentcore:GetAgentRuntime bedrock-agentcore:InvokeAgentRuntimeCommand iam:PassRole',
      'PF PR',
      '~bedrock-005',
    ],
    ['braket:CreateJob iam:PassRole', 'PF PR', 'braket-001'],
    ['cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet', 'PF PR CS PM', 'cloudformation-005'],
    ['cloudformation:CreateStack iam:PassRole', 'PF PR CS PA RH PM', 'cloudformation-001'],
    ['cloudformation:UpdateStack iam:PassRole', 'PM'],
    ['cloudformation:UpdateStackSet iam:PassRole', 'PF PR CS', 'cloudformation-004'],
    ['cloudformation:CreateStackInstances cloudformation:CreateStackSet iam:PassRole', 'PF PR CS', 'cloudformation-003'],
    ['codebuild:CreateProject codebuild:StartBuild iam:PassRole', 'PF PR CS PM', 'codebuild-001'],
    ['codebuild:CreateProject codebuild:StartBuildBatch iam:PassRole', 'PF PR CS PM', 'codebuild-004'],
    ['codebuild:StartBuild codebuild:UpdateProject iam:PassRole', 'PM'],
    ['codestar:CreateProject iam:PassRole', 'PR RH'],
    ['cognito-identity:SetIdentityPoolRoles iam:PassRole', 'PF PR', 'cognitoidentity-001'],
    ['datapipeline:CreatePipeline iam:PassRole', 'CS PA'],
    ['datapipeline:CreatePipeline datapipeline:PutPipelineDefinition iam:PassRole', 'RH'],
    ['datapipeline:ActivatePipeline datapipeline:CreatePipeline datapipeline:PutPipelineDefinition iam:PassRole', 'PF PR', 'datapipeline-001'],
    ['dynamodb:CreateTable dynamodb:PutItem iam:PassRole lambda:CreateEventSourceMapping lambda:CreateFunction', 'PR CS PA'],
    ['ec2:RequestSpotInstances iam:PassRole', 'PF PR CS', 'ec2-003'],
    ['ec2:RunInstances iam:PassRole', 'PF PR CS PA RH PM', 'ec2-001'],
    ['ec2:AssociateIamInstanceProfile ec2:RunInstances iam:PassRole', 'PM'],
    ['ec2:RunInstances iam:AddRoleToInstanceProfile iam:CreateInstanceProfile iam:PassRole', 'PM'],
    ['ecs:RunTask iam:PassRole', 'PF PR', 'ecs-008'],
    ['ecs:StartTask iam:PassRole', 'PF PR', 'ecs-009'],
    ['ecs:CreateService ecs:RegisterTaskDefinition iam:PassRole', 'PF PR CS', 'ecs-003'],
    ['ecs:RegisterContainerInstance ecs:StartTask iam:PassRole', 'PF', 'ecs-007'],
    ['ecs:RegisterTaskDefinition ecs:RunTask iam:PassRole', 'PF PR CS', 'ecs-004'],
    ['ecs:RegisterTaskDefinition ecs:StartTask iam:PassRole', 'PF PR CS', 'ecs-005'],
    ['ecs:CreateCluster ecs:CreateService ecs:RegisterTaskDefinition iam:PassRole', 'PF CS', 'ecs-001'],
    ['ecs:CreateCluster ecs:RegisterTaskDefinition ecs:RunTask iam:PassRole', 'PF CS', 'ecs-002'],
    ['ecs:DeregisterContainerInstance ecs:RegisterContainerInstance ecs:StartTask iam:PassRole', 'PF PR', '~ecs-007'],
    ['elasticmapreduce:RunJobFlow iam:PassRole', 'PF PR', 'emr-001'],
    ['emr-serverless:CreateApplication emr-serverless:StartJobRun iam:PassRole', 'PF PR', 'emrserverless-001'],
    ['gamelift:CreateBuild gamelift:CreateFleet gamelift:RequestUploadCredentials iam:PassRole', 'PF PR', 'gamelift-001'],
    ['glue:CreateDevEndpoint iam:PassRole', 'PF PR CS PA RH', 'glue-001'],
    ['glue:CreateJob glue:CreateTrigger iam:PassRole', 'PF PR CS', 'glue-004'],
    ['glue:CreateJob glue:StartJobRun iam:PassRole', 'PF PR CS', 'glue-003'],
    ['glue:CreateSession glue:RunStatement iam:PassRole', 'PF PR', 'glue-007'],
    ['glue:CreateTrigger glue:UpdateJob iam:PassRole', 'PF PR CS', 'glue-006'],
    ['glue:StartJobRun glue:UpdateJob iam:PassRole', 'PF PR CS', 'glue-005'],
    [
      'iam:PassRole imagebuilder:CreateComponent imagebuilder:CreateImage imagebuilder:CreateImageRecipe '
      + 'imagebuilder:CreateInfrastructureConfiguration',
      'PF PR',
      'imagebuilder-001',
    ],
    ['iam:PassRole kinesisanalytics:CreateApplication kinesisanalytics:StartApplication', 'PF PR', 'kinesisanalytics-001'],
    ['iam:PassRole lambda:AddPermission lambda:CreateFunction', 'PF PR CS RH', 'lambda-006'],
    ['iam:PassRole lambda:CreateEventSourceMapping lambda:CreateFunction', 'PF PR CS PA RH', 'lambda-002'],
    ['iam:PassRole lambda:CreateFunction lambda:InvokeFunction', 'PF PR CS PA RH', 'lambda-001'],
    ['iam:PassRole lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration', 'PM'],
    ['iam:PassRole omics:CreateWorkflow omics:StartRun s3:GetObject', 'PF PR', 'omics-001'],
    ['iam:PassRole sagemaker:CreateNotebookInstance', 'PF PR CS PM', 'sagemaker-001'],
    ['iam:PassRole sagemaker:CreateProcessingJob', 'PF PR CS PM', 'sagemaker-003'],
    ['iam:PassRole sagemaker:CreateTrainingJob', 'PF PR CS PM', 'sagemaker-002'],
    ['iam:PassRole sagemaker:CreateNotebookInstance sagemaker:CreatePresignedNotebookInstanceUrl', 'RH'],
    ['iam:PassRole scheduler:CreateSchedule', 'PF PR', 'scheduler-001'],
    ['iam:PassRole ssm:CreateDocument ssm:StartAutomationExecution', 'PF PR', 'ssm-003'],
    ['iam:PassRole states:CreateStateMachine states:StartExecution', 'PF PR', 'stepfunctions-001'],
  ]),
  ...paths('existing-passrole', [
    ['apprunner:UpdateService', 'PF PR', 'apprunner-002'],
    ['batch:SubmitJob', 'PF PR', 'batch-002'],
    ['bedrock-agentcore:InvokeAgentRuntimeCommand', 'PF PR', 'bedrock-004'],
    ['bedrock-agentcore:ConnectBrowserAutomationStream bedrock-agentcore:StartBrowserSession', 'PF PR', 'bedrock-007'],
    ['bedrock-agentcore:InvokeCodeInterpreter bedrock-agentcore:StartCodeInterpreterSession', 'PF PR CS', 'bedrock-002'],
    ['cloudformation:UpdateStack', 'PF PR PM', 'cloudformation-002'],
    ['codebuild:StartBuild', 'PF PR PM', 'codebuild-002'],
    ['codebuild:StartBuildBatch', 'PF PR PM', 'codebuild-003'],
    ['codedeploy:CreateDeployment codedeploy:GetDeploymentConfig codedeploy:RegisterApplicationRevision', 'PF PR', 'codedeploy-001'],
    ['codestar:CreateProjectFromTemplate', 'RH'],
    ['codestar:AssociateTeamMember codestar:CreateProject', 'RH'],
    ['ec2-instance-connect:SendSSHPublicKey ec2:DescribeInstances', 'PF PR CS', 'ec2instanceconnect-003'],
    ['ec2:CreateLaunchTemplateVersion ec2:ModifyLaunchTemplate', 'PF PR CS', 'ec2-004'],
    ['ec2:ModifyInstanceAttribute ec2:StartInstances ec2:StopInstances', 'PF PR CS', 'ec2-002'],
    ['ecs:DescribeTasks ecs:ExecuteCommand', 'PF PR CS', 'ecs-006'],
    ['glue:UpdateDevEndpoint', 'PF PR CS PA RH', 'glue-002'],
    ['lambda:UpdateFunctionCode', 'PF PR CS PA RH PM', 'lambda-003'],
    ['lambda:UpdateFunctionConfiguration', 'PR RH'],
    ['lambda:AddPermission lambda:UpdateFunctionCode', 'PF PR CS', 'lambda-005'],
    ['lambda:InvokeFunction lambda:UpdateFunctionCode', 'PF PR CS', 'lambda-004'],
    ['sagemaker:CreatePresignedNotebookInstanceUrl', 'PF PR CS RH', 'sagemaker-004'],
    [
      'sagemaker:CreateNotebookInstanceLifecycleConfig sagemaker:StartNotebookInstance sagemaker:StopNotebookInstance '
      + 'sagemaker:UpdateNotebookInstance',
      'PF PR CS',
      'sagemaker-005',
    ],
    ['ssm:SendCommand', 'PF PR PM', 'ssm-002'],
    ['ssm:StartSession', 'PF PR PM', 'ssm-001'],
    ['states:StartExecution states:UpdateStateMachine', 'PF PR', 'stepfunctions-002'],
  ]),
];

/** The permissions of a path that is in none of the lists, as AWS describes its action. */
const ADDED: readonly Listed[] = [
  ...paths('self-escalation', [
    ['iam:DeleteRolePermissionsBoundary', 'AWS'],
    ['iam:PutRolePermissionsBoundary', 'AWS'],
  ]),
];

type Listed = Omit<EscalationPath, 'isMinimal'>;

export const ESCALATION_PATHS: readonly EscalationPath[] = withMinimal(LISTED);

/** Proposed beyond the lists. */
export const ADDED_ESCALATION_PATHS: readonly EscalationPath[] = ADDED.map(path => ({ ...path, isMinimal: true }));

export const ROLE_RECEIVERS: readonly RoleReceiver[] = [
  receiver('amplify', 'https://docs.aws.amazon.com/amplify/latest/userguide/amplify-service-role.html', 'amplify.amazonaws.com'),
  receiver('apprunner', `${PATHS_OF_AWS}/apprunner`, 'apprunner.amazonaws.com', 'build.apprunner.amazonaws.com', 'tasks.apprunner.amazonaws.com'),
  receiver('autoscaling', SOURCES.PM, 'ec2.amazonaws.com'),
  receiver('batch', `${PATHS_OF_AWS}/batch`, 'batch.amazonaws.com', 'ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'),
  receiver('bedrock-agentcore', `${PATHS_OF_AWS}/bedrock`, 'bedrock-agentcore.amazonaws.com'),
  receiver('braket', 'https://docs.aws.amazon.com/braket/latest/developerguide/braket-jobs-prerequisites.html', 'braket.amazonaws.com'),
  receiver('cloudformation', `${PATHS_OF_AWS}/cloudformation`, 'cloudformation.amazonaws.com'),
  receiver('codebuild', `${PATHS_OF_AWS}/codebuild`, 'codebuild.amazonaws.com'),
  receiver('codestar', SOURCES.RH, 'codestar.amazonaws.com'),
  receiver('cognito-identity', `${PATHS_OF_AWS}/cognitoidentity`, 'cognito-identity.amazonaws.com'),
  receiver('datapipeline', `${PATHS_OF_AWS}/datapipeline`, 'datapipeline.amazonaws.com', 'ec2.amazonaws.com', 'elasticmapreduce.amazonaws.com'),
  receiver('ec2', `${PATHS_OF_AWS}/ec2`, 'ec2.amazonaws.com'),
  receiver('ecs', `${PATHS_OF_AWS}/ecs`, 'ecs-tasks.amazonaws.com'),
  receiver('elasticmapreduce', `${PATHS_OF_AWS}/emr`, 'ec2.amazonaws.com', 'elasticmapreduce.amazonaws.com'),
  receiver('emr-serverless', 'https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/security-iam-runtime-role.html', 'emr-serverless.amazonaws.com'),
  receiver('gamelift', 'https://docs.aws.amazon.com/gameliftservers/latest/fleetiqguide/gsg-iam-permissions-users-policy.html', 'gamelift.amazonaws.com'),
  receiver('glue', `${PATHS_OF_AWS}/glue`, 'glue.amazonaws.com'),
  receiver('imagebuilder', `${PATHS_OF_AWS}/imagebuilder`, 'ec2.amazonaws.com'),
  receiver('kinesisanalytics', `${PATHS_OF_AWS}/kinesisanalytics`, 'kinesisanalytics.amazonaws.com'),
  receiver('lambda', `${PATHS_OF_AWS}/lambda`, 'lambda.amazonaws.com'),
  receiver('omics', 'https://docs.aws.amazon.com/omics/latest/dev/permissions-service.html', 'omics.amazonaws.com'),
  receiver('sagemaker', `${PATHS_OF_AWS}/sagemaker`, 'sagemaker.amazonaws.com'),
  receiver('scheduler', SOURCES.PF, 'scheduler.amazonaws.com'),
  receiver('ssm', `${PATHS_OF_AWS}/ssm`, 'ssm.amazonaws.com'),
  receiver('states', SOURCES.PF, 'states.amazonaws.com'),
];

/** A part of the permissions of another path is what makes that one more than minimal; that part begins with one of its permissions. */
function withMinimal(listed: readonly Listed[]): readonly EscalationPath[] {
  const byFirst = new Map<string, Listed[]>();
  for (const path of listed) {
    const sameFirst = byFirst.get(path.actions[0]);
    if (sameFirst) { sameFirst.push(path); } else { byFirst.set(path.actions[0], [path]); }
  }
  const isPart = (part: Listed, { actions }: Listed) =>
    part.actions.length < actions.length && part.actions.every(action => actions.includes(action));
  return listed.map(path => ({
    ...path,
    isMinimal: !path.actions.some(first => byFirst.get(first)?.some(part => isPart(part, path))),
  }));
}

function paths(category: EscalationCategory, rows: readonly (readonly [actions: string, lists: string, labels?: string])[]): readonly Listed[] {
  return rows.map(([actions, lists, labels]) => ({
    category,
    actions: actions.split(' '),
    labels: labels === undefined ? [] : labels.split(' '),
    sources: lists.split(' ').map(list => SOURCES[list]),
    date: DATE,
  }));
}

function receiver(service: string, source: string, ...principals: string[]): RoleReceiver {
  return { service, principals, source, date: DATE };
}
