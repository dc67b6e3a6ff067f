/**
 * What AWS documents about its global condition keys beyond what `data/actions.txt` holds. Kept by hand.
 *
 * Keys are written in AWS's spelling; compare them without regard to case.
 */
import { COGNITO_IDENTITY_DOMAINS } from './cognito-identity';

export interface KeyFact {
  readonly key: string;
  readonly source: string;
  /** The day the fact was looked up. */
  readonly date: string;
}

/** A key that is sent to some services only. */
export interface LimitedKey extends KeyFact {
  /** Their prefixes. */
  readonly services: readonly string[];
}

/** A key whose value is only unique together with that of another. */
export interface PairedKey extends KeyFact {
  /** The keys of which one should stand beside it. */
  readonly partners: readonly string[];
  /** Whether AWS asks for the pair in a Deny too. */
  readonly alsoInDeny: boolean;
}

const KEYS_PAGE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html';
const CHECKS_PAGE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html';
const DATE = '2026-11-22';

/** Keys that exist, though the data does not have them. */
export const FURTHER_GLOBAL_KEYS: readonly KeyFact[] = [
  ...rows(KEYS_PAGE, 'aws:SignInSessionArn'),
  // What the credentials provider of AWS IoT puts into the session of a device.
  ...['credentials-iot:ThingName', 'credentials-iot:ThingTypeName', 'credentials-iot:AwsCertificateId'].map(key => ({
    key, source: 'https://docs.aws.amazon.com/iot/latest/developerguide/authorizing-direct-aws.html', date: '2026-11-23',
  })),
];

/** Keys with several values, which the data calls single. Tokens of an identity pool tell all the ways in which a user has signed in. */
export const FURTHER_LIST_KEYS: readonly KeyFact[] = COGNITO_IDENTITY_DOMAINS.map(({ domain }) => ({
  key: `${domain}:amr`,
  source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html',
  date: '2026-11-23',
}));

/** Keys of a service that it puts into the session of a role, so that they are sent to other services as well. */
export const ROLE_SESSION_KEYS: readonly KeyFact[] = rows(
  KEYS_PAGE,
  'codebuild:BuildArn',
  'codebuild:ProjectArn',
  'ec2:RoleDelivery',
  'ec2:SourceInstanceArn',
  'glue:CredentialIssuingService',
  'glue:RoleAssumedBy',
  'identitystore:UserId',
  'lambda:SourceFunctionArn',
  'ssm:SourceInstanceArn',
);

/** Keys that every request has. */
export const ALWAYS_PRESENT_KEYS: readonly KeyFact[] = rows(
  KEYS_PAGE, 'aws:CurrentTime', 'aws:EpochTime', 'aws:PrincipalAccount', 'aws:RequestedRegion', 'aws:SecureTransport', 'aws:ViaAWSService',
);

/** Keys in whose values AWS sees no use for a wildcard. */
export const SENSITIVE_KEYS: readonly KeyFact[] = rows(
  `${KEYS_PAGE}#condition-keys-sensitive`,
  'aws:PrincipalAccount',
  'aws:PrincipalOrgID',
  'aws:ResourceAccount',
  'aws:ResourceOrgID',
  'aws:SourceAccount',
  'aws:SourceOrgID',
  'aws:SourceVpc',
  'aws:SourceVpce',
  'aws:VpceAccount',
  'aws:VpceOrgID',
);

/** Keys whose value the caller writes into a header of the request as it likes. */
export const CALLER_CONTROLLED_KEYS: readonly KeyFact[] = rows(KEYS_PAGE, 'aws:referer', 'aws:UserAgent');

export const PAIRED_KEYS: readonly PairedKey[] = [
  {
    key: 'aws:VpcSourceIp',
    partners: ['aws:SourceVpc', 'aws:SourceVpce', 'aws:SourceVpcArn'],
    alsoInDeny: true,
    source: `${KEYS_PAGE}#condition-keys-vpcsourceip`,
    date: DATE,
  },
  { key: 'aws:Ec2InstanceSourcePrivateIPv4', partners: ['aws:Ec2InstanceSourceVpc'], alsoInDeny: false, source: KEYS_PAGE, date: DATE },
];

/** Keys on the network of the caller, which AWS leaves out where one service calls another. */
export const NETWORK_KEYS: readonly KeyFact[] = rows(
  KEYS_PAGE,
  'aws:SourceIp',
  'aws:SourceVpc',
  'aws:SourceVpcArn',
  'aws:SourceVpce',
  'aws:VpcSourceIp',
  'aws:VpceAccount',
  'aws:VpceOrgID',
  'aws:VpceOrgPaths',
);

/** Keys on the principal that only principals of an account or an organization have, and so no service. */
export const KEYS_WITHOUT_SERVICE_PRINCIPAL: readonly KeyFact[] = [
  ...rows(`${CHECKS_PAGE}#access-analyzer-reference-policy-checks-error-unsupported-condition-key-for-service-principal`, 'aws:PrincipalOrgID'),
  ...rows(KEYS_PAGE, 'aws:PrincipalOrgPaths', 'aws:PrincipalTag/', 'aws:username'),
];

/** Keys that AWS has replaced, with what it says to write instead. */
export const REPLACED_KEYS: readonly (KeyFact & { readonly by: readonly string[] })[] = [
  {
    key: 'aws:ARN',
    by: ['aws:PrincipalArn', 'aws:SourceArn'],
    source: `${CHECKS_PAGE}#access-analyzer-reference-policy-checks-general-warning-deprecated-global-condition-key`,
    date: DATE,
  },
];

const VPC_ARN_SERVICES: readonly string[] = [
  'acm-pca', 'applicationinsights', 'apprunner', 'athena', 'cloudformation', 'comprehendmedical', 'compute-optimizer', 'datasync',
  'discovery', 'ebs', 'ecr', 'ecs', 'firehose', 'healthlake', 'iam', 'iotfleetwise', 'iotwireless', 'kinesisanalytics', 'kms', 'lambda',
  'medical-imaging', 'omics', 'payment-cryptography', 'polly', 'rbin', 'rekognition', 'route53', 's3', 'scheduler', 'servicediscovery',
  'servicequotas', 'ssm-contacts', 'storagegateway', 'textract', 'transcribe', 'transfer',
];
const VPCE_ACCOUNT_SERVICES: readonly string[] = [...VPC_ARN_SERVICES, 'dynamodb', 'gamelift', 'shield'];

export const LIMITED_KEYS: readonly LimitedKey[] = [
  { key: 'aws:SourceVpcArn', services: VPC_ARN_SERVICES, source: `${KEYS_PAGE}#condition-keys-sourcevpcarn`, date: DATE },
  { key: 'aws:VpceAccount', services: VPCE_ACCOUNT_SERVICES, source: `${KEYS_PAGE}#condition-keys-vpceaccount`, date: DATE },
  { key: 'aws:VpceOrgPaths', services: VPCE_ACCOUNT_SERVICES, source: `${KEYS_PAGE}#condition-keys-vpceorgpaths`, date: DATE },
  {
    key: 'aws:VpceOrgID',
    services: [
      ...VPCE_ACCOUNT_SERVICES,
      'b2bi', 'cassandra', 'cognito-identity', 'dms', 'ds-data', 'identitystore', 'iottwinmaker', 'network-firewall', 'pricing', 'ses', 'sms-voice', 'sqs', 'workmail',
    ],
    source: `${KEYS_PAGE}#condition-keys-vpceorgid`,
    date: DATE,
  },
];

function rows(source: string, ...keys: string[]): KeyFact[] {
  return keys.map(key => ({ key, source, date: DATE }));
}
