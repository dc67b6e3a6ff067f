/**
 * Ready statements for service control policies. Each follows an AWS page or sample; the actions are those of the catalog.
 */
import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { denyOtherRegions } from './other-regions';
import { addConditions, exemptionConditions, PolicyExemption } from './policy-exemption';

const ROLE_CHANGES = [
  'iam:AttachRolePolicy', 'iam:CreateRole', 'iam:DeleteRole', 'iam:DeleteRolePermissionsBoundary', 'iam:DeleteRolePolicy', 'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy', 'iam:TagRole', 'iam:UntagRole', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole',
  'iam:UpdateRoleDescription',
];

/**
 * Which regions `ServiceControlStatements.denyOtherRegions` leaves.
 */
export interface RegionStatementProps {
  /**
   * The regions that requests may go to, such as `eu-central-1`.
   */
  readonly regions: string[];

  /**
   * Further actions that are not held to the regions, such as `quicksight:*`.
   *
   * @default - those of AWS's own example: services with one endpoint for the world, and what they need beside them
   */
  readonly exemptActions?: string[];

  /**
   * The inference profiles of Bedrock that may send requests on to other regions, as ARNs in which `*` and `?` are wildcards, such as
   * `arn:aws:bedrock:*:*:inference-profile/eu.*`.
   *
   * @default - none: models answer in the regions only
   */
  readonly inferenceProfiles?: string[];
}

/**
 * Ready statements for a `ServiceControlPolicy`. All of them deny; they take effect beside a policy that allows, as `FullAWSAccess` does.
 *
 * An exemption leaves principals out of a statement.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples.html
 */
export class ServiceControlStatements {
  /**
   * Accounts cannot leave the organization, and with it its policies.
   *
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html#example-scp-leave-org
   */
  public static denyLeavingOrganization(): iam.PolicyStatement {
    return deny('DenyLeavingOrganization', ['organizations:LeaveOrganization']);
  }

  /**
   * Nobody switches off or alters what records and watches: trails and event data stores of CloudTrail, detectors of GuardDuty, recorders
   * of Config, analyzers of Access Analyzer, and Security Hub.
   *
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_guardduty.html
   * @see https://github.com/aws-samples/service-control-policy-examples/tree/main/Deny-changes-to-security-services
   */
  public static denyDisablingAudit(exemption?: PolicyExemption): iam.PolicyStatement {
    return deny('DenyDisablingAudit', [
      'cloudtrail:DeleteTrail', 'cloudtrail:StopLogging', 'cloudtrail:UpdateTrail', 'cloudtrail:PutEventSelectors',
      'cloudtrail:DeleteEventDataStore', 'cloudtrail:StopEventDataStoreIngestion', 'cloudtrail:UpdateEventDataStore',
      'guardduty:DeleteDetector', 'guardduty:UpdateDetector', 'guardduty:DeleteMembers', 'guardduty:DisassociateMembers',
      'guardduty:DisassociateFromAdministratorAccount', 'guardduty:DisassociateFromMasterAccount', 'guardduty:StopMonitoringMembers',
      'guardduty:UpdateMemberDetectors', 'guardduty:DeletePublishingDestination', 'guardduty:DisableOrganizationAdminAccount',
      'config:DeleteConfigurationRecorder', 'config:DeleteServiceLinkedConfigurationRecorder', 'config:DeleteDeliveryChannel',
      'config:PutConfigurationRecorder', 'config:PutDeliveryChannel', 'config:StopConfigurationRecorder', 'config:DeleteRetentionConfiguration',
      'config:DeleteConfigRule', 'config:DeleteOrganizationConfigRule', 'config:DeleteConfigurationAggregator',
      'access-analyzer:DeleteAnalyzer', 'access-analyzer:CreateArchiveRule', 'access-analyzer:UpdateArchiveRule', 'access-analyzer:ApplyArchiveRule',
      'securityhub:DisableSecurityHub', 'securityhub:DisableSecurityHubV2', 'securityhub:DeleteMembers', 'securityhub:DisassociateMembers',
      'securityhub:DisassociateFromAdministratorAccount', 'securityhub:DisassociateFromMasterAccount', 'securityhub:DisableOrganizationAdminAccount',
    ], exemption);
  }

  /**
   * Requests go to the approved regions only. Services with one endpoint for the world stay usable, and so does what they need elsewhere
   * (KMS and ACM for CloudFront); cross-region inference of Bedrock only through the named inference profiles.
   *
   * @throws Error on an empty list, on a text that is no region, and on an action that AWS does not know
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html#example-scp-deny-region
   * @see https://github.com/aws-samples/service-control-policy-examples/tree/main/Region-controls
   */
  public static denyOtherRegions(props: RegionStatementProps, exemption?: PolicyExemption): iam.PolicyStatement[] {
    const conditions = exemptionConditions(exemption);
    return denyOtherRegions(props).map(statement => addConditions(statement, conditions));
  }

  /**
   * The root users of the accounts do nothing. Sessions that `sts:AssumeRoot` gives to the organization's own administrators are root
   * sessions too: exempt them with `exemptAssumedRoot`.
   *
   * @param exemptAssumedRoot whether sessions of `sts:AssumeRoot` stay usable; default: false
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html#example-scp-root-user
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-assumedroot
   */
  public static denyRootUser(exemptAssumedRoot: boolean = false): iam.PolicyStatement {
    const statement = addConditions(deny('DenyRootUser', ['*']), { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:root' } });
    return exemptAssumedRoot ? addConditions(statement, { Null: { 'aws:AssumedRoot': 'true' } }) : statement;
  }

  /**
   * Nobody makes IAM users, access keys for them or passwords: people come through federation, workloads have roles.
   *
   * @see https://github.com/aws-samples/service-control-policy-examples/blob/main/Privileged-access-controls/Deny-unwarranted-IAM-users-and-access-key-creation.json
   */
  public static denyUsersAndAccessKeys(exemption?: PolicyExemption): iam.PolicyStatement {
    return deny('DenyUsersAndAccessKeys', ['iam:CreateUser', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile'], exemption);
  }

  /**
   * Nobody makes credentials that do not expire: access keys, service-specific credentials (CodeCommit, Keyspaces, API keys of Bedrock),
   * signing certificates and SSH keys of users.
   *
   * @see https://github.com/aws-samples/service-control-policy-examples/tree/main/Service-specific-controls/AWS-IAM
   */
  public static denyLongLivedCredentials(exemption?: PolicyExemption): iam.PolicyStatement {
    return deny('DenyLongLivedCredentials', [
      'iam:CreateAccessKey', 'iam:CreateServiceSpecificCredential', 'iam:ResetServiceSpecificCredential', 'iam:UploadSigningCertificate',
      'iam:UploadSSHPublicKey',
    ], exemption);
  }

  /**
   * Nobody adds, changes or removes identity providers, through which people and pipelines come into accounts.
   *
   * @see https://github.com/aws-samples/service-control-policy-examples/blob/main/Privileged-access-controls/Deny-unwarranted-IAM-federations-creation-modification.json
   */
  public static denyFederationChanges(exemption?: PolicyExemption): iam.PolicyStatement {
    return deny('DenyFederationChanges', [
      'iam:CreateOpenIDConnectProvider', 'iam:DeleteOpenIDConnectProvider', 'iam:UpdateOpenIDConnectProviderThumbprint',
      'iam:AddClientIDToOpenIDConnectProvider', 'iam:RemoveClientIDFromOpenIDConnectProvider',
      'iam:CreateSAMLProvider', 'iam:DeleteSAMLProvider', 'iam:UpdateSAMLProvider',
    ], exemption);
  }

  /**
   * Nobody makes, changes or deletes the named roles, in any account.
   *
   * @param roles paths and names as they stand in the ARN behind `role/`, in which `*` and `?` are wildcards, such as `platform/*`
   * @throws Error on an empty list and on an ARN
   * @see https://github.com/aws-samples/service-control-policy-examples/blob/main/Privileged-access-controls/Deny-modifications-to-specific-IAM-roles.json
   */
  public static protectRoles(roles: string[], exemption?: PolicyExemption): iam.PolicyStatement {
    const wrong = roles.find(role => /^(arn:|\/)|^\*+$|^$/.test(role));
    if (roles.length === 0 || wrong !== undefined) {
      throw new Error(`roles is ${JSON.stringify(roles)}, expected paths and names as behind \`role/\` in the ARN, such as \`platform/*\` or \`OrganizationAccountAccessRole\``);
    }
    return deny('ProtectRoles', ROLE_CHANGES, exemption, roles.map(role => `arn:*:iam::*:role/${role}`));
  }

  /**
   * Nobody sets, changes or removes tags with these keys, on principals, sessions or resources.
   *
   * @param keys tag keys, in which `*` and `?` are wildcards, such as `perimeter:*`
   * @throws Error on an empty list, and on a key that is `*`
   * @see https://github.com/aws-samples/data-perimeter-policy-examples/tree/main/service_control_policies
   */
  public static protectTags(keys: string[], exemption?: PolicyExemption): iam.PolicyStatement {
    if (keys.length === 0 || keys.some(key => /^\**$/.test(key))) {
      throw new Error(`keys is ${JSON.stringify(keys)}, expected the keys of the tags to protect, such as \`perimeter:*\``);
    }
    const operator = keys.some(key => Token.isUnresolved(key) || /[*?]/.test(key)) ? 'StringLike' : 'StringEquals';
    return addConditions(deny('ProtectTags', ['*'], exemption), { [`ForAnyValue:${operator}`]: { 'aws:TagKeys': keys } });
  }

  /**
   * Nobody opens resources to the public: the Block Public Access settings of S3, EC2 images and snapshots stay as they are, and function
   * URLs need IAM. Statements, since each has conditions of its own.
   *
   * @see https://github.com/aws-samples/service-control-policy-examples/tree/main/Sensitive-data-protection
   * @see https://github.com/aws-samples/data-perimeter-policy-examples/tree/main/service_control_policies
   */
  public static denyPublicAccess(exemption?: PolicyExemption): iam.PolicyStatement[] {
    return [
      deny('DenyOpeningBlockPublicAccess', [
        's3:PutAccountPublicAccessBlock', 's3:PutBucketPublicAccessBlock', 's3:PutAccessPointPublicAccessBlock',
        'ec2:DisableImageBlockPublicAccess', 'ec2:DisableSnapshotBlockPublicAccess',
      ], exemption),
      addConditions(
        deny('DenyPublicFunctionUrls', ['lambda:AddPermission', 'lambda:CreateFunctionUrlConfig', 'lambda:UpdateFunctionUrlConfig'], exemption),
        { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
      ),
    ];
  }

  /**
   * Nobody makes storage without encryption: EBS volumes, file systems of EFS, clusters of Aurora. Statements, since each service has a
   * condition key of its own. (S3 encrypts every object since 2023.)
   *
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
   * @see https://docs.aws.amazon.com/efs/latest/ug/using-iam-to-enforce-encryption-at-rest.html
   * @see https://github.com/aws-samples/service-control-policy-examples/blob/main/Protect-cloud-platform-resource/Deny-disabling-default-EBS-encryption.json
   */
  public static denyUnencryptedStorage(exemption?: PolicyExemption): iam.PolicyStatement[] {
    return [
      deny('DenyDisablingEncryptionByDefault', ['ec2:DisableEbsEncryptionByDefault'], exemption),
      addConditions(
        deny('DenyUnencryptedVolumes', ['ec2:CreateVolume', 'ec2:RunInstances'], exemption, ['arn:*:ec2:*:*:volume/*']), { Bool: { 'ec2:Encrypted': 'false' } },
      ),
      addConditions(deny('DenyUnencryptedFileSystems', ['elasticfilesystem:CreateFileSystem'], exemption), { Bool: { 'elasticfilesystem:Encrypted': 'false' } }),
      addConditions(deny('DenyUnencryptedClusters', ['rds:CreateDBCluster'], exemption), { Bool: { 'rds:StorageEncrypted': 'false' } }),
    ];
  }

  /**
   * Only the approved foundation models of Bedrock are used, directly or through the inference profiles that AWS defines. Custom,
   * imported and provisioned models are not.
   *
   * @param models ids of foundation models, in which `*` and `?` are wildcards, such as `anthropic.*`
   * @throws Error on an empty list and on an ARN
   * @see https://github.com/aws-samples/service-control-policy-examples/blob/main/Service-specific-controls/Amazon-Bedrock/Deny-Bedrock-model-invocation-except-approved-models.json
   */
  public static denyOtherModels(models: string[], exemption?: PolicyExemption): iam.PolicyStatement {
    const wrong = models.find(model => /^arn:|\//.test(model));
    if (models.length === 0 || wrong !== undefined) {
      throw new Error(`models is ${JSON.stringify(models)}, expected ids of foundation models, such as \`anthropic.*\` or \`amazon.nova-lite-v1:0\``);
    }
    const statement = new iam.PolicyStatement({
      sid: 'DenyOtherModels',
      effect: iam.Effect.DENY,
      actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
      notResources: [...models.map(model => `arn:*:bedrock:*::foundation-model/${model}`), 'arn:*:bedrock:*:*:inference-profile/*'],
    });
    return addConditions(statement, exemptionConditions(exemption));
  }

  private constructor() {}
}

function deny(sid: string, actions: string[], exemption?: PolicyExemption, resources: string[] = ['*']): iam.PolicyStatement {
  const statement = new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, actions, resources });
  return addConditions(statement, exemptionConditions(exemption));
}
