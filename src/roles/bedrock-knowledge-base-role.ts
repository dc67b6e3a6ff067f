/**
 * The service role of one Bedrock knowledge base. It may read exactly the sources, use the models and keep vectors in the store that are given.
 */
import { Stack } from 'aws-cdk-lib';
import * as aoss from 'aws-cdk-lib/aws-opensearchserverless';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3vectors from 'aws-cdk-lib/aws-s3vectors';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { BucketLocation, grantLocations, READ_AND_LIST } from './bucket-location';
import { invokeModels } from './model-invocation';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { IInvokableModel } from '../grants/bedrock-model-grants';
import { ScopedCollectionGrants } from '../grants/collection-grants';
import { ScopedSecretGrants } from '../grants/secret-grants';
import { ScopedVectorIndexGrants } from '../grants/vector-index-grants';
import { Resource } from '../grants/writing/environment';
import { addScopedGrant } from '../grants/writing/scoped-grant';
import { ScopedStatement } from '../grants/writing/scoped-statement';

/**
 * Properties of a `BedrockKnowledgeBaseRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: knowledge bases of this account and region only. The id of one is known only after it was made with the role.
 */
export interface BedrockKnowledgeBaseRoleProps extends ServiceRoleOptions {
  /**
   * The models that embed, parse or rank documents, or inference profiles in their place. A profile may be looked up too.
   *
   * @default - no model may be invoked
   */
  readonly models?: IInvokableModel[];

  /**
   * Where the documents lie. They may be read and listed.
   *
   * @default - no bucket may be read
   */
  readonly sources?: BucketLocation[];

  /**
   * The collection of OpenSearch Serverless that keeps the vectors. Its data access policy has to name the role as well.
   *
   * @default - none
   */
  readonly collection?: aoss.ICollectionRef;

  /**
   * The index of S3 Vectors that keeps the vectors. Its customer-managed key may be used for it (`kms:Decrypt`, `kms:GenerateDataKey`); that of an
   * imported index has to be granted with `ScopedKeyGrants`.
   *
   * @default - none
   */
  readonly vectorIndex?: s3vectors.IIndexRef;

  /**
   * The Aurora cluster that keeps the vectors, reached by the Data API. Its secret belongs into `secrets`.
   *
   * @default - none
   */
  readonly cluster?: rds.IDBClusterRef;

  /**
   * The secrets that open the store or a source outside of AWS. They may be read; a source with OAuth 2.0 also needs to write its own.
   *
   * @default - none
   */
  readonly secrets?: secretsmanager.ISecretRef[];
}

/**
 * Service role of one Amazon Bedrock knowledge base.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/kb-permissions.html
 */
export class BedrockKnowledgeBaseRole extends ServiceRole {
  /**
   * Throws when a prefix of keys, a name, path or session duration is not valid, and when a key cannot be named.
   */
  constructor(scope: Construct, id: string, props: BedrockKnowledgeBaseRoleProps = {}) {
    super(scope, id, {
      ...props,
      servicePrincipal: 'bedrock.amazonaws.com',
      _source: { arns: [Stack.of(scope).formatArn({ service: 'bedrock', resource: 'knowledge-base', resourceName: '*' })] },
    });
    const { collection, vectorIndex, cluster, secrets } = props;
    invokeModels(this, props.models);
    grantLocations(this, 'sources', props.sources, READ_AND_LIST);
    if (collection) {
      ScopedCollectionGrants.fromCollection(collection).access(this);
    }
    if (vectorIndex) {
      this.keepVectors(vectorIndex);
    }
    if (cluster) {
      this.allowOn('cluster', cluster, cluster.dbClusterRef.dbClusterArn, [
        'rds:DescribeDBClusters', 'rds-data:BatchExecuteStatement', 'rds-data:ExecuteStatement',
      ]);
    }
    secrets?.forEach(secret => ScopedSecretGrants.fromSecret(secret).read(this));
  }

  private keepVectors(index: s3vectors.IIndexRef): void {
    const grants = ScopedVectorIndexGrants.fromIndex(index);
    grants.query(this, { withMetadata: true });
    grants.write(this);
    grants.delete(this);
    this.allowOn('vectorIndex', index, index.indexRef.indexArn, ['s3vectors:GetIndex'], call => grants._keyUse(call, this, {}, ['kms:GenerateDataKey']));
  }

  private allowOn(
    option: string, resource: Resource, arn: string, actions: string[], further: (call: string) => ScopedStatement[] = () => [],
  ): void {
    const call = `BedrockKnowledgeBaseRole \`${option}\``;
    addScopedGrant({
      call,
      grantee: this,
      resource,
      statements: [{ actions, resources: [arn] }, ...further(call)],
      otherAccountRemedy: 'The store has to belong to the account of the knowledge base.',
    });
  }
}
