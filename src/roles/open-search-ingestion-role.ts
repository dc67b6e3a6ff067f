/**
 * The pipeline role of OpenSearch Ingestion. It may write to the domain or collection, read the source in S3 and keep what could not be delivered.
 */
import * as aoss from 'aws-cdk-lib/aws-opensearchserverless';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { BucketLocation, grantLocation, grantLocations, READ_OBJECTS, WRITE_OBJECTS } from './bucket-location';
import { ServiceRole } from './service-role';
import { namedSource } from './trust/named-source';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedCollectionGrants } from '../grants/collection-grants';
import { ScopedQueueGrants } from '../grants/queue-grants';
import { requireNames } from '../grants/writing/scope-list';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * A collection that a pipeline writes to.
 */
export interface IngestionCollection {
  /**
   * The collection.
   */
  readonly collection: aoss.ICollectionRef;

  /**
   * Its name, by which its network policy is found.
   */
  readonly collectionName: string;
}

/**
 * Properties of an `OpenSearchIngestionRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: pipelines of this account and region only.
 */
export interface OpenSearchIngestionRoleProps extends ServiceRoleOptions {
  /**
   * The name of the one pipeline that may use the role. Give the pipeline the same. Not with another `confusedDeputy` than `STRICT`.
   *
   * @default - all pipelines of this account and region
   */
  readonly pipelineName?: string;

  /**
   * The domain that is written to. Its access policy has to admit the role where it asks for more than IAM policies.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/pipeline-domain-access.html
   */
  readonly domain?: opensearch.IDomainRef;

  /**
   * The collection of OpenSearch Serverless that is written to. Its data access policy has to name the role. The pipeline may look at, make
   * and update the network policy of this collection, to add its own VPC endpoint.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/pipeline-collection-access.html
   */
  readonly collection?: IngestionCollection;

  /**
   * Where the objects lie that the pipeline reads. They may be read.
   *
   * @default - nothing may be read
   */
  readonly sources?: BucketLocation[];

  /**
   * The queue that tells of new objects. Its messages may be received and deleted.
   *
   * @default - none
   */
  readonly notifications?: sqs.IQueueRef;

  /**
   * Where events go that could not be delivered. Objects there may be written.
   *
   * @default - none
   */
  readonly deadLetters?: BucketLocation;
}

/**
 * Pipeline role of Amazon OpenSearch Ingestion. Other sources have to be granted.
 *
 * @see https://docs.aws.amazon.com/opensearch-service/latest/developerguide/pipeline-security-overview.html
 */
export class OpenSearchIngestionRole extends ServiceRole {
  /**
   * Throws when a name of the pipeline or collection, a prefix of keys, a name, path or session duration is not valid, and when a key cannot be named.
   */
  constructor(scope: Construct, id: string, props: OpenSearchIngestionRoleProps = {}) {
    super(scope, id, {
      ...props,
      servicePrincipal: 'osis-pipelines.amazonaws.com',
      _source: namedSource(scope, {
        role: 'OpenSearchIngestionRole',
        option: 'pipelineName',
        name: props.pipelineName,
        arn: { service: 'osis', resource: 'pipeline', resourceName: props.pipelineName },
        taker: { resourceType: 'AWS::OSIS::Pipeline', property: 'PipelineName' },
      }),
    });
    if (props.domain) { this.writeToDomain(props.domain); }
    if (props.collection) { this.writeToCollection(props.collection); }
    grantLocations(this, 'sources', props.sources, READ_OBJECTS);
    if (props.notifications) {
      ScopedQueueGrants.fromQueue(props.notifications).consume(this);
    }
    if (props.deadLetters) {
      grantLocation(this, 'deadLetters', props.deadLetters, WRITE_OBJECTS);
    }
  }

  /** The page allows all HTTP methods. Of these, a sink uses no more: bulk requests, which delete documents too, are POST. */
  private writeToDomain(domain: opensearch.IDomainRef): void {
    const { domainArn } = domain.domainRef;
    const resourcePolicy = { name: 'domain access policy', of: domain };
    addScopedGrant({
      call: 'OpenSearchIngestionRole `domain`',
      grantee: this,
      resource: domain,
      statements: [
        { actions: ['es:DescribeDomain'], resources: [domainArn], resourcePolicy },
        {
          actions: ['es:ESHttpGet', 'es:ESHttpHead', 'es:ESHttpPost', 'es:ESHttpPut'],
          resources: [`${domainArn}/*`],
          wildcardReason: 'the pipeline makes indices, templates and documents, whose paths come later; the domain and the HTTP methods are exact',
          resourcePolicy,
        },
      ],
    });
  }

  private writeToCollection({ collection, collectionName }: IngestionCollection): void {
    const call = 'OpenSearchIngestionRole `collection`';
    requireNames(call, 'collectionName', [collectionName], 'logs');
    ScopedCollectionGrants.fromCollection(collection).access(this);
    addScopedGrant({
      call,
      grantee: this,
      statements: [{
        actions: ['aoss:BatchGetCollection', 'aoss:CreateSecurityPolicy', 'aoss:GetSecurityPolicy', 'aoss:UpdateSecurityPolicy'],
        resources: ['*'],
        conditions: { StringEquals: { 'aoss:collection': collectionName } },
        wildcardReason: 'these actions of OpenSearch Serverless accept no resource; the condition limits them to one collection',
      }],
    });
  }
}
