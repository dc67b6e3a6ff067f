import { JsonObject, JsonValue } from '../../../src/policy/json';
import { Environment, PolicyInventory } from '../../../src/policy/policy-site';
import { foreignSource } from '../../../src/rules/confused-deputy/foreign-source';
import { foreignAccount } from '../../../src/rules/principals/foreign-account';
import { functionUrlWithoutAuth } from '../../../src/rules/principals/function-url-without-auth';
import { malformedAwsPrincipal } from '../../../src/rules/principals/malformed-aws-principal';
import { malformedServicePrincipal } from '../../../src/rules/principals/malformed-service-principal';
import { misspeltServicePrincipal } from '../../../src/rules/principals/misspelt-service-principal';
import { partialWildcardPrincipal } from '../../../src/rules/principals/partial-wildcard-principal';
import { publicAccess } from '../../../src/rules/principals/public-access';
import { sharedWithEveryone } from '../../../src/rules/principals/shared-with-everyone';
import { PlacedViolation, Rule } from '../../../src/rules/rule';
import { DEFAULT_CONTEXT } from '../../../src/rules/rule-context';
import { missingExternalId } from '../../../src/rules/trust/missing-external-id';
import { readInventory } from '../../../src/template/inventory';
import { findings, inventoryOfPolicy } from '../example-inventory';
import { causes } from '../trust/trust-site';

const OWN = { account: '111122223333', region: 'eu-west-1' };

function inventory(resources: JsonObject, environment: Environment = {}): PolicyInventory {
  return readInventory([{ id: 'app', template: { Resources: resources, Parameters: { Any: { Type: 'String' } } } as {}, environment }]);
}

function inApp(rule: Rule, app: PolicyInventory, trustedAccounts: readonly string[] = []): readonly PlacedViolation[] {
  return rule.judgeApp!(app, { ...DEFAULT_CONTEXT, trustedAccounts });
}

function topicPolicy(statements: JsonValue): JsonObject {
  return { TopicPolicy: { Type: 'AWS::SNS::TopicPolicy', Properties: { Topics: ['orders'], PolicyDocument: { Statement: statements } } } };
}

function publish(principal: JsonValue, condition?: JsonObject): JsonObject {
  return { Effect: 'Allow', Principal: principal, Action: 'sns:Publish', Resource: 'arn:aws:sns:eu-west-1:111122223333:orders', ...condition && { Condition: condition } };
}

function denyOthers(...accounts: string[]): JsonObject {
  return { ...publish('*', { StringNotEquals: { 'aws:SourceAccount': accounts } }), Effect: 'Deny' };
}

describe('shared with everyone', () => {
  const service = (properties: JsonObject, principals: JsonValue = ['*']) => inventory({
    Service: { Type: 'AWS::EC2::VPCEndpointService', Properties: properties },
    Permissions: { Type: 'AWS::EC2::VPCEndpointServicePermissions', Properties: { ServiceId: { Ref: 'Service' }, AllowedPrincipals: principals } },
  });
  const bucket = (properties: JsonObject) => inventory({ Bucket: { Type: 'AWS::S3::Bucket', Properties: { AccessControl: 'PublicReadWrite', ...properties } } });
  const NO_VALUE = { Ref: 'AWS::NoValue' };

  test.each<[string, PolicyInventory, number]>([
    ['a service that accepts, as text', service({ AcceptanceRequired: 'false' }), 1],
    ['a service that may accept', service({ AcceptanceRequired: { 'Fn::If': ['IsOpen', false, true] } }), 1],
    ['principals that may be all', service({ AcceptanceRequired: false }, { 'Fn::If': ['IsOpen', ['*'], NO_VALUE] }), 1],
    ['a service that does not say whether it accepts', service({}), 0],
    ['principals of a parameter', service({ AcceptanceRequired: false }, { Ref: 'Any' }), 0],
    ['a bucket that blocks policies only', bucket({ PublicAccessBlockConfiguration: { BlockPublicPolicy: true } }), 1],
    ['a bucket that refuses such lists', bucket({ PublicAccessBlockConfiguration: { BlockPublicAcls: true } }), 0],
    ['a bucket that may ignore such lists', bucket({ PublicAccessBlockConfiguration: { IgnorePublicAcls: { Ref: 'Any' } } }), 0],
    ['a bucket that has no such lists', bucket({ OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] } }), 0],
    ['a bucket that has them', bucket({ OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] } }), 1],
    ['a bucket for logs', bucket({ AccessControl: 'LogDeliveryWrite' }), 0],
  ])('%s', (_, app, expected) => {
    expect(inApp(sharedWithEveryone, app)).toHaveLength(expected);
  });

  test('of a service of another app, it is not known whether it accepts', () => {
    const Properties = { ServiceId: 'vpce-svc-0a1b2c3d', AllowedPrincipals: ['*'] };
    expect(inApp(sharedWithEveryone, inventory({ Permissions: { Type: 'AWS::EC2::VPCEndpointServicePermissions', Properties } }))).toEqual([]);
  });
});

describe('public access', () => {
  test.each<[string, JsonValue, number]>([
    ['a bare wildcard', publish('*'), 1],
    ['a wildcard in a list', [publish({ AWS: ['111122223333', '*'] })], 1],
    ['two open statements for one action are one cause', [publish('*'), publish({ AWS: '*' })], 2],
    ['a parameter that may be anything', publish({ AWS: { Ref: 'Any' } }), 0],
    ['an account that is known at deployment only', publish('*', { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }), 0],
    ['an account that is asked for only if it is sent', publish('*', { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } }), 1],
    ['the owner, as a new topic has it', publish({ AWS: '*' }, { StringEquals: { 'AWS:SourceOwner': '111122223333' } }), 0],
    ['a condition that is known at deployment only', publish('*', { StringEquals: { 'Fn::GetAtt': ['Custom', 'Value'] } }), 0],
    ['an open statement beside one that cannot be decided', [publish('*'), publish('*', { StringEquals: { 'Fn::GetAtt': ['Custom', 'Value'] } })], 1],
    ['an open statement beside one that is malformed', [publish('*'), { Effect: 'allow', Principal: '*', Action: 'sns:Publish', Resource: '*' }], 0],
    ['a Deny for everybody', [publish('*'), { ...publish('*'), Effect: 'Deny' }], 0],
    ['a service', publish({ Service: 's3.amazonaws.com' }), 0],
    ['a branch that is open', publish({ 'Fn::If': ['IsOpen', '*', { AWS: '111122223333' }] }), 1],
  ])('%s', (_, statements, expected) => {
    expect(inApp(publicAccess, inventory({ ...topicPolicy(statements), Custom: { Type: 'Custom::CfnJson' } }))).toHaveLength(expected);
  });

  test('says where, what and by which request', () => {
    const [violation] = inApp(publicAccess, inventory(topicPolicy([{ ...publish('*'), Effect: 'Deny', Action: 'sns:Subscribe' }, publish('*')])));
    expect(violation.path).toBe('PolicyDocument/Statement/1');
    expect(violation.actions).toEqual(['sns:Publish']);
    expect(violation.witness?.action).toBe('sns:Publish');
    expect(violation.message).toContain('whatever its Deny statements say');
  });

  const invoke = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
  const outside = (key: string, value: string) => ({ ...invoke, Effect: 'Deny', Condition: { StringNotEquals: { [key]: value } } });
  const PRIVATE = { Types: ['PRIVATE'] };

  test.each<[string, JsonObject, JsonValue, JsonValue[], number]>([
    ['a public API', {}, invoke, ['NONE'], 0],
    ['a regional API', { Types: ['REGIONAL'] }, invoke, ['NONE'], 0],
    ['a private API', PRIVATE, invoke, ['NONE', 'NONE'], 1],
    ['a private API for one endpoint', PRIVATE, [invoke, outside('aws:SourceVpce', 'vpce-1a2b3c4d')], ['NONE'], 0],
    ['a private API for one network', PRIVATE, [invoke, outside('aws:SourceVpc', 'vpc-1a2b3c4d')], ['NONE'], 0],
    ['a private API for addresses that any network may have', PRIVATE,
      [{ ...invoke, Condition: { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/8' } } }], ['NONE'], 1],
    ['a private API that asks for a signature', PRIVATE, invoke, ['AWS_IAM', 'NONE'], 0],
    ['a private API whose sign-in a parameter decides', PRIVATE, invoke, [{ Ref: 'Any' }], 0],
    ['a private API whose methods stand in a file', PRIVATE, invoke, [], 0],
  ])('%s', (_, EndpointConfiguration, Statement, authorizationTypes, expected) => {
    const methods = authorizationTypes.map((AuthorizationType, index) => [`Method${index}`, {
      Type: 'AWS::ApiGateway::Method', Properties: { RestApiId: { Ref: 'Api' }, HttpMethod: 'GET', AuthorizationType },
    }]);
    const api = { Type: 'AWS::ApiGateway::RestApi', Properties: { EndpointConfiguration, Policy: { Statement } } };
    expect(inApp(publicAccess, inventory({ Api: api, ...Object.fromEntries(methods) }))).toHaveLength(expected);
  });

  test.each<[string, JsonValue, number]>([
    ['pull from', ['ecr-public:DescribeImages', 'ecr-public:BatchCheckLayerAvailability'], 0],
    ['push to', ['ecr-public:PutImage', 'ecr-public:DescribeImages'], 1],
    ['do anything with', 'ecr-public:*', 1],
  ])('a public repository that everyone may %s', (_, Action, expected) => {
    const Properties = { RepositoryPolicyText: { Statement: [{ Effect: 'Allow', Principal: '*', Action }] } };
    expect(inApp(publicAccess, inventory({ Repository: { Type: 'AWS::ECR::PublicRepository', Properties } }))).toHaveLength(expected);
  });

  test('what a function URL needs is reported at the URL', () => {
    const permission = (properties: JsonObject) => ({ Type: 'AWS::Lambda::Permission', Properties: { FunctionName: 'orders', Principal: '*', ...properties } });
    const resources = {
      Url: { Type: 'AWS::Lambda::Url', Properties: { AuthType: 'NONE', TargetFunctionArn: 'orders' } },
      ForUrl: permission({ Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }),
      ForFunction: permission({ Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true }),
    };
    expect(inApp(publicAccess, inventory(resources))).toEqual([]);
    expect(inApp(functionUrlWithoutAuth, inventory(resources)).map(({ origin }) => origin.logicalId)).toEqual(['Url']);
    const { Url: _elsewhere, ...permissions } = resources;
    const withoutUrl = { ...permissions, Function: { Type: 'AWS::Serverless::Function', Properties: {} } };
    expect(inApp(publicAccess, inventory(withoutUrl)).map(({ origin }) => origin.logicalId)).toEqual(['ForUrl', 'ForFunction']);
    const withUrl = { ...permissions, Function: { Type: 'AWS::Serverless::Function', Properties: { FunctionUrlConfig: { AuthType: 'NONE' } } } };
    expect(inApp(publicAccess, inventory(withUrl))).toEqual([]);
  });

  test.each<[string, JsonObject, number]>([
    ['a domain in a VPC', { VPCOptions: { SubnetIds: ['subnet-1'] } }, 0],
    ['a domain that asks for a password', { AdvancedSecurityOptions: { Enabled: true } }, 0],
    ['a domain in a VPC with a name of its own', { DomainName: 'orders', VPCOptions: { SubnetIds: ['subnet-1'] } }, 0],
    ['a domain on the internet', {}, 1],
  ])('%s', (_, properties, expected) => {
    const statement = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'es:ESHttp*' };
    const domain = (more: JsonObject) => ({ Domain: { Type: 'AWS::OpenSearchService::Domain', Properties: { ...properties, ...more } } });
    const document = { Statement: [{ ...statement, Resource: { 'Fn::GetAtt': ['Domain', 'Arn'] } }] };
    expect(inApp(publicAccess, inventory(domain({ AccessPolicies: document })))).toHaveLength(expected);
    // The CDK sets the policy by a call to the SDK.
    const text = (value: JsonValue) => JSON.stringify(value).slice(1, -1);
    const policy = JSON.stringify({ Statement: [{ ...statement, Resource: '*' }] });
    const Create = { 'Fn::Join': ['', ['{"parameters":{"DomainName":"', { Ref: 'Domain' }, `","AccessPolicies":"${text(policy)}"}}`]] };
    const AccessPolicy = { Type: 'Custom::OpenSearchAccessPolicy', Properties: { Create } };
    for (const name of [{}, { DomainName: 'orders' }]) {
      expect(inApp(publicAccess, inventory({ ...domain(name), AccessPolicy }))).toHaveLength(expected);
    }
  });
});

describe('accounts that are strangers', () => {
  const ROOT = 'arn:aws:iam::999988887777:root';
  const SOURCE = { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:999988887777:orders' } };

  test.each<[string, JsonValue, Environment, string[], string[]]>([
    ['another account', publish({ AWS: ROOT }), OWN, [], ['999988887777']],
    ['the own account', publish({ AWS: 'arn:aws:iam::111122223333:root' }), OWN, [], []],
    ['a stack that is not tied to an account', publish({ AWS: ROOT }), {}, [], []],
    ['… with a list of those that are trusted', publish({ AWS: ROOT }), {}, ['444455556666'], ['999988887777']],
    ['an account that is trusted', publish({ AWS: ROOT }), OWN, ['999988887777'], []],
    ['an account that is a parameter', publish({ AWS: { 'Fn::Sub': 'arn:aws:iam::${Any}:root' } }), OWN, [], []],
    ['the own account by reference', publish({ AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }), OWN, [], []],
    ['an origin access identity', publish({ AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1' }), OWN, [], []],
    ['one finding for an account', [publish({ AWS: [ROOT, '999988887777'] })], OWN, [], ['999988887777']],
  ])('%s', (_, statements, environment, trusted, expected) => {
    expect(inApp(foreignAccount, inventory(topicPolicy(statements), environment), trusted).map(({ cause }) => cause)).toEqual(expected);
  });

  test.each<[string, string, JsonObject, string[]]>([
    ['by its number', 'AWS::RAM::ResourceShare', { Principals: ['111122223333', '999988887777'] }, ['999988887777']],
    ['by an ARN with a partition', 'AWS::EC2::VPCEndpointServicePermissions', { AllowedPrincipals: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::999988887777:root' }] }, ['999988887777']],
    ['twice', 'AWS::LicenseManager::Grant', { Principals: [ROOT, ROOT] }, ['999988887777']],
    ['below a property', 'AWS::S3::AccessGrant', { Grantee: { GranteeType: 'IAM', GranteeIdentifier: 'arn:aws:iam::999988887777:role/reader' } }, ['999988887777']],
    ['below lists', 'AWS::DLM::LifecyclePolicy', { PolicyDetails: { Schedules: [{ ShareRules: [{ TargetAccounts: ['999988887777'] }] }] } }, ['999988887777']],
    ['of its own organization', 'AWS::RAM::ResourceShare', { AllowExternalPrincipals: false, Principals: ['999988887777'] }, []],
    ['that is the organization', 'AWS::RAM::ResourceShare', { Principals: ['arn:aws:organizations::999988887777:organization/o-a1b2c3d4e5'] }, []],
    ['that a parameter names', 'AWS::ServiceCatalog::PortfolioShare', { AccountId: { Ref: 'Any' } }, []],
    ['in a type that shares nothing', 'AWS::S3::Bucket', { Principals: ['999988887777'] }, []],
  ])('a share with an account %s', (_, type, properties, expected) => {
    const app = (environment: Environment) => inventory({ Share: { Type: type, Properties: properties } }, environment);
    expect(inApp(foreignAccount, app(OWN)).map(({ cause }) => cause)).toEqual(expected);
    expect(inApp(foreignAccount, app({}))).toEqual([]);
  });

  test('the account of another stack of the app is its own', () => {
    const app = readInventory([
      { id: 'one', template: { Resources: topicPolicy(publish({ AWS: ROOT })) } as {}, environment: OWN },
      { id: 'two', template: { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } } as {}, environment: { account: '999988887777' } },
    ]);
    expect(inApp(foreignAccount, app)).toEqual([]);
  });

  test.each<[string, JsonValue, string[]]>([
    ['a source of another account', publish({ Service: 'sns.amazonaws.com' }, SOURCE), ['999988887777']],
    ['a source to keep out', publish({ Service: 'sns.amazonaws.com' }, { ArnNotEquals: SOURCE.ArnEquals }), []],
    ['a source of the own account', publish({ Service: 'sns.amazonaws.com' }, { StringEquals: { 'aws:SourceAccount': '111122223333' } }), []],
    ['a bucket, whose ARN has no account', publish({ Service: 's3.amazonaws.com' }, { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::orders' } }), []],
    ['a principal that is no service', publish({ AWS: '111122223333' }, SOURCE), []],
    ['everybody, who may be no service', publish('*', { StringEquals: { 'aws:SourceAccount': '999988887777' } }), []],
    ['everybody who is a service', publish('*', { Bool: { 'aws:PrincipalIsAWSService': 'true' }, StringEquals: { 'aws:SourceAccount': '999988887777' } }), ['999988887777']],
    ['a source that a Deny lets pass', [publish({ Service: 'sns.amazonaws.com' }), denyOthers('999988887777')], ['999988887777']],
    [
      'a source that a Deny lets pass, and the Allow does not',
      [publish({ Service: 'sns.amazonaws.com' }, { StringEquals: { 'aws:SourceAccount': '111122223333' } }), denyOthers('111122223333', '999988887777')],
      [],
    ],
  ])('%s', (_, statements, expected) => {
    expect(inApp(foreignSource, inventory(topicPolicy(statements), OWN)).map(({ cause }) => cause)).toEqual(expected);
  });
});

test.each<[string, JsonObject, JsonValue | undefined]>([
  ['a role', { AWS: 'arn:aws:iam::111122223333:role/deploy' }, 'arn:aws:iam::111122223333:role/deploy'],
  ['a role and its account', { AWS: ['arn:aws:iam::111122223333:role/deploy', 'arn:aws:iam::111122223333:root'] },
    ['arn:aws:iam::111122223333:role/deploy', 'arn:aws:iam::111122223333:root']],
  ['an account, which spares nobody in it by its ARN', { AWS: 'arn:aws:iam::111122223333:root' }, undefined],
  ['a role and a service, which has no ARN', { AWS: 'arn:aws:iam::111122223333:role/deploy', Service: 's3.amazonaws.com' }, undefined],
])('a Deny that spares %s is offered by ARN, if that spares the same', (_, spared, arns) => {
  const policy = { Statement: [{ Effect: 'Deny', NotPrincipal: spared, Action: 'sns:Publish', Resource: '*' }] };
  const [{ replacement }] = findings(inventoryOfPolicy(policy, 'resource')).filter(({ ruleId }) => ruleId === 'deny-not-principal');
  expect((replacement as JsonObject | undefined)?.Condition).toEqual(arns && { ArnNotEquals: { 'aws:PrincipalArn': arns } });
});

test('a URL that SAM may make for anyone', () => {
  const FunctionUrlConfig = { 'Fn::If': ['IsOpen', { AuthType: 'NONE' }, { AuthType: 'AWS_IAM' }] };
  const [violation] = inApp(functionUrlWithoutAuth, inventory({ Function: { Type: 'AWS::Serverless::Function', Properties: { FunctionUrlConfig } } }));
  expect(violation.path).toBe('FunctionUrlConfig/AuthType');
});

test('a URL of an alias leads to the role of its function', () => {
  const Policies = [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['sqs:SendMessage', 'sqs:GetQueueUrl'], Resource: '*' }] } }];
  const [violation] = inApp(functionUrlWithoutAuth, inventory({
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, Policies } },
    Function: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
    Alias: { Type: 'AWS::Lambda::Alias', Properties: { Name: 'live', FunctionName: { Ref: 'Function' } } },
    Url: { Type: 'AWS::Lambda::Url', Properties: { AuthType: 'NONE', TargetFunctionArn: { Ref: 'Alias' } } },
  }));
  expect(violation.actions).toEqual(['sqs:SendMessage']);
});

describe('service principals', () => {
  const trust = (service: JsonValue) => [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }];

  test.each<[string, JsonValue, boolean]>([
    ['a global one', 'lambda.amazonaws.com', false],
    ['one of several words', 'delivery.logs.amazonaws.com', false],
    ['one of another partition', 'ec2.c2s.ic.gov', false],
    ['one with a domain of its own', 'alexa-appkit.amazon.com', false],
    ['one with the suffix of the partition', { 'Fn::Sub': 'ec2.${AWS::URLSuffix}' }, false],
    ['a parameter', { Ref: 'Any' }, false],
    ['a URL', 'https://ec2.amazonaws.com', true],
    ['an account', '111122223333', true],
    ['a domain that is cut', 'ec2.amazonaws', true],
    ['blanks', ' ec2.amazonaws.com', true],
  ])('the form of %s', (_, service, malformed) => {
    expect(causes(malformedServicePrincipal, trust(service), { parameters: { Any: { Type: 'String' } } })).toHaveLength(malformed ? 1 : 0);
  });

  test.each<[string, boolean]>([
    ['lamda.amazonaws.com', true],
    ['stats.amazonaws.com', true],
    ['codebuld.amazonaws.com', true],
    ['appflow.amazonaws.com', false],
    ['spotfleet.amazonaws.com', false],
    ['ecs.amazonaws.com', false],
    ['monitoring.rds.amazonaws.com', false],
  ])('the spelling of %s', (service, misspelt) => {
    expect(causes(misspeltServicePrincipal, trust(service))).toHaveLength(misspelt ? 1 : 0);
  });
});

test.each<[string, JsonValue, boolean]>([
  ['a role of the app', { 'Fn::GetAtt': ['Role', 'Arn'] }, false],
  ['a parameter', { Ref: 'Any' }, false],
  ['a wildcard after a parameter', { 'Fn::Sub': 'arn:aws:iam::${Any}:role/*' }, true],
  ['everybody', '*', false],
])('a wildcard in a principal: %s', (_, principal, flagged) => {
  const statements = [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' }];
  const template = { resources: { Role: { Type: 'AWS::IAM::Role' } }, parameters: { Any: { Type: 'String' } } };
  expect(causes(partialWildcardPrincipal, statements, template)).toHaveLength(flagged ? 1 : 0);
});

describe('AWS principals', () => {
  const TEMPLATE = {
    resources: {
      Group: { Type: 'AWS::IAM::Group' },
      Role: { Type: 'AWS::IAM::Role' },
      User: { Type: 'AWS::IAM::User' },
      Profile: { Type: 'AWS::IAM::InstanceProfile' },
      Identity: { Type: 'AWS::CloudFront::CloudFrontOriginAccessIdentity' },
    },
    parameters: { Any: { Type: 'String' } },
  };
  const trust = (principal: JsonValue, element = 'Principal') => ({ Effect: 'Allow', [element]: { AWS: principal }, Action: 'sts:AssumeRole' });

  test.each<[JsonValue, boolean]>([
    ['my-role', true],
    ['11112222333', true],
    ['1111-2222-3333', true],
    [' 111122223333', true],
    ['arn:aws:s3:::x', true],
    ['arn:aws:iam:::role/x', true],
    ['arn:aws:iam:eu-west-1:111122223333:role/x', true],
    ['arn:aws:iam::111122223333:role', true],
    ['arn:aws:iam::111122223333:role/my role', true],
    ['arn:aws:iam::111122223333:group/devs', true],
    ['arn:aws:iam::111122223333:instance-profile/x', true],
    ['arn:aws:iam::111122223333:policy/x', true],
    ['arn:aws:iam::111122223333:saml-provider/x', true],
    ['arn:aws:sts::111122223333:role/x', true],
    ['lambda.amazonaws.com', true],
    ['AKIAIOSFODNN7EXAMPLE', true],
    ['*', false],
    ['111122223333', false],
    ['AROADBQP57FF2AEXAMPLE', false],
    ['arn:aws-us-gov:iam::111122223333:root', false],
    ['arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0a1b', false],
    ['arn:aws:iam::111122223333:role/deploy-*', false],
    ['arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E2QWRUHAPOMQZL', false],
    ['79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be', false],
    [{ 'Fn::GetAtt': ['Group', 'Arn'] }, true],
    [{ 'Fn::GetAtt': ['Profile', 'Arn'] }, true],
    [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:group/devs' }, true],
    [{ 'Fn::GetAtt': ['Role', 'Arn'] }, false],
    [{ 'Fn::GetAtt': ['User', 'Arn'] }, false],
    [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' }, false],
    [{ 'Fn::Sub': 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${Identity}' }, false],
    [{ 'Fn::Sub': 'arn:aws:iam::${Any}:group/devs' }, false],
    [{ Ref: 'AWS::AccountId' }, false],
    [{ Ref: 'Any' }, false],
    [{ Ref: 'Role' }, false],
  ])('%j', (principal, flagged) => {
    expect(causes(malformedAwsPrincipal, [trust(principal)], TEMPLATE)).toHaveLength(flagged ? 1 : 0);
    expect(causes(malformedAwsPrincipal, [trust(principal, 'NotPrincipal')], TEMPLATE)).toHaveLength(flagged ? 1 : 0);
  });

  test('one that AWS refuses is no account of somebody else', () => {
    expect(causes(missingExternalId, [trust('arn:aws:iam::444455556666:group/devs')])).toEqual([]);
  });
});
