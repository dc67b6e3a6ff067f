import { JsonObject, JsonValue } from '../../../src/policy/json';
import { PolicyKind } from '../../../src/policy/policy-kind';
import { readInventory } from '../../../src/template/inventory';
import { findings, inventoryOfPolicy, inventoryOfResources } from '../example-inventory';

const RULES = ['malformed-arn', 'wrong-arn-form', 'action-resource-mismatch'];

function flagged(action: string, resource: JsonValue, kind?: PolicyKind): string[] {
  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] };
  return findings(inventoryOfPolicy(policy, kind)).filter(({ ruleId }) => RULES.includes(ruleId)).map(({ ruleId, cause }) => `${ruleId} ${cause}`);
}

test.each<[string, string, string, string[]]>([
  ['a name', 's3:GetObject', 'orders', ['malformed-arn start']],
  ['nothing', 's3:GetObject', '', ['malformed-arn start']],
  ['a name that begins with a wildcard', 's3:GetObject', '*orders', ['malformed-arn start']],
  ['a blank before', 's3:GetObject', ' arn:aws:s3:::orders/*', ['malformed-arn start']],
  ['a scheme in capitals', 's3:GetObject', 'ARN:aws:s3:::orders/*', ['malformed-arn start']],
  ['a policy variable', 's3:GetObject', '${aws:PrincipalTag/arn}', []],
  ['a colon too few', 's3:GetObject', 'arn:aws:s3::orders', ['malformed-arn parts']],
  ['a path where the region is', 's3:GetObject', 'arn:aws:s3:orders/*', ['malformed-arn parts']],
  ['a wildcard that reaches on', 'dynamodb:GetItem', 'arn:aws:dynamodb:*', []],
  ['two stars that reach on', 'dynamodb:GetItem', 'arn:aws:dynamodb**', []],
  ['a wildcard after the region', 'dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:*', []],
  ['a partition of China', 's3:GetObject', 'arn:aws-cn:s3:::orders/*', []],
  ['any partition', 's3:GetObject', 'arn:aws*:s3:::orders/*', []],
  ['a partition that is none', 's3:GetObject', 'arn:s3:::orders/*:a', ['malformed-arn partition']],
  ['no service', 's3:GetObject', 'arn:aws::::orders/*', ['malformed-arn service']],
  ['a service in capitals', 'sqs:SendMessage', 'arn:aws:SQS:eu-west-1:111122223333:orders', ['malformed-arn service case']],
  ['a misspelt region', 'sqs:SendMessage', 'arn:aws:sqs:eu-wset-1:111122223333:orders', ['malformed-arn region']],
  ['a region of the future', 'sqs:SendMessage', 'arn:aws:sqs:nz-northeast-12:111122223333:orders', []],
  ['a region of GovCloud', 'sqs:SendMessage', 'arn:aws-us-gov:sqs:us-gov-west-1:111122223333:orders', []],
  ['an account of eleven digits', 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:11112222333:orders', ['malformed-arn account']],
  ['the account of the caller', 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:${aws:PrincipalAccount}:orders', []],
  ['a part of an account', 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:1111*:orders', []],
  ['an account of AWS', 'iam:GetPolicy', 'arn:aws:iam::aws:policy/ReadOnlyAccess', []],
  ['an image, which has no account', 'ec2:RunInstances', 'arn:aws:ec2:eu-west-1::image/ami-1', []],
  ['a parameter of AWS', 'ssm:GetParameter', 'arn:aws:ssm:eu-west-1::parameter/aws/service/x', []],
  ['a document of AWS', 'ssm:SendCommand', 'arn:aws:ssm:eu-west-1::document/AWS-RunShellScript', []],
  ['a model of AWS', 'bedrock:InvokeModel', 'arn:aws:bedrock:eu-west-1::foundation-model/x', []],
  ['a role with a region', 'sts:AssumeRole', 'arn:aws:iam:eu-west-1:111122223333:role/x', ['action-resource-mismatch sts:AssumeRole']],
  ['a queue without account', 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1::orders', ['wrong-arn-form no account sqs']],
  ['a queue without region', 'sqs:SendMessage', 'arn:aws:sqs::111122223333:orders', ['wrong-arn-form no region sqs']],
  ['a table without its type', 'dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:111122223333:orders', ['action-resource-mismatch dynamodb:GetItem']],
  ['a global table, which has no region', 'dynamodb:DescribeGlobalTable', 'arn:aws:dynamodb::111122223333:global-table/orders', []],
])('%s', (_, action, resource, expected) => {
  expect(flagged(action, resource)).toEqual(expected);
});

test('entries that are wrong in the same way are one finding', () => {
  const [finding, ...more] = findings(inventoryOfPolicy({ Statement: ['a', 'b', 'c'].map(name => ({ Effect: 'Deny', Action: 's3:*', Resource: name })) }))
    .filter(({ ruleId }) => ruleId === 'malformed-arn');
  expect(more).toEqual([]);
  expect(finding.resources).toEqual(['a', 'b', 'c']);
  expect(finding.message).toBe('`a` is neither an ARN nor `*`, and 2 more are wrong in the same way');
});

test.each<[string, string | undefined, number]>([
  ['arn:aws:s3:::orders/*', 'us-gov-west-1', 1],
  ['arn:aws-cn:s3:::orders/*', 'eu-west-1', 1],
  ['arn:aws:s3:::orders/*', 'eu-west-1', 0],
  ['arn:aws-cn:s3:::orders/*', undefined, 0],
  ['arn:*:s3:::orders/*', 'cn-north-1', 0],
])('%s in a stack of region %s', (resource, region, count) => {
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }] };
  const template = { Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document } } } };
  const found = findings(readInventory([{ id: 'app', template, environment: { region } }]));
  expect(found.filter(({ ruleId }) => ruleId === 'malformed-arn')).toHaveLength(count);
});

test.each<[string, JsonValue, string[]]>([
  ['the ARN of a bucket', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, []],
  ['the name of a bucket', { Ref: 'Bucket' }, ['malformed-arn']],
  ['a parameter', { Ref: 'Arn' }, []],
  ['a parameter in the place of the region', { 'Fn::Sub': 'arn:aws:sqs:${Arn}:111122223333:orders' }, []],
  ['an import that may hold the rest', { 'Fn::Sub': ['arn:aws:${Rest}', { Rest: { 'Fn::ImportValue': 'Rest' } }] }, []],
  ['pseudo parameters', { 'Fn::Sub': 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:orders' }, []],
  ['a colon too few between pseudo parameters', { 'Fn::Sub': 'arn:${AWS::Partition}:sqs:${AWS::AccountId}:orders' }, ['malformed-arn']],
])('%s', (_, resource, expected) => {
  const found = findings(inventoryOfResources({
    Bucket: { Type: 'AWS::S3::Bucket' },
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: resource }] } },
    },
  }, { Arn: { Type: 'String' } }));
  expect(found.map(({ ruleId }) => ruleId).filter(id => ['malformed-arn', 'wrong-arn-form'].includes(id))).toEqual(expected);
});

test('a wildcard for the account opens a queue, whatever else the statement allows', () => {
  const statement = { Effect: 'Allow', Action: ['sqs:SendMessage', 's3:GetObject'], Resource: ['arn:aws:sqs:eu-west-1:*:orders', 'arn:aws:s3:::orders/*'] };
  const [finding, ...others] = findings(inventoryOfPolicy({ Statement: statement })).filter(({ ruleId }) => ruleId === 'wildcard-account');
  expect(others).toEqual([]);
  expect(finding.resources).toEqual(['arn:aws:sqs:eu-west-1:*:orders']);
});

const OWN_NAME: JsonObject = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } };

test.each<[string, JsonValue, JsonObject, string[]]>([
  ['with its own environment', 'arn:aws:sqs:eu-west-1:111122223333:orders', { account: '111122223333', region: 'eu-west-1' }, ['own-resource-by-name']],
  ['of another account', 'arn:aws:sqs:eu-west-1:444455556666:orders', { account: '111122223333', region: 'eu-west-1' }, []],
  ['of an account that may be another', 'arn:aws:sqs:eu-west-1:111122223333:orders', {}, []],
  ['by pseudo parameters', { 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:orders' }, {}, ['own-resource-by-name']],
  ['by reference', { 'Fn::GetAtt': ['Queue', 'Arn'] }, {}, []],
  ['by a reference to its name', { 'Fn::Join': [':', ['arn:aws:sqs', { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }, { 'Fn::GetAtt': ['Queue', 'QueueName'] }]] }, {}, []],
  ['by a variable for its name', { 'Fn::Sub': ['arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Name}', { Name: { 'Fn::GetAtt': ['Queue', 'QueueName'] } }] }, {}, []],
  ['of another name', { 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:orders-2' }, {}, []],
])('a queue of the stack, %s', (_, resource, environment, expected) => {
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: resource }] };
  const template = { Resources: { Queue: OWN_NAME, Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document } } } };
  const found = findings(readInventory([{ id: 'app', template: template as {}, environment }]));
  expect(found.map(({ ruleId }) => ruleId).filter(id => id === 'own-resource-by-name')).toEqual(expected);
});

test.each<[string, JsonObject, string[]]>([
  ['AWS::Serverless::Api', { Auth: { ResourcePolicy: { CustomStatements: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }] } } }, []],
  ['AWS::ApiGateway::RestApi', { Policy: { Statement: { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' } } }, []],
  ['AWS::SQS::QueueInlinePolicy', { PolicyDocument: { Statement: { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: 'execute-api:/*' } } }, ['start']],
])('the short form of API Gateway in a policy of %s', (Type, Properties, expected) => {
  const found = findings(inventoryOfResources({ It: { Type, Properties } })).filter(({ ruleId }) => ruleId === 'malformed-arn');
  expect(found.map(({ cause }) => cause)).toEqual(expected);
});
