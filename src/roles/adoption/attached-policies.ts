/**
 * The managed policies of a role, and what to do about those that adoption does not replace: where a role of this library does without one, it is named.
 *
 * What the constructs do with a role that they are given is read from aws-cdk-lib 2.271.0.
 */
import { OwnRole } from './own-role';
import { managedPolicyName } from '../../catalog/managed-policy-documents';
import { flattenReference } from '../../cdk/wildcard-acknowledgement';

export interface AttachedPolicy {
  /** As it is written. */
  readonly arn: any;
  /** Of an AWS managed policy, with its path; `undefined` of any other. */
  readonly name?: string;
}

export function attachedPolicies(role: OwnRole): AttachedPolicy[] {
  return role.managedPolicyArns.map(arn => ({ arn, name: managedPolicyName(flattenReference(arn).replace('<AWS::Partition>', 'aws')) }));
}

/** Says of a role that no function takes which policies of AWS it keeps. */
export function leaveManagedPolicies(role: OwnRole): void {
  const ofAws = attachedPolicies(role).filter(({ name }) => name !== undefined);
  if (ofAws.length === 0) { return; }
  const remedies = new Set(ofAws.flatMap(({ name }) => REMEDIES[name!] ?? []));
  const remedy = remedies.size > 0 ? [...remedies].join('; ') : 'give the construct, where it takes one, a role of your own that is granted what it needs';
  leavePolicies(role, ofAws, `policies are replaced on roles of functions only: ${remedy}`);
}

export function leavePolicies(role: OwnRole, policies: readonly AttachedPolicy[], reason: string): void {
  const names = policies.map(({ name, arn }) => name ?? flattenReference(arn));
  role.leave(names.length === 0 ? reason : `${names.join(' and ')}, since ${reason}`);
}

const CODE_DEPLOY = 'give the deployment group `role.withoutPolicyUpdates()` of a `CodeDeployRole`';
const EKS_NODE = 'give the nodes an `EksNodeRole`';

const REMEDIES: Readonly<Record<string, string>> = {
  'AWSCodeDeployRoleForECS': CODE_DEPLOY,
  'AmazonEKSClusterPolicy': 'give the cluster an `EksClusterRole`, unless it is in Auto Mode',
  'AmazonEKSFargatePodExecutionRolePolicy': 'give the Fargate profile an `EksFargatePodExecutionRole`',
  'AmazonEKSWorkerNodePolicy': EKS_NODE,
  'AmazonEKS_CNI_Policy': EKS_NODE,
  'AmazonSSMManagedInstanceCore': 'give the instances an `Ec2InstanceRole` without `ssmSessionPermissions`, and grant that `ScopedSessionGrants` for sessions',
  'service-role/AWSBackupServiceRolePolicyForBackup': 'give the selection a `BackupRole` and `disableDefaultBackupPolicy: true`',
  'service-role/AWSBackupServiceRolePolicyForRestores': 'restore with a `BackupRestoreRole` and leave `allowRestores` out',
  'service-role/AWSCodeDeployRole': CODE_DEPLOY,
  'service-role/AWSCodeDeployRoleForLambdaLimited': CODE_DEPLOY,
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': 'give the API `cloudWatchRole: false`, and an `apigateway.CfnAccount` an `ApiGatewayLogsRole`',
  'service-role/AmazonRDSEnhancedMonitoringRole': 'give the database an `RdsMonitoringRole` as its `monitoringRole`',
};
