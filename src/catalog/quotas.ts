/**
 * Quotas that a policy or an identity can break, kept by hand: of IAM, Organizations, Identity Center, VPC endpoints and of services
 * with resource policies.
 *
 * Warn above `limit`; only above `maximum` is a deployment certain to fail, because an account may have raised its quota. Where sources
 * disagree, `limit` is the lowest and `maximum` the highest that one of them names.
 */

export interface Quota {
  /** What an account has by default. */
  readonly limit: number;
  /** The most that AWS grants on request; the same as `limit` when the quota cannot be raised. */
  readonly maximum: number;
  readonly unit: 'characters' | 'policies' | 'seconds' | 'entries';
  /** For policy texts: whether white space between the JSON tokens counts. */
  readonly countsWhitespace?: boolean;
  readonly source: string;
  /** The day the fact was looked up. */
  readonly date: string;
}

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';
const ORGANIZATIONS = 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html';
const OIDC_PROVIDER = 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateOpenIDConnectProvider.html';
const IDENTITY_CENTER = 'https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html';

export const QUOTAS = {
  managedPolicySize: text(6144, 6144, IAM),
  roleInlinePoliciesSize: text(10_240, 10_240, IAM),
  groupInlinePoliciesSize: text(5120, 5120, IAM),
  userInlinePoliciesSize: text(2048, 2048, IAM),
  roleTrustPolicySize: text(2048, 8192, IAM),
  managedPoliciesPerRole: count(10, 25, IAM),
  managedPoliciesPerUser: count(10, 20, IAM),
  managedPoliciesPerGroup: count(10, 10, IAM),
  roleName: name(64),
  userName: name(64),
  groupName: name(128),
  policyName: name(128),
  path: name(512),
  instanceProfileName: name(128),
  sessionDuration: seconds(3600, 43_200, 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html'),
  chainedSessionDuration: seconds(3600, 3600, 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining'),
  /** Of the inline policy and the managed ones together. What they and the session tags are packed into has a limit that is not published. */
  sessionPolicySize: { ...text(2048, 2048, 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html'), countsWhitespace: true },
  oidcThumbprints: entries(5),
  oidcClientIds: entries(100),
  oidcUrl: { ...name(255), source: OIDC_PROVIDER },
  scpSize: { ...text(10_240, 10_240, 'https://sjramblings.io/aws-organizations-scp-quotas-doubled-what-now/'), countsWhitespace: true },
  rcpSize: { ...text(5120, 5120, ORGANIZATIONS), countsWhitespace: true },
  permissionSetInlinePolicySize: text(10_240, 10_240, IDENTITY_CENTER),
  managedPoliciesPerPermissionSet: count(20, 20, IDENTITY_CENTER),
  endpointPolicySize: {
    ...text(20_480, 20_480, 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html'),
    countsWhitespace: true,
  },
};

/** How long the policy of a resource may be, by the CloudFormation type that holds it. A service that is not listed publishes no figure that was found. */
export const RESOURCE_POLICY_QUOTAS: { readonly [resourceType: string]: Quota } = {
  'AWS::S3::BucketPolicy': document(20_480, 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-iam-policies.html'),
  'AWS::SQS::QueuePolicy': document(8192, 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-policies.html'),
  'AWS::SNS::TopicPolicy': document(30_720, 'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html'),
  'AWS::DynamoDB::Table': document(20_480, 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html'),
  'AWS::DynamoDB::GlobalTable': document(20_480, 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html'),
};

function document(limit: number, source: string): Quota {
  return { ...text(limit, limit, source), countsWhitespace: true };
}

function text(limit: number, maximum: number, source: string): Quota {
  return { limit, maximum, unit: 'characters', countsWhitespace: false, source, date: '2026-11-22' };
}

function count(limit: number, maximum: number, source: string): Quota {
  return { limit, maximum, unit: 'policies', source, date: '2026-11-22' };
}

function seconds(limit: number, maximum: number, source: string): Quota {
  return { limit, maximum, unit: 'seconds', source, date: '2026-11-22' };
}

function name(limit: number): Quota {
  return { limit, maximum: limit, unit: 'characters', source: IAM, date: '2026-11-22' };
}

function entries(limit: number): Quota {
  return { limit, maximum: limit, unit: 'entries', source: OIDC_PROVIDER, date: '2026-11-22' };
}
