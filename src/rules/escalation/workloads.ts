/**
 * Getting into something that runs under a role: by which path of the catalog, and into which resources of an app.
 *
 * A path without a resource type is one that the app does not show the workloads of (running tasks, stacks, sites on instances);
 * it is judged on all there are only. So are those that start what is there without changing it, as a pipeline does.
 */

export interface WorkloadType {
  readonly resourceType: string;
  /** Where the resource names the role that it works as. */
  readonly role: RegExp;
}

const FUNCTION: readonly WorkloadType[] = [
  { resourceType: 'AWS::Lambda::Function', role: /^Properties\/Role$/ },
  { resourceType: 'AWS::Serverless::Function', role: /^Properties\/Role$/ },
];
const INSTANCE: readonly WorkloadType[] = [{ resourceType: 'AWS::EC2::Instance', role: /^Properties\/IamInstanceProfile$/ }];
const NOTEBOOK: readonly WorkloadType[] = [{ resourceType: 'AWS::SageMaker::NotebookInstance', role: /^Properties\/RoleArn$/ }];

/** By the action of a path that reaches into the workload. */
const WORKLOADS: { readonly [action: string]: readonly WorkloadType[] | undefined } = {
  'apprunner:UpdateService': [{ resourceType: 'AWS::AppRunner::Service', role: /\/InstanceRoleArn$/ }],
  'bedrock-agentcore:InvokeAgentRuntimeCommand': [{ resourceType: 'AWS::BedrockAgentCore::Runtime', role: /^Properties\/RoleArn$/ }],
  'bedrock-agentcore:StartBrowserSession': [{ resourceType: 'AWS::BedrockAgentCore::BrowserCustom', role: /^Properties\/ExecutionRoleArn$/ }],
  'bedrock-agentcore:StartCodeInterpreterSession': [
    { resourceType: 'AWS::BedrockAgentCore::CodeInterpreterCustom', role: /^Properties\/ExecutionRoleArn$/ },
  ],
  'ec2-instance-connect:SendSSHPublicKey': INSTANCE,
  'ec2:CreateLaunchTemplateVersion': [{ resourceType: 'AWS::EC2::LaunchTemplate', role: /\/IamInstanceProfile\/(Arn|Name)$/ }],
  'ec2:ModifyInstanceAttribute': INSTANCE,
  'glue:UpdateDevEndpoint': [{ resourceType: 'AWS::Glue::DevEndpoint', role: /^Properties\/RoleArn$/ }],
  'lambda:UpdateFunctionCode': FUNCTION,
  'lambda:UpdateFunctionConfiguration': FUNCTION,
  'sagemaker:CreatePresignedNotebookInstanceUrl': NOTEBOOK,
  'sagemaker:UpdateNotebookInstance': NOTEBOOK,
  'ssm:SendCommand': INSTANCE,
  'ssm:StartSession': INSTANCE,
  'states:UpdateStateMachine': [{ resourceType: 'AWS::StepFunctions::StateMachine', role: /^Properties\/RoleArn$/ }],
};

/**
 * What the action must be allowed on besides the workload: a command is a document, and those of AWS run what they are given. Read 2026-11-23.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
 */
const BESIDE: { readonly [action: string]: readonly string[] | undefined } = { 'ssm:SendCommand': ['arn:*:ssm:*:*:document/AWS-*'] };

export interface WorkloadAction {
  readonly action: string;
  readonly types: readonly WorkloadType[];
  /** Patterns of other resources, of each of which the action takes one. */
  readonly beside: readonly string[];
}

/** The action of a path that reaches into a workload, and what workloads these are. */
export function workloadAction(actions: readonly string[]): WorkloadAction | undefined {
  for (const action of actions) {
    const types = WORKLOADS[action];
    if (types) { return { action, types, beside: BESIDE[action] ?? [] }; }
  }
  return undefined;
}
