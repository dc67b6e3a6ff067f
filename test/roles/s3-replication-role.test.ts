import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACCOUNT, agnosticStack, onlyPolicy, stackIn } from './synth';
import { S3ReplicationRole } from '../../src/roles/s3-replication-role';

const bucket = (stack: Stack, id: string) => new s3.Bucket(stack, id, { versioned: true });

test('a bucket takes the role for its rules, and the two do not depend on each other', () => {
  const stack = agnosticStack();
  const copy = bucket(stack, 'Copy');
  const orders = new s3.CfnBucket(stack, 'Orders', { versioningConfiguration: { status: 'Enabled' } });
  const role = new S3ReplicationRole(stack, 'Role', { source: orders, destinations: [{ bucket: copy }] });
  orders.replicationConfiguration = { role: role.roleArn, rules: [{ status: 'Enabled', destination: { bucket: copy.bucketArn } }] };
  Template.fromStack(stack).hasResourceProperties('AWS::S3::Bucket', { ReplicationConfiguration: { Role: stack.resolve(role.roleArn) } });
});

test('an L2 takes the role for its rules, and CDK adds nothing to it', () => {
  const stack = agnosticStack();
  const copy = bucket(stack, 'Copy');
  const replicationRole = new S3ReplicationRole(stack, 'Role', { source: s3.Bucket.fromBucketName(stack, 'Source', 'orders'), destinations: [{ bucket: copy }] });
  new s3.Bucket(stack, 'Orders', { bucketName: 'orders', versioned: true, replicationRole, replicationRules: [{ destination: copy }] });
  expect(onlyPolicy(stack)).toHaveLength(3);
});

test('keys of the buckets are found, each with its region', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: 'eu-central-1' } });
  const abroad = new Stack(app, 'Abroad', { env: { account: ACCOUNT, region: 'us-east-1' }, crossRegionReferences: true });
  new S3ReplicationRole(stack, 'Role', {
    source: new s3.Bucket(stack, 'Orders', { encryptionKey: new kms.Key(stack, 'Key') }),
    destinations: [{ bucket: new s3.Bucket(abroad, 'Copy', { bucketName: 'copy', encryptionKey: kms.Key.fromKeyArn(abroad, 'Key', `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`) }) }],
  });
  const services = onlyPolicy(stack).map(({ Action, Condition }) => [Action, Condition?.StringEquals?.['kms:ViaService']]);
  expect(services).toContainEqual(['kms:Decrypt', 's3.eu-central-1.amazonaws.com']);
  expect(services).toContainEqual([['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'], 's3.us-east-1.amazonaws.com']);
});

test('Object Lock and a change of ownership are asked for', () => {
  const stack = agnosticStack();
  new S3ReplicationRole(stack, 'Role', {
    source: bucket(stack, 'Orders'), destinations: [{ bucket: bucket(stack, 'Copy'), overrideOwner: true }], objectLock: true,
  });
  expect(onlyPolicy(stack).flatMap(({ Action }) => Action)).toEqual(expect.arrayContaining([
    's3:GetObjectRetention', 's3:GetObjectLegalHold', 's3:ObjectOwnerOverrideToBucketOwner',
  ]));
});

test('of a bucket of another account, the other half is a warning', () => {
  const stack = stackIn('eu-central-1');
  const copy = s3.Bucket.fromBucketAttributes(stack, 'Copy', { bucketName: 'copy', account: '444455556666' });
  new S3ReplicationRole(stack, 'Role', { source: bucket(stack, 'Orders'), destinations: [{ bucket: copy, withoutEncryptionKey: true }] });
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('S3ReplicationRole .*bucket policy'));
});

test.each<[string, (stack: Stack) => unknown, RegExp]>([
  ['without a destination', stack => new S3ReplicationRole(stack, 'Role', { source: bucket(stack, 'Orders'), destinations: [] }), /destinations is empty/],
  ['with a pattern as prefix', stack => new S3ReplicationRole(stack, 'Role', {
    source: bucket(stack, 'Orders'), destinations: [{ bucket: bucket(stack, 'Copy') }], prefixes: ['eu/*'],
  }), /S3ReplicationRole: .*eu\/\*/],
  ['for another account whose key is not known', stack => new S3ReplicationRole(stack, 'Role', {
    source: bucket(stack, 'Orders'), destinations: [{ bucket: s3.Bucket.fromBucketAttributes(stack, 'Copy', { bucketName: 'copy', account: '444455556666' }) }],
  }), /nothing is said of its KMS key. Pass the key as `encryptionKey`/],
])('it is refused %s', (_, make, message) => {
  expect(() => make(stackIn('eu-central-1'))).toThrow(message);
});
