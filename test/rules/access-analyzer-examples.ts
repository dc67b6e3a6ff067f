/**
 * For each issue code of IAM Access Analyzer, a smallest policy that its policy validation reports with that code, and the same one
 * mended.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
import { JsonObject, JsonValue } from '../../src/policy/json';
import { PolicyKind } from '../../src/policy/policy-kind';

export interface AccessAnalyzerExample {
  readonly kind: PolicyKind;
  /** The CloudFormation type of the resource that has the policy. */
  readonly resourceType: string;
  readonly reported: JsonValue;
  readonly mended: JsonValue;
}

const ROLE = 'arn:aws:iam::111122223333:role/worker';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const GITHUB = 'token.actions.githubusercontent.com';
const GITHUB_PROVIDER = { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` };
const SAML_PROVIDER = { Federated: 'arn:aws:iam::111122223333:saml-provider/staff' };
const SERVICES = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };
const BATCH = { StringEquals: { 'iam:AWSServiceName': 'batch.amazonaws.com' } };

const READ: JsonObject = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders/*' };
const LIST: JsonObject = { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::orders' };
const PASS: JsonObject = { Effect: 'Allow', Action: 'iam:PassRole', Resource: ROLE, Condition: { StringEquals: SERVICES } };
const LINK: JsonObject = {
  Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', Resource: 'arn:aws:iam::111122223333:role/aws-service-role/batch.amazonaws.com/*', Condition: BATCH,
};
const ASSUME: JsonObject = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
const RCP: JsonObject = {
  Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
};

function policy(...statements: JsonObject[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements };
}

function without(element: string, statement: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(statement).filter(([name]) => name !== element));
}

function documents(reported: JsonValue, mended: JsonValue, kind: PolicyKind = 'identity', resourceType = 'AWS::IAM::ManagedPolicy'): AccessAnalyzerExample {
  return { kind, resourceType, reported, mended };
}

function identity(reported: JsonObject, mended: JsonObject = READ): AccessAnalyzerExample {
  return documents(policy(reported), policy(mended));
}

/** Two conditions on reading. */
function conditions(reported: JsonObject, mended: JsonObject): AccessAnalyzerExample {
  return identity({ ...READ, Condition: reported }, { ...READ, Condition: mended });
}

function trust(reported: JsonObject, mended: JsonObject = {}): AccessAnalyzerExample {
  return documents(policy({ ...ASSUME, ...reported }), policy({ ...ASSUME, ...mended }), 'trust', 'AWS::IAM::Role');
}

/** Two conditions on workflows of GitHub that take a role. */
function workflows(reported: JsonObject, mended: JsonObject): AccessAnalyzerExample {
  const statement = { Principal: GITHUB_PROVIDER, Action: 'sts:AssumeRoleWithWebIdentity' };
  return trust({ ...statement, Condition: reported }, { ...statement, Condition: mended });
}

function bucket(reported: JsonObject, mended: JsonObject = {}): AccessAnalyzerExample {
  const sound = { ...READ, Principal: { AWS: ROLE } };
  return documents(policy({ ...sound, ...reported }), policy({ ...sound, ...mended }), 'resource', 'AWS::S3::BucketPolicy');
}

function rcp(reported: JsonObject, mended: JsonObject = {}): AccessAnalyzerExample {
  return documents(policy({ ...RCP, ...reported }), policy({ ...RCP, ...mended }), 'rcp', 'AWS::Organizations::Policy');
}

/** A policy that has a name of the given length in it. */
function long(statement: JsonObject, length: number, kind: PolicyKind, resourceType: string): AccessAnalyzerExample {
  return documents(policy({ ...statement, Sid: 'x'.repeat(length) }), policy(statement), kind, resourceType);
}

const SUBJECT = { [`${GITHUB}:sub`]: 'repo:acme/orders:ref:refs/heads/main' };
const AUDIENCE = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };
const WORKFLOW = { StringEquals: { ...AUDIENCE, ...SUBJECT } };
const SERVICE = { Principal: { Service: 'cloudfront.amazonaws.com' } };
const OF_ACCOUNT = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
const TEAM = { StringEquals: { 'aws:ResourceTag/team': 'orders' } };

export const ACCESS_ANALYZER_EXAMPLES: { readonly [code: string]: AccessAnalyzerExample } = {
  ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: identity(
    { Effect: 'Allow', NotAction: 'iam:*', Resource: '*', Condition: TEAM }, { Effect: 'Allow', Action: 'ec2:StopInstances', Resource: '*', Condition: TEAM }),
  ALLOW_WITH_NOT_PRINCIPAL: documents(
    policy({ ...READ, NotPrincipal: { AWS: ROLE } }), policy({ ...READ, Principal: { AWS: ROLE } }), 'resource', 'AWS::S3::BucketPolicy'),
  ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: identity(
    { Effect: 'Allow', Action: ['ec2:StopInstances', 'workdocs:GetDocument'], Resource: '*', Condition: TEAM },
    { Effect: 'Allow', Action: 'ec2:StopInstances', Resource: '*', Condition: TEAM }),
  ARN_ACCOUNT_NOT_ALLOWED: identity({ ...READ, Resource: 'arn:aws:s3::111122223333:orders/*' }),
  ARN_REGION_NOT_ALLOWED: identity({ ...PASS, Resource: 'arn:aws:iam:eu-west-1:111122223333:role/worker' }, PASS),
  CONFIRM_AUDIENCE_CLAIM_TYPE: workflows({ 'StringEquals': SUBJECT, 'ForAllValues:StringEquals': AUDIENCE }, WORKFLOW),
  CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE: identity({ Effect: 'Allow', NotAction: 's3:*', NotResource: ROLE }, LINK),
  CREATE_SLR_WITH_NOT_RESOURCE: identity({ Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', NotResource: ROLE }, LINK),
  CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: identity({ Effect: 'Allow', Action: 'iam:Create*', NotResource: ROLE }, LINK),
  CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE: identity({ Effect: 'Allow', Action: 'iam:Create*', Resource: '*' }, LINK),
  CREATE_SLR_WITH_STAR_IN_RESOURCE: identity({ Effect: 'Allow', Action: 'iam:CreateServiceLinkedRole', Resource: '*' }, LINK),
  CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: identity({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }, LINK),
  DATA_TYPE_MISMATCH: identity({ ...READ, Effect: true }),
  DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: identity(
    { Effect: 'Deny', NotAction: 'iam:*', Resource: '*', Condition: TEAM }, { Effect: 'Deny', Action: 'ec2:StopInstances', Resource: '*', Condition: TEAM }),
  DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: identity(
    { Effect: 'Deny', Action: ['ec2:StopInstances', 'workdocs:DeleteDocument'], Resource: '*', Condition: TEAM },
    { Effect: 'Deny', Action: 'ec2:StopInstances', Resource: '*', Condition: TEAM }),
  DEPRECATED_GLOBAL_CONDITION_KEY: conditions({ ArnEquals: { 'aws:ARN': ROLE } }, { ArnEquals: { 'aws:PrincipalArn': ROLE } }),
  DUPLICATE_KEYS_WITH_DIFFERENT_CASE: conditions(
    { StringEquals: { 'aws:PrincipalTag/team': 'orders', 'aws:principaltag/Team': 'sales' } }, { StringEquals: { 'aws:PrincipalTag/team': ['orders', 'sales'] } }),
  DYNAMODB_ATTRIBUTES_WITHOUT_SELECT: identity(
    {
      Effect: 'Allow',
      Action: 'dynamodb:Query',
      Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders',
      Condition: { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', 'state'] }, 'Null': { 'dynamodb:Attributes': 'false' } },
    },
    {
      Effect: 'Allow',
      Action: 'dynamodb:Query',
      Resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders',
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', 'state'] },
        'Null': { 'dynamodb:Attributes': 'false' },
        'StringEquals': { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
      },
    }),
  EMPTY_ARRAY_ACTION: identity({ ...READ, Action: [] }),
  EMPTY_ARRAY_CONDITION: conditions({ StringEquals: { 'aws:PrincipalTag/team': [] } }, { StringEquals: { 'aws:PrincipalTag/team': ['orders'] } }),
  EMPTY_ARRAY_CONDITION_FORALLVALUES: conditions({ 'ForAllValues:StringEquals': { 'aws:TagKeys': [] } }, { Null: { 'aws:TagKeys': 'true' } }),
  EMPTY_ARRAY_CONDITION_FORANYVALUE: conditions({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': [] } }, { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } }),
  EMPTY_ARRAY_CONDITION_IFEXISTS: conditions({ StringEqualsIfExists: { 'aws:PrincipalTag/team': [] } }, { Null: { 'aws:PrincipalTag/team': 'true' } }),
  EMPTY_ARRAY_PRINCIPAL: bucket({ Principal: { AWS: [] } }),
  EMPTY_ARRAY_RESOURCE: identity({ ...READ, Resource: [] }),
  EMPTY_OBJECT_CONDITION: identity({ ...READ, Condition: {} }),
  EMPTY_OBJECT_PRINCIPAL: bucket({ Principal: {} }),
  EMPTY_SID_VALUE: identity({ ...READ, Sid: '' }),
  EMPTY_VARIABLE: identity({ ...READ, Resource: 'arn:aws:s3:::orders/${}/*' }, { ...READ, Resource: 'arn:aws:s3:::orders/${aws:username}/*' }),
  EQUIVALENT_TO_NULL_FALSE: conditions({ StringLike: { 'aws:PrincipalTag/team': '*' } }, { Null: { 'aws:PrincipalTag/team': 'false' } }),
  EQUIVALENT_TO_NULL_TRUE: conditions({ StringNotLike: { 'aws:PrincipalTag/team': '*' } }, { Null: { 'aws:PrincipalTag/team': 'true' } }),
  FEDERATED_PRINCIPAL_NOT_SUPPORTED: bucket({ Principal: SAML_PROVIDER }),
  FORALLVALUES_WITH_SINGLE_VALUED_KEY: conditions(
    { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
  FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE: workflows({ 'StringEquals': SUBJECT, 'ForAnyValue:StringEquals': AUDIENCE }, WORKFLOW),
  IMPROVE_IP_RANGE: conditions({ IpAddress: { 'aws:SourceIp': '203.0.113.7/24' } }, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
  INVALID_ACTION: identity({ ...READ, Action: 's3:GetObjects' }),
  INVALID_ARN_ACCOUNT: identity({ ...PASS, Resource: 'arn:aws:iam::1111:role/worker' }, PASS),
  INVALID_ARN_PREFIX: identity({ ...READ, Resource: 'aws:s3:::orders/*' }),
  INVALID_ARN_REGION: identity(
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-12:111122223333:orders' },
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' }),
  INVALID_ARN_RESOURCE: identity(
    { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: 'arn:aws:lambda:eu-west-1:111122223333:functions:orders' },
    { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:orders' }),
  INVALID_ARN_SERVICE_CASE: identity({ ...READ, Resource: 'arn:aws:S3:::orders/*' }),
  INVALID_CONDITION_DATA_TYPE: conditions({ StringEquals: { 'aws:PrincipalTag/cost': ['100', 200] } }, { StringEquals: { 'aws:PrincipalTag/cost': ['100', '200'] } }),
  INVALID_CONDITION_KEY_FORMAT: conditions({ StringEquals: { PrincipalOrgID: 'o-a1b2c3d4e5' } }, { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
  INVALID_CONDITION_MULTIPLE_BOOLEAN: conditions({ Bool: { 'aws:SecureTransport': ['true', 'false'] } }, { Bool: { 'aws:SecureTransport': 'true' } }),
  INVALID_CONDITION_OPERATOR: conditions({ StringEqual: { 'aws:PrincipalTag/team': 'orders' } }, { StringEquals: { 'aws:PrincipalTag/team': 'orders' } }),
  INVALID_DATE_VALUE: conditions({ DateLessThan: { 'aws:CurrentTime': '1798761600' } }, { DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } }),
  INVALID_EFFECT: identity({ ...READ, Effect: 'allow' }),
  INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY: trust(
    { Principal: { Federated: 'staff' }, Action: 'sts:AssumeRoleWithSAML' }, { Principal: SAML_PROVIDER, Action: 'sts:AssumeRoleWithSAML' }),
  INVALID_GLOBAL_CONDITION_KEY: conditions({ StringEquals: { 'aws:PrincipleOrgID': 'o-a1b2c3d4e5' } }, { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
  INVALID_KMS_KEY_VALUE: identity(
    { ...READ, Action: 's3:PutObject', Condition: { StringEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'alias/orders' } } },
    { ...READ, Action: 's3:PutObject', Condition: { StringEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': KEY } } }),
  INVALID_PARTITION: identity({ ...READ, Resource: 'arn:amazon:s3:::orders/*' }),
  INVALID_POLICY_ELEMENT: identity({ ...READ, Comment: 'reads orders' }),
  INVALID_PRINCIPAL_FORMAT: bucket({ Principal: ROLE }),
  INVALID_PRINCIPAL_KEY: bucket({ Principal: { Role: ROLE } }),
  INVALID_REGION: conditions({ StringEquals: { 'aws:RequestedRegion': 'eu-west-12' } }, { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }),
  INVALID_ROLE_REFERENCE: bucket({ Principal: { AWS: 'AROAIOSFODNN7EXAMPLE' } }),
  INVALID_SERVICE: conditions({ StringEquals: { 'dynamo:LeadingKeys': 'orders' } }, {}),
  INVALID_SERVICE_CONDITION_KEY: identity(
    { ...READ, Condition: { StringEquals: { 's3:ExistingTag/team': 'orders', 's3:BucketOwner': '111122223333' } } },
    { ...READ, Condition: { StringEquals: { 's3:ExistingObjectTag/team': 'orders', 's3:ResourceAccount': '111122223333' } } }),
  INVALID_SERVICE_IN_ACTION: identity({ ...READ, Action: 's4:GetObject' }),
  INVALID_SERVICE_PRINCIPAL_FORMAT: identity(
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: KEY, Condition: { StringEquals: { 'kms:ViaService': 's3.amazonaws.com' } } },
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: KEY, Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } } }),
  INVALID_USER_REFERENCE: bucket({ Principal: { AWS: 'AIDAIOSFODNN7EXAMPLE' } }),
  INVALID_VARIABLE_FOR_OPERATOR: conditions(
    { NumericLessThan: { 'aws:MultiFactorAuthAge': '${aws:PrincipalTag/age}' } }, { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }),
  INVALID_VERSION: documents({ ...policy(READ), Version: '2026-11-22' }, policy(READ)),
  INVALID_VPCE_FORMAT: conditions({ StringEquals: { 'aws:SourceVpce': 'orders' } }, { StringEquals: { 'aws:SourceVpce': 'vpce-1a2b3c4d' } }),
  INVALID_VPC_FORMAT: conditions({ StringEquals: { 'aws:SourceVpc': 'vpc-orders' } }, { StringEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } }),
  IRRELEVANT_CONDITION_KEY_IN_POLICY: bucket({ Condition: { StringEquals: { 's3:ResourceAccount': '111122223333' } } }),
  JSON_SYNTAX_ERROR: documents('{ "Version": "2012-10-17", "Statement": [', JSON.stringify(policy(READ))),
  MISMATCHED_ACTION_FOR_PRINCIPAL: trust(
    { Principal: SAML_PROVIDER, Action: 'sts:AssumeRoleWithWebIdentity' }, { Principal: SAML_PROVIDER, Action: 'sts:AssumeRoleWithSAML' }),
  MISSING_ACTION: identity(without('Action', READ)),
  MISSING_ACTION_FOR_CONDITION_KEY: identity(
    { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*', Condition: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } } },
    { Effect: 'Allow', Action: 'ec2:CreateTags', Resource: '*', Condition: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } } }),
  MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY: trust(
    { Principal: { Service: 'rolesanywhere.amazonaws.com' } },
    { Principal: { Service: 'rolesanywhere.amazonaws.com' }, Action: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'] }),
  MISSING_ARN_ACCOUNT: identity({ ...PASS, Resource: 'arn:aws:iam:::role/worker' }, PASS),
  MISSING_ARN_FIELD: identity({ ...READ, Resource: 'arn:aws:s3::orders/*' }),
  MISSING_ARN_REGION: identity(
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs::111122223333:orders' },
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:eu-west-1:111122223333:orders' }),
  MISSING_BRACE_IN_VARIABLE: identity({ ...READ, Resource: 'arn:aws:s3:::orders/${aws:username/*' }, { ...READ, Resource: 'arn:aws:s3:::orders/${aws:username}/*' }),
  MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL: workflows({}, WORKFLOW),
  MISSING_EFFECT: identity(without('Effect', READ)),
  MISSING_GITHUB_REPO_CONDITION_KEY: workflows({ StringEquals: AUDIENCE }, WORKFLOW),
  MISSING_PAIRED_CONDITION_KEYS: conditions(
    { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/16' } },
    { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/16' }, StringEquals: { 'aws:SourceVpc': 'vpc-1a2b3c4d' } }),
  MISSING_PRINCIPAL: documents(policy(READ), policy({ ...READ, Principal: { AWS: ROLE } }), 'resource', 'AWS::S3::BucketPolicy'),
  MISSING_QUALIFIER: identity(
    { Effect: 'Allow', Action: 'ec2:CreateTags', Resource: '*', Condition: { StringEquals: { 'aws:TagKeys': 'team' } } },
    { Effect: 'Allow', Action: 'ec2:CreateTags', Resource: '*', Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'team' } } }),
  MISSING_QUOTE_IN_VARIABLE: identity(
    { ...READ, Resource: 'arn:aws:s3:::orders/${aws:PrincipalTag/team, all}/*' }, { ...READ, Resource: 'arn:aws:s3:::orders/${aws:PrincipalTag/team, \'all\'}/*' }),
  MISSING_RESOURCE: identity(without('Resource', READ)),
  MISSING_STATEMENT: documents({ Version: '2012-10-17' }, policy(READ)),
  MISSING_TAG_KEY_IN_CONDITION: conditions({ StringEquals: { 'aws:PrincipalTag': 'orders' } }, { StringEquals: { 'aws:PrincipalTag/team': 'orders' } }),
  MISSING_VERSION: documents({ Statement: [READ] }, policy(READ)),
  NULL_WITH_IF_EXISTS: conditions({ NullIfExists: { 'aws:PrincipalTag/team': 'false' } }, { Null: { 'aws:PrincipalTag/team': 'false' } }),
  NULL_WITH_QUALIFIER: conditions({ 'ForAllValues:Null': { 'aws:TagKeys': 'false' } }, { Null: { 'aws:TagKeys': 'false' } }),
  PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE: identity({ Effect: 'Allow', NotAction: 's3:*', NotResource: ROLE }, PASS),
  PASS_ROLE_WITH_NOT_RESOURCE: identity({ Effect: 'Allow', Action: 'iam:PassRole', NotResource: ROLE }, PASS),
  PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: identity({ Effect: 'Allow', Action: 'iam:Pass*', NotResource: ROLE }, PASS),
  PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE: identity({ Effect: 'Allow', Action: 'iam:Pass*', Resource: '*' }, PASS),
  PASS_ROLE_WITH_STAR_IN_RESOURCE: identity({ Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }, PASS),
  PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: identity({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }, PASS),
  POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA: long(READ, 6144, 'identity', 'AWS::IAM::ManagedPolicy'),
  POLICY_SIZE_EXCEEDS_RCP_QUOTA: long(RCP, 5120, 'rcp', 'AWS::Organizations::Policy'),
  POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA: long({ ...READ, Principal: { AWS: ROLE } }, 20 * 1024, 'resource', 'AWS::S3::BucketPolicy'),
  POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA: long(ASSUME, 2048, 'trust', 'AWS::IAM::Role'),
  POLICY_SIZE_EXCEEDS_SCP_QUOTA: long({ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }, 10240, 'scp', 'AWS::Organizations::Policy'),
  PRIVATE_IP_ADDRESS: conditions({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
  PRIVATE_IP_ADDRESS_SUBSET: conditions({ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '10.0.0.0/8'] } }, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
  PRIVATE_NOT_IP_ADDRESS: conditions({ NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
  PRIVATE_NOT_IP_ADDRESS_SUBSET: conditions(
    { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '10.0.0.0/8'] } }, { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
  RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY: rcp(
    { Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } },
    { Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } }),
  RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY: rcp(
    { Condition: { StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } } },
    {
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' }, Null: { 'aws:SourceAccount': 'false' }, Bool: { 'aws:PrincipalIsAWSService': 'true' },
      },
    }),
  RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK: rcp(
    { Condition: { StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' }, Bool: { 'aws:PrincipalIsAWSService': 'true' } } },
    {
      Condition: {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' }, Null: { 'aws:SourceAccount': 'false' }, Bool: { 'aws:PrincipalIsAWSService': 'true' },
      },
    }),
  RCP_SYNTAX_ERROR_ACTION: rcp({ Action: 'lambda:InvokeFunction' }),
  RCP_SYNTAX_ERROR_ALLOW: rcp({ Effect: 'Allow' }),
  RCP_SYNTAX_ERROR_NOTACTION: documents(policy({ ...without('Action', RCP), NotAction: 's3:GetObject' }), policy(RCP), 'rcp', 'AWS::Organizations::Policy'),
  RCP_SYNTAX_ERROR_PRINCIPAL: rcp({ Principal: { AWS: ROLE } }),
  RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL: bucket(
    { Principal: { Service: 'ses.amazonaws.com' }, Action: 's3:PutObject', Condition: { StringEquals: { 'aws:Referer': '111122223333' } } },
    { Principal: { Service: 'ses.amazonaws.com' }, Action: 's3:PutObject', Condition: OF_ACCOUNT }),
  REDUNDANT_ACTION: identity(
    { Effect: 'Allow', Action: ['iam:Get*', 'iam:List*', 'iam:GetCredentialReport'], Resource: '*' }, { Effect: 'Allow', Action: ['iam:Get*', 'iam:List*'], Resource: '*' }),
  REDUNDANT_CONDITION_VALUE_NUM: conditions(
    { NumericLessThan: { 'aws:MultiFactorAuthAge': ['2700', '3600'] } }, { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }),
  REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION: conditions(
    { StringLike: { 'aws:RequestedRegion': '*' } }, { StringLike: { 'aws:RequestedRegion': 'eu-*' } }),
  REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY: trust(
    { Principal: { AWS: [ROLE, 'arn:aws:sts::111122223333:assumed-role/worker/session'] } }, { Principal: { AWS: ROLE } }),
  REDUNDANT_RESOURCE: identity({ ...READ, Resource: ['arn:aws:s3:::orders/*', 'arn:aws:s3:::orders/2026/*'] }),
  REDUNDANT_STATEMENT: documents(policy(READ, READ), policy(READ)),
  REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION: conditions(
    { StringNotLike: { 'aws:RequestedRegion': '*' } }, { StringNotLike: { 'aws:RequestedRegion': 'us-*' } }),
  RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL: bucket(SERVICE, { ...SERVICE, Condition: OF_ACCOUNT }),
  ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL: documents(
    policy({ ...without('Principal', ASSUME), NotPrincipal: { AWS: ROLE } }), policy(ASSUME), 'trust', 'AWS::IAM::Role'),
  ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE: trust({ Resource: '*' }),
  ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL: trust({ Principal: '*' }),
  S3_PREFIX_IN_NEGATIVE_CONTEXT: identity(
    { ...LIST, Condition: { StringNotLike: { 's3:prefix': 'private/*' } } }, { ...LIST, Condition: { StringLike: { 's3:prefix': 'public/*' } } }),
  SCP_SYNTAX_ERROR_PRINCIPAL: documents(
    policy({ Effect: 'Deny', Principal: '*', Action: 'organizations:LeaveOrganization', Resource: '*' }),
    policy({ Effect: 'Deny', Action: 'organizations:LeaveOrganization', Resource: '*' }), 'scp', 'AWS::Organizations::Policy'),
  SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED: workflows(
    { StringEquals: AUDIENCE, StringLike: { [`${GITHUB}:sub`]: 'repo:acme/*' } }, WORKFLOW),
  STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS: bucket(
    { ...SERVICE, Condition: { StringLike: { 'aws:SourceArn': 'arn:aws:cloudfront::*:distribution/E1A2B3C4D5E6F7' } } },
    { ...SERVICE, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/*' } } }),
  TYPE_MISMATCH: conditions({ StringEquals: { 'aws:SourceIp': '203.0.113.0/24' } }, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
  TYPE_MISMATCH_BOOLEAN: conditions({ Bool: { 'aws:SecureTransport': 'yes' } }, { Bool: { 'aws:SecureTransport': 'true' } }),
  TYPE_MISMATCH_DATE: conditions({ DateLessThan: { 'aws:CurrentTime': '31.12.2026' } }, { DateLessThan: { 'aws:CurrentTime': '2026-12-31T00:00:00Z' } }),
  TYPE_MISMATCH_IP_RANGE: conditions({ IpAddress: { 'aws:SourceIp': '203.0.113.*' } }, { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
  TYPE_MISMATCH_NUMBER: conditions({ NumericLessThan: { 'aws:MultiFactorAuthAge': '1h' } }, { NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' } }),
  TYPE_MISMATCH_STRING: conditions({ BinaryEquals: { 'aws:PrincipalTag/key': 'not base64!' } }, { BinaryEquals: { 'aws:PrincipalTag/key': 'QmFzZTY0' } }),
  UNIQUE_SIDS_RECOMMENDED: documents(
    policy({ ...READ, Sid: 'Read', Principal: { AWS: ROLE } }, { ...LIST, Sid: 'Read', Principal: { AWS: ROLE } }),
    policy({ ...READ, Sid: 'Read', Principal: { AWS: ROLE } }, { ...LIST, Sid: 'List', Principal: { AWS: ROLE } }), 'resource', 'AWS::S3::BucketPolicy'),
  UNIQUE_SIDS_REQUIRED: documents(policy({ ...READ, Sid: 'Read' }, { ...LIST, Sid: 'Read' }), policy({ ...READ, Sid: 'Read' }, { ...LIST, Sid: 'List' })),
  UNSUPPORTED_ACTION_FOR_CONDITION_KEY: identity(
    { ...READ, Action: ['s3:GetObject', 's3:ListBucket'], Resource: '*', Condition: { StringLike: { 's3:prefix': 'public/*' } } },
    { ...LIST, Condition: { StringLike: { 's3:prefix': 'public/*' } } }),
  UNSUPPORTED_ACTION_IN_POLICY: bucket({ Action: 'kms:Decrypt' }),
  UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL: bucket(
    { ...SERVICE, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }, { ...SERVICE, Condition: OF_ACCOUNT }),
  UNSUPPORTED_ELEMENT_COMBINATION: identity({ ...READ, NotAction: 's3:PutObject' }),
  UNSUPPORTED_GLOBAL_CONDITION_KEY: conditions({ ArnLike: { 'aws:ARN': 'arn:aws:iam::111122223333:role/*' } }, { ArnLike: { 'aws:PrincipalArn': ROLE } }),
  UNSUPPORTED_PRINCIPAL: identity({ ...READ, Principal: { AWS: ROLE } }),
  UNSUPPORTED_RESOURCE_ARN_IN_POLICY: bucket({ Resource: KEY }),
  UNSUPPORTED_SID: identity({ ...READ, Sid: 'read-orders' }, { ...READ, Sid: 'ReadOrders' }),
  UNSUPPORTED_SPACE_IN_VARIABLE: identity({ ...READ, Resource: 'arn:aws:s3:::orders/${aws: username}/*' }, { ...READ, Resource: 'arn:aws:s3:::orders/${aws:username}/*' }),
  UNSUPPORTED_WILDCARD_IN_PRINCIPAL: bucket({ Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } }),
  UNTRUSTWORTHY_CONDITION_KEY: bucket({ Condition: { StringLike: { 'aws:UserAgent': 'orders/*' } } }),
  USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES: identity(
    { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:VpceAccount': '111122223333' } } },
    { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { StringNotEquals: { 'aws:VpceAccount': '111122223333' } } }),
  VARIABLE_UNSUPPORTED_IN_ELEMENT: identity({ ...READ, Action: 's3:${aws:PrincipalTag/verb}' }),
  VARIABLE_UNSUPPORTED_IN_VERSION: documents(
    { Version: '2008-10-17', Statement: [{ ...READ, Resource: 'arn:aws:s3:::orders/${aws:username}/*' }] }, policy({ ...READ, Resource: 'arn:aws:s3:::orders/${aws:username}/*' })),
  VARIABLE_USAGE_TOO_PERMISSIVE: bucket(
    { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': '${aws:RequestTag/account}' } } },
    { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } } }),
  WILDCARD_IN_SERVICE_NAME: identity(
    { Effect: 'Allow', Action: 'codebuild:StartBuild', Resource: 'arn:aws:*code*:eu-west-1:111122223333:project/orders' },
    { Effect: 'Allow', Action: 'codebuild:StartBuild', Resource: 'arn:aws:codebuild:eu-west-1:111122223333:project/orders' }),
  WILDCARD_USAGE_TOO_PERMISSIVE: bucket(
    { Principal: '*', Condition: { StringLike: { 'aws:PrincipalOrgID': 'o-a1*' } } },
    { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
  WILDCARD_WITHOUT_LIKE_OPERATOR: conditions(
    { StringEquals: { 'aws:PrincipalTag/team': 'orders-*' } }, { StringLike: { 'aws:PrincipalTag/team': 'orders-*' } }),
};
