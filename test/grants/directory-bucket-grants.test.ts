import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3express from 'aws-cdk-lib/aws-s3express';
import { KEY_ARN, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedDirectoryBucketGrants } from '../../src/grants/directory-bucket-grants';

const newBucket = (stack: Stack, kmsMasterKeyId?: string) => new s3express.CfnDirectoryBucket(stack, 'Bucket', {
  bucketName: 'cache--euw1-az1--x-s3',
  dataRedundancy: 'SingleAvailabilityZone',
  locationName: 'euw1-az1',
  bucketEncryption: kmsMasterKeyId === undefined ? undefined
    : { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId } }] },
});

test('a bucket without a customer-managed key needs the session only', () => {
  const stack = newStack();
  ScopedDirectoryBucketGrants.fromDirectoryBucket(newBucket(stack)).read(newRole(stack));
  expect(statementsOf(stack)).toEqual([{
    Action: 's3express:CreateSession',
    Condition: { StringEquals: { 's3express:SessionMode': 'ReadOnly' } },
    Effect: 'Allow',
    Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] },
  }]);
});

test('a key that is known only at deployment is asked for', () => {
  const stack = newStack();
  const grants = ScopedDirectoryBucketGrants.fromDirectoryBucket(newBucket(stack, new CfnParameter(stack, 'KeyId').valueAsString));
  expect(() => grants.readWrite(newRole(stack))).toThrow(/KMS key of 'Stack\/Bucket'.*only at deployment.*encryptionKey/);
  const grant = grants.readWrite(newRole(stack, 'Other'), { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) });
  expect(grant.principalStatements.map(({ actions }) => actions)).toEqual([['s3express:CreateSession'], ['kms:GenerateDataKey', 'kms:Decrypt']]);
});

test('across accounts the bucket policy is told', () => {
  const app = new App();
  const other = new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } });
  const role = new iam.Role(other, 'Role', { roleName: 'reader', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  ScopedDirectoryBucketGrants.fromDirectoryBucket(newBucket(newStack(app))).read(role);
  Annotations.fromStack(other).hasWarning('/Other/Role', Match.stringLikeRegexp("add to the bucket policy of 'Stack/Bucket' .*s3express:SessionMode"));
});
