import { CfnParameter, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { onlyPolicy, stackIn } from './synth';
import { BucketLocation, grantLocation, LocationUse, READ_AND_LIST, READ_OBJECTS, WRITE_OBJECTS } from '../../src/roles/bucket-location';
import { ServiceRole } from '../../src/roles/service-role';

const data = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Data', 'data');
const OWN = { 'aws:ResourceAccount': '111122223333' };

function statements(makeLocation: (stack: Stack) => BucketLocation, use: LocationUse): any[] {
  const stack = stackIn('eu-west-1');
  grantLocation(new ServiceRole(stack, 'Role', { servicePrincipal: 'glue.amazonaws.com' }), 'data', makeLocation(stack), use);
  return onlyPolicy(stack);
}

const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::data${rest}`]] });

test('the whole bucket without a prefix', () => {
  expect(statements(stack => ({ bucket: data(stack) }), READ_AND_LIST)).toEqual([
    { Effect: 'Allow', Action: 's3:GetObject', Resource: arn('/*'), Condition: { StringEquals: OWN } },
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: arn(''), Condition: { StringEquals: OWN } },
  ]);
});

test('one object, and a listing that names it', () => {
  expect(statements(stack => ({ bucket: data(stack), key: 'load.py' }), READ_AND_LIST)).toEqual([
    { Effect: 'Allow', Action: 's3:GetObject', Resource: arn('/load.py'), Condition: { StringEquals: OWN } },
    { Effect: 'Allow', Action: 's3:ListBucket', Resource: arn(''), Condition: { StringEquals: OWN, StringLike: { 's3:prefix': 'load.py*' } } },
  ]);
});

test.each<[string, LocationUse, string | string[]]>([
  ['to decrypt what is read', READ_OBJECTS, 'kms:Decrypt'],
  ['to encrypt what is written, in parts too', WRITE_OBJECTS, ['kms:GenerateDataKey', 'kms:Decrypt']],
])('the key of the objects may be used %s', (_, use, action) => {
  const withKey = (stack: Stack) => ({ bucket: data(stack), prefix: 'orders/', encryptionKey: new kms.Key(stack, 'Key') });
  expect(statements(withKey, use)[1]).toMatchObject({
    Action: action,
    Condition: {
      StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': [arn(''), arn('/orders/*')] },
    },
  });
});

test('tokens pass in every field', () => {
  const [onObjects] = statements(stack => ({
    bucket: s3.Bucket.fromBucketName(stack, 'Data', new CfnParameter(stack, 'Name').valueAsString),
    prefix: new CfnParameter(stack, 'Prefix').valueAsString,
  }), READ_OBJECTS);
  expect(onObjects.Resource).toEqual({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: 'Name' }, '/', { Ref: 'Prefix' }, '*']] });
});

test.each<[string, Partial<BucketLocation>, RegExp]>([
  ['a prefix and a key', { prefix: 'orders/', key: 'orders/1' }, /ServiceRole `data`: `prefix` is 'orders\/' and `key` is 'orders\/1', expected at most one/],
  ['a pattern of keys', { key: 'orders/*' }, /ServiceRole `data`: `key` is 'orders\/\*', which holds a wildcard/],
  ['an empty key', { key: '' }, /`key` is \[""\]; expected at least one value/],
  ['an address as the prefix', { prefix: 's3://data/orders' }, /`prefix` is 's3:\/\/data\/orders', which is an ARN or address/],
])('refuses %s', (_, location, message) => {
  expect(() => statements(stack => ({ bucket: data(stack), ...location }), READ_OBJECTS)).toThrow(message);
});
