/**
 * DynamoDB: exact item actions on one table and on named indexes, narrowed to partition keys and attributes, and the use of the
 * table's key. Neither Scan nor PartiQL unless asked for, no streams, no table administration.
 */
import { Token } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { cfnTableOf, tableKeyUse } from './table-key';
import { Conditions, mergeConditions } from './writing/conditions';
import { readProperty } from './writing/encryption-key';
import { isImported, locatedBy } from './writing/environment';
import { EncryptedGrantScope } from './writing/grant-scope';
import { hasWildcard, oneOrMany, requireKnownLength, requireNonEmpty } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ResourcePolicy, ScopedStatement } from './writing/scoped-statement';

/**
 * Which items of a table a grant covers, and the key that encrypts them.
 */
export interface TableGrantOptions extends EncryptedGrantScope {
  /**
   * Only items whose partition key has one of these values (`dynamodb:LeadingKeys`). In a query of an index it is the partition key
   * of the index.
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
 * Which items of a table may be written, and whether they may be deleted.
 */
export interface TableWriteGrantOptions extends TableGrantOptions {
  /**
   * Leaves out what deletes items: `dynamodb:DeleteItem` and `dynamodb:BatchWriteItem`, which puts and deletes. In PartiQL it is
   * `dynamodb:PartiQLDelete`. Items may still be overwritten.
   *
   * @default false
   */
  readonly withoutDelete?: boolean;
}

/**
 * Which items of a table a grant covers, and which of their attributes.
 */
export interface TableAttributeGrantOptions extends TableGrantOptions {
  /**
   * Only these top-level attributes (`dynamodb:Attributes`). The key attributes of the table and of the indexes must be among them,
   * since every request names them. A name may hold tokens and the wildcards `*` and `?`; a lone `*` is an error.
   *
   * A read has to ask for them (`dynamodb:Select` is `SPECIFIC_ATTRIBUTES`, so with a projection expression); an update must not
   * ask for whole items in return.
   *
   * @default - all attributes
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html#FGAC_DDB.Examples
   */
  readonly attributes?: string[];
}

/**
 * Where in a table a grant may search.
 */
export interface TableSearchGrantOptions extends TableGrantOptions {
  /**
   * Names of the secondary indexes that may be searched. `query` then covers the indexes only; the other methods add them to the table.
   *
   * @default - none
   */
  readonly indexes?: string[];

  /**
   * Allows to read all of the table and the indexes at once: `dynamodb:Scan`; in PartiQL a SELECT without a partition key. It
   * ignores `leadingKeys`, so the two exclude each other.
   *
   * @default false
   */
  readonly scan?: boolean;
}

/**
 * What may be read of a table.
 */
export interface TableReadGrantOptions extends TableSearchGrantOptions, TableAttributeGrantOptions {}

/**
 * Grants on a table that name exact actions and can be narrowed to partition keys, attributes and indexes.
 *
 * Works with L2, L1 and imported tables. The statements go into the grantee's own policy; for a grantee of another account also into
 * the resource policy of the table and the key policy. A half that this app cannot write is a warning with the statements; a grant
 * that would be lost (immutable or imported principals) is an error.
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
    return new ScopedTableGrants(locatedBy(table.tableRef.tableArn, table));
  }

  private constructor(private readonly table: dynamodb.ITableRef) {}

  /**
   * Lets the grantee read items: `dynamodb:GetItem`, `dynamodb:BatchGetItem`, `dynamodb:ConditionCheckItem` and `dynamodb:Query` on the
   * table, `dynamodb:Query` on the named indexes, on both `dynamodb:Scan` if asked for, and `kms:Decrypt` on the table's key.
   *
   * With `attributes` there is no `dynamodb:ConditionCheckItem`, which cannot be held to a selection.
   *
   * @throws if a list is empty or holds an unusable value, if `attributes` lacks a key of the table, if `scan` and `leadingKeys` are
   * combined, if the table's key cannot be named, or if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: TableReadGrantOptions = {}): iam.Grant {
    const searches = searchesOf('read', options);
    const checks = options.attributes === undefined ? ['dynamodb:ConditionCheckItem'] : [];
    const conditions = this.readConditions('read', options);
    return this.grant('read', grantee, options, [
      this.onTable(['dynamodb:GetItem', 'dynamodb:BatchGetItem', ...checks, ...searches], conditions),
      ...this.onIndexes('read', options, searches, conditions),
    ]);
  }

  /**
   * Lets the grantee query the named indexes, and nothing else of the table; without `indexes`, query the table: `dynamodb:Query`,
   * `dynamodb:Scan` if asked for, and `kms:Decrypt` on the table's key.
   *
   * @throws as `read` does
   */
  public query(grantee: iam.IGrantable, options: TableReadGrantOptions = {}): iam.Grant {
    const searches = searchesOf('query', options);
    const conditions = this.readConditions('query', options);
    const onIndexes = this.onIndexes('query', options, searches, conditions);
    return this.grant('query', grantee, options, onIndexes.length > 0 ? onIndexes : [this.onTable(searches, conditions)]);
  }

  /**
   * Lets the grantee put, update and delete items: `dynamodb:PutItem`, `dynamodb:UpdateItem`, `dynamodb:DeleteItem`,
   * `dynamodb:BatchWriteItem`, and `kms:Decrypt` on the table's key. Without delete: `dynamodb:PutItem` and `dynamodb:UpdateItem`.
   *
   * @throws if `leadingKeys` is an empty list or holds an unusable value, if the table's key cannot be named, or if the grant would be lost
   */
  public write(grantee: iam.IGrantable, options: TableWriteGrantOptions = {}): iam.Grant {
    const deletes = options.withoutDelete ? [] : ['dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];
    return this.grant('write', grantee, options, [
      this.onTable(['dynamodb:PutItem', 'dynamodb:UpdateItem', ...deletes], leadingKeyConditions('write', options)),
    ]);
  }

  /**
   * Lets the grantee update items: `dynamodb:UpdateItem`, and `kms:Decrypt` on the table's key. It makes an item that is not there.
   *
   * With `attributes`, a request may ask for the updated attributes in return, not for the whole item (`dynamodb:ReturnValues`).
   *
   * @throws if a list is empty or holds an unusable value, if `attributes` lacks a key of the table, if the table's key cannot be
   * named, or if the grant would be lost
   */
  public update(grantee: iam.IGrantable, options: TableAttributeGrantOptions = {}): iam.Grant {
    const conditions = mergeConditions(leadingKeyConditions('update', options), this.attributeConditions('update', options, {
      'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'],
    }));
    return this.grant('update', grantee, options, [this.onTable(['dynamodb:UpdateItem'], conditions)]);
  }

  /**
   * Lets the grantee read items by PartiQL: `dynamodb:PartiQLSelect` on the table and the named indexes, a SELECT without a partition
   * key (`dynamodb:FullTableScan`) only with `scan`, and `kms:Decrypt` on the table's key.
   *
   * @throws if a list is empty or holds an unusable value, if `scan` and `leadingKeys` are combined, if the grantee belongs to another
   * account, if the table's key cannot be named, or if the grant would be lost
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
   */
  public partiqlRead(grantee: iam.IGrantable, options: TableSearchGrantOptions = {}): iam.Grant {
    requireUsableScan('partiqlRead', options);
    const actions = ['dynamodb:PartiQLSelect'];
    const conditions = mergeConditions(
      leadingKeyConditions('partiqlRead', options),
      options.scan ? undefined : { BoolIfExists: { 'dynamodb:FullTableScan': 'false' } },
    );
    return this.grantPartiql('partiqlRead', grantee, options, [
      this.onTable(actions, conditions),
      ...this.onIndexes('partiqlRead', options, actions, conditions),
    ]);
  }

  /**
   * Lets the grantee write items by PartiQL: `dynamodb:PartiQLInsert`, `dynamodb:PartiQLUpdate`, `dynamodb:PartiQLDelete` on the table,
   * and `kms:Decrypt` on the table's key.
   *
   * @throws if `leadingKeys` is an empty list or holds an unusable value, if the grantee belongs to another account, if the table's
   * key cannot be named, or if the grant would be lost
   * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html
   */
  public partiqlWrite(grantee: iam.IGrantable, options: TableWriteGrantOptions = {}): iam.Grant {
    const deletes = options.withoutDelete ? [] : ['dynamodb:PartiQLDelete'];
    return this.grantPartiql('partiqlWrite', grantee, options, [
      this.onTable(['dynamodb:PartiQLInsert', 'dynamodb:PartiQLUpdate', ...deletes], leadingKeyConditions('partiqlWrite', options)),
    ]);
  }

  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-iam-actions.html#rbac-partiql-actions (2026-11) */
  private grantPartiql(method: string, grantee: iam.IGrantable, options: TableGrantOptions, statements: ScopedStatement[]): iam.Grant {
    return this.grant(method, grantee, options, statements.map((statement) => ({ ...statement, resourcePolicy: undefined })),
      'DynamoDB runs PartiQL inside one account only: use `read` and `write`, or let the grantee assume a role of the table\'s account.');
  }

  private grant(
    method: string, grantee: iam.IGrantable, options: TableGrantOptions, statements: ScopedStatement[], otherAccountRemedy?: string,
  ): iam.Grant {
    const call = `ScopedTableGrants.${method}`;
    return addScopedGrant({
      call,
      grantee,
      resource: this.table,
      scope: options,
      statements: [...statements, ...tableKeyUse(call, grantee, this.table, options)],
      otherAccountRemedy,
    });
  }

  private onTable(actions: string[], conditions: Conditions | undefined): ScopedStatement {
    return { actions, resources: [this.table.tableRef.tableArn], conditions, resourcePolicy: this.policy };
  }

  private onIndexes(method: string, { indexes }: TableSearchGrantOptions, actions: string[], conditions: Conditions | undefined): ScopedStatement[] {
    if (indexes === undefined) { return []; }
    requireIndexes(`ScopedTableGrants.${method}`, indexes);
    return [{ actions, resources: indexes.map((index) => `${this.table.tableRef.tableArn}/index/${index}`), conditions, resourcePolicy: this.policy }];
  }

  /** A table of this app cannot name itself in its own properties; its policy stands for the table and its indexes anyway. */
  private get policy(): ResourcePolicy {
    return { name: 'resource policy', of: this.table, resources: isImported(this.table) ? undefined : ['*'] };
  }

  private readConditions(method: string, options: TableReadGrantOptions): Conditions | undefined {
    return mergeConditions(
      leadingKeyConditions(method, options),
      this.attributeConditions(method, options, { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' }),
    );
  }

  /** Without `response`, AWS would send other attributes in the answer than the request named. */
  private attributeConditions(method: string, { attributes }: TableAttributeGrantOptions, response: Conditions[string]): Conditions | undefined {
    if (attributes === undefined) { return undefined; }
    const call = `ScopedTableGrants.${method}`;
    const conditions = { ...forAllValues(call, 'attributes', 'dynamodb:Attributes', attributes), StringEquals: response };
    requireKeyAttributes(call, this.table, attributes);
    return conditions;
  }
}

function searchesOf(method: string, options: TableSearchGrantOptions): string[] {
  requireUsableScan(method, options);
  return ['dynamodb:Query', ...(options.scan ? ['dynamodb:Scan'] : [])];
}

function requireUsableScan(method: string, { scan, leadingKeys }: TableSearchGrantOptions): void {
  if (scan && leadingKeys) {
    throw new Error(`ScopedTableGrants.${method}: \`scan\` and \`leadingKeys\` cannot be combined: a scan carries no partition key, so it would be `
      + 'denied. Drop one of them, or make two grants if the grantee may indeed read every item');
  }
}

function requireIndexes(call: string, indexes: string[]): void {
  requireKnownLength(call, 'indexes', indexes);
  requireNonEmpty(call, 'indexes', indexes);
  const wrong = indexes.find((index) => !Token.isUnresolved(index) && !/^[A-Za-z0-9_.-]{3,255}$/.test(index));
  if (wrong !== undefined) {
    throw new Error(`${call}: \`indexes\` holds '${wrong}'; expected the name of a secondary index, such as 'byCustomer' `
      + '(3 to 255 letters, digits, dots, hyphens and underscores, no ARN and no wildcard)');
  }
}

/** Every request names the keys of its item, so without them in the list each one would be denied. */
function requireKeyAttributes(call: string, table: dynamodb.ITableRef, attributes: string[]): void {
  const keys = cfnTableOf(table)?.keySchema;
  const isSure = Array.isArray(keys) && !Token.isUnresolved(attributes) && !attributes.some((name) => Token.isUnresolved(name) || hasWildcard(name));
  const missing = isSure ? keys.map((key) => readProperty(key, 'attributeName')).find((name) => !attributes.includes(name as string)) : undefined;
  if (typeof missing === 'string' && !Token.isUnresolved(missing)) {
    throw new Error(`${call}: \`attributes\` is ${JSON.stringify(attributes)} and lacks '${missing}', a key of '${table.node.path}' that every request `
      + `names, so each one would be denied. Add '${missing}'`);
  }
}

/** All eight item actions and the PartiQL ones send the partition key; Scan does not. */
function leadingKeyConditions(method: string, { leadingKeys }: TableGrantOptions): Conditions | undefined {
  return leadingKeys && forAllValues(`ScopedTableGrants.${method}`, 'leadingKeys', 'dynamodb:LeadingKeys', leadingKeys);
}

/** `ForAllValues` is true of a request without the key, so the Null test has to demand the key. */
function forAllValues(call: string, option: string, key: string, values: string[]): Conditions {
  requireNonEmpty(call, option, values);
  if (values.includes('*')) {
    throw new Error(`${call}: \`${option}\` holds '*', which covers everything; leave \`${option}\` out to say so`);
  }
  const operator = !Token.isUnresolved(values) && values.some(hasWildcard) ? 'StringLike' : 'StringEquals';
  return { [`ForAllValues:${operator}`]: { [key]: oneOrMany(values) }, Null: { [key]: 'false' } };
}
