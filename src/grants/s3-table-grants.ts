/** S3 Tables: the data and metadata of one Iceberg table. Never its policy, encryption, maintenance or deletion. */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3tables from 'aws-cdk-lib/aws-s3tables';
import { Construct } from 'constructs';
import { KEY_READS, KEY_READS_AND_WRITES, TABLE_READS, TABLE_READS_AND_WRITES, tableKeyUse } from './iceberg-table';
import { Resource } from './writing/environment';
import { EncryptedGrantScope } from './writing/grant-scope';
import { ImportedResource } from './writing/imported-resource';
import { referencedConstruct } from './writing/referenced-construct';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on one table of Amazon S3 Tables.
 *
 * For tables that the app does not create, such as those of a query engine, take `ScopedTableBucketGrants` with a namespace and names.
 * Clients of the Iceberg REST endpoint also ask about the table bucket: `ScopedTableBucketGrants.browse`.
 *
 * The files of a table go through the VPC endpoint of S3, all other calls through that of S3 Tables: name both as `sourceVpcEndpoints`.
 *
 * For a grantee of another account the table policy has to allow the same; CDK does not manage it, so that half is a warning with the
 * statements to add.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-setting-up.html
 */
export class ScopedS3TableGrants {
  /**
   * Starts the grants of a table.
   *
   * @param table an L1 table
   */
  public static fromTable(table: s3tables.ITableRef): ScopedS3TableGrants {
    return new ScopedS3TableGrants(table, table.tableRef.tableArn);
  }

  /**
   * Starts the grants of a table that another stack or account owns.
   *
   * @param tableArn its ARN, which ends in the id of the table and not in its name
   * @throws if that is no ARN of one table
   */
  public static fromTableArn(scope: Construct, id: string, tableArn: string): ScopedS3TableGrants {
    return new ScopedS3TableGrants(new ImportedResource(scope, id, tableArn, 'ScopedS3TableGrants.fromTableArn', '/table/'), tableArn);
  }

  private constructor(private readonly table: Resource, private readonly arn: string) {}

  /**
   * Lets the grantee find the table and read its metadata and data (`s3tables:GetTable`, `s3tables:GetTableMetadataLocation`,
   * `s3tables:GetTableData`), with `kms:Decrypt` on its key.
   *
   * @throws if the key cannot be named, or if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('read', grantee, options, TABLE_READS, KEY_READS);
  }

  /**
   * Lets the grantee read the table and commit changes to it: the actions of `read` with `s3tables:PutTableData` and
   * `s3tables:UpdateTableMetadataLocation`, and `kms:GenerateDataKey` and `kms:Decrypt` on its key. A commit reads what it builds on, so
   * no grant only writes.
   *
   * @throws if the key cannot be named, or if the grant would be lost
   */
  public readWrite(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('readWrite', grantee, options, TABLE_READS_AND_WRITES, KEY_READS_AND_WRITES);
  }

  private grant(method: string, grantee: iam.IGrantable, options: EncryptedGrantScope, actions: string[], onKey: string[]): iam.Grant {
    const call = `ScopedS3TableGrants.${method}`;
    const bucket = s3tables.CfnTable.isCfnTable(this.table) ? referencedConstruct(this.table.tableBucketArn) : undefined;
    return addScopedGrant({
      call,
      grantee,
      resource: this.table,
      scope: options,
      statements: [
        { actions, resources: [this.arn], resourcePolicy: { name: 'table policy', of: this.table } },
        ...tableKeyUse(bucket, this.arn, { call, grantee, resource: this.table, options, actions: onKey }),
      ],
    });
  }
}
