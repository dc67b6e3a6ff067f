import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Intent, Kinds, onEach, request, requests, throughService } from './intent';
import { BucketDataGrantOptions, ScopedBucketGrants } from '../../../src/grants/bucket-grants';
import { KEY_ARN, REGION } from '../testing';

const ARN = 'arn:aws:s3:::data';
const keyOf = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] }));
const BUCKETS: Kinds<s3.IBucketRef> = {
  L2: (stack) => new s3.Bucket(stack, 'Target', { encryptionKey: new kms.Key(stack, 'Key') }),
  L1: (stack) => new s3.CfnBucket(stack, 'Target', {
    bucketEncryption: {
      serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: new kms.CfnKey(stack, 'Key').ref } }],
    },
  }),
  imported: (stack) => s3.Bucket.fromBucketAttributes(stack, 'Target', { bucketName: 'data', encryptionKey: keyOf(stack) }),
};
type Method = 'read' | 'write' | 'delete' | 'list';
const grant = (method: Method, options: BucketDataGrantOptions = {}) =>
  onEach(BUCKETS, (bucket, role) => ScopedBucketGrants.fromBucket(bucket)[method](role, options));
const cdk = (call: string, give: (bucket: s3.Bucket, role: iam.Role) => iam.Grant) =>
  ({ call, grant: (stack: Stack, role: iam.Role) => give(new s3.Bucket(stack, 'Target', { encryptionKey: new kms.Key(stack, 'Key') }), role) });

const READ = ['s3:GetObject', 's3:ListBucket', 'kms:Decrypt'];
const OBJECT_WRITES = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];
const KEY_WRITES = ['kms:GenerateDataKey', 'kms:Decrypt'];
const viaS3 = (arn: string) => throughService('s3', REGION, { 'aws:s3:arn': arn });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedBucketGrants.read',
    actions: READ,
    grant: grant('read'),
    cdk: cdk('Bucket.grantRead', (bucket, role) => bucket.grantRead(role)),
    allows: [
      request('s3:GetObject', `${ARN}/orders/1`),
      request('s3:ListBucket', ARN),
      request('kms:Decrypt', KEY_ARN, viaS3(`${ARN}/orders/1`)),
      request('kms:Decrypt', KEY_ARN, viaS3(ARN)),
    ],
    denies: [
      request('s3:GetObject', `${ARN}-secret/orders/1`),
      request('s3:PutObject', `${ARN}/orders/1`),
      request('s3:GetObjectVersion', `${ARN}/orders/1`),
      request('kms:Decrypt', KEY_ARN),
      request('kms:Decrypt', KEY_ARN, viaS3('arn:aws:s3:::other/1')),
      request('kms:Decrypt', KEY_ARN, throughService('sqs', REGION, { 'aws:s3:arn': ARN })),
    ],
  },
  {
    call: 'ScopedBucketGrants.read',
    scope: 'under a prefix, per tenant',
    actions: READ,
    tags: { tenant: 'blue' },
    grant: grant('read', { prefix: '${aws:PrincipalTag/tenant}/' }),
    cdk: cdk("Bucket.grantRead(role, 'blue/*')", (bucket, role) => bucket.grantRead(role, 'blue/*')),
    allows: [
      request('s3:GetObject', `${ARN}/blue/1`),
      request('s3:ListBucket', ARN, { 's3:prefix': 'blue/2026/' }),
      request('kms:Decrypt', KEY_ARN, viaS3(`${ARN}/blue/1`)),
    ],
    denies: [
      request('s3:GetObject', `${ARN}/green/1`),
      request('s3:ListBucket', ARN),
      request('s3:ListBucket', ARN, { 's3:prefix': 'green/' }),
      request('kms:Decrypt', KEY_ARN, viaS3(`${ARN}/green/1`)),
    ],
  },
  {
    call: 'ScopedBucketGrants.write',
    actions: [...OBJECT_WRITES, 's3:ListBucketMultipartUploads', ...KEY_WRITES],
    grant: grant('write'),
    cdk: cdk('Bucket.grantWrite', (bucket, role) => bucket.grantWrite(role)),
    allows: [
      ...requests(OBJECT_WRITES, `${ARN}/orders/1`),
      request('s3:ListBucketMultipartUploads', ARN),
      ...requests(KEY_WRITES, KEY_ARN, viaS3(`${ARN}/orders/1`)),
    ],
    denies: [
      ...requests(['s3:DeleteObject', 's3:GetObject', 's3:PutObjectAcl'], `${ARN}/orders/1`),
      request('s3:PutObject', `${ARN}-secret/orders/1`),
      ...requests(KEY_WRITES, KEY_ARN, viaS3('arn:aws:s3:::other/1')),
    ],
  },
  {
    call: 'ScopedBucketGrants.write',
    scope: 'under two prefixes',
    actions: [...OBJECT_WRITES, ...KEY_WRITES],
    grant: grant('write', { prefixes: ['in/', 'drafts/'] }),
    allows: [
      ...requests(OBJECT_WRITES, `${ARN}/in/1`),
      ...requests(OBJECT_WRITES, `${ARN}/drafts/1`),
      ...requests(KEY_WRITES, KEY_ARN, viaS3(`${ARN}/in/1`)),
    ],
    denies: [request('s3:PutObject', `${ARN}/out/1`), request('s3:ListBucketMultipartUploads', ARN)],
  },
  {
    call: 'ScopedBucketGrants.delete',
    scope: 'under a prefix',
    actions: ['s3:DeleteObject'],
    grant: grant('delete', { prefix: 'drafts/' }),
    cdk: cdk('Bucket.grantDelete', (bucket, role) => bucket.grantDelete(role, 'drafts/*')),
    allows: [request('s3:DeleteObject', `${ARN}/drafts/1`)],
    denies: [request('s3:DeleteObject', `${ARN}/orders/1`), request('s3:DeleteObjectVersion', `${ARN}/drafts/1`)],
  },
  {
    call: 'ScopedBucketGrants.list',
    scope: 'under a prefix, from one VPC endpoint',
    actions: ['s3:ListBucket'],
    grant: grant('list', { prefix: 'in/', sourceVpcEndpoints: ['vpce-0123456789abcdef0'] }),
    allows: [request('s3:ListBucket', ARN, { 's3:prefix': 'in/', 'aws:SourceVpce': 'vpce-0123456789abcdef0' })],
    denies: [
      request('s3:ListBucket', ARN, { 's3:prefix': 'in/' }),
      request('s3:ListBucket', ARN, { 's3:prefix': 'out/', 'aws:SourceVpce': 'vpce-0123456789abcdef0' }),
    ],
  },
];
