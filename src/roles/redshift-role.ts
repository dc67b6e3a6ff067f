/** The role with which Redshift loads from and unloads to S3. It may read and write exactly the places that are given. */
import { ArnFormat } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BucketLocation, grantLocations, READ_AND_LIST, READ_WRITE_AND_LIST } from './bucket-location';
import { ServiceRole } from './service-role';
import { namedSource } from './trust/named-source';
import { TrustedSource } from './trust/service-trust';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of a `RedshiftRole`.
 *
 * `confusedDeputy` defaults to `STRICT`: clusters, or workgroups of Redshift Serverless, of this account and region only.
 */
export interface RedshiftRoleProps extends ServiceRoleOptions {
  /**
   * Whether the role is for a namespace of Redshift Serverless, and not for a cluster.
   *
   * @default false
   */
  readonly serverless?: boolean;

  /**
   * The identifier of the one cluster that may use the role. Give the cluster the same. Not with `serverless`, nor with another `confusedDeputy` than
   * `STRICT`.
   *
   * @default - all clusters of this account and region
   */
  readonly clusterIdentifier?: string;

  /**
   * Where `COPY` loads from, with manifests and JSONPaths files. Objects there may be read and listed.
   *
   * @default - nothing may be loaded
   */
  readonly copyFrom?: BucketLocation[];

  /**
   * Where `UNLOAD` writes to. Objects there may be read, listed and written.
   *
   * @default - nothing may be unloaded
   */
  readonly unloadTo?: BucketLocation[];
}

/**
 * Role of an Amazon Redshift cluster or namespace for `COPY` and `UNLOAD`, in place of the AWS managed policy for all commands.
 *
 * `COPY` from a table of DynamoDB, external schemas, Lambda functions and machine learning have to be granted.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-access-permissions.html#copy-usage_notes-iam-permissions
 */
export class RedshiftRole extends ServiceRole {
  /**
   * Throws when `clusterIdentifier` is no name or stands together with `serverless`, when a prefix of keys, a name, path or session duration is not
   * valid, and when the key of a bucket cannot be named.
   */
  constructor(scope: Construct, id: string, props: RedshiftRoleProps = {}) {
    super(scope, id, {
      ...props,
      servicePrincipal: props.serverless ? 'redshift-serverless.amazonaws.com' : 'redshift.amazonaws.com',
      _source: clusterArn(scope, props),
    });
    grantLocations(this, 'copyFrom', props.copyFrom, READ_AND_LIST);
    grantLocations(this, 'unloadTo', props.unloadTo, READ_WRITE_AND_LIST);
  }
}

function clusterArn(scope: Construct, { serverless, clusterIdentifier }: RedshiftRoleProps): TrustedSource | undefined {
  if (serverless && clusterIdentifier !== undefined) {
    throw new Error(
      `clusterIdentifier is \`${clusterIdentifier}\` and serverless is true, expected at most one: `
      + 'a namespace of Redshift Serverless has no cluster, so leave clusterIdentifier out',
    );
  }
  return namedSource(scope, {
    role: 'RedshiftRole',
    option: 'clusterIdentifier',
    name: clusterIdentifier,
    arn: { service: 'redshift', resource: 'cluster', resourceName: clusterIdentifier, arnFormat: ArnFormat.COLON_RESOURCE_NAME },
    taker: { resourceType: 'AWS::Redshift::Cluster', property: 'ClusterIdentifier' },
  });
}
