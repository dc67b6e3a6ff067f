/**
 * DynamoDB: exact item actions on one table and on named indexes, narrowed to partition keys, and the use of the table's key.
 * No Scan unless asked for, no PartiQL, no streams, no table administration.
 *
 * Reading and writing both need only kms:Decrypt of the caller: DynamoDB encrypts items under a table key, which it generates when
 * the table is made and has KMS decrypt, in the name of the caller, when the table is accessed:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html (2026-11)
 */
import { Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { keyUse, readProperty } from './encryption-key';
import { EncryptedGrantScope } from './grant-scope';
import { hasWildcard, oneOrMany, requireKnownLength, requireNonEmpty } from './scope-list';
import { addScopedGrant } from './scoped-grant';
import { ScopedStatement } from './scoped-statement';

/**
 * Which items of a table a grant covers, and the key that encrypts them.
 */
export interface TableGrantOptions extends EncryptedGrantScope {
  /**
   * Only items whose partition key has one of these values. In a query of an index it is the partition key of the index.
   *
   * A value may hold IAM policy variables (`${aws:PrincipalTag/tenant}`), tokens, and the wildcards `*` and `?`; a lone `*` is an
   * error. Requests that carry no partition key are denied.
   *
   * @default - all items
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
   */
  readonly leadingKeys?: string[];
}

/**
 * What may be read of a table.
 */
export interface TableReadGrantOptions extends TableGrantOptions {
  /**
   * Names of the secondary indexes that may be queried, besides the table.
   *
   * @default - none
   */
  readonly indexes?: string[];

  /**
   * Allows `dynamodb:Scan`, which reads everything and ignores `leadingKeys`, so the two exclude each other.
   *
   * @default false
   */
  readonly scan?: boolean;
}

/**
 * Grants on a table that name exact actions and can be narrowed to partition keys and indexes.
 *
 * Works with L2, L1 and imported tables. Every method writes into the grantee's own policy only, and throws if that is not
 * possible (immutable or imported principals, principals of another account).
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 */
export class ScopedTableGrants {
  /**
   * Starts the grants of a table.
   *
   * @param table an L2, L1 or imported table
   */
  public static fromTable(table: dynamodb.ITableRef): ScopedTableGrants {
    return new ScopedTableGrants(table);
  }

  private constructor(private readonly table: dynamodb.ITableRef) {}

  /**
   * Lets the grantee read items: `GetItem`, `BatchGetItem`, `ConditionCheckItem` and `Query` on the table, `Query` on the named
   * indexes, and on both `Scan` if asked for.
   *
   * @throws if `indexes` or `leadingKeys` is an empty list or holds an unusable value, if `scan` and `leadingKeys` are combined,
   * if the table's key cannot be named, or if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: TableReadGrantOptions = {}): iam.Grant {
    if (options.scan && options.leadingKeys) {
      throw new Error('ScopedTableGrants.read: `scan` and `leadingKeys` cannot be combined: a Scan carries no partition key, so it would be '
        + 'denied. Drop one of them, or make two grants if the grantee may indeed read every item');
    }
    const { tableArn } = this.table.tableRef;
    const conditions = leadingKeyConditions('ScopedTableGrants.read', options.leadingKeys);
    const searches = ['dynamodb:Query', ...(options.scan ? ['dynamodb:Scan'] : [])];
    const onTable = { actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:ConditionCheckItem', ...searches], resources: [tableArn], conditions };
    const onIndexes = indexesOf(options.indexes).map((index) => `${tableArn}/index/${index}`);
    return this.grant('read', grantee, options, [
      onTable,
      ...(onIndexes.length === 0 ? [] : [{ actions: searches, resources: onIndexes, conditions }]),
    ]);
  }

  /**
   * Lets the grantee put, update and delete items: `PutItem`, `UpdateItem`, `DeleteItem`, `BatchWriteItem`.
   *
   * @throws if `leadingKeys` is an empty list or holds an unusable value, if the table's key cannot be named, or if the grant would be lost
   */
  public write(grantee: iam.IGrantable, options: TableGrantOptions = {}): iam.Grant {
    return this.grant('write', grantee, options, [{
      actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'],
      resources: [this.table.tableRef.tableArn],
      conditions: leadingKeyConditions('ScopedTableGrants.write', options.leadingKeys),
    }]);
  }

  private grant(method: string, grantee: iam.IGrantable, options: TableGrantOptions, statements: ScopedStatement[]): iam.Grant {
    const cfnTable = [this.table, this.table.node.defaultChild].find(dynamodb.CfnTable.isCfnTable);
    const call = `ScopedTableGrants.${method}`;
    const key = keyUse({
      call,
      grantee,
      resource: this.table,
      options,
      key: (this.table as Partial<dynamodb.ITable>).encryptionKey,
      keyId: readProperty(cfnTable?.sseSpecification, 'kmsMasterKeyId'),
      service: 'dynamodb',
      actions: ['kms:Decrypt'],
    });
    return addScopedGrant({
      call,
      grantee,
      resource: this.table,
      scope: options,
      statements: [...statements, ...key],
      otherAccountRemedy: 'Allow the principal in the resource policy of the table (and the key policy) in the table\'s account, and the same in its own policy.',
    });
  }
}

function indexesOf(indexes: string[] | undefined): string[] {
  if (indexes === undefined) {
    return [];
  }
  requireKnownLength('ScopedTableGrants.read', 'indexes', indexes);
  requireNonEmpty('ScopedTableGrants.read', 'indexes', indexes);
  const wrong = indexes.find((index) => !Token.isUnresolved(index) && !/^[A-Za-z0-9_.-]{3,255}$/.test(index));
  if (wrong !== undefined) {
    throw new Error(`ScopedTableGrants.read: \`indexes\` holds '${wrong}'; expected the name of a secondary index, such as 'byCustomer' `
      + '(3 to 255 letters, digits, dots, hyphens and underscores, no ARN and no wildcard)');
  }
  return indexes;
}

/**
 * `ForAllValues` is true of a request without the key, so the Null test has to demand the key. All eight actions send it; Scan does not.
 */
function leadingKeyConditions(call: string, keys: string[] | undefined): ScopedStatement['conditions'] {
  if (keys === undefined) {
    return undefined;
  }
  requireNonEmpty(call, 'leadingKeys', keys);
  if (keys.includes('*')) {
    throw new Error(`${call}: \`leadingKeys\` holds '*', which covers every item; leave \`leadingKeys\` out to say so`);
  }
  const operator = !Token.isUnresolved(keys) && keys.some(hasWildcard) ? 'StringLike' : 'StringEquals';
  return {
    [`ForAllValues:${operator}`]: { 'dynamodb:LeadingKeys': oneOrMany(keys) },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  };
}
