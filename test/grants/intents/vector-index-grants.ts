import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3vectors from 'aws-cdk-lib/aws-s3vectors';
import { arnIn, Intent, Kinds, onEach, request, requests, throughService } from './intent';
import { ScopedVectorIndexGrants, VectorQueryGrantOptions } from '../../../src/grants/vector-index-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ARN = `arn:aws:s3vectors:${REGION}:${ACCOUNT}:bucket/embeddings/index/articles`;

interface Target {
  readonly grants: ScopedVectorIndexGrants;
  readonly encryptionKey?: kms.IKeyRef;
}
const INDEXES: Kinds<Target> = {
  L1: (stack) => {
    const bucket = new s3vectors.CfnVectorBucket(stack, 'Bucket', {
      vectorBucketName: 'embeddings', encryptionConfiguration: { sseType: 'aws:kms', kmsKeyArn: new kms.Key(stack, 'Key').keyArn },
    });
    return {
      grants: ScopedVectorIndexGrants.fromIndex(new s3vectors.CfnIndex(stack, 'Target', {
        vectorBucketArn: bucket.attrVectorBucketArn, indexName: 'articles', dataType: 'float32', dimension: 256, distanceMetric: 'cosine',
      })),
    };
  },
  imported: (stack) => ({
    grants: ScopedVectorIndexGrants.fromIndexArn(stack, 'Target', arnIn(stack, 's3vectors', 'bucket/embeddings/index/articles')),
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] })),
  }),
};
type Method = 'query' | 'read' | 'write' | 'delete' | 'list';
const grant = (method: Method, options: VectorQueryGrantOptions = {}) =>
  onEach(INDEXES, ({ grants, encryptionKey }, role) => grants[method](role, { encryptionKey, ...options }));

const VIA_VECTORS = throughService('s3vectors', REGION);
const useOfKey = request('kms:Decrypt', KEY_ARN, VIA_VECTORS);
const intent = (method: Method, action: string, ...neighbours: string[]): Intent => ({
  call: `ScopedVectorIndexGrants.${method}`,
  actions: [action, 'kms:Decrypt'],
  grant: grant(method),
  allows: [request(action, ARN), useOfKey],
  denies: [
    request(action, `${ARN}-archive`),
    ...requests([...neighbours, 's3vectors:DeleteIndex'], ARN),
    request('kms:Decrypt', KEY_ARN),
    request('kms:GenerateDataKey', KEY_ARN, VIA_VECTORS),
  ],
});

export const INTENTS: Intent[] = [
  intent('query', 's3vectors:QueryVectors', 's3vectors:GetVectors', 's3vectors:ListVectors'),
  {
    ...intent('query', 's3vectors:QueryVectors', 's3vectors:ListVectors', 's3vectors:PutVectors'),
    scope: 'with metadata',
    actions: ['s3vectors:QueryVectors', 's3vectors:GetVectors', 'kms:Decrypt'],
    grant: grant('query', { withMetadata: true }),
    allows: [...requests(['s3vectors:QueryVectors', 's3vectors:GetVectors'], ARN), useOfKey],
  },
  intent('read', 's3vectors:GetVectors', 's3vectors:QueryVectors', 's3vectors:ListVectors'),
  intent('write', 's3vectors:PutVectors', 's3vectors:GetVectors', 's3vectors:DeleteVectors'),
  intent('delete', 's3vectors:DeleteVectors', 's3vectors:PutVectors'),
  intent('list', 's3vectors:ListVectors', 's3vectors:GetVectors'),
];
