/**
 * An app that makes every mistake a rule knows, at least once: grants and constructs of the CDK where these make it, resources of
 * CloudFormation where the CDK refuses it or has nothing of its own.
 */
import { App, Aws, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as organizations from 'aws-cdk-lib/aws-organizations';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { RuleContext } from '../../src/rules/rule-context';

/** What the user chose who runs this app, so that the rules that ask for it have something to say. */
export const MISTAKES_CONTEXT: Partial<RuleContext> = {
  requirePermissionsBoundary: true,
  trustedAccounts: ['444455556666'],
  sensitiveAccess: [{ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::payroll/*'] }],
  requiredConditions: [{ action: 'ec2:RunInstances', key: 'aws:RequestedRegion' }],
  maxActions: 7,
};

const ORDERS = 'arn:aws:s3:::orders/*';
const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const QUEUE = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:orders';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ROLE = 'arn:aws:iam::111122223333:role/worker';
const STRANGER = 'arn:aws:iam::999988887777:role/scanner';
const ORGANIZATION = 'o-a1b2c3d4e5';

function document(...statements: JsonObject[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements };
}

function allow(action: JsonValue, resource: JsonValue = '*', condition?: JsonObject): JsonObject {
  return { Effect: 'Allow', Action: action, Resource: resource, ...condition && { Condition: condition } };
}

function deny(action: JsonValue, resource: JsonValue = '*', condition?: JsonObject): JsonObject {
  return { ...allow(action, resource, condition), Effect: 'Deny' };
}

/** Customer managed policies, each with one mistake or a few. */
class IdentityPolicies extends Stack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.grammar();
    this.actionsAndResources();
    this.conditions();
    this.variables();
    this.breadth();
    this.sensitiveAccess();
  }

  private grammar(): void {
    this.policy('EffectInLowerCase', document({ ...allow('s3:GetObject', ORDERS), Effect: 'allow' }));
    this.policy('SidTwice', document({ ...allow('s3:GetObject', ORDERS), Sid: 'Read' }, { ...allow('s3:ListBucket', 'arn:aws:s3:::orders'), Sid: 'Read' }));
    this.policy('NoActions', document(allow([], ORDERS)));
    this.policy('SidWithSpaces', document({ ...allow('s3:GetObject', ORDERS), Sid: 'read the orders' }));
    this.policy('DashOfAWordProcessor', document(allow('s3:GetObject', 'arn:aws:s3:::orders–archive/*')));
    this.policy('EmptySid', document({ ...allow('s3:GetObject', ORDERS), Sid: '' }));
    this.policy('OneSidOfTwo', document({ ...allow('s3:GetObject', ORDERS), Sid: 'Read' }, allow('s3:ListBucket', 'arn:aws:s3:::orders')));
    this.policy('NoVersion', { Statement: [allow('s3:GetObject', ORDERS)] });
    this.policy('OldVersion', { Version: '2008-10-17', Statement: [allow('s3:GetObject', ORDERS)] });
    this.policy('SaidTwice', document(allow(['s3:GetObject', 's3:PutObject'], ORDERS), allow('s3:GetObject', 'arn:aws:s3:::orders/prices.json')));
    this.policy('KnownAtDeployment', document(allow('s3:GetObject', Fn.join('', ['arn:aws:s3:::', Fn.importValue('BucketName'), '/*']))));
  }

  private actionsAndResources(): void {
    this.policy('EveryStack', document(allow('cloudformation:DescribeStacks')));
    this.policy('NoService', document(allow('GetObject', ORDERS)));
    this.policy('MisspeltAction', document(allow('s3:GetObjct', ORDERS)));
    this.policy('MisspeltService', document(allow('dynamo:GetItem')));
    this.policy('WildcardService', document(allow('sqs:SendMessage', 'arn:aws:*:eu-west-1:111122223333:orders')));
    this.policy('ActionTwice', document(allow(['s3:Get*', 's3:GetObject'], ORDERS)));
    this.policy('EndedAction', document(allow('aws-portal:ViewBilling')));
    this.policy('NameForArn', document(allow('s3:GetObject', 'orders/*')));
    this.policy('ObjectActionOnBucket', document(allow('s3:GetObject', 'arn:aws:s3:::orders')));
    this.policy('NoResourceType', document(allow('dynamodb:GetItem', [TABLE, 'arn:aws:dynamodb:eu-west-1:111122223333:invoices'])));
    this.policy('AllTables', document(allow(['dynamodb:GetItem', 'dynamodb:PutItem'])));
    this.policy('AnyAccount', document(allow('sts:AssumeRole', 'arn:aws:iam::*:role/deploy')));
    this.policy('AnyRegion', document(allow('dynamodb:GetItem', 'arn:aws:dynamodb:*:111122223333:table/orders')));
    this.policy('ResourceTwice', document(allow('s3:GetObject', ['arn:aws:s3:::orders/incoming/*', ORDERS])));
    new s3.CfnBucket(this, 'Prices', { bucketName: 'prices' });
    this.policy('OwnBucketByName', document(allow('s3:GetObject', 'arn:aws:s3:::prices/*')));
  }

  private conditions(): void {
    this.condition('AnyTagIsNull', { 'ForAllValues:Null': { 'aws:PrincipalTag/team': 'false' } });
    this.condition('HostBits', { IpAddress: { 'aws:SourceIp': '203.0.113.7/24' } });
    this.condition('RegionOrAny', { StringLike: { 'aws:RequestedRegion': ['eu-west-1', '*'] } });
    this.condition('LikeWithoutWildcard', { StringLike: { 'aws:PrincipalTag/team': 'orders' } });
    this.condition('KeyWithoutPrefix', { StringEquals: { SourceAccount: '111122223333' } });
    this.condition('AddressAsText', { StringEquals: { 'aws:SourceIp': '203.0.113.0/24' } });
    this.condition('ListWithoutQualifier', { StringEquals: { 'aws:CalledVia': 'athena.amazonaws.com' } });
    this.condition('SecondsSince1970', { DateLessThan: { 'aws:CurrentTime': '1798761600' } });
    this.condition('PrivateBesidePublic', { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '203.0.113.0/24'] } });
    this.condition('PrivateOnly', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } });
    this.condition('TwoBounds', { NumericLessThan: { 'aws:MultiFactorAuthAge': ['900', '3600'] } });
    this.condition('MisspeltKey', { StringEquals: { 'aws:PrincipleOrgID': ORGANIZATION } });
    this.condition('WildcardAcrossFields', { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/worker' } });
    this.condition('AnyTeam', { StringLike: { 'aws:PrincipalTag/team': '*' } });
    this.condition('WildcardAsLetter', { StringEquals: { 'aws:PrincipalTag/team': 'orders-*' } });
    this.condition('KeyTwice', { StringEquals: { 'aws:SourceAccount': '111122223333', 'AWS:SourceAccount': '444455556666' } });
    this.condition('Nothing', {});
    this.condition('RegionThatIsNone', { StringEquals: { 'aws:RequestedRegion': 'eu-west1' } });
    this.policy('KeyOfFewServices', document(deny('*', '*', { StringNotEquals: { 'aws:VpceOrgID': ORGANIZATION } })));
    this.policy('KeyOfListing', document(allow(['s3:ListBucket', 's3:GetObject'], ['arn:aws:s3:::orders', ORDERS], { StringLike: { 's3:prefix': 'incoming/*' } })));
    this.policy('OfficeOnly', document(deny('*', '*', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })));
    this.policy('AttributesOnly', document(allow('dynamodb:Query', TABLE, { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['id', 'status'] } })));
    this.policy('ListingWithout', document(deny('s3:ListBucket', 'arn:aws:s3:::orders', { StringLike: { 's3:prefix': 'payroll/*' } })));
    this.policy('TagsOfNobody', document(deny('workdocs:DeleteDocument', '*', { StringEquals: { 'aws:ResourceTag/status': 'confidential' } })));
    this.policy('MfaIfSaid', document(deny('*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } })));
    this.policy('NoRegion', document(allow('ec2:RunInstances', '*', { StringEquals: { 'aws:PrincipalTag/team': 'orders' } })));
  }

  private variables(): void {
    this.policy('OpenBrace', document(allow('s3:GetObject', 'arn:aws:s3:::orders/${aws:username/*')));
    this.policy('VariableAction', document(allow('s3:${aws:PrincipalTag/verb}Object', ORDERS)));
    this.policy('VariableBeforeVersion', { Statement: [allow('s3:GetObject', 'arn:aws:s3:::orders/${aws:username}/*')] });
    this.policy('MisspeltVariable', document(allow('s3:GetObject', 'arn:aws:s3:::orders/${aws:usernmae}/*')));
    this.policy('NotSubstituted', document(allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:${AWS::AccountId}:orders')));
  }

  private breadth(): void {
    this.policy('Everything', document(allow('*')));
    this.policy('EverythingButIam', document({ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }));
    this.policy('EverywhereButPayroll', document({ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'arn:aws:s3:::payroll/*' }));
    this.policy('AllOfS3', document(allow('s3:*', ORDERS)));
    this.policy('AllReads', document(allow(['dynamodb:Describe*', 'dynamodb:BatchGet*'], TABLE)));
    this.policy('ByTeam', document(allow('sqs:SendMessage', '*', { StringEquals: { 'aws:ResourceTag/team': 'orders' } })));
    this.policy('AnyTag', document(allow('sqs:TagQueue')));
    this.policy('LongList', document(allow([
      'sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:PurgeQueue', 'sqs:GetQueueUrl', 'sqs:GetQueueAttributes', 'sqs:ChangeMessageVisibility',
      'sqs:ListQueueTags',
    ], QUEUE)));
    this.policy('PassToAny', document(allow('iam:PassRole', ROLE)));
    this.policy('PassMany', document(allow('iam:PassRole', 'arn:aws:iam::111122223333:role/orders-*', { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } })));
    this.policy('LinkAny', document(allow('iam:CreateServiceLinkedRole', 'arn:aws:iam::*:role/aws-service-role/*')));
    this.policy('MakeRoles', document(allow(['iam:CreateRole', 'iam:PutRolePolicy'], 'arn:aws:iam::111122223333:role/app/*')));
    this.policy('TakenBack', document(allow('s3:PutObject', ORDERS), deny('s3:*')));
    this.policy('TooLong', document({ ...allow('s3:GetObject', ORDERS), Sid: 'x'.repeat(6144) }));
  }

  private sensitiveAccess(): void {
    this.policy('ReadPayroll', document(allow('s3:GetObject', 'arn:aws:s3:::payroll/*')));
    this.policy('MakeKeys', document(allow('iam:CreateAccessKey')));
    this.policy('ReadSecrets', document(allow('secretsmanager:GetSecretValue')));
    this.policy('ShareSnapshot', document(allow('ec2:ModifySnapshotAttribute', 'arn:aws:ec2:eu-west-1:111122223333:snapshot/snap-1')));
    this.policy('StopTrail', document(allow('cloudtrail:StopLogging', 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/main')));
    this.policy('GrantKey', document(allow(['kms:CreateGrant', 'kms:DescribeKey'], KEY)));
    this.policy('DeleteTable', document(allow(['dynamodb:GetItem', 'dynamodb:DeleteTable'], TABLE)));
    this.policy('Leave', document(allow('organizations:LeaveOrganization')));
  }

  private policy(id: string, policyDocument: JsonObject): void {
    new iam.CfnManagedPolicy(this, id, { policyDocument });
  }

  private condition(id: string, condition: JsonObject): void {
    this.policy(`Condition${id}`, document(allow('s3:GetObject', ORDERS, condition)));
  }
}

/** Policies of buckets, queues, topics, functions, keys and endpoints. */
class ResourcePolicies extends Stack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bucketPolicies();
    this.otherPolicies();
  }

  private bucketPolicies(): void {
    const reader = { Principal: { AWS: ROLE } };
    const everyone = { Principal: '*' };
    this.bucket('Public', { ...allow('s3:GetObject', ORDERS), ...everyone });
    this.bucket('OrganizationsAlike', { ...allow('s3:GetObject', ORDERS, { StringLike: { 'aws:PrincipalOrgID': 'o-a1*' } }), ...everyone });
    this.bucket('FromOurPage', { ...allow('s3:GetObject', ORDERS, { StringLike: { 'aws:Referer': 'https://www.example.com/*' } }), ...everyone });
    this.bucket('ForAllOrganizations', { ...allow('s3:GetObject', ORDERS, { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': ORGANIZATION } }), ...everyone });
    this.bucket('ForAllTags', { ...allow('s3:GetObject', ORDERS, { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'team' } }), ...reader });
    this.bucket('OrganizationIfSaid', { ...allow('s3:GetObject', ORDERS, { StringEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION } }), ...everyone });
    this.bucket('OwnerOfBucket', { ...allow('s3:GetObject', ORDERS, { StringEquals: { 's3:ResourceAccount': '111122223333' } }), ...reader });
    this.bucket('ServiceOfOrganization', {
      ...allow('s3:GetObject', ORDERS, { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }), Principal: { Service: 'cloudfront.amazonaws.com' },
    });
    this.bucket('TransportNo', { ...deny('s3:GetObject', ORDERS, { Bool: { 'aws:SecureTransport': 'no' } }), ...everyone });
    this.bucket('ArnAsText', {
      ...allow('s3:GetObject', ORDERS, { StringEquals: { 'aws:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/E1EXAMPLE' } }),
      Principal: { Service: 'cloudfront.amazonaws.com' },
    });
    this.bucket('AddressInAnyVpc', { ...allow('s3:GetObject', ORDERS, { IpAddress: { 'aws:VpcSourceIp': '10.1.0.0/16' } }), ...everyone });
    this.bucket('AllButAnna', { ...allow('s3:GetObject', ORDERS), NotPrincipal: { AWS: 'arn:aws:iam::111122223333:user/anna' } });
    this.bucket('NobodyButWorker', { ...deny('s3:*', ORDERS), NotPrincipal: { AWS: ROLE } });
    this.bucket('Guests', { ...allow('s3:GetObject', ORDERS), Principal: { Federated: 'cognito-identity.amazonaws.com' } });
    this.bucket('Stranger', { ...allow('s3:GetObject', ORDERS), Principal: { AWS: STRANGER } });
    this.bucket('WholeOrganizationWrites', { ...allow('s3:PutObject', ORDERS, { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }), ...everyone });
    this.bucket('Mail', { ...allow('s3:PutObject', ORDERS, { StringEquals: { 'aws:Referer': '111122223333' } }), Principal: { Service: 'ses.amazonaws.com' } });
    this.bucket('TooLong', { ...allow('s3:GetObject', ORDERS), ...reader, Sid: 'x'.repeat(20 * 1024) });
  }

  private otherPolicies(): void {
    const send = allow('sqs:SendMessage', QUEUE);
    const topic = { Service: 'sns.amazonaws.com' };
    const bucket = { Service: 's3.amazonaws.com' };
    this.queue('SidTwice', { ...send, Principal: { AWS: ROLE }, Sid: 'Send' }, { ...send, Principal: { AWS: 'arn:aws:iam::111122223333:role/auditor' }, Sid: 'Send' });
    this.queue('AnyBucket', { ...send, Principal: bucket });
    this.queue('BucketOfAnyAccount', { ...send, Principal: bucket, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:orders' } } });
    this.queue('AnyTopic', { ...send, Principal: topic, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:*' } } });
    this.queue('TopicOfStranger', { ...send, Principal: topic, Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:999988887777:orders' } } });
    this.topic('AnyService', { ...allow('sns:Publish', TOPIC), Principal: { Service: '*' } });
    this.topic('ActionOfQueues', { ...allow('sqs:SendMessage', TOPIC), Principal: { AWS: ROLE } });
    this.topic('ResourceIsQueue', { ...allow('sns:Publish', QUEUE), Principal: { AWS: ROLE } });
    const permission = { action: 'lambda:InvokeFunction', functionName: 'orders', sourceArn: 'arn:aws:s3:::orders' };
    new lambda.CfnPermission(this, 'SourceOfAnotherService', { ...permission, principal: 'sns.amazonaws.com' });
    new lambda.CfnPermission(this, 'BucketWithoutAccount', { ...permission, principal: 's3.amazonaws.com' });
    new kms.CfnKey(this, 'LockedKey', { keyPolicy: document({ ...allow(['kms:Decrypt', 'kms:Encrypt']), Principal: { AWS: ROLE } }) });
    new CfnResource(this, 'OpenEndpoint', { type: 'AWS::EC2::VPCEndpoint', properties: { VpcId: 'vpc-0a1b2c3d', ServiceName: 'com.amazonaws.eu-west-1.s3' } });
    new s3.Bucket(this, 'Website', { websiteIndexDocument: 'index.html' });
    new s3.CfnBucket(this, 'Leaflets', { accessControl: 'PublicRead' });
    new secretsmanager.Secret(this, 'Secret');
  }

  private bucket(id: string, statement: JsonObject): void {
    new s3.CfnBucketPolicy(this, `Bucket${id}`, { bucket: 'orders', policyDocument: document(statement) });
  }

  private queue(id: string, ...statements: JsonObject[]): void {
    new sqs.CfnQueuePolicy(this, `Queue${id}`, { queues: ['orders'], policyDocument: document(...statements) });
  }

  private topic(id: string, statement: JsonObject): void {
    new CfnResource(this, `Topic${id}`, { type: 'AWS::SNS::TopicPolicy', properties: { Topics: [TOPIC], PolicyDocument: document(statement) } });
  }
}

const GITHUB = 'token.actions.githubusercontent.com';
const EKS = 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E';

/** Roles, each with a mistake in whom it trusts. */
class TrustPolicies extends Stack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.principals();
    this.federation();
    this.workflows();
  }

  private principals(): void {
    this.role('ServiceByName', { Principal: { Service: 'lambda' } });
    this.role('Group', { Principal: { AWS: 'arn:aws:iam::111122223333:group/devs' } });
    this.role('MisspeltService', { Principal: { Service: 'lamdba.amazonaws.com' } });
    this.role('RolesByPattern', { Principal: { AWS: 'arn:aws:iam::111122223333:role/deploy-*' } });
    this.role('RoleById', { Principal: { AWS: 'AROADBQP57FF2AEXAMPLE' } });
    this.role('EveryAssumption', { Principal: { AWS: ROLE }, Action: 'sts:*' });
    this.role('Scanner', { Principal: { AWS: STRANGER } });
    this.role('SessionBesideRole', { Principal: { AWS: [ROLE, 'arn:aws:sts::111122223333:assumed-role/worker/main'] } });
    this.role('AnchorOfAnyone', { Principal: { Service: 'rolesanywhere.amazonaws.com' } });
    this.role('SharedExternalId', ...[STRANGER, 'arn:aws:iam::888877776666:role/backup'].map(principal => ({
      Principal: { AWS: principal }, Condition: { StringEquals: { 'sts:ExternalId': '6f1d2c84a97be035' } },
    })));
    this.role('GuessableExternalId', { Principal: { AWS: STRANGER }, Condition: { StringEquals: { 'sts:ExternalId': 'acme-42' } } });
    this.role('WholeAccount', { Principal: { AWS: 'arn:aws:iam::999988887777:root' } });
    this.role('Anyone', { Principal: '*' });
    this.role('NobodyButAccount', { Effect: 'Deny', NotPrincipal: { AWS: '111122223333' } });
    this.role('TwoKindsOfWorkload', { Principal: { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] } });
    this.role('AnyTask', { Principal: { Service: 'ecs-tasks.amazonaws.com' } });
    this.role('AnyFunction', { Principal: { Service: 'lambda.amazonaws.com' } });
    this.role('InstanceOfAccount', { Principal: { Service: 'ec2.amazonaws.com' }, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } });
    this.role('TooLong', { Principal: { AWS: ROLE }, Sid: 'x'.repeat(2048) });
    new iam.CfnRole(this, 'LinkedPath', {
      path: '/aws-service-role/ecs.amazonaws.com/',
      assumeRolePolicyDocument: document({ Effect: 'Allow', Principal: { Service: 'ecs.amazonaws.com' }, Action: 'sts:AssumeRole' }),
    });
  }

  private federation(): void {
    const cognito = { Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity' };
    const saml = { Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/login' }, Action: 'sts:AssumeRoleWithSAML' };
    this.role('AnyPool', cognito);
    this.role('AnyApp', { ...cognito, Principal: { Federated: 'accounts.google.com' } });
    this.role('GuestsToo', { ...cognito, Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:6f1d2c84-a97b-e035-8f00-000000000000' } } });
    this.role('AnyAudience', saml);
    this.role('AnyUser', { ...saml, Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } } });
    this.role('ProviderByUrl', this.workflow({ sub: 'repo:acme/orders:environment:production' }, {}, `https://${GITHUB}`));
    this.role('ProviderByDomain', this.workflow({ sub: 'repo:acme/orders:environment:production' }, {}, GITHUB));
    this.role('WorkflowAssumes', { Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` } });
    this.role('PodByName', {
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${EKS}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${EKS}:aud`]: 'sts.amazonaws.com', [`${EKS}:sub`]: 'orders' } },
    });
  }

  private workflows(): void {
    const aud = 'sts.amazonaws.com';
    const sub = 'repo:acme/orders:environment:production';
    this.role('AnyRepository', this.workflow({ aud }, { StringLike: { [`${GITHUB}:sub`]: 'repo:*' } }));
    this.role('DefaultAudience', this.workflow({ aud: 'https://github.com/acme', sub }));
    this.role('OtherIssuer', this.workflow({ aud, sub }, {}, `arn:aws:iam::111122223333:oidc-provider/${GITHUB}/acme`));
    this.role('AnyVersionOfWorkflow', this.workflow({ aud, sub }, { StringLike: { [`${GITHUB}:job_workflow_ref`]: 'acme/workflows/.github/workflows/deploy.yml@*' } }));
    this.role('NoAudience', this.workflow({ sub }));
    this.role('NoSubject', this.workflow({ aud }));
    this.role('RepositoryById', this.workflow({ aud, repository_id: '526837261' }));
    this.role('EnvironmentIfSaid', this.workflow({ aud, sub: 'repo:acme/orders:ref:refs/heads/main' }, { StringEqualsIfExists: { [`${GITHUB}:environment`]: 'production' } }));
    this.role('ReleaseBranches', this.workflow({ aud }, { StringLike: { [`${GITHUB}:sub`]: 'repo:acme/orders:ref:refs/heads/release/*' } }));
    this.role('ClaimThatIsNotRead', this.workflow({ aud, sub, event_name: 'push' }));
    this.workflowRole('PullRequestsWrite', 'repo:acme/orders:pull_request', document(allow(['s3:GetObject', 's3:PutObject'], ORDERS)));
    this.workflowRole('WorkflowAdministers', sub, document(allow('*')));
  }

  private workflow(claims: { [name: string]: string }, conditions: JsonObject = {}, provider = `arn:aws:iam::111122223333:oidc-provider/${GITHUB}`): JsonObject {
    return {
      Principal: { Federated: provider },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: Object.fromEntries(Object.entries(claims).map(([name, value]) => [`${GITHUB}:${name}`, value])), ...conditions },
    };
  }

  private workflowRole(id: string, sub: string, policyDocument: JsonObject): void {
    new iam.CfnRole(this, id, {
      assumeRolePolicyDocument: document({ Effect: 'Allow', ...this.workflow({ aud: 'sts.amazonaws.com', sub }) }),
      policies: [{ policyName: 'work', policyDocument }],
    });
  }

  private role(id: string, ...statements: JsonObject[]): void {
    new iam.CfnRole(this, id, {
      assumeRolePolicyDocument: document(...statements.map(statement => ({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }))),
    });
  }
}

const INSTANCES = document({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' });

/** Policies of the organization. */
class OrganizationPolicies extends Stack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.policy('OneRegion', 'SERVICE_CONTROL_POLICY', deny('ec2:*', '*', { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } }));
    this.policy('KeepsTrails', 'SERVICE_CONTROL_POLICY', deny('cloudtrail:StopLogging'), [Aws.ACCOUNT_ID]);
    new iam.CfnRole(this, 'StopsTrails', {
      assumeRolePolicyDocument: INSTANCES,
      policies: [{ policyName: 'Trails', policyDocument: document(allow('cloudtrail:StopLogging')) }],
    });
    this.resourceControl('Allows', { Effect: 'Allow' });
    this.resourceControl('Everything', {});
    this.resourceControl('NobodyButOrganization', { Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION } } });
    this.resourceControl('SourceOfOrganization', { Condition: { StringNotEqualsIfExists: { 'aws:SourceOrgID': ORGANIZATION } } });
    this.resourceControl('Functions', { Action: ['s3:*', 'lambda:InvokeFunction'], Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } } });
  }

  private resourceControl(id: string, elements: JsonObject): void {
    this.policy(id, 'RESOURCE_CONTROL_POLICY', { ...deny('s3:*'), Principal: '*', ...elements });
  }

  private policy(id: string, type: string, statement: JsonObject, targetIds?: string[]): void {
    new organizations.CfnPolicy(this, id, { name: id, type, content: document(statement), targetIds });
  }
}

/** Roles, users and groups that break rules of good housekeeping or quotas of IAM. */
class Identities extends Stack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.managedPolicies();
    this.users();
    this.names();
    this.boundaries();
  }

  private managedPolicies(): void {
    this.role('Administrator', { managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] });
    this.role('BasicExecution', { managedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] });
    this.role('AllQueues', { managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSQSFullAccess'] });
    this.role('Withdrawn', { managedPolicyArns: ['arn:aws:iam::aws:policy/AWSLambdaFullAccess'] });
    this.role('WrongPath', { managedPolicyArns: ['arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole'] });
    this.role('MisspeltPolicy', { managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3ReadonlyAccess'] });
    this.role('ElevenPolicies', { managedPolicyArns: numbered(11, 'arn:aws:iam::111122223333:policy/orders') });
    this.role('ThirtyPolicies', { managedPolicyArns: numbered(30, 'arn:aws:iam::111122223333:policy/orders') });
    this.role('Agent', {
      assumeRolePolicyDocument: document({
        Effect: 'Allow',
        Principal: { Service: 'bedrock.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
      }),
      managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonBedrockFullAccess'],
    });
  }

  private users(): void {
    const robot = new iam.User(this, 'Robot', { managedPolicies: [iam.ManagedPolicy.fromManagedPolicyArn(this, 'Read', 'arn:aws:iam::111122223333:policy/read')] });
    new iam.AccessKey(this, 'RobotKey', { user: robot });
    new iam.Group(this, 'Readers');
  }

  private names(): void {
    this.role('Named', { roleName: 'Orders' });
    this.role('NamedAlike', { roleName: 'orders', path: '/other/' });
    this.role('NameTooLong', { roleName: 'orders-'.repeat(10) });
    new iam.CfnManagedPolicy(this, 'PolicyNameTooLong', { managedPolicyName: 'orders-'.repeat(20), policyDocument: document(allow('s3:GetObject', ORDERS)) });
    new iam.CfnOIDCProvider(this, 'ShortThumbprint', { url: `https://${GITHUB}`, thumbprintList: ['69:38:FD:4D:98:BA:B0:3F'] });
    new iam.CfnOIDCProvider(this, 'ManyClients', { url: 'https://idp.example.com', clientIdList: numbered(101, 'client') });
    this.role('ShortSession', { maxSessionDuration: 900 });
    const people = document({ Effect: 'Allow', Principal: { AWS: ROLE }, Action: 'sts:AssumeRole' });
    this.role('LongSession', { assumeRolePolicyDocument: people, maxSessionDuration: 7200 });
    this.role('LongPath', { assumeRolePolicyDocument: people, roleName: 'orders-support', path: '/company/departments/customer-service/second-level/' });
    this.role('TwoLongPolicies', {
      policies: numbered(2, 'part').map(policyName => ({ policyName, policyDocument: document({ ...allow('s3:GetObject', ORDERS), Sid: 'x'.repeat(6000) }) })),
    });
    const reader = this.role('TwoPoliciesOfOneName', { policies: [{ policyName: 'orders', policyDocument: document(allow('s3:GetObject', ORDERS)) }] });
    new iam.CfnPolicy(this, 'OfThatName', { policyName: 'orders', roles: [reader.ref], policyDocument: document(allow('s3:PutObject', ORDERS)) });
  }

  private boundaries(): void {
    const everything = new iam.ManagedPolicy(this, 'NoLimit', { statements: [new iam.PolicyStatement({ actions: ['*'], resources: ['*'] })] });
    const worker = new iam.Role(this, 'EditsItsBoundary', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), permissionsBoundary: everything });
    worker.addToPolicy(new iam.PolicyStatement({ actions: ['iam:CreatePolicyVersion'], resources: [everything.managedPolicyArn] }));
    worker.addToPolicy(new iam.PolicyStatement({ actions: ['iam:DeleteRolePermissionsBoundary'], resources: ['*'] }));

    const someServices = new iam.ManagedPolicy(this, 'SomeServices', {
      statements: [new iam.PolicyStatement({ actions: ['s3:*', 'dynamodb:*', 'iam:*'], resources: ['*'] })],
    });
    const sender = new iam.Role(this, 'SendsInVain', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'), permissionsBoundary: someServices });
    sender.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [QUEUE] }));
  }

  private role(id: string, props: Partial<iam.CfnRoleProps>): iam.CfnRole {
    return new iam.CfnRole(this, id, { assumeRolePolicyDocument: INSTANCES, ...props });
  }
}

function numbered(count: number, name: string): string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index}`);
}

/** Roles that can get more than they were given. */
class Escalations extends Stack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const administrator = new iam.Role(this, 'Administrator', { assumedBy: new iam.AccountRootPrincipal() });
    administrator.addToPolicy(new iam.PolicyStatement({ actions: ['*'], resources: ['*'] }));
    const cleaner = new lambda.Function(this, 'Cleaner', { code: lambda.Code.fromInline(' '), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X });
    cleaner.addToRolePolicy(new iam.PolicyStatement({ actions: ['*'], resources: ['*'] }));

    this.role('EditsRoles', ['iam:PutRolePolicy']);
    this.role('PassesRoles', ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction']);
    this.role('TakesAnyRole', ['sts:AssumeRole']);
    this.role('TakesAdministrator', ['sts:AssumeRole'], administrator.roleArn);
    this.role('RewritesCleaner', ['lambda:UpdateFunctionCode'], cleaner.functionArn);
    this.role('RewritesAnyFunction', ['lambda:UpdateFunctionCode']);
    this.role('Deploys', ['sts:AssumeRole'], 'arn:aws:iam::111122223333:role/cdk-hnb659fds-deploy-role-111122223333-eu-west-1');
    this.role('EditsProviders', ['iam:UpdateSAMLProvider']);
    this.role('WritesBucketPolicy', ['s3:PutBucketPolicy'], 'arn:aws:s3:::orders');
  }

  private role(id: string, actions: string[], resource = '*'): void {
    const role = new iam.Role(this, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    role.addToPolicy(new iam.PolicyStatement({ actions, resources: [resource] }));
  }
}

/** Workloads with roles, tables and queues that do not fit together. */
class Workloads extends Stack {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.rolesAndTakers();
    this.rolesOfRoles();
    this.grants();
  }

  private rolesAndTakers(): void {
    this.functionWith('RunsAsInstance', this.role('ForInstances', 'ec2.amazonaws.com').roleArn);
    const two = new iam.Role(this, 'ForTwo', { assumedBy: new iam.CompositePrincipal(new iam.ServicePrincipal('lambda.amazonaws.com'), new iam.ServicePrincipal('ec2.amazonaws.com')) });
    this.functionWith('OneOfTwo', two.roleArn);
    this.functionWith('RoleByName', this.role('GivenByName').roleName);
    const builder = new iam.Role(this, 'Builder', { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com'), path: '/build/' });
    new CfnResource(this, 'Project', { type: 'AWS::CodeBuild::Project', properties: { ServiceRole: builder.roleName } });
    const shared = this.role('Shared');
    shared.addToPolicy(new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [TABLE] }));
    this.functionWith('Reader', shared.roleArn);
    this.functionWith('Writer', shared.roleArn);
    this.role('Unused').addToPolicy(new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [TOPIC] }));
    const deployer = this.role('Deployer', 'cloudformation.amazonaws.com');
    deployer.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:*', 'route53:*'], resources: ['*'] }));
    const url = this.functionOf('PublicUrl');
    url.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE });
    this.addTransform('AWS::Serverless-2016-10-31');
    new CfnResource(this, 'OfSam', {
      type: 'AWS::Serverless::Function',
      properties: { InlineCode: ' ', Handler: 'index.handler', Runtime: 'nodejs22.x', Policies: [{ S3ReadPolicy: { BucketName: 'orders' } }] },
    });
  }

  private rolesOfRoles(): void {
    const runner = this.role('Runner');
    const task = this.role('Task', 'ecs-tasks.amazonaws.com');
    runner.addToPolicy(new iam.PolicyStatement({
      actions: ['iam:PassRole'], resources: [task.roleArn], conditions: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    }));
    const first = this.role('First');
    const second = new iam.Role(this, 'Second', { assumedBy: first });
    new iam.Role(this, 'Third', { assumedBy: second });
    new iam.CfnRole(this, 'TakesItself', {
      roleName: 'itself',
      assumeRolePolicyDocument: document({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${this.account}:role/itself` }, Action: 'sts:AssumeRole' }),
    });
  }

  private grants(): void {
    const table = new dynamodb.Table(this, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    table.grantReadData(this.functionOf('ForgotTable'));
    this.functionOf('ForgotGrant').addEnvironment('TABLE', table.tableName);
    new s3.Bucket(this, 'Bucket').grantReadWrite(this.functionOf('ReadsAndWrites'));
    const queue = new sqs.Queue(this, 'Queue');
    new lambda.CfnEventSourceMapping(this, 'Mapping', { eventSourceArn: queue.queueArn, functionName: this.functionOf('MayNotReceive').functionName });

    const key = new kms.Key(this, 'Key');
    const barred = this.functionOf('Barred');
    key.addToResourcePolicy(new iam.PolicyStatement({ principals: [barred.grantPrincipal], actions: ['kms:Decrypt'], resources: ['*'] }));
    barred.addToRolePolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['kms:*'], resources: ['*'] }));
    const cautious = this.functionOf('Cautious');
    cautious.addToRolePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [ORDERS] }));
    cautious.addToRolePolicy(new iam.PolicyStatement({ effect: iam.Effect.DENY, actions: ['dynamodb:DeleteItem'], resources: ['*'] }));
    for (const name of numbered(10, 'Copy')) {
      const copy = this.role(name);
      copy.addToPolicy(new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [TABLE] }));
      if (name === 'Copy-0') {
        copy.attachInlinePolicy(new iam.Policy(this, 'Again', { statements: [new iam.PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [TABLE] })] }));
      }
    }
  }

  private role(id: string, service = 'lambda.amazonaws.com'): iam.Role {
    return new iam.Role(this, id, { assumedBy: new iam.ServicePrincipal(service) });
  }

  private functionOf(id: string): lambda.Function {
    return new lambda.Function(this, id, { code: lambda.Code.fromInline(' '), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X });
  }

  private functionWith(id: string, role: string): void {
    new lambda.CfnFunction(this, id, { code: { zipFile: ' ' }, handler: 'index.handler', runtime: 'nodejs22.x', role });
  }
}

export function mistakesApp(): App {
  const app = new App();
  new IdentityPolicies(app, 'IdentityPolicies');
  new ResourcePolicies(app, 'ResourcePolicies');
  new TrustPolicies(app, 'TrustPolicies');
  new OrganizationPolicies(app, 'OrganizationPolicies');
  new Identities(app, 'Identities');
  new Escalations(app, 'Escalations');
  new Workloads(app, 'Workloads');
  return app;
}

/** An app that puts a boundary on its roles and forgets the one that the CDK makes: a mistake only where all other roles have one. */
export function forgottenHelperApp(): App {
  const app = new App();
  const stack = new Stack(app, 'Bounded');
  const worker = new lambda.Function(stack, 'Worker', {
    code: lambda.Code.fromInline(' '), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X, logRetention: logs.RetentionDays.ONE_WEEK,
  });
  iam.PermissionsBoundary.of(worker).apply(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', 'arn:aws:iam::111122223333:policy/workloads'));
  return app;
}
