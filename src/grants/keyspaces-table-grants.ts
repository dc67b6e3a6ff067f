/**
 * Amazon Keyspaces: CQL that reads or writes one table, with the system tables that every driver reads when it connects, and the use of
 * the table's key. No schema changes, no restore, no streams.
 *
 * Reading and writing both need only kms:Decrypt of the caller, to decrypt the table key; the encryption context names keyspace and table:
 * https://docs.aws.amazon.com/keyspaces/latest/devguide/encryption.customermanaged.html (2026-11)
 */
import { Resource as CdkResource, Stack } from 'aws-cdk-lib';
import * as cassandra from 'aws-cdk-lib/aws-cassandra';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { keyUse, readProperty } from './writing/encryption-key';
import { environmentOf, Resource } from './writing/environment';
import { EncryptedGrantScope } from './writing/grant-scope';
import { requireMatching } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on a Keyspaces table.
 *
 * Works with L1 tables and with names. The statements go into the grantee's own policy only: Keyspaces has no resource-based policies. A
 * grant that would be lost (immutable or imported principals, principals of another account) is an error.
 *
 * @see https://docs.aws.amazon.com/keyspaces/latest/devguide/security_iam_id-based-policy-examples.html
 */
export class ScopedKeyspacesTableGrants {
  /**
   * Starts the grants of a table.
   *
   * @param table an L1 table
   */
  public static fromTable(table: cassandra.ITableRef): ScopedKeyspacesTableGrants {
    const { keyspaceName, tableName } = cassandra.CfnTable.isCfnTable(table) ? table : table.tableRef;
    return new ScopedKeyspacesTableGrants(table, keyspaceName, tableName ?? table.tableRef.tableName);
  }

  /**
   * Starts the grants of a table that this app does not make, in the account and region of the stack.
   *
   * @param keyspaceName name of the keyspace; may be a token
   * @param tableName name of the table; may be a token
   * @throws if one of them is no name
   */
  public static fromTableName(scope: Construct, id: string, keyspaceName: string, tableName: string): ScopedKeyspacesTableGrants {
    const call = 'ScopedKeyspacesTableGrants.fromTableName';
    const expected = "a name of letters, digits and underscores without wildcards, such as 'orders'";
    requireMatching(call, 'keyspaceName', [keyspaceName], /^\w+$/, expected);
    requireMatching(call, 'tableName', [tableName], /^\w+$/, expected);
    return new ScopedKeyspacesTableGrants(new ImportedTable(scope, id), keyspaceName, tableName);
  }

  private constructor(private readonly table: Resource, private readonly keyspaceName: string, private readonly tableName: string) {}

  /**
   * Lets the grantee read the table (`cassandra:Select`), and the system tables, which Keyspaces asks of every driver; with `kms:Decrypt`
   * on the table's key.
   *
   * @throws if the table's key cannot be named, if the grantee belongs to another account, or if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('read', grantee, options, 'cassandra:Select');
  }

  /**
   * Lets the grantee insert, update and delete rows (`cassandra:Modify`), and read the system tables (`cassandra:Select`), which Keyspaces
   * asks of every driver; with `kms:Decrypt` on the table's key. It cannot read the table.
   *
   * @throws if the table's key cannot be named, if the grantee belongs to another account, or if the grant would be lost
   */
  public write(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('write', grantee, options, 'cassandra:Modify');
  }

  private grant(method: string, grantee: iam.IGrantable, options: EncryptedGrantScope, action: string): iam.Grant {
    const call = `ScopedKeyspacesTableGrants.${method}`;
    return addScopedGrant({
      call,
      grantee,
      resource: this.table,
      scope: options,
      statements: [
        { actions: [action], resources: [this.arnOf(this.keyspaceName, this.tableName)] },
        {
          actions: ['cassandra:Select'],
          resources: [this.arnOf('system*', '*')],
          wildcardReason: 'every driver reads the system tables of Keyspaces when it connects; they hold no data of the account and are read-only',
        },
        ...keyUse({
          call,
          grantee,
          resource: this.table,
          options,
          keyId: readProperty(cassandra.CfnTable.isCfnTable(this.table) ? this.table.encryptionSpecification : undefined, 'kmsKeyIdentifier'),
          service: 'cassandra',
          actions: ['kms:Decrypt'],
          context: { StringEquals: { 'aws:cassandra:keyspaceName': this.keyspaceName, 'aws:cassandra:tableName': this.tableName } },
        }),
      ],
      otherAccountRemedy: 'Keyspaces lets principals of its own account in: let the grantee assume a role of that account.',
    });
  }

  private arnOf(keyspaceName: string, tableName: string): string {
    return Stack.of(this.table).formatArn({
      ...environmentOf(this.table), service: 'cassandra', resource: '/keyspace', resourceName: `${keyspaceName}/table/${tableName}`,
    });
  }
}

class ImportedTable extends CdkResource {}
