/** Glue databases: reading the descriptions of tables. The data lies elsewhere; nothing is written. */
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import { readCatalog } from './data-catalog';
import { GrantScope, rejectResourceTags } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Which tables of a database a grant covers.
 */
export interface GlueTableGrantOptions extends GrantScope {
  /**
   * Only these tables.
   *
   * @default - all tables of the database
   */
  readonly tables?: string[];
}

/**
 * Grants on a database of the AWS Glue Data Catalog.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
 */
export class ScopedGlueDatabaseGrants {
  /**
   * Starts the grants of a database.
   *
   * @param database an L2, L1 or imported database
   */
  public static fromDatabase(database: glue.IDatabaseRef): ScopedGlueDatabaseGrants {
    return new ScopedGlueDatabaseGrants(database);
  }

  private constructor(private readonly database: glue.IDatabaseRef) {}

  /**
   * Lets the grantee read the descriptions of tables and their partitions: `glue:GetDatabase`, `glue:GetTable`, `glue:GetTables`,
   * `glue:GetPartition`, `glue:GetPartitions`, `glue:BatchGetPartition`. The files of the tables are granted with `ScopedBucketGrants`.
   *
   * @throws if `tables` is empty or holds a wildcard, or if the grant would be lost
   */
  public readTables(grantee: iam.IGrantable, options: GlueTableGrantOptions = {}): iam.Grant {
    const call = 'ScopedGlueDatabaseGrants.readTables';
    rejectResourceTags(call, options, 'the catalog, which Glue asks for as well, carries no tags');
    return addScopedGrant({
      call,
      grantee,
      resource: this.database,
      scope: options,
      statements: readCatalog(call, this.database, [{ database: this.database.databaseRef.databaseName, tables: options.tables }]),
    });
  }
}
