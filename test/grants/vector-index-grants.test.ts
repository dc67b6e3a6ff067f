import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3vectors from 'aws-cdk-lib/aws-s3vectors';
import { newRole, newStack, statementsOf } from './testing';
import { ScopedVectorIndexGrants } from '../../src/grants/vector-index-grants';

const ARN = 'arn:aws:s3vectors:eu-west-1:111122223333:bucket/embeddings/index/articles';
const underKey = (stack: Stack, id: string) => ({ sseType: 'aws:kms', kmsKeyArn: new kms.CfnKey(stack, id).attrArn });
const newIndex = (stack: Stack, props: Partial<s3vectors.CfnIndexProps>) => new s3vectors.CfnIndex(stack, 'Index', {
  indexName: 'articles', dataType: 'float32', dimension: 256, distanceMetric: 'cosine', ...props,
});
const newBucket = (stack: Stack) => new s3vectors.CfnVectorBucket(stack, 'Bucket', { encryptionConfiguration: underKey(stack, 'BucketKey') });

test.each<[string, (stack: Stack) => s3vectors.CfnIndex, string | undefined]>([
  ['its own before that of its bucket', (stack) =>
    newIndex(stack, { vectorBucketArn: newBucket(stack).attrVectorBucketArn, encryptionConfiguration: underKey(stack, 'IndexKey') }), 'IndexKey'],
  ['that of its bucket', (stack) => newIndex(stack, { vectorBucketArn: newBucket(stack).attrVectorBucketArn }), 'BucketKey'],
  ['none if it says so against its bucket', (stack) =>
    newIndex(stack, { vectorBucketArn: newBucket(stack).attrVectorBucketArn, encryptionConfiguration: { sseType: 'AES256' } }), undefined],
  ['none that is known, in a bucket that this app does not have', (stack) => newIndex(stack, { vectorBucketName: 'embeddings' }), undefined],
])('the key of an index: %s', (_, make, key) => {
  const stack = newStack();
  ScopedVectorIndexGrants.fromIndex(make(stack)).query(newRole(stack));
  expect(statementsOf(stack).slice(1).map(({ Resource }) => Resource)).toEqual(key === undefined ? [] : [{ 'Fn::GetAtt': [key, 'Arn'] }]);
});

test.each([`${ARN}*`, 'articles', ARN.split('/index/')[0]])('%s is no ARN of an index', (arn) => {
  expect(() => ScopedVectorIndexGrants.fromIndexArn(newStack(), 'Index', arn)).toThrow(/ScopedVectorIndexGrants.fromIndexArn: got '.*'\/index\/'/);
});
