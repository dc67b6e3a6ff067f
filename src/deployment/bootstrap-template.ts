/**
 * Templates that set up the execution role of an environment: one with the derived policies, and the CDK's own bootstrap template, changed
 * so that the role has them and nothing leads to `AdministratorAccess`.
 *
 * The policies have a template of their own because that of the bootstrap must not be longer than 51,200 bytes: there is no bucket yet to
 * upload it to (so the source of `aws-cdk` 2.1148.1, read 2026-11-22).
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html (read 2026-11-22)
 */
import { partitionOf } from '../catalog/partition';
import { isObject, JsonObject } from '../policy/json';
import { Environment } from '../policy/policy-site';

/** Where the policies are that a bootstrap stack uses. */
export interface PolicyPlace {
  readonly environment: Environment;
  /** Of the bootstrap stack. */
  readonly qualifier: string;
}

const ROLE = 'CloudFormationExecutionRole';
const PARAMETER = 'CloudFormationExecutionPolicies';
const CONDITION = 'HasCloudFormationExecutionPolicies';
const VARIANT = 'BootstrapVariant';

/** The CLI replaces a bootstrap stack by one of another variant only with `--force`, so that a plain `cdk bootstrap` does not undo the change. */
const OWN_VARIANT = 'cdk-least-privilege: derived execution policies';

/** Of the policy with a number, for people to fill in what is not known: `ACCOUNT`, `REGION`. */
export function executionPolicyArn({ qualifier, environment: { account = 'ACCOUNT', region } }: PolicyPlace, number: number): string {
  return `arn:${partitionOf(region)?.name ?? 'aws'}:iam::${account}:policy/${policyName(qualifier, number, region ?? 'REGION')}`;
}

/** One managed policy for each document. */
export function policiesTemplate(documents: readonly JsonObject[], { qualifier }: PolicyPlace): JsonObject {
  return {
    Description: 'What CloudFormation may do to deploy the CDK apps of this environment',
    Resources: Object.fromEntries(documents.map((document, index) => [`ExecutionPolicy${index + 1}`, {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { ManagedPolicyName: { 'Fn::Sub': policyName(qualifier, index + 1, '${AWS::Region}') }, PolicyDocument: document },
    }])),
  };
}

/**
 * A bootstrap template whose execution role has so many policies of that template, unless it is given others as `--cloudformation-execution-policies`.
 * All else stays. `undefined` where the template has no execution role.
 */
export function withExecutionPolicies(template: JsonObject, count: number, { qualifier }: PolicyPlace): JsonObject | undefined {
  const resources = objectIn(template, 'Resources');
  const role = objectIn(resources, ROLE);
  if (role.Type !== 'AWS::IAM::Role') { return undefined; }
  const derived = Array.from({ length: count }, (_, index) =>
    ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${policyName(qualifier, index + 1, '${AWS::Region}')}` }));
  const parameters = objectIn(template, 'Parameters');
  const isParameterised = PARAMETER in parameters && CONDITION in objectIn(template, 'Conditions');
  const properties = { ...objectIn(role, 'Properties'), ManagedPolicyArns: isParameterised ? { 'Fn::If': [CONDITION, { Ref: PARAMETER }, derived] } : derived };
  return {
    ...template,
    ...VARIANT in parameters && { Parameters: { ...parameters, [VARIANT]: { ...objectIn(parameters, VARIANT), Default: OWN_VARIANT } } },
    Resources: { ...resources, [ROLE]: { ...role, Properties: properties } },
  };
}

function policyName(qualifier: string, number: number, region: string): string {
  return `cdk-${qualifier}-cfn-exec-policy-${number}-${region}`;
}

function objectIn(object: JsonObject, name: string): JsonObject {
  const member = object[name];
  return isObject(member) ? member : {};
}
