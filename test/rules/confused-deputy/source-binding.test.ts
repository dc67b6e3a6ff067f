import { JsonObject, JsonValue } from '../../../src/policy/json';
import { parsePolicyDocument } from '../../../src/policy/parse';
import { PolicySite } from '../../../src/policy/policy-site';
import { RESOURCE_SOURCES } from '../../../src/rules/confused-deputy/resource-sources';
import { serviceWithoutSource } from '../../../src/rules/confused-deputy/service-without-source';
import { SourceBinding, sourceBinding } from '../../../src/rules/confused-deputy/source-binding';
import { unsupportedConfusedDeputyCondition } from '../../../src/rules/confused-deputy/unsupported-confused-deputy-condition';
import { DEFAULT_CONTEXT } from '../../../src/rules/rule-context';
import { TemplateSet } from '../../../src/template/template-set';

const ENVIRONMENT = { account: '111122223333', region: 'eu-west-1' };

function siteOf(statement: JsonObject): PolicySite {
  const template = { Resources: { Bucket: { Type: 'AWS::S3::Bucket' } }, Parameters: { Any: { Type: 'String' } } } as {};
  const document = parsePolicyDocument({ Statement: statement }, new TemplateSet([{ id: 'app', template, environment: {} }]).readerOf('app'));
  const origin = { templateId: 'app', logicalId: 'Policy', resourceType: 'AWS::SQS::QueuePolicy' };
  return { kind: 'resource', origin, environment: ENVIRONMENT, propertyPath: 'Properties/PolicyDocument', document };
}

function allow(service: JsonValue, action: JsonValue, condition?: JsonObject): JsonObject {
  return { Effect: 'Allow', Principal: { Service: service }, Action: action, Resource: '*', ...condition && { Condition: condition } };
}

test.each<[string, JsonObject | undefined, SourceBinding]>([
  ['nothing', undefined, 'unbound'],
  ['an account', { StringEquals: { 'aws:SourceAccount': '111122223333' } }, 'bound'],
  ['the key in any case', { StringEquals: { 'AWS:sourceaccount': '111122223333' } }, 'bound'],
  ['an account that is a parameter', { StringEquals: { 'aws:SourceAccount': { Ref: 'Any' } } }, 'bound'],
  ['any account', { StringLike: { 'aws:SourceAccount': '*' } }, 'unbound'],
  ['an account if sent', { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } }, 'unbound'],
  ['an organization', { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } }, 'bound'],
  ['an ARN with an account', { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:111122223333:*' } }, 'bound'],
  ['an ARN of any account', { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:*:orders' } }, 'open'],
  ['one narrow and one open ARN', { ArnLike: { 'aws:SourceArn': ['arn:aws:sns:*:111122223333:*', 'arn:aws:sns:*:*:orders'] } }, 'open'],
  ['a bare wildcard', { StringLike: { 'aws:SourceArn': '*' } }, 'open'],
  ['a bucket by name', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::orders' } }, 'no-account'],
  ['a bucket by name, with wildcards for what its ARN has not', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:*:*:orders' } }, 'no-account'],
  ['the same with two stars for each', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:**:**:orders' } }, 'no-account'],
  ['any bucket', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } }, 'open'],
  ['a bucket of the app', { ArnLike: { 'aws:SourceArn': { 'Fn::GetAtt': ['Bucket', 'Arn'] } } }, 'bound'],
  ['a hosted zone', { ArnLike: { 'aws:SourceArn': 'arn:aws:route53:::hostedzone/Z0123456789' } }, 'bound'],
  ['any hosted zone', { ArnLike: { 'aws:SourceArn': 'arn:aws:route53:::hostedzone/*' } }, 'open'],
  ['an ARN that is a parameter', { ArnEquals: { 'aws:SourceArn': { Ref: 'Any' } } }, 'bound'],
  ['what is encrypted', { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:eu-west-1:111122223333:*' } }, 'bound'],
  ['an ACL', { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }, 'unbound'],
])('a service is held by %s', (_, condition, expected) => {
  expect(sourceBinding(siteOf(allow('sns.amazonaws.com', 'sqs:SendMessage', condition)).document.statements[0])).toBe(expected);
});

describe('a service without a source', () => {
  test.each<[string, JsonObject, string[]]>([
    ['that sends it', allow('s3.amazonaws.com', 'sqs:SendMessage'), ['s3.amazonaws.com']],
    ['in its regional form', allow('logs.eu-west-1.amazonaws.com', 'lambda:InvokeFunction'), ['logs.amazonaws.com']],
    ['in a list', allow(['s3.amazonaws.com', 'unheard-of.amazonaws.com'], 'sqs:SendMessage'), ['s3.amazonaws.com']],
    ['of which nothing is known', allow('unheard-of.amazonaws.com', 'sqs:SendMessage'), []],
    ['that does not send it here', allow('events.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*']), []],
    ['CloudTrail to a bucket', allow('cloudtrail.amazonaws.com', 's3:PutObject', { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }), ['cloudtrail.amazonaws.com']],
    ['CloudTrail to a key, where event data stores send none', allow('cloudtrail.amazonaws.com', ['kms:GenerateDataKey', 'kms:Decrypt']), []],
    ['AWS Config to a bucket', allow('config.amazonaws.com', 's3:GetBucketAcl'), ['config.amazonaws.com']],
    ['AWS Config to a function', allow('config.amazonaws.com', 'lambda:InvokeFunction'), ['config.amazonaws.com']],
    ['GuardDuty to a bucket', allow('guardduty.me-south-1.amazonaws.com', 's3:PutObject'), ['guardduty.amazonaws.com']],
    ['GuardDuty to a key', allow('guardduty.amazonaws.com', 'kms:GenerateDataKey'), ['guardduty.amazonaws.com']],
    ['budgets to a topic', allow('budgets.amazonaws.com', 'sns:Publish'), ['budgets.amazonaws.com']],
    ['alerts of costs to a topic', allow('costalerts.amazonaws.com', 'SNS:Publish'), ['costalerts.amazonaws.com']],
    ['functions to a repository', allow('lambda.amazonaws.com', ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']), ['lambda.amazonaws.com']],
    ['databases to a secret', allow('rds.amazonaws.com', 'secretsmanager:GetSecretValue'), ['rds.amazonaws.com']],
    ['databases to a key, where nothing certain is known', allow('rds.amazonaws.com', 'kms:Decrypt'), []],
    ['agents to a function', allow('bedrock.amazonaws.com', 'lambda:InvokeFunction'), ['bedrock.amazonaws.com']],
    ['OpenSearch to a log group', allow('es.amazonaws.com', ['logs:PutLogEvents', 'logs:CreateLogStream']), ['es.amazonaws.com']],
    ['DNS queries to a log group', allow('route53.amazonaws.com', 'logs:PutLogEvents'), ['route53.amazonaws.com']],
    ['vended logs to a log group', allow('delivery.logs.amazonaws.com', 'logs:PutLogEvents'), ['delivery.logs.amazonaws.com']],
    ['to topics, where nothing certain is known', allow('events.amazonaws.com', 'sns:Publish'), []],
    ['that is kept out', { ...allow('s3.amazonaws.com', 'sqs:SendMessage'), Effect: 'Deny' }, []],
    ['with a condition that is known at deployment only', allow('s3.amazonaws.com', 'sqs:SendMessage', { StringEquals: { Ref: 'Any' } }), []],
  ])('%s', (_, statement, expected) => {
    const site = siteOf(statement);
    expect(serviceWithoutSource.judgePolicy!(site, DEFAULT_CONTEXT).map(({ cause }) => cause)).toEqual(expected);
  });

  test('a trail may be one of another region', () => {
    const site = siteOf(allow('cloudtrail.amazonaws.com', 's3:PutObject'));
    const [{ replacement }] = serviceWithoutSource.judgePolicy!(site, DEFAULT_CONTEXT);
    expect(replacement).toEqual(allow('cloudtrail.amazonaws.com', 's3:PutObject', { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudtrail:*:111122223333:*' } }));
  });

  test('is offered the statement to write instead', () => {
    const site = siteOf(allow('delivery.logs.amazonaws.com', 's3:PutObject', { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control' } }));
    const [{ replacement }] = serviceWithoutSource.judgePolicy!(site, DEFAULT_CONTEXT);
    expect(replacement).toEqual(allow('delivery.logs.amazonaws.com', 's3:PutObject', {
      StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceAccount': '111122223333' },
    }));
  });
});

test('a condition that never holds is reported where the service uses nothing else', () => {
  const condition = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
  const judged = (action: JsonValue) => {
    const site = siteOf(allow('events.amazonaws.com', action, condition));
    return unsupportedConfusedDeputyCondition.judgeStatement!(site.document.statements[0], site, DEFAULT_CONTEXT).length;
  };
  expect([judged('kms:Decrypt'), judged(['kms:Decrypt', 'sqs:SendMessage']), judged('sqs:SendMessage')]).toEqual([1, 0, 0]);
});

test('every row says where it comes from', () => {
  for (const { servicePrincipal, sourceAccount, sourceArn, source, date } of RESOURCE_SOURCES) {
    expect(servicePrincipal).toMatch(/^[a-z0-9.-]+\.amazonaws\.com$/);
    expect(sourceAccount || sourceArn !== undefined).toBe(true);
    expect(new URL(source).protocol).toBe('https:');
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
  }
});
