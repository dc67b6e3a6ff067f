/**
 * AWS managed policies that AWS has withdrawn: who has one keeps it, and nobody else can attach it. Kept by hand.
 *
 * AWS publishes no list. These are the policies that a public archive of what IAM lists has seen disappear, without those that only
 * AWS itself attaches. Errs to silence: a policy that is withdrawn and not in the archive is missing here.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-deprecated.html
 */

export interface DeprecatedManagedPolicy {
  /** Without its path. */
  readonly name: string;
  /** The day from which on IAM no longer listed it. */
  readonly since: string;
  /** The policy that AWS has for the same purpose, with its path. */
  readonly replacement?: string;
  readonly source: string;
  /** The day the fact was looked up. */
  readonly date: string;
}

const ARCHIVE = 'https://github.com/zoph-io/IAMTrail/blob/main/DEPRECATED.json';

export const DEPRECATED_MANAGED_POLICIES: readonly DeprecatedManagedPolicy[] = [
  row('AWSBackupAdminPolicy', '2021-04-02', 'AWSBackupFullAccess'),
  row('AWSBackupOperatorPolicy', '2021-04-02', 'AWSBackupOperatorAccess'),
  row('AWSBudgetsActionsRolePolicyForResourceAdministrationWithSSM', '2022-06-16'),
  row('AWSCloudTrailFullAccess', '2021-04-02', 'AWSCloudTrail_FullAccess'),
  row('AWSCloudTrailReadOnlyAccess', '2022-09-07', 'AWSCloudTrail_ReadOnlyAccess'),
  row('AWSCodePipelineFullAccess', '2022-11-17', 'AWSCodePipeline_FullAccess'),
  row('AWSCodePipelineReadOnlyAccess', '2022-11-17', 'AWSCodePipeline_ReadOnlyAccess'),
  row('AWSDataPipelineRole', '2022-10-04'),
  row('AWSElasticBeanstalkFullAccess', '2021-04-20', 'AdministratorAccess-AWSElasticBeanstalk'),
  row('AWSElasticBeanstalkReadOnlyAccess', '2021-04-20', 'AWSElasticBeanstalkReadOnly'),
  row('AWSIoT1ClickFullAccess', '2025-09-18'),
  row('AWSIoT1ClickReadOnlyAccess', '2025-09-18'),
  row('AWSIotRoboRunnerFullAccess', '2024-04-10'),
  row('AWSIotRoboRunnerReadOnly', '2024-04-10'),
  row('AWSLambdaFullAccess', '2021-04-02', 'AWSLambda_FullAccess'),
  row('AWSLambdaReadOnlyAccess', '2021-04-02', 'AWSLambda_ReadOnlyAccess'),
  row('AWSMarketplaceImageBuildFullAccess', '2025-05-29'),
  row('AWSMobileHub_FullAccess', '2023-09-12'),
  row('AWSMobileHub_ReadOnly', '2023-09-12'),
  row('AWSOpsWorksCMInstanceProfileRole', '2025-08-14'),
  row('AWSOpsWorksCMServiceRole', '2025-08-14'),
  row('AWSOpsWorksCloudWatchLogs', '2025-08-14'),
  row('AWSOpsWorksFullAccess', '2021-04-02'),
  row('AWSOpsWorksInstanceRegistration', '2025-08-14'),
  row('AWSOpsWorksRegisterCLI', '2021-04-02'),
  row('AWSOpsWorksRegisterCLI_EC2', '2025-08-14'),
  row('AWSOpsWorksRegisterCLI_OnPremises', '2025-08-14'),
  row('AWSOpsWorksRole', '2021-04-02'),
  row('AWSOpsWorks_FullAccess', '2025-08-14'),
  row('AWSRoboMakerFullAccess', '2021-04-02'),
  row('AmazonApplicationWizardFullaccess', '2021-04-02', 'AmazonLaunchWizardFullAccessV2'),
  row('AmazonConnectFullAccess', '2021-04-02', 'AmazonConnect_FullAccess'),
  row('AmazonDataZonePortalFullAccessPolicy', '2023-10-05'),
  row('AmazonDataZonePreviewConsoleFullAccess', '2023-10-05'),
  row('AmazonEC2ContainerServiceFullAccess', '2021-04-02', 'AmazonECS_FullAccess'),
  row('AmazonEC2ReportsAccess', '2021-04-02'),
  row('AmazonEC2RolePolicyForApplicationWizard', '2021-04-02'),
  row('AmazonEC2SpotFleetRole', '2021-04-02', 'service-role/AmazonEC2SpotFleetTaggingRole'),
  row('AmazonGuardDutyFullAccess', '2026-03-14', 'AmazonGuardDutyFullAccess_v2'),
  row('AmazonLambdaRolePolicyForLaunchWizardSAP', '2022-02-10'),
  row('AmazonLaunchWizardFullaccess', '2021-04-02', 'AmazonLaunchWizardFullAccessV2'),
  row('AmazonLaunchWizard_Fullaccess', '2024-02-01', 'AmazonLaunchWizardFullAccessV2'),
  row('AmazonMachineLearningRoleforRedshiftDataSource', '2021-04-02'),
  row('AmazonMacieSetupRole', '2022-04-26'),
  row('AmazonMechanicalTurkCrowdFullAccess', '2021-04-02'),
  row('AmazonMechanicalTurkCrowdReadOnlyAccess', '2021-04-02'),
  row('AmazonSumerianFullAccess', '2023-04-10'),
  row('AmazonWorkLinkFullAccess', '2022-07-14'),
  row('AmazonWorkLinkReadOnly', '2022-07-14'),
  row('GroundTruthSyntheticConsoleFullAccess', '2025-05-28'),
  row('GroundTruthSyntheticConsoleReadOnlyAccess', '2025-05-28'),
  row('ServerMigrationServiceRole', '2021-04-02'),
  row('ServerMigration_ServiceRole', '2024-11-21'),
  row('ServiceCatalogAdminReadOnlyAccess', '2021-04-02'),
  row('ServiceCatalogEndUserAccess', '2021-04-02', 'AWSServiceCatalogEndUserFullAccess'),
  row('TagGovernancePolicy', '2021-04-02'),
];

const byName = new Map(DEPRECATED_MANAGED_POLICIES.map(policy => [policy.name, policy]));

/** By what stands after `policy/` in its ARN. */
export function findDeprecatedManagedPolicy(name: string): DeprecatedManagedPolicy | undefined {
  return byName.get(name.slice(name.lastIndexOf('/') + 1));
}

function row(name: string, since: string, replacement?: string): DeprecatedManagedPolicy {
  return { name, since, ...replacement === undefined ? {} : { replacement }, source: ARCHIVE, date: '2026-11-22' };
}
