import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { findAction } from '../../../src/catalog/actions';
import { JsonObject } from '../../../src/policy/json';
import { GRANT_WILDCARDS } from '../../../src/rules/breadth/grant-wildcards';
import { findings, inventoryOfPolicy, inventoryOfResources } from '../example-inventory';

test.each(Object.entries(GRANT_WILDCARDS))('%s is replaced by actions that exist', (_, wildcard) => {
  for (const action of wildcard?.instead ?? []) {
    const [service, name] = action.split(':');
    expect(findAction(service, name)?.name).toBe(name);
  }
});

test('the replacement is the statement without the wildcards', () => {
  const statement = { Effect: 'Allow', Action: ['s3:GetObject*', 's3:GetObject', 's3:Abort*'], Resource: ['arn:aws:s3:::orders', { 'Fn::Sub': '${Bucket.Arn}/*' }] };
  const found = findings(inventoryOfResources({
    Bucket: { Type: 'AWS::S3::Bucket' },
    Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [statement] } } },
  }));
  expect(found.find(({ ruleId }) => ruleId === 'widened-grant')?.replacement).toEqual({ ...statement, Action: ['s3:GetObject', 's3:AbortMultipartUpload'] });
});

test('wildcards in several statements have no single replacement', () => {
  const statement = (action: string) => ({ Effect: 'Allow', Action: action, Resource: 'arn:aws:s3:::orders/*' });
  const found = findings(inventoryOfPolicy({ Statement: [statement('s3:GetObject*'), statement('s3:DeleteObject*')] })).filter(({ ruleId }) => ruleId === 'widened-grant');
  expect(found.map(({ cause, replacement }) => [cause, replacement])).toEqual([['s3:DeleteObject*,s3:GetObject*', undefined]]);
});

test('what grants of the CDK write is no error, and one finding where it reaches further than the grant is for', () => {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const key = new kms.Key(stack, 'Key');
  new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS, encryptionKey: key }).grantReadWrite(role);
  new sqs.Queue(stack, 'Queue', { encryptionMasterKey: key }).grantSendMessages(role);
  const { Resources } = Template.fromStack(stack).toJSON() as { Resources: JsonObject };
  const found = findings(inventoryOfResources(Resources), {}, { packs: ['breadth', 'exposure', 'resources'] });
  expect(found.filter(({ severity }) => severity !== 'info').map(({ ruleId, cause, severity }) => `${severity} ${ruleId} ${cause}`).sort()).toEqual([
    'warning widened-grant s3:Abort*,s3:DeleteObject*,s3:GetBucket*,s3:GetObject*,s3:List*',
  ]);
});
