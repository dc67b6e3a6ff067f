/**
 * Actions whose misuse hurts more than their access level tells, by topic, kept by hand.
 *
 * Not complete, on purpose: actions that reach credentials, data, other accounts or the records of what happened, of services
 * that ordinary apps use. Left out is what AWS itself asks of ordinary workloads: `logs:PutResourcePolicy` and its companions for the
 * delivery of logs, `s3:PutObjectAcl`, which new buckets ignore. A test keeps every name in step with the catalog.
 */

/**
 * - `credentials`: answers with a password, token or key, or makes one
 * - `data`: answers with what is stored, or copies it to where it can be read
 * - `sharing`: opens a resource to other accounts, or to anyone
 * - `audit`: stops, hides or deletes the records of what happened
 * - `key-administration`, `key-use`: decides who may use a KMS key; uses one
 * - `destruction`: deletes what holds data, or its backups
 * - `account`: buys, pays, changes contracts or closes accounts
 */
export type SensitiveTopic = 'credentials' | 'data' | 'sharing' | 'audit' | 'key-administration' | 'key-use' | 'destruction' | 'account';

export interface SensitiveActions {
  readonly topic: SensitiveTopic;
  /** `service:Name`, in AWS's spelling. */
  readonly actions: readonly string[];
  readonly source: string;
  /** The day the fact was looked up. */
  readonly date: string;
}

const USER_GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
const SERVICE_AUTHORIZATION = 'https://docs.aws.amazon.com/service-authorization/latest/reference/';
/** Its lists of actions by risk, less those that every workload needs (`ecr:GetAuthorizationToken`) or that other rules judge (`sts:AssumeRole`). */
const CLOUDSPLAINING = 'https://github.com/salesforce/cloudsplaining';
const ALL_SERVICES = `${SERVICE_AUTHORIZATION}reference_policies_actions-resources-contextkeys.html`;

export const SENSITIVE_ACTIONS: readonly SensitiveActions[] = [
  row('credentials', `${USER_GUIDE}security-creds-programmatic-access.html`,
    'iam:CreateAccessKey iam:CreateLoginProfile iam:UpdateLoginProfile iam:CreateServiceSpecificCredential iam:ResetServiceSpecificCredential '
    + 'iam:UploadSSHPublicKey iam:UploadSigningCertificate sts:GetFederationToken'),
  row('credentials', CLOUDSPLAINING,
    'ec2:GetPasswordData redshift:GetClusterCredentials redshift:GetClusterCredentialsWithIAM redshift-serverless:GetCredentials rds-db:connect '
    + 'lightsail:GetInstanceAccessDetails lightsail:GetRelationalDatabaseMasterUserPassword cognito-identity:GetOpenIdTokenForDeveloperIdentity '
    + 'connect:GetFederationToken gamelift:RequestUploadCredentials gamelift:GetInstanceAccess mediapackage:RotateChannelCredentials '
    + 'mediapackage:RotateIngestEndpointCredentials codepipeline:PollForJobs'),
  row('credentials', ALL_SERVICES,
    'ec2-instance-connect:SendSSHPublicKey elasticmapreduce:GetClusterSessionCredentials emr-containers:GetManagedEndpointSessionCredentials '
    + 'lightsail:CreateBucketAccessKey codeartifact:GetAuthorizationToken dsql:DbConnectAdmin s3:GetDataAccess '
    + 'bedrock-agentcore:GetResourceApiKey bedrock-agentcore:GetResourceOauth2Token grafana:CreateWorkspaceApiKey '
    + 'grafana:CreateWorkspaceServiceAccountToken'),

  row('data', CLOUDSPLAINING,
    's3:GetObject ssm:GetParameter ssm:GetParameters ssm:GetParametersByPath secretsmanager:GetSecretValue rds:CopyDBSnapshot rds:CreateDBSnapshot'),
  row('data', ALL_SERVICES,
    's3:GetObjectVersion ssm:GetParameterHistory dynamodb:GetItem dynamodb:BatchGetItem dynamodb:Query dynamodb:Scan dynamodb:PartiQLSelect '
    + 'dynamodb:GetRecords dynamodb:ExportTableToPointInTime kinesis:GetRecords kinesis:SubscribeToShard sqs:ReceiveMessage logs:GetLogEvents '
    + 'logs:FilterLogEvents logs:StartQuery logs:CreateExportTask logs:Unmask kms:Decrypt kms:ReEncryptFrom rds:StartExportTask '
    + 'rds:RestoreDBInstanceFromDBSnapshot rds:DownloadCompleteDBLogFile rds-data:ExecuteStatement athena:GetQueryResults ebs:GetSnapshotBlock '
    + 'codecommit:GitPull cognito-idp:ListUsers'),

  row('sharing', CLOUDSPLAINING,
    'ec2:ModifySnapshotAttribute ec2:ModifyImageAttribute ec2:ModifyVpcEndpointServicePermissions rds:ModifyDBSnapshotAttribute '
    + 'rds:ModifyDBClusterSnapshotAttribute redshift:AuthorizeSnapshotAccess ram:CreateResourceShare ram:AssociateResourceShare '
    + 'ram:UpdateResourceShare lambda:AddPermission lambda:AddLayerVersionPermission ecr:SetRepositoryPolicy sns:AddPermission '
    + 'sqs:AddPermission s3:PutBucketPolicy s3:PutBucketAcl s3:PutAccessPointPolicy s3:DeleteBucketPolicy s3:PutBucketPublicAccessBlock '
    + 's3:PutAccountPublicAccessBlock secretsmanager:PutResourcePolicy elasticfilesystem:PutFileSystemPolicy glue:PutResourcePolicy '
    + 'backup:PutBackupVaultAccessPolicy codeartifact:PutDomainPermissionsPolicy acm-pca:PutPolicy'),
  row('sharing', ALL_SERVICES,
    'redshift:AuthorizeDataShare ecr:PutRegistryPolicy sns:SetTopicAttributes sqs:SetQueueAttributes events:PutPermission '
    + 'lambda:CreateFunctionUrlConfig dynamodb:PutResourcePolicy kinesis:PutResourcePolicy logs:PutDestinationPolicy '
    + 'ssm:ModifyDocumentPermission s3:PutReplicationConfiguration s3tables:PutTableBucketPolicy s3tables:PutTablePolicy '
    + 'ec2:DisableSnapshotBlockPublicAccess ec2:DisableImageBlockPublicAccess'),
  row('sharing', ALL_SERVICES,
    'lambda:PutResourcePolicy events:PutResourcePolicy s3express:PutBucketPolicy s3:PutMultiRegionAccessPointPolicy s3vectors:PutVectorBucketPolicy '
    + 'codeartifact:PutRepositoryPermissionsPolicy ecr-public:SetRepositoryPolicy dsql:PutClusterPolicy kafka:PutClusterPolicy '
    + 'bedrock-agentcore:PutResourcePolicy ses:CreateEmailIdentityPolicy', '2026-11-23'),

  row('audit', `${SERVICE_AUTHORIZATION}list_awscloudtrail.html`,
    'cloudtrail:StopLogging cloudtrail:DeleteTrail cloudtrail:UpdateTrail cloudtrail:PutEventSelectors cloudtrail:DeleteEventDataStore '
    + 'cloudtrail:StopEventDataStoreIngestion cloudtrail:UpdateEventDataStore'),
  row('audit', ALL_SERVICES,
    'config:StopConfigurationRecorder config:DeleteConfigurationRecorder config:DeleteDeliveryChannel guardduty:DeleteDetector '
    + 'guardduty:UpdateDetector guardduty:CreateFilter guardduty:DisassociateFromAdministratorAccount securityhub:DisableSecurityHub '
    + 'ec2:DeleteFlowLogs access-analyzer:DeleteAnalyzer macie2:DisableMacie inspector2:Disable detective:DeleteGraph '
    + 'wafv2:DeleteLoggingConfiguration route53resolver:DeleteResolverQueryLogConfig logs:DeleteLogGroup logs:DeleteLogStream '
    + 'logs:PutRetentionPolicy'),
  row('audit', ALL_SERVICES, 'bedrock:DeleteModelInvocationLoggingConfiguration guardduty:StopMonitoringMembers', '2026-11-23'),

  row('key-administration', 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html', 'kms:CreateGrant kms:PutKeyPolicy'),
  row('key-use', 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html',
    'kms:Decrypt kms:Encrypt kms:GenerateDataKey kms:ReEncryptFrom kms:Sign kms:GenerateMac'),

  row('destruction', ALL_SERVICES,
    'dynamodb:DeleteTable dynamodb:DeleteBackup s3:DeleteBucket s3tables:DeleteTable s3tables:DeleteTableBucket rds:DeleteDBInstance '
    + 'rds:DeleteDBCluster rds:DeleteDBSnapshot rds:DeleteDBClusterSnapshot redshift:DeleteCluster redshift-serverless:DeleteNamespace '
    + 'dsql:DeleteCluster docdb-elastic:DeleteCluster elasticache:DeleteReplicationGroup elasticache:DeleteServerlessCache memorydb:DeleteCluster '
    + 'kafka:DeleteCluster kinesis:DeleteStream es:DeleteDomain timestream:DeleteTable elasticfilesystem:DeleteFileSystem fsx:DeleteFileSystem '
    + 'fsx:DeleteVolume ec2:DeleteVolume ec2:DeleteSnapshot glacier:DeleteVault glacier:DeleteArchive backup:DeleteRecoveryPoint '
    + 'backup:DeleteBackupVault secretsmanager:DeleteSecret ssm:DeleteParameter ssm:DeleteParameters ecr:DeleteRepository '
    + 'cognito-idp:DeleteUserPool kms:ScheduleKeyDeletion sqs:PurgeQueue route53:DeleteHostedZone cloudformation:DeleteStack'),

  row('account', 'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/Billing.html',
    'billing:UpdateBillingPreferences payments:MakePayment payments:CreatePaymentInstrument payments:UpdatePaymentPreferences '
    + 'payments:DeletePaymentInstrument aws-portal:ModifyBilling aws-portal:ModifyPaymentMethods aws-portal:ModifyAccount '
    + 'purchase-orders:AddPurchaseOrder purchase-orders:ModifyPurchaseOrders tax:PutTaxRegistration'),
  row('account', ALL_SERVICES,
    'account:CloseAccount account:PutContactInformation account:PutAlternateContact account:StartPrimaryEmailUpdate account:EnableRegion '
    + 'account:DisableRegion organizations:CloseAccount organizations:LeaveOrganization organizations:DeleteOrganization '
    + 'organizations:RemoveAccountFromOrganization aws-marketplace:Subscribe aws-marketplace:Unsubscribe '
    + 'aws-marketplace:AcceptAgreementApprovalRequest aws-marketplace:AcceptAgreementRequest aws-marketplace:CreateAgreementRequest '
    + 'support:CreateCase support:ResolveCase savingsplans:CreateSavingsPlan shield:CreateSubscription ec2:PurchaseReservedInstancesOffering '
    + 'ec2:PurchaseHostReservation ec2:PurchaseCapacityBlock rds:PurchaseReservedDBInstancesOffering dynamodb:PurchaseReservedCapacityOfferings '
    + 'route53domains:RegisterDomain route53domains:TransferDomain route53domains:TransferDomainToAnotherAwsAccount route53domains:DeleteDomain'),
];

/** The topics of an action, `service:Name` in AWS's spelling; `undefined` for all but a few. */
export function sensitiveTopics(action: string): readonly SensitiveTopic[] | undefined {
  topics ??= indexTopics();
  return topics.get(action);
}

/** Whether any action of a service has a topic. */
export function hasSensitiveActions(service: string): boolean {
  services ??= new Set(SENSITIVE_ACTIONS.flatMap(({ actions }) => actions.map(action => action.slice(0, action.indexOf(':')))));
  return services.has(service);
}

let services: ReadonlySet<string> | undefined;
let topics: ReadonlyMap<string, readonly SensitiveTopic[]> | undefined;

function indexTopics(): ReadonlyMap<string, readonly SensitiveTopic[]> {
  const index = new Map<string, SensitiveTopic[]>();
  for (const { topic, actions } of SENSITIVE_ACTIONS) {
    for (const action of actions) { index.set(action, [...index.get(action) ?? [], topic]); }
  }
  return index;
}

function row(topic: SensitiveTopic, source: string, actions: string, date = '2026-11-22'): SensitiveActions {
  return { topic, actions: actions.split(' '), source, date };
}
