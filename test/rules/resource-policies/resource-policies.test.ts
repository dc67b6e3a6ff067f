import { JsonObject, JsonValue } from '../../../src/policy/json';
import { analyze } from '../../../src/rules/analyze';
import { adminStatement } from '../../../src/rules/breadth/admin-statement';
import { wildcardAction } from '../../../src/rules/breadth/wildcard-action';
import { keyPolicyLocksOutAccount } from '../../../src/rules/resource-policies/key-policy-locks-out-account';
import { openEndpointPolicy } from '../../../src/rules/resource-policies/open-endpoint-policy';
import { plainHttpAllowed } from '../../../src/rules/resource-policies/plain-http-allowed';
import { secretOpenToAccount } from '../../../src/rules/resource-policies/secret-open-to-account';
import { websiteBucketWithoutCloudfront } from '../../../src/rules/resource-policies/website-bucket-without-cloudfront';
import { wildcardResource } from '../../../src/rules/resources/wildcard-resource';
import { Rule } from '../../../src/rules/rule';
import { DEFAULT_CONTEXT } from '../../../src/rules/rule-context';
import { readInventory } from '../../../src/template/inventory';

const ROOT = { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] } };
const PARAMETERS = { Name: { Type: 'String' }, Spare: { Type: 'String' } };

function found(rule: Rule, resources: JsonObject): string[] {
  const inventory = readInventory([{
    id: 'app', template: { Resources: resources, Parameters: PARAMETERS, Conditions: { Closed: {} } } as {}, environment: { account: '111122223333' },
  }]);
  return analyze(inventory, [{ rule, severity: rule.severity }], DEFAULT_CONTEXT).map(({ cause, ruleId, location }) =>
    ruleId === rule.id ? `${location.logicalId}${cause && ` ${cause}`}` : `${ruleId}: ${cause}`);
}

describe('plain HTTP', () => {
  function https(resource: JsonValue, condition: JsonObject = { Bool: { 'aws:SecureTransport': 'false' } }): JsonObject {
    return { Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource: resource, Condition: condition };
  }

  function bucket(statement: JsonValue, target: JsonValue = { Ref: 'Bucket' }): JsonObject {
    return {
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'orders' } },
      Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: target, PolicyDocument: { Statement: statement } } },
    };
  }

  test.each<[string, JsonObject, string[]]>([
    ['as the CDK denies it', bucket([https([{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] }])]), []],
    ['a bucket by its name', bucket(https('arn:aws:s3:::orders/*'), 'orders'), []],
    ['another bucket', bucket(https('arn:aws:s3:::other/*'), 'other'), ['Bucket']],
    ['a truth value', bucket(https('*', { Bool: { 'aws:SecureTransport': false } })), []],
    ['an old version of TLS', bucket(https('*', { NumericLessThan: { 's3:TlsVersion': '1.2' } })), []],
    ['the wrong way round', bucket(https('*', { Bool: { 'aws:SecureTransport': 'true' } })), ['Bucket']],
    ['one principal', bucket({ ...https('*'), Principal: { AWS: '444455556666' } }), ['Bucket']],
    ['an Allow', bucket({ ...https('*'), Effect: 'Allow' }), ['Bucket']],
    ['a policy that is not known', bucket({ 'Fn::GetAtt': ['Made', 'Statement'] }), []],
    ['a queue', {
      Queue: { Type: 'AWS::SQS::Queue' },
      Policy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: { Statement: https({ 'Fn::GetAtt': ['Queue', 'Arn'] }) } },
      },
    }, []],
    ['a queue without', { Queue: { Type: 'AWS::SQS::Queue' } }, ['Queue']],
    ['a domain with a setting from a condition', {
      Domain: { Type: 'AWS::OpenSearchService::Domain', Properties: { DomainEndpointOptions: { EnforceHTTPS: { 'Fn::If': ['Closed', true, false] } } } },
    }, []],
    ['a domain with a policy', {
      Domain: { Type: 'AWS::OpenSearchService::Domain', Properties: { AccessPolicies: { Statement: https('*') } } },
    }, []],
    ['a function has none', { Function: { Type: 'AWS::Lambda::Function', Properties: {} } }, []],
  ])('%s', (_, resources, expected) => {
    expect(found(plainHttpAllowed, resources)).toEqual(expected);
  });
});

describe('the policy of a key', () => {
  const rooted = { Effect: 'Allow', Principal: ROOT, Action: 'kms:*', Resource: '*' };

  test.each<[string, JsonValue, string[]]>([
    ['as the CDK writes it', [rooted], []],
    ['with a grant beside', [rooted, { Effect: 'Allow', Principal: { Service: 'logs.amazonaws.com' }, Action: ['kms:Decrypt'], Resource: '*' }], []],
    ['for a service alone', { Effect: 'Allow', Principal: { Service: 'logs.amazonaws.com' }, Action: 'kms:*', Resource: '*' }, ['Key no manager']],
    ['for a role that is not known', { Effect: 'Allow', Principal: { AWS: { Ref: 'Name' } }, Action: 'kms:*', Resource: '*' }, []],
    ['with actions that are not known', { Effect: 'Allow', Principal: ROOT, Action: { Ref: 'Name' }, Resource: '*' }, []],
    ['all but some actions', { Effect: 'Allow', Principal: ROOT, NotAction: 'kms:Decrypt', Resource: '*' }, []],
    ['a statement that is not known', [{ 'Fn::GetAtt': ['Made', 'Statement'] }], []],
    ['a Deny for everyone', [rooted, { Effect: 'Deny', Principal: { AWS: '*' }, Action: ['kms:PutKeyPolicy'], Resource: '*' }], ['Key denied']],
    ['a Deny for the account as the CDK writes it', [rooted, { ...rooted, Effect: 'Deny' }], ['Key denied']],
    ['a Deny for another account', [rooted, { Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'kms:*', Resource: '*' }], []],
    ['a Deny for a role', [rooted, { Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::111122223333:role/a' }, Action: 'kms:*', Resource: '*' }], []],
    ['a Deny that may not be there', [rooted, { 'Fn::If': ['Closed', { Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }, { Ref: 'AWS::NoValue' }] }], []],
    ['a Deny of plain HTTP', [rooted, {
      Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }], []],
  ])('%s', (_, statements, expected) => {
    expect(found(keyPolicyLocksOutAccount, { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: statements } } } })).toEqual(expected);
  });

  test('of another resource is another matter', () => {
    const statement = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' };
    expect(found(keyPolicyLocksOutAccount, { Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: 'b', PolicyDocument: { Statement: statement } } } })).toEqual([]);
  });
});

describe('endpoints', () => {
  test.each<[string, JsonObject, string[]]>([
    ['a gateway by name', { VpcEndpointType: 'Gateway' }, ['Endpoint']],
    ['of a type that is not known', { VpcEndpointType: { Ref: 'Name' } }, []],
    ['everything, and a Deny', {
      PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }, { Effect: 'Deny', Principal: '*', Action: 's3:Put*', Resource: '*' }] },
    }, []],
    ['as the CDK writes everyone', { PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: '*', Resource: '*' }] } }, ['Endpoint']],
    ['everything in another spelling', { PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*:*', Resource: '**' }] } }, ['Endpoint']],
    ['one account', { PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: ROOT, Action: '*', Resource: '*' }] } }, []],
  ])('%s', (_, properties, expected) => {
    expect(found(openEndpointPolicy, { Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: properties } })).toEqual(expected);
  });
});

test('of two secrets the one without a Deny is found', () => {
  expect(found(secretOpenToAccount, {
    Open: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'open' } },
    Closed: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'closed' } },
    Policy: {
      Type: 'AWS::SecretsManager::ResourcePolicy',
      Properties: { SecretId: { Ref: 'Closed' }, ResourcePolicy: { Statement: [{ Effect: 'Deny', Principal: ROOT, Action: 'secretsmanager:*', Resource: '*' }] } },
    },
  })).toEqual(['Open']);
});

test.each<[string, JsonObject, string[]]>([
  ['no website', {}, []],
  ['a website with an error page', { WebsiteConfiguration: { IndexDocument: 'index.html', ErrorDocument: 'error.html' } }, ['Bucket']],
  ['a redirect', { WebsiteConfiguration: { RedirectAllRequestsTo: { HostName: 'example.com' } } }, []],
  ['a configuration under a condition', { WebsiteConfiguration: { 'Fn::If': ['Closed', { IndexDocument: 'i' }, { Ref: 'AWS::NoValue' }] } }, []],
])('websites: %s', (_, properties, expected) => {
  expect(found(websiteBucketWithoutCloudfront, { Bucket: { Type: 'AWS::S3::Bucket', Properties: properties } })).toEqual(expected);
});

test('a website that CloudFront reads is none by itself, whatever else the policy of the bucket says', () => {
  const Statement = [
    { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::shop/*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    { Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' },
  ];
  expect(found(websiteBucketWithoutCloudfront, {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { WebsiteConfiguration: { IndexDocument: 'index.html' } } },
    Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: { Ref: 'Bucket' }, PolicyDocument: { Statement } } },
  })).toEqual([]);
});

test.each<[string, JsonObject]>([
  ['a key', { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: { Effect: 'Allow', Principal: ROOT, Action: 'kms:Decrypt', Resource: '*' } } } } }],
  ['a repository', {
    Repository: {
      Type: 'AWS::ECR::Repository',
      Properties: { RepositoryPolicyText: { Statement: [{ Effect: 'Allow', Principal: ROOT, Action: 'ecr:BatchGetImage', Resource: '*' }] } },
    },
  }],
])('`*` in the policy of %s means the resource itself', (_, resources) => {
  expect([...found(wildcardResource, resources), ...found(adminStatement, resources)]).toEqual([]);
});

test.each<[Rule, JsonObject]>([
  [adminStatement, { Effect: 'Allow', Action: '*', Resource: '*' }],
  [wildcardAction, { Effect: 'Allow', Action: 'iot:*', Resource: 'arn:aws:iot:eu-west-1:111122223333:topic/orders' }],
  [wildcardResource, { Effect: 'Allow', Action: ['iot:Publish', 'iot:Connect'], Resource: '*' }],
])('%#: an IoT policy is judged as the policy of an identity', (rule, statement) => {
  expect(found(rule, { Policy: { Type: 'AWS::IoT::Policy', Properties: { PolicyDocument: { Statement: [statement] } } } })).toHaveLength(1);
});
