import { JsonObject, JsonValue } from '../../../src/policy/json';
import { findings, idsOf, inventoryOfPolicy, inventoryOfResources } from '../example-inventory';

const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';
const LOGS = 'arn:aws:logs:eu-west-1:111122223333';

function causes(action: JsonValue, resource: JsonValue): string[] {
  return idsOf('action-resource-mismatch', { Effect: 'Allow', Action: action, Resource: resource });
}

test.each<[string, string, string, boolean]>([
  ['an object action on a bucket', 's3:GetObject', 'arn:aws:s3:::orders', true],
  ['an object action on objects', 's3:GetObject', 'arn:aws:s3:::orders/*', false],
  ['an object action on whatever begins alike', 's3:GetObject', 'arn:aws:s3:::orders*', false],
  ['a bucket action on objects', 's3:ListBucket', 'arn:aws:s3:::orders/*', true],
  ['a bucket action on a bucket', 's3:ListBucket', 'arn:aws:s3:::orders', false],
  ['a bucket action on whatever begins alike', 's3:ListBucket', 'arn:aws:s3:::orders*', false],
  ['an object through an access point', 's3:GetObject', 'arn:aws:s3:eu-west-1:111122223333:accesspoint/orders/object/*', false],
  ['an object through a multi-region access point', 's3:GetObject', 'arn:aws:s3::111122223333:accesspoint/m1x2y3.mrap/object/*', false],
  ['a bucket through an access point', 's3:ListBucket', 'arn:aws:s3:eu-west-1:111122223333:accesspoint/orders', false],
  ['a bucket with a region, which its ARN never has', 's3:ListBucket', 'arn:aws:s3:eu-west-1:111122223333:orders', true],
  ['a table action on indexes', 'dynamodb:GetItem', `${TABLE}/index/*`, true],
  ['a query on indexes', 'dynamodb:Query', `${TABLE}/index/*`, false],
  ['a stream action on a table', 'dynamodb:GetRecords', TABLE, true],
  ['a stream action on whatever is below a table', 'dynamodb:GetRecords', `${TABLE}/*`, false],
  ['a queue of another service', 'sqs:SendMessage', 'arn:aws:sns:eu-west-1:111122223333:orders', true],
  ['a service under a wildcard', 'sqs:SendMessage', 'arn:aws:s*:eu-west-1:111122223333:orders', false],
  ['a log group with the trailing star', 'logs:PutLogEvents', `${LOGS}:log-group:/aws/lambda/orders:*`, false],
  ['a log group without the trailing star, for its streams', 'logs:PutLogEvents', `${LOGS}:log-group:/aws/lambda/orders`, true],
  ['a log group without the trailing star, for itself', 'logs:FilterLogEvents', `${LOGS}:log-group:/aws/lambda/orders`, false],
  ['a version of a function', 'lambda:InvokeFunction', 'arn:aws:lambda:eu-west-1:111122223333:function:orders:*', false],
  ['a job definition without revision', 'batch:SubmitJob', 'arn:aws:batch:eu-west-1:111122223333:job-definition/orders', false],
  ['an alias, where KMS asks for the key', 'kms:Decrypt', 'arn:aws:kms:eu-west-1:111122223333:alias/orders', true],
  ['a secret with its random end', 'secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-??????', false],
  ['a path of an API', 'execute-api:Invoke', 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/prod/GET/orders', false],
  ['an action without resources on an ARN', 'ssm:DescribeParameters', 'arn:aws:ssm:eu-west-1:111122223333:parameter/orders', true],
  ['an action without resources on all of a type, which some services accept', 'logs:DescribeLogGroups', `${LOGS}:log-group:*`, false],
  ['an action without resources on `*`', 'ecr:GetAuthorizationToken', '*', false],
  ['an action that is not known', 's3:Frobnicate', 'arn:aws:sqs:eu-west-1:111122223333:orders', false],
  ['what is no ARN, which malformed-arn reports', 's3:GetObject', 'orders/*', false],
  ['a variable of the request', 's3:ListBucket', 'arn:aws:s3:::${aws:PrincipalTag/team}-orders', false],
  ['a sign that looks like a variable', 's3:ListBucket', 'arn:aws:s3:::orders/${*}', true],
  ['an action of which it is disputed', 'states:SendTaskSuccess', 'arn:aws:states:eu-west-1:111122223333:stateMachine:orders', false],
])('%s', (_, action, resource, dead) => {
  expect(causes(action, resource)).toEqual(dead ? [`action-resource-mismatch[${action}]`] : []);
});

test('one resource that fits is enough', () => {
  expect(causes(['s3:GetObject', 's3:ListBucket'], ['arn:aws:s3:::orders', 'arn:aws:s3:::orders/*'])).toEqual([]);
  expect(causes('s3:GetObject', ['arn:aws:s3:::orders', 'orders/*'])).toEqual([]);
});

test('a wildcard is dead when all that it stands for is', () => {
  expect(causes('s3:GetObject*', 'arn:aws:s3:::orders')).toEqual(['action-resource-mismatch[s3:GetObject*]']);
  expect(causes('s3:Get*', 'arn:aws:s3:::orders')).toEqual([]);
});

test('what grants of the CDK leave over is silent beside actions that work, and only there', () => {
  const grant = ['dynamodb:GetItem', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
  expect(causes(grant, [TABLE, `${TABLE}/index/*`])).toEqual([]);
  expect(causes(grant.slice(1), TABLE)).toEqual(['action-resource-mismatch[dynamodb:GetRecords,dynamodb:GetShardIterator]']);
});

test.each<[string, JsonObject, boolean]>([
  ['the ARN of a bucket', { 'Fn::GetAtt': ['Bucket', 'Arn'] }, true],
  ['the objects of a bucket', { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] }, false],
  ['a bucket by name', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${Bucket}' }, true],
  ['a parameter', { Ref: 'Arn' }, false],
  ['a parameter in the place of the bucket', { 'Fn::Sub': 'arn:aws:s3:::${Arn}' }, false],
])('%s, for an object action', (_, resource, dead) => {
  const inventory = inventoryOfResources({
    Bucket: { Type: 'AWS::S3::Bucket' },
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: resource }] } },
    },
  }, { Arn: { Type: 'String' } });
  expect(findings(inventory).filter(finding => finding.ruleId === 'action-resource-mismatch')).toHaveLength(dead ? 1 : 0);
});

test('the ARNs that resources of a template give fit the actions for them', () => {
  const policy = (action: string, logicalId: string, attribute = 'Arn') => ({
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: action, Resource: attribute === 'Ref' ? { Ref: logicalId } : { 'Fn::GetAtt': [logicalId, attribute] } }] },
    },
  });
  const inventory = inventoryOfResources({
    Topic: { Type: 'AWS::SNS::Topic' },
    Queue: { Type: 'AWS::SQS::Queue' },
    Table: { Type: 'AWS::DynamoDB::Table', Properties: { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } } },
    Logs: { Type: 'AWS::Logs::LogGroup' },
    Key: { Type: 'AWS::KMS::Key' },
    Secret: { Type: 'AWS::SecretsManager::Secret' },
    Function: { Type: 'AWS::Lambda::Function' },
    Machine: { Type: 'AWS::StepFunctions::StateMachine' },
    Repository: { Type: 'AWS::ECR::Repository' },
    Role: { Type: 'AWS::IAM::Role' },
    Bus: { Type: 'AWS::Events::EventBus' },
    Stream: { Type: 'AWS::Kinesis::Stream' },
    P1: policy('sns:Publish', 'Topic', 'Ref'),
    P2: policy('sqs:SendMessage', 'Queue'),
    P3: policy('dynamodb:GetItem', 'Table'),
    P4: policy('dynamodb:GetRecords', 'Table', 'StreamArn'),
    P5: policy('logs:PutLogEvents', 'Logs'),
    P6: policy('kms:Decrypt', 'Key'),
    P7: policy('secretsmanager:GetSecretValue', 'Secret', 'Ref'),
    P8: policy('lambda:InvokeFunction', 'Function'),
    P9: policy('states:StartExecution', 'Machine', 'Ref'),
    P10: policy('ecr:BatchGetImage', 'Repository'),
    P11: policy('sts:AssumeRole', 'Role'),
    P12: policy('events:PutEvents', 'Bus'),
    P13: policy('kinesis:PutRecord', 'Stream'),
  });
  expect(findings(inventory, {}, { packs: ['actions', 'resources'] })).toEqual([]);
});

test('says what the action works on', () => {
  const [{ message, fix }] = findings(inventoryOfPolicy({ Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: 'arn:aws:sns:eu-west-1:111122223333:orders' }] }));
  expect(message).toBe('`sqs:SendMessage` never applies to `arn:aws:sns:eu-west-1:111122223333:orders`: it takes an ARN of type `queue`');
  expect(fix).toBe('write an ARN in the form `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`, or remove the action');
});

test('the longest policy that IAM accepts is judged to its end', () => {
  const actions = Array.from({ length: 101 }, (_, index) => `s3:Get${'*'.repeat(index % 3 + 1)}`);
  const objects = Array.from({ length: 100 }, (_, index) => `arn:aws:s3:::orders-${index}/*`);
  const statements = [
    { Effect: 'Allow', Action: actions, Resource: objects },
    { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::orders' },
  ];
  expect(JSON.stringify(statements).length).toBeLessThan(10_240);
  expect(idsOf('action-resource-mismatch', statements)).toEqual(['action-resource-mismatch[s3:GetObject]']);
});
