import { JsonObject, JsonValue } from '../../../src/policy/json';
import { findings, idsOf, inventoryOfPolicy, inventoryOfResources } from '../example-inventory';

const ids = (statement: JsonObject): string[] => idsOf('wildcard-resource', { Effect: 'Allow', ...statement });

test.each<[string, string, string, boolean]>([
  ['everything', 's3:GetObject', '*', true],
  ['several stars', 's3:GetObject', '**', true],
  ['any ARN', 's3:GetObject', 'arn:*', true],
  ['any resource of any service', 's3:GetObject', 'arn:*:*:*:*:*', true],
  ['any resource of the service', 's3:GetObject', 'arn:aws:s3:::*', true],
  ['any resource of the service, fields left out', 'dynamodb:GetItem', 'arn:aws:dynamodb:*', true],
  ['any object', 's3:GetObject', 'arn:aws:s3:::*/*', true],
  ['a service that begins alike', 's3:GetObject', 'arn:aws:s3*', true],
  ['any table of any account', 'dynamodb:GetItem', 'arn:aws:dynamodb:*:*:table/*', true],
  ['any table of the account', 'dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:111122223333:table/*', true],
  ['any log group', 'logs:FilterLogEvents', 'arn:aws:logs:eu-west-1:111122223333:*', true],
  ['any role', 'sts:AssumeRole', 'arn:aws:iam::*:role/*', true],
  ['any key', 'kms:Decrypt', 'arn:aws:kms:*:111122223333:key/*', true],
  ['one bucket', 's3:GetObject', 'arn:aws:s3:::orders/*', false],
  ['buckets that begin alike', 's3:ListBucket', 'arn:aws:s3:::orders-*', false],
  ['all indexes of one table', 'dynamodb:Query', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders/index/*', false],
  ['one table in every region', 'dynamodb:GetItem', 'arn:aws:dynamodb:*:111122223333:table/orders', false],
  ['all resources of another service', 's3:GetObject', 'arn:aws:sqs:*:*:*', false],
  ['AWS\'s own policies, of which nobody else has any', 'iam:GetPolicy', 'arn:aws:iam::aws:policy/*', false],
  ['roles under a path', 'iam:PassRole', 'arn:aws:iam::111122223333:role/orders/*', false],
  ['one character open', 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:orders-?', false],
  ['a variable of the request', 's3:GetObject', 'arn:aws:s3:::${aws:PrincipalTag/bucket}/*', false],
])('%s', (_, action, resource, wide) => {
  expect(ids({ Action: action, Resource: resource })).toEqual(wide ? [`wildcard-resource[${action}]`] : []);
});

test.each<[string, JsonObject, boolean]>([
  ['one network', { ArnEquals: { 'ec2:Vpc': 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0a1b2c3d' } }, false],
  ['any network', { ArnLike: { 'ec2:Vpc': 'arn:aws:ec2:*:*:vpc/*' } }, true],
  ['any ARN', { ArnLike: { 'ec2:Subnet': 'arn:aws:ec2:*:*:*' } }, true],
  ['stacks that begin alike, in a tag', { StringLike: { 'aws:ResourceTag/aws:cloudformation:stack-id': 'arn:aws:cloudformation:*:*:stack/orders-*/*' } }, false],
])('a condition that asks for %s', (_, Condition, wide) => {
  const found = ids({ Action: 'ec2:DeleteNetworkInterface', Resource: '*', Condition });
  expect(found).toEqual(wide ? ['wildcard-resource[ec2:DeleteNetworkInterface]'] : []);
});

test.each<[string, string, string, JsonValue, boolean]>([
  ['secrets that the function rotates', 'secretsmanager:GetSecretValue', 'secretsmanager:resource/AllowRotationLambdaArn',
    'arn:aws:lambda:eu-west-1:111122223333:function:rotate', false],
  ['secrets that any function rotates', 'secretsmanager:GetSecretValue', 'secretsmanager:resource/AllowRotationLambdaArn',
    'arn:aws:lambda:*:*:function:*', true],
  ['a tag, in the form of DMS', 'dms:StopReplicationTask', 'dms:task-tag/team', 'orders', false],
  ['a tag of the request', 'dms:StopReplicationTask', 'dms:req-tag/team', 'orders', true],
  ['a tag of the directory bucket', 's3express:CreateSession', 's3express:BucketTag/team', 'orders', false],
  ['a tag of the table bucket', 's3tables:GetTableData', 's3tables:TableBucketTag/team', 'orders', false],
  ['a tag of the vector bucket', 's3vectors:QueryVectors', 's3vectors:VectorBucketTag/team', 'orders', false],
  ['tags for what the same request makes', 'ecs:TagResource', 'ecs:CreateAction', ['RunTask'], false],
  ['tags for what the same request makes', 'ec2:CreateTags', 'ec2:CreateAction', 'RunInstances', false],
  ['tags for what the same request makes', 'elasticfilesystem:TagResource', 'elasticfilesystem:CreateAction', 'CreateAccessPoint', false],
  ['tags for what the same request makes', 'elasticloadbalancing:AddTags', 'elasticloadbalancing:CreateAction', 'CreateLoadBalancer', false],
])('a condition that asks for %s (%s)', (_, action, key, value, wide) => {
  expect(ids({ Action: action, Resource: '*', Condition: { StringLike: { [key]: value } } })).toEqual(wide ? [`wildcard-resource[${action}]`] : []);
});

test.each<[string, JsonValue, string[]]>([
  ['actions that accept only `*`', ['sts:GetCallerIdentity', 'kms:ListAliases', 'cloudwatch:PutMetricData'], []],
  ['unknown actions', ['s3:Frobnicate', 'nosuch:Thing'], []],
  ['names are given in the spelling of AWS', 'S3:getobject', ['wildcard-resource[s3:GetObject]']],
  ['one finding for each service', ['s3:GetObject', 'sqs:SendMessage', 's3:PutObject'], ['wildcard-resource[s3:GetObject,s3:PutObject]', 'wildcard-resource[sqs:SendMessage]']],
  ['a wildcard that mostly stands for actions with resources', 's3:Get*', ['wildcard-resource[s3:Get*]']],
  ['a wildcard that mostly stands for actions without', 'ec2:Describe*', []],
  ['all actions', '*', []],
  ['something that exists before it is named', 'ec2:StopInstances', ['wildcard-resource[ec2:StopInstances]']],
  ['something that gets its id when it is made', 'kms:CreateKey', []],
  ['something made in a place that has a name', 'ec2:CreateSubnet', ['wildcard-resource[ec2:CreateSubnet]']],
])('%s', (_, action, expected) => {
  expect(ids({ Action: action, Resource: '*' })).toEqual(expected);
});

test.each<[string, JsonObject, boolean]>([
  ['one queue', { Action: 'batch:SubmitJob', Resource: 'arn:aws:batch:eu-west-1:111122223333:job-queue/orders' }, false],
  ['one queue for jobs of another statement', { Action: 'batch:TerminateJob', Resource: 'arn:aws:batch:eu-west-1:111122223333:job-queue/orders' }, true],
  ['any queue', { Action: 'batch:Submit*', Resource: 'arn:aws:batch:eu-west-1:111122223333:job-queue/*' }, true],
  ['all but one queue', { Action: 'batch:SubmitJob', NotResource: 'arn:aws:batch:eu-west-1:111122223333:job-queue/orders' }, true],
])('jobs of any definition, where another statement names %s', (_, other, wide) => {
  const definitions = { Effect: 'Allow', Action: 'batch:SubmitJob', Resource: 'arn:aws:batch:eu-west-1:111122223333:job-definition/*' };
  expect(idsOf('wildcard-resource', [definitions, { Effect: 'Allow', ...other }]).some(id => id.includes('SubmitJob'))).toBe(wide);
});

test('a new instance may be one with any id, yet not in any subnet', () => {
  const arn = (resource: string) => `arn:aws:ec2:eu-west-1:111122223333:${resource}`;
  expect(ids({ Action: 'ec2:RunInstances', Resource: [arn('instance/*'), arn('volume/*'), arn('network-interface/*')] })).toEqual([]);
  expect(ids({ Action: 'ec2:TerminateInstances', Resource: arn('instance/*') })).toEqual(['wildcard-resource[ec2:TerminateInstances]']);
});

test.each<[string, JsonObject, boolean]>([
  ['a tag of the resource', { StringEquals: { 'aws:ResourceTag/team': 'orders' } }, false],
  ['keys are compared without regard to case', { StringEquals: { 'AWS:resourcetag/team': 'orders' } }, false],
  ['a tag that must equal that of the caller', { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } }, false],
  ['the older key of the service', { StringEquals: { 'ec2:ResourceTag/team': 'orders' } }, false],
  ['a tag, if there is one', { StringEqualsIfExists: { 'aws:ResourceTag/team': 'orders' } }, true],
  ['not one tag', { StringNotEquals: { 'aws:ResourceTag/team': 'payroll' } }, true],
  ['some tag', { Null: { 'aws:ResourceTag/team': 'false' } }, true],
  ['any value', { StringLike: { 'aws:ResourceTag/team': '*' } }, true],
  ['a tag of the caller', { StringEquals: { 'aws:PrincipalTag/team': 'orders' } }, true],
  ['the account of the resource', { StringEquals: { 'aws:ResourceAccount': '111122223333' } }, true],
  ['an address', { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, true],
])('a condition on %s', (_, condition, flagged) => {
  expect(ids({ Action: 'ec2:StopInstances', Resource: '*', Condition: condition })).toHaveLength(flagged ? 1 : 0);
});

test.each<[string, JsonObject]>([
  ['NotAction', { NotAction: 'iam:*', Resource: '*' }],
  ['NotResource', { Action: 's3:GetObject', NotResource: 'arn:aws:s3:::payroll/*' }],
])('%s is left to its own rule', (_, statement) => {
  expect(ids(statement)).toEqual([]);
});

test('policies in which `*` is the resource itself are not judged', () => {
  const statement = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/worker' }, Action: 'kms:Decrypt', Resource: '*' };
  expect(idsOf('wildcard-resource', statement, 'resource')).toEqual([]);
});

test('every table of the account, written with pseudo parameters', () => {
  const found = findings(inventoryOfResources({
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        PolicyDocument: {
          Statement: [{
            Effect: 'Allow',
            Action: 'dynamodb:GetItem',
            Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*' },
          }],
        },
      },
    },
  }), {}, { packs: ['resources'] });
  expect(found.map(finding => finding.ruleId)).toEqual(['wildcard-resource']);
});

test('says what to write, and what must stay', () => {
  const statement = { Effect: 'Allow', Action: ['dynamodb:ListTables', 'dynamodb:GetItem'], Resource: '*' };
  const [{ message, fix }] = findings(inventoryOfPolicy({ Statement: [statement] }));
  expect(message).toBe('`dynamodb:GetItem` is allowed on every resource (`*`), though it takes an ARN of type `table`');
  expect(fix).toContain('`arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}`');
  expect(fix).toContain('leave `dynamodb:ListTables`');
  expect(fix).toContain('`ScopedTableGrants`');
});

test.each<[string, string[], string]>([
  ['each type that a request names', ['glue:GetTable'], '`rootcatalog`, `database` or `table`'],
  ['what else the statement is for, where tags may go on anything', ['sagemaker:AddTags', 'sagemaker:CreateModel', 'sagemaker:DescribeTrainingJob'], '`model` or `training-job`'],
  ['some of what tags may go on, where nothing else says', ['elasticmapreduce:AddTags'], '`editor` or `studio`'],
])('names %s', (_, Action, types) => {
  const [{ message }] = findings(inventoryOfPolicy({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] })).filter(({ ruleId }) => ruleId === 'wildcard-resource');
  expect(message.split(' of type ')[1]).toBe(types);
});

test.each<[string, string, boolean]>([
  ['on `*`, which a phone number needs', '*', true],
  ['on all topics, which no phone number is', 'arn:aws:sns:*:*:*', false],
])('publishing %s: the fix shows how text messages alone are allowed', (_, resource, shown) => {
  const allowed = { Effect: 'Allow', Action: 'sns:Publish', Resource: resource };
  const [{ fix }] = findings(inventoryOfPolicy({ Statement: [allowed] })).filter(({ ruleId }) => ruleId === 'wildcard-resource');
  expect(fix.includes('`{"Effect":"Deny","Action":"sns:Publish","Resource":"arn:aws:sns:*:*:*"}`')).toBe(shown);
});
