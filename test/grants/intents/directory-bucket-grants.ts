import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3express from 'aws-cdk-lib/aws-s3express';
import { Intent, Kinds, onEach, request, requests } from './intent';
import { ScopedDirectoryBucketGrants } from '../../../src/grants/directory-bucket-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const NAME = 'cache--euw1-az1--x-s3';
const ARN = `arn:aws:s3express:${REGION}:${ACCOUNT}:bucket/${NAME}`;

interface Target {
  readonly bucket: s3express.IDirectoryBucketRef;
  readonly encryptionKey?: kms.IKeyRef;
}
const BUCKETS: Kinds<Target> = {
  L1: (stack) => ({
    bucket: new s3express.CfnDirectoryBucket(stack, 'Target', {
      dataRedundancy: 'SingleAvailabilityZone',
      locationName: 'euw1-az1',
      bucketEncryption: {
        serverSideEncryptionConfiguration: [
          { serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: new kms.Key(stack, 'Key').keyArn } },
        ],
      },
    }),
  }),
  imported: (stack) => ({
    bucket: s3express.CfnDirectoryBucket.fromBucketName(stack, 'Target', NAME),
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] })),
  }),
};
const grant = (method: 'read' | 'readWrite') => onEach(BUCKETS, ({ bucket, encryptionKey }, role) =>
  ScopedDirectoryBucketGrants.fromDirectoryBucket(bucket)[method](role, { encryptionKey }));

const KEY_USES = ['kms:GenerateDataKey', 'kms:Decrypt'];
const contextOf = (arn: string) => ({ 'kms:EncryptionContext:aws:s3express:arn': arn });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedDirectoryBucketGrants.read',
    actions: ['s3express:CreateSession', ...KEY_USES],
    grant: grant('read'),
    allows: [
      request('s3express:CreateSession', ARN, { 's3express:SessionMode': 'ReadOnly' }),
      ...requests(KEY_USES, KEY_ARN, contextOf(ARN)),
      ...requests(KEY_USES, KEY_ARN, contextOf(`arn:aws:s3:::${ARN}`)),
    ],
    denies: [
      request('s3express:CreateSession', ARN, { 's3express:SessionMode': 'ReadWrite' }),
      request('s3express:CreateSession', `${ARN}-other`, { 's3express:SessionMode': 'ReadOnly' }),
      request('s3express:GetBucketPolicy', ARN),
      ...requests(KEY_USES, KEY_ARN, contextOf(`${ARN}-other`)),
      ...requests(KEY_USES, KEY_ARN),
    ],
  },
  {
    call: 'ScopedDirectoryBucketGrants.readWrite',
    actions: ['s3express:CreateSession', ...KEY_USES],
    grant: grant('readWrite'),
    allows: [
      request('s3express:CreateSession', ARN, { 's3express:SessionMode': 'ReadWrite' }),
      request('s3express:CreateSession', ARN),
      ...requests(KEY_USES, KEY_ARN, contextOf(ARN)),
    ],
    denies: [request('s3express:CreateSession', `${ARN}-other`), request('s3express:DeleteBucket', ARN), ...requests(KEY_USES, KEY_ARN)],
  },
];
