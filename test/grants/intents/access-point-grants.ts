import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Intent, Kinds, onEach, request, requests, throughService } from './intent';
import { AccessPointDataGrantOptions, ScopedAccessPointGrants } from '../../../src/grants/access-point-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ARN = `arn:aws:s3:${REGION}:${ACCOUNT}:accesspoint/orders`;
const BUCKET_ARN = 'arn:aws:s3:::data';
const THROUGH = { 's3:DataAccessPointArn': ARN };

interface Target {
  readonly accessPoint: s3.IAccessPointRef;
  readonly bucket?: s3.IBucketRef;
}
const keyOf = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] }));
const WITH_BUCKET: Kinds<Target> = {
  L1: (stack) => {
    const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'Key') });
    return { accessPoint: new s3.CfnAccessPoint(stack, 'Target', { bucket: bucket.bucketName }) };
  },
  imported: (stack) => ({
    accessPoint: s3.CfnAccessPoint.fromAccessPointName(stack, 'Target', 'orders'),
    bucket: s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'data', encryptionKey: keyOf(stack) }),
  }),
};
const DELEGATED: Kinds<Target> = {
  L1: (stack) => ({ accessPoint: new s3.CfnAccessPoint(stack, 'Target', { bucket: 'data' }) }),
  imported: (stack) => ({ accessPoint: s3.CfnAccessPoint.fromAccessPointName(stack, 'Target', 'orders') }),
};
type Method = 'read' | 'write' | 'delete' | 'list';
const grant = (kinds: Kinds<Target>, method: Method, options: AccessPointDataGrantOptions = {}) =>
  onEach(kinds, ({ accessPoint, bucket }, role) => ScopedAccessPointGrants.fromAccessPoint(accessPoint)[method](role, { bucket, ...options }));

const OBJECT_WRITES = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];
const KEY_WRITES = ['kms:GenerateDataKey', 'kms:Decrypt'];
const viaS3 = (arn: string) => throughService('s3', REGION, { 'aws:s3:arn': arn });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedAccessPointGrants.read',
    scope: 'under a prefix, per tenant',
    actions: ['s3:GetObject', 's3:ListBucket', 'kms:Decrypt'],
    tags: { tenant: 'blue' },
    grant: grant(WITH_BUCKET, 'read', { prefix: '${aws:PrincipalTag/tenant}/' }),
    allows: [
      request('s3:GetObject', `${ARN}/object/blue/1`),
      request('s3:ListBucket', ARN, { 's3:prefix': 'blue/' }),
      request('s3:GetObject', `${BUCKET_ARN}/blue/1`, THROUGH),
      request('s3:ListBucket', BUCKET_ARN, { 's3:prefix': 'blue/', ...THROUGH }),
      request('kms:Decrypt', KEY_ARN, viaS3(`${BUCKET_ARN}/blue/1`)),
    ],
    denies: [
      request('s3:GetObject', `${ARN}/object/green/1`),
      request('s3:GetObject', `${ARN}-archive/object/blue/1`),
      request('s3:PutObject', `${ARN}/object/blue/1`),
      request('s3:ListBucket', ARN),
      request('s3:GetObject', `${BUCKET_ARN}/blue/1`),
      request('s3:GetObject', `${BUCKET_ARN}/blue/1`, { 's3:DataAccessPointArn': `${ARN}-archive` }),
      request('s3:ListBucket', BUCKET_ARN, { 's3:prefix': 'blue/' }),
      request('kms:Decrypt', KEY_ARN, viaS3(`${BUCKET_ARN}/green/1`)),
      request('kms:Decrypt', KEY_ARN),
    ],
  },
  {
    call: 'ScopedAccessPointGrants.read',
    scope: 'where the bucket policy leaves the decision to the access point',
    actions: ['s3:GetObject', 's3:ListBucket'],
    grant: grant(DELEGATED, 'read'),
    allows: [request('s3:GetObject', `${ARN}/object/orders/1`), request('s3:ListBucket', ARN)],
    denies: [request('s3:GetObject', `${BUCKET_ARN}/orders/1`, THROUGH), request('s3:ListBucket', BUCKET_ARN, THROUGH)],
  },
  {
    call: 'ScopedAccessPointGrants.write',
    actions: [...OBJECT_WRITES, ...KEY_WRITES],
    grant: grant(WITH_BUCKET, 'write'),
    allows: [
      ...requests(OBJECT_WRITES, `${ARN}/object/orders/1`),
      ...requests(OBJECT_WRITES, `${BUCKET_ARN}/orders/1`, THROUGH),
      ...requests(KEY_WRITES, KEY_ARN, viaS3(BUCKET_ARN)),
    ],
    denies: [
      ...requests(['s3:DeleteObject', 's3:GetObject', 's3:PutObjectAcl'], `${ARN}/object/orders/1`),
      request('s3:PutObject', `${BUCKET_ARN}/orders/1`),
      ...requests(KEY_WRITES, KEY_ARN, viaS3('arn:aws:s3:::other')),
    ],
  },
  {
    call: 'ScopedAccessPointGrants.delete',
    scope: 'under a prefix',
    actions: ['s3:DeleteObject'],
    grant: grant(WITH_BUCKET, 'delete', { prefix: 'drafts/' }),
    allows: [request('s3:DeleteObject', `${ARN}/object/drafts/1`), request('s3:DeleteObject', `${BUCKET_ARN}/drafts/1`, THROUGH)],
    denies: [request('s3:DeleteObject', `${ARN}/object/orders/1`), request('s3:DeleteObjectVersion', `${ARN}/object/drafts/1`)],
  },
  {
    call: 'ScopedAccessPointGrants.list',
    scope: 'under a prefix, from one VPC endpoint',
    actions: ['s3:ListBucket'],
    grant: grant(WITH_BUCKET, 'list', { prefix: 'in/', sourceVpcEndpoints: ['vpce-0123456789abcdef0'] }),
    allows: [request('s3:ListBucket', ARN, { 's3:prefix': 'in/', 'aws:SourceVpce': 'vpce-0123456789abcdef0' })],
    denies: [
      request('s3:ListBucket', ARN, { 's3:prefix': 'in/' }),
      request('s3:ListBucket', ARN, { 's3:prefix': 'out/', 'aws:SourceVpce': 'vpce-0123456789abcdef0' }),
    ],
  },
];
