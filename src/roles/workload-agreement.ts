/**
 * Holds the workload that takes a role to what the role is made for: its name, its log group, its network. Where the two certainly disagree, so that
 * the role cannot be assumed, no log is written or the workload cannot be made, synthesis fails.
 *
 * What is known only at deployment counts as agreed, and so does what further policies of the role may make up for.
 */
import { CfnResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { expectOfTakers, pathOf, TakenRole } from './taken-roles';
import { VpcNetwork } from './vpc-network';
import { typeOf } from '../cdk/app-templates';
import { givenNameOf, knownListAt, KnownValue, knownValue, knownValueAt } from '../cdk/known-value';
import { globsOverlap, toGlob } from '../policy/glob';

/** How resources of one type say what has to agree. */
export interface WorkloadForm {
  readonly resourceType: string;
  readonly name: string;
  readonly logGroup: readonly string[];
  /** Where it says whether it logs at all. */
  readonly logStatus?: readonly string[];
  /** Start of the name of the log group that it writes to where it is given none; its own name ends it. */
  readonly ownLogGroup: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** What the user writes to give it the log group of the role. */
  readonly remedy: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-loggingconfig.html (2026-11-22) */
export const LAMBDA_FUNCTION: WorkloadForm = {
  resourceType: 'AWS::Lambda::Function',
  name: 'FunctionName',
  logGroup: ['LoggingConfig', 'LogGroup'],
  ownLogGroup: '/aws/lambda/',
  subnets: ['VpcConfig', 'SubnetIds'],
  securityGroups: ['VpcConfig', 'SecurityGroupIds'],
  remedy: 'logGroup: role.logGroup',
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codebuild-project-cloudwatchlogsconfig.html (2026-11-22) */
export const CODE_BUILD_PROJECT: WorkloadForm = {
  resourceType: 'AWS::CodeBuild::Project',
  name: 'Name',
  logGroup: ['LogsConfig', 'CloudWatchLogs', 'GroupName'],
  logStatus: ['LogsConfig', 'CloudWatchLogs', 'Status'],
  ownLogGroup: '/aws/codebuild/',
  subnets: ['VpcConfig', 'Subnets'],
  securityGroups: ['VpcConfig', 'SecurityGroupIds'],
  remedy: 'logging: { cloudWatch: { logGroup: role.logGroup } }',
};

/** The name of the workload, where the trust policy of the role names it. */
export interface NamedWorkload {
  readonly resourceType: string;
  /** The property that holds the name. */
  readonly property: string;
  /** The option of the role, and the name that was given there. */
  readonly option: string;
  readonly name: string;
}

export function expectName(role: iam.Role, { resourceType, property, option, name }: NamedWorkload): void {
  expectOfTakers(role, ({ takers }) => ofType(takers, resourceType).flatMap(taker => {
    const expected = knownValue(name, role);
    const value = knownValueAt(taker, [property]);
    const given = CfnResource.isCfnResource(value) ? givenNameOf(value) : value;
    if (typeof expected !== 'string' || given === undefined || given === expected) { return []; }
    return [
      `${pathOf(taker)} ${given === null ? 'has a name that CloudFormation makes' : `has the name \`${given}\``}, but its role ${role.node.path} is for `
      + `\`${expected}\` and of no use to another: set \`${option}\` of the role and \`${property}\` of ${pathOf(taker)} to the same name`,
    ];
  }));
}

export function expectLogGroup(role: iam.Role, form: WorkloadForm, logGroup: logs.ILogGroup): void {
  expectOfTakers(role, taken => ofType(taken.takers, form.resourceType).flatMap(taker => {
    const group = writtenTo(taker, form, knownValue(logGroup.logGroupName, role));
    if (group === undefined || mayOtherwise(taken, 'logs:PutLogEvents', 1)) { return []; }
    return [
      `${pathOf(taker)} writes its log to ${group}, but its role ${role.node.path} may write to ${logGroup.node.path} only, so that no log is kept: `
      + `set \`${form.remedy}\` on ${pathOf(taker)}, or give the role the other log group as \`logGroup\``,
    ];
  }));
}

/** The log group of a workload as messages call it, if it is certainly another than that of the role. */
function writtenTo(taker: CfnResource, form: WorkloadForm, ofRole: KnownValue): string | undefined {
  const { ownLogGroup, name, logStatus } = form;
  const status = logStatus === undefined ? null : knownValueAt(taker, logStatus);
  const allowed = CfnResource.isCfnResource(ofRole) ? givenNameOf(ofRole) : ofRole;
  if (status === undefined || (status !== null && status !== 'ENABLED')) { return undefined; }
  const group = knownValueAt(taker, form.logGroup);
  if (group === undefined || group === ofRole) { return undefined; }
  if (group === null) {
    const ownName = knownValueAt(taker, [name]);
    const isOther = allowed !== undefined && ownName !== undefined && !(typeof ownName === 'string' && allowed === ownLogGroup + ownName);
    return isOther ? `\`${ownLogGroup}${typeof ownName === 'string' ? ownName : 'NAME'}\`` : undefined;
  }
  if (CfnResource.isCfnResource(group) && CfnResource.isCfnResource(ofRole)) { return pathOf(group); }
  const used = CfnResource.isCfnResource(group) ? givenNameOf(group) : group;
  return typeof used === 'string' && typeof allowed === 'string' && used !== allowed ? `\`${used}\`` : undefined;
}

export function expectNetwork(role: iam.Role, form: WorkloadForm, network: VpcNetwork | undefined): void {
  const allowed = {
    subnets: network?.subnets.map(({ subnetRef }) => subnetRef.subnetId) ?? [],
    securityGroups: network?.securityGroups.map(({ securityGroupRef }) => securityGroupRef.securityGroupId) ?? [],
  };
  const granted = network ? new Set([...allowed.subnets, ...allowed.securityGroups]).size + 1 : 0;
  expectOfTakers(role, taken => ofType(taken.takers, form.resourceType).flatMap(taker => {
    const missing = (['subnets', 'securityGroups'] as const).flatMap(kind =>
      strangers(knownListAt(taker, form[kind]), allowed[kind].map(id => knownValue(id, role))).map(stranger => ({ kind, stranger })));
    if (missing.length === 0 || mayOtherwise(taken, 'ec2:CreateNetworkInterface', granted)) { return []; }
    const [{ kind, stranger }] = missing;
    return [network === undefined
      ? `${pathOf(taker)} is in a VPC, but its role ${role.node.path} may not make network interfaces, so that it cannot be made: `
        + `set \`network: { subnets: […], securityGroups: […] }\` on the role, with those of ${pathOf(taker)}`
      : `${pathOf(taker)} has ${stranger}, which \`network.${kind}\` of its role ${role.node.path} does not name, so that it cannot be made: `
        + 'give both the same subnets and security groups'];
  }));
}

/** Those of a list that are certainly none of the allowed, as messages call them. */
function strangers(values: readonly KnownValue[] | undefined, allowed: readonly KnownValue[]): string[] {
  return (values ?? []).flatMap(value => {
    if (value === undefined || value === null) { return []; }
    const isCertain = allowed.every(other => other !== undefined && typeof other === typeof value && other !== value);
    return isCertain ? [typeof value === 'string' ? `\`${value}\`` : pathOf(value)] : [];
  });
}

function ofType(takers: readonly CfnResource[], resourceType: string): CfnResource[] {
  return takers.filter(taker => typeOf(taker) === resourceType);
}

/**
 * Whether the policies of the role may allow the action on more than the role itself was made with.
 *
 * @param own on how many resources the role has it from the start
 */
function mayOtherwise({ policies }: TakenRole, action: string, own: number): boolean {
  const read = policies();
  if (read === undefined || read.unread.length > 0 || read.documents.some(({ undecided }) => undecided.length > 0)) { return true; }
  const allowing = read.documents.flatMap(({ statements }) => statements).filter(({ effect, actions }) => effect === 'Allow'
    && (actions.negated || actions.values.some(({ text }) => globsOverlap(toGlob(text).toLowerCase(), action.toLowerCase()))));
  const resources = new Set(allowing.flatMap(({ resources: element }) => element?.values.map(({ text }) => text.toString()) ?? []));
  return resources.size > own || allowing.some(({ resources: element }) => element?.negated);
}
