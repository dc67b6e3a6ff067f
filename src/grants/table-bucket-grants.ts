/** S3 Tables: the tables of a table bucket by namespace and name. Never policies, encryption, maintenance or deletion. */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3tables from 'aws-cdk-lib/aws-s3tables';
import { Construct } from 'constructs';
import { KEY_READS, KEY_READS_AND_WRITES, TABLE_READS, TABLE_READS_AND_WRITES, tableKeyUse } from './iceberg-table';
import { Conditions, mergeConditions } from './writing/conditions';
import { Resource } from './writing/environment';
import { EncryptedGrantScope, GrantScope } from './writing/grant-scope';
import { ImportedResource } from './writing/imported-resource';
import { oneOrMany, requireNames } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ResourcePolicy, ScopedStatement } from './writing/scoped-statement';

/**
 * Which namespaces of a table bucket may be looked at.
 */
export interface TableBucketBrowseGrantOptions extends GrantScope {
  /**
   * Only these namespaces (`s3tables:namespace`). Their names are still listed together with all others.
   *
   * @default - all namespaces
   */
  readonly namespaces?: string[];
}

/**
 * Which tables of a table bucket a grant covers, and the key that encrypts them.
 */
export interface TableBucketGrantOptions extends EncryptedGrantScope {
  /**
   * Only tables in these namespaces (`s3tables:namespace`). They may hold IAM policy variables (`${aws:PrincipalTag/tenant}`).
   *
   * @default - all namespaces
   */
  readonly namespaces?: string[];

  /**
   * Only tables with these names (`s3tables:tableName`).
   *
   * @default - all tables
   */
  readonly tables?: string[];
}

/**
 * Grants on the tables of an Amazon S3 table bucket, by namespace and name.
 *
 * The files of a table go through the VPC endpoint of S3, all other calls through that of S3 Tables: name both as `sourceVpcEndpoints`.
 *
 * For a grantee of another account the table bucket policy has to allow the same; CDK does not manage it, so that half is a warning with
 * the statements to add.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-setting-up.html
 */
export class ScopedTableBucketGrants {
  /**
   * Starts the grants of a table bucket.
   *
   * @param bucket an L1 table bucket
   */
  public static fromTableBucket(bucket: s3tables.ITableBucketRef): ScopedTableBucketGrants {
    return new ScopedTableBucketGrants(bucket, bucket.tableBucketRef.tableBucketArn);
  }

  /**
   * Starts the grants of a table bucket that another stack or account owns.
   *
   * @param tableBucketArn its ARN, as `arn:aws:s3tables:eu-central-1:111122223333:bucket/analytics`
   * @throws if that is no ARN of one table bucket
   */
  public static fromTableBucketArn(scope: Construct, id: string, tableBucketArn: string): ScopedTableBucketGrants {
    const bucket = new ImportedResource(scope, id, tableBucketArn, 'ScopedTableBucketGrants.fromTableBucketArn', ':bucket/');
    return new ScopedTableBucketGrants(bucket, tableBucketArn);
  }

  private constructor(private readonly bucket: Resource, private readonly arn: string) {}

  /**
   * Lets the grantee find out what the table bucket holds, as Iceberg clients do before they open a table: `s3tables:GetTableBucket`,
   * `s3tables:ListNamespaces`, `s3tables:GetNamespace` and `s3tables:ListTables`.
   *
   * @throws if a name is empty or holds a wildcard, or if the grant would be lost
   */
  public browse(grantee: iam.IGrantable, options: TableBucketBrowseGrantOptions = {}): iam.Grant {
    const call = 'ScopedTableBucketGrants.browse';
    return this.grant(call, grantee, options, [
      { actions: ['s3tables:GetTableBucket', 's3tables:ListNamespaces'], resources: [this.arn], resourcePolicy: this.policy },
      {
        actions: ['s3tables:GetNamespace', 's3tables:ListTables'],
        resources: [this.arn],
        conditions: namesOf(call, 'namespaces', 's3tables:namespace', options.namespaces),
        resourcePolicy: this.policy,
      },
    ]);
  }

  /**
   * Lets the grantee find tables and read their metadata and data (`s3tables:GetTable`, `s3tables:GetTableMetadataLocation`,
   * `s3tables:GetTableData`), with `kms:Decrypt` on the key of the table bucket.
   *
   * @throws if a name is empty or holds a wildcard, if the key cannot be named, or if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: TableBucketGrantOptions = {}): iam.Grant {
    return this.onTables('read', grantee, options, TABLE_READS, KEY_READS);
  }

  /**
   * Lets the grantee read tables and commit changes to them: the actions of `read` with `s3tables:PutTableData` and
   * `s3tables:UpdateTableMetadataLocation`, and `kms:GenerateDataKey` and `kms:Decrypt` on the key of the table bucket. It does not create
   * tables.
   *
   * @throws if a name is empty or holds a wildcard, if the key cannot be named, or if the grant would be lost
   */
  public readWrite(grantee: iam.IGrantable, options: TableBucketGrantOptions = {}): iam.Grant {
    return this.onTables('readWrite', grantee, options, TABLE_READS_AND_WRITES, KEY_READS_AND_WRITES);
  }

  private onTables(method: string, grantee: iam.IGrantable, options: TableBucketGrantOptions, actions: string[], onKey: string[]): iam.Grant {
    const call = `ScopedTableBucketGrants.${method}`;
    return this.grant(call, grantee, options, [
      {
        actions,
        resources: [`${this.arn}/table/*`],
        conditions: mergeConditions(
          namesOf(call, 'namespaces', 's3tables:namespace', options.namespaces), namesOf(call, 'tables', 's3tables:tableName', options.tables),
        ),
        wildcardReason: 'the ARN of a table ends in an id that S3 gives it at its creation; namespace and name are conditions',
        resourcePolicy: this.policy,
      },
      ...tableKeyUse(this.bucket, this.arn, { call, grantee, resource: this.bucket, options, actions: onKey }),
    ]);
  }

  private grant(call: string, grantee: iam.IGrantable, scope: GrantScope, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({ call, grantee, resource: this.bucket, scope, statements });
  }

  private get policy(): ResourcePolicy {
    return { name: 'table bucket policy', of: this.bucket };
  }
}

function namesOf(call: string, option: string, key: string, names: string[] | undefined): Conditions | undefined {
  if (names === undefined) { return undefined; }
  requireNames(call, option, names, option === 'tables' ? 'orders' : 'sales');
  return { StringEquals: { [key]: oneOrMany(names) } };
}
