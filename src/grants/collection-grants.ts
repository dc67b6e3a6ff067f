/** OpenSearch Serverless collections: the IAM half of the access to their data. Never the dashboards, never the collection itself. */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as serverless from 'aws-cdk-lib/aws-opensearchserverless';
import { GrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on an Amazon OpenSearch Serverless collection.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/security-iam-serverless.html
 */
export class ScopedCollectionGrants {
  /**
   * Starts the grants of a collection.
   *
   * @param collection an L1 or imported collection
   */
  public static fromCollection(collection: serverless.ICollectionRef): ScopedCollectionGrants {
    return new ScopedCollectionGrants(collection);
  }

  private constructor(private readonly collection: serverless.ICollectionRef) {}

  /**
   * Lets the grantee reach the OpenSearch API of the collection (`aoss:APIAccessAll`).
   *
   * That is one half. What it may do there, on which indices, is said by a data access policy (`CfnAccessPolicy` of type `data`), which
   * has to name the grantee; without one, every request is denied. Narrow there: IAM knows no finer action.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-data-access.html
   */
  public access(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    return addScopedGrant({
      call: 'ScopedCollectionGrants.access',
      grantee,
      resource: this.collection,
      scope: options,
      statements: [{ actions: ['aoss:APIAccessAll'], resources: [this.collection.collectionRef.collectionArn] }],
      otherAccountRemedy: 'Collections have no resource-based policies. Let it assume a role of that account, and grant to that role.',
    });
  }
}
