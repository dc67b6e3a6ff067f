/**
 * The key of a DynamoDB table, which encrypts its items, its indexes and its stream.
 *
 * Reading and writing both need only kms:Decrypt of the caller: DynamoDB encrypts under a table key, which it generates when the
 * table is made and has KMS decrypt, in the name of the caller, when the table is accessed. The encryption context names the table:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html (2026-11)
 */
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { KeyUse, keyUse, readProperty } from './writing/encryption-key';
import { EncryptedGrantScope } from './writing/grant-scope';
import { ScopedStatement } from './writing/scoped-statement';

export function tableKeyUse(call: string, grantee: iam.IGrantable, table: dynamodb.ITableRef, options: EncryptedGrantScope): ScopedStatement[] {
  return keyUse({
    ...keyOfTable(table),
    call,
    grantee,
    resource: table,
    options,
    service: 'dynamodb',
    actions: ['kms:Decrypt'],
    context: { StringEquals: { 'aws:dynamodb:tableName': table.tableRef.tableName } },
  });
}

/** The key as the construct names it, and as its L1 property does. */
export function keyOfTable(table: dynamodb.ITableRef): Pick<KeyUse, 'key' | 'keyId'> {
  const sse = cfnTableOf(table)?.sseSpecification;
  return {
    key: (table as Partial<dynamodb.ITable>).encryptionKey,
    keyId: readProperty(sse, 'kmsMasterKeyId') ?? (readProperty(sse, 'sseEnabled') === true ? 'alias/aws/dynamodb' : undefined),
  };
}

/** The L1 table, if this app makes it as `AWS::DynamoDB::Table`. */
export function cfnTableOf(table: dynamodb.ITableRef): dynamodb.CfnTable | undefined {
  return [table, table.node.defaultChild].find(dynamodb.CfnTable.isCfnTable);
}
