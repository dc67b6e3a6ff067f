import { Stack, StackProps } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3vectors from 'aws-cdk-lib/aws-s3vectors';
import { BedrockKnowledgeBaseRole, ScopedBedrockModelGrants } from 'cdk-least-privilege';
import { Construct } from 'constructs';

const EMBEDDING = bedrock.FoundationModelIdentifier.AMAZON_TITAN_EMBED_TEXT_V2_0;

/** The documents that may be told of, and a knowledge base over them that keeps its vectors in S3. */
export class KnowledgeStack extends Stack {
  public readonly knowledgeBase: bedrock.CfnKnowledgeBase;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const key = new kms.Key(this, 'Key', { enableKeyRotation: true });
    const documents = new s3.Bucket(this, 'Documents', {
      encryptionKey: key,
      bucketKeyEnabled: false,
      enforceSSL: true,
      versioned: true,
      serverAccessLogsBucket: new s3.Bucket(this, 'AccessLogs', { enforceSSL: true }),
    });
    const index = this.addIndex(key);

    const embedding = bedrock.FoundationModel.fromFoundationModelId(this, 'Embedding', EMBEDDING);
    const role = new BedrockKnowledgeBaseRole(this, 'Role', {
      models: [ScopedBedrockModelGrants.fromModel(embedding)],
      sources: [{ bucket: documents, prefix: 'published/' }],
      vectorIndex: index,
    });

    this.knowledgeBase = new bedrock.CfnKnowledgeBase(this, 'KnowledgeBase', {
      name: 'handbook',
      roleArn: role.roleArn,
      knowledgeBaseConfiguration: { type: 'VECTOR', vectorKnowledgeBaseConfiguration: { embeddingModelArn: embedding.modelArn } },
      storageConfiguration: { type: 'S3_VECTORS', s3VectorsConfiguration: { indexArn: index.attrIndexArn } },
    });
    // Bedrock tries the role when it makes the knowledge base.
    this.knowledgeBase.node.addDependency(role);
    new bedrock.CfnDataSource(this, 'Source', {
      name: 'published',
      knowledgeBaseId: this.knowledgeBase.attrKnowledgeBaseId,
      dataSourceConfiguration: { type: 'S3', s3Configuration: { bucketArn: documents.bucketArn, inclusionPrefixes: ['published/'] } },
    });
  }

  private addIndex(key: kms.Key): s3vectors.CfnIndex {
    const encryptionConfiguration = { sseType: 'aws:kms', kmsKeyArn: key.keyArn };
    const vectors = new s3vectors.CfnVectorBucket(this, 'Vectors', { encryptionConfiguration });
    // S3 Vectors keeps the index in order on its own, which takes the key.
    key.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('indexing.s3vectors.amazonaws.com')],
      actions: ['kms:Decrypt'],
      resources: ['*'],
      conditions: {
        StringEquals: { 'aws:SourceAccount': this.account },
        ArnLike: { 'aws:SourceArn': this.formatArn({ service: 's3vectors', resource: 'bucket', resourceName: '*' }) },
      },
    }));
    return new s3vectors.CfnIndex(this, 'Index', {
      vectorBucketArn: vectors.attrVectorBucketArn,
      dataType: 'float32',
      dimension: 1024,
      distanceMetric: 'cosine',
      encryptionConfiguration,
      metadataConfiguration: { nonFilterableMetadataKeys: ['AMAZON_BEDROCK_TEXT', 'AMAZON_BEDROCK_METADATA'] },
    });
  }
}
