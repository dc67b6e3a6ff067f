/**
 * DynamoDB streams: reading the change records of one table, and the use of the table's key. No access to the table itself.
 */
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import { cfnTableOf, tableKeyUse } from './table-key';
import { isImported, locatedBy } from './writing/environment';
import { EncryptedGrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Grants on the stream of a table.
 *
 * Works with L2, L1 and imported tables. The statements go into the grantee's own policy. A stream has a resource policy of its own,
 * apart from that of the table; what has to stand there for a grantee of another account is a warning with the statement. A grant
 * that would be lost (immutable or imported principals) is an error.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/iam-policy-read-stream-only.html
 */
export class ScopedTableStreamGrants {
  /**
   * Starts the grants of the stream of a table.
   *
   * @param table an L2, L1 or imported table; an imported one best with its `tableStreamArn`, since otherwise all streams that the table
   * has had are covered
   */
  public static fromTable(table: dynamodb.ITableRef): ScopedTableStreamGrants {
    return new ScopedTableStreamGrants(locatedBy(table.tableRef.tableArn, table));
  }

  private constructor(private readonly table: dynamodb.ITableRef) {}

  /**
   * Lets the grantee read the stream: `dynamodb:DescribeStream`, `dynamodb:GetShardIterator`, `dynamodb:GetRecords`, and `kms:Decrypt` on
   * the table's key. `dynamodb:ListStreams`, which shows the streams of all tables, is not granted.
   *
   * @throws if the table has no stream, if its key cannot be named, or if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    const call = 'ScopedTableStreamGrants.read';
    return addScopedGrant({
      call,
      grantee,
      resource: this.table,
      scope: options,
      statements: [this.onStream(call), ...tableKeyUse(call, grantee, this.table, options)],
    });
  }

  private onStream(call: string): ScopedStatement {
    const arn = this.findStreamArn();
    if (arn === undefined && !isImported(this.table)) {
      throw new Error(`${call}: '${this.table.node.path}' has no stream. Give it one: \`stream\` of a Table, \`dynamoStream\` of a TableV2, `
        + '`streamSpecification` of a CfnTable');
    }
    return {
      actions: ['dynamodb:DescribeStream', 'dynamodb:GetShardIterator', 'dynamodb:GetRecords'],
      resources: [arn ?? `${this.table.tableRef.tableArn}/stream/*`],
      wildcardReason: 'the label of a stream is the time at which it was made, which an import by the name of the table does not tell',
      resourcePolicy: { name: 'resource policy of the stream', of: this.table, isElsewhere: true },
    };
  }

  private findStreamArn(): string | undefined {
    const cfnTable = cfnTableOf(this.table);
    return cfnTable ? cfnTable.streamSpecification && cfnTable.attrStreamArn : (this.table as Partial<dynamodb.ITable>).tableStreamArn;
  }
}
