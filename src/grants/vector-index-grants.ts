/** S3 Vectors: the vectors of one index. Never the index or its bucket themselves. */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3vectors from 'aws-cdk-lib/aws-s3vectors';
import { Construct } from 'constructs';
import { keyUse, readProperty } from './writing/encryption-key';
import { Resource } from './writing/environment';
import { EncryptedGrantScope } from './writing/grant-scope';
import { ImportedResource } from './writing/imported-resource';
import { referencedConstruct } from './writing/referenced-construct';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * What a query may use and bring back.
 */
export interface VectorQueryGrantOptions extends EncryptedGrantScope {
  /**
   * Also lets queries filter by metadata and bring it back. S3 Vectors asks for `s3vectors:GetVectors` then, with which the grantee can read
   * any vector whose key it knows.
   *
   * @default false
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3VectorBuckets_QueryVectors.html
   */
  readonly withMetadata?: boolean;
}

/**
 * Grants on an index of Amazon S3 Vectors. Each goes with `kms:Decrypt` on the customer-managed key of the index, or else of its vector
 * bucket: S3 Vectors uses it in every one of these calls.
 *
 * For a grantee of another account the vector bucket policy has to allow the same; CDK does not manage it, so that half is a warning with
 * the statements to add.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-access-management.html
 */
export class ScopedVectorIndexGrants {
  /**
   * Starts the grants of an index.
   *
   * @param index an L1 index
   */
  public static fromIndex(index: s3vectors.IIndexRef): ScopedVectorIndexGrants {
    return new ScopedVectorIndexGrants(index, index.indexRef.indexArn);
  }

  /**
   * Starts the grants of an index that another stack or account owns.
   *
   * @param indexArn its ARN, as `arn:aws:s3vectors:eu-central-1:111122223333:bucket/embeddings/index/articles`
   * @throws if that is no ARN of one index
   */
  public static fromIndexArn(scope: Construct, id: string, indexArn: string): ScopedVectorIndexGrants {
    return new ScopedVectorIndexGrants(new ImportedResource(scope, id, indexArn, 'ScopedVectorIndexGrants.fromIndexArn', '/index/'), indexArn);
  }

  private constructor(private readonly index: Resource, private readonly arn: string) {}

  /**
   * Lets the grantee search for the nearest vectors (`s3vectors:QueryVectors`): their keys and distances, and with `withMetadata` their
   * metadata (`s3vectors:GetVectors`).
   *
   * @throws if the key cannot be named, or if the grant would be lost
   */
  public query(grantee: iam.IGrantable, options: VectorQueryGrantOptions = {}): iam.Grant {
    return this.grant('query', grantee, options, ['s3vectors:QueryVectors', ...(options.withMetadata ? ['s3vectors:GetVectors'] : [])]);
  }

  /**
   * Lets the grantee read vectors whose keys it knows, with their metadata (`s3vectors:GetVectors`).
   *
   * @throws if the key cannot be named, or if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('read', grantee, options, ['s3vectors:GetVectors']);
  }

  /**
   * Lets the grantee add vectors and overwrite them (`s3vectors:PutVectors`).
   *
   * @throws if the key cannot be named, or if the grant would be lost
   */
  public write(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('write', grantee, options, ['s3vectors:PutVectors']);
  }

  /**
   * Lets the grantee delete vectors (`s3vectors:DeleteVectors`).
   *
   * @throws if the key cannot be named, or if the grant would be lost
   */
  public delete(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('delete', grantee, options, ['s3vectors:DeleteVectors']);
  }

  /**
   * Lets the grantee list the keys of the vectors (`s3vectors:ListVectors`). To have data or metadata listed with them, grant `read` too.
   *
   * @throws if the key cannot be named, or if the grant would be lost
   */
  public list(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('list', grantee, options, ['s3vectors:ListVectors']);
  }

  private grant(method: string, grantee: iam.IGrantable, options: EncryptedGrantScope, actions: string[]): iam.Grant {
    const call = `ScopedVectorIndexGrants.${method}`;
    return addScopedGrant({
      call,
      grantee,
      resource: this.index,
      scope: options,
      statements: [
        { actions, resources: [this.arn], resourcePolicy: { name: 'vector bucket policy', of: this.index } },
        ...this._keyUse(call, grantee, options, ['kms:Decrypt']),
      ],
    });
  }

  /**
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-data-encryption.html (2026-11)
   *
   * @internal
   */
  public _keyUse(call: string, grantee: iam.IGrantable, options: EncryptedGrantScope, actions: string[]): ScopedStatement[] {
    return keyUse({
      call,
      grantee,
      resource: this.index,
      options,
      keyId: readProperty(this.encryption, 'kmsKeyArn'),
      service: 's3vectors',
      actions,
    });
  }

  /** An index without settings of its own has those of its bucket. */
  private get encryption(): unknown {
    if (!s3vectors.CfnIndex.isCfnIndex(this.index)) { return undefined; }
    const bucket = referencedConstruct(this.index.vectorBucketArn ?? this.index.vectorBucketName);
    return this.index.encryptionConfiguration ?? (s3vectors.CfnVectorBucket.isCfnVectorBucket(bucket) ? bucket.encryptionConfiguration : undefined);
  }
}
