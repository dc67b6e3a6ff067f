/**
 * The role of one Glue crawler. It may read the targets and keep the tables of one database.
 *
 * AWS documents no list of actions below its managed policy, which allows all of Glue. These are those by which tables and partitions are
 * read, made and updated, as an AWS managed policy for another Glue role names them: AmazonSageMakerServiceCatalogProductsGlueServiceRolePolicy (2026-11).
 */
import { Stack } from 'aws-cdk-lib';
import * as glue from 'aws-cdk-lib/aws-glue';
import { Construct } from 'constructs';
import { BucketLocation, grantLocations, READ_AND_LIST } from './bucket-location';
import { useConnections } from './glue-connections';
import { writeEncryptedLogs } from './glue-encrypted-logs';
import { useNetwork } from './glue-network';
import { writeServiceLogs } from './service-log-groups';
import { ServiceRole } from './service-role';
import { VpcNetwork } from './vpc-network';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedGlueDatabaseGrants } from '../grants/glue-database-grants';
import { addScopedGrant } from '../grants/writing/scoped-grant';

const WRITE = [
  'glue:CreateTable', 'glue:UpdateTable', 'glue:CreatePartition', 'glue:BatchCreatePartition', 'glue:UpdatePartition', 'glue:BatchUpdatePartition',
];
const DELETE = ['glue:DeleteTable', 'glue:BatchDeleteTable', 'glue:DeletePartition', 'glue:BatchDeletePartition'];

/**
 * Properties of a `GlueCrawlerRole`.
 *
 * `confusedDeputy` defaults to `ACCOUNT`: Glue is known to send `aws:SourceAccount`, and sources disagree about more.
 */
export interface GlueCrawlerRoleProps extends ServiceRoleOptions {
  /**
   * The database of the Data Catalog whose tables the crawler makes and updates.
   */
  readonly database: glue.IDatabaseRef;

  /**
   * Where the files to crawl lie. They may be read and listed.
   *
   * @default - no bucket may be read
   */
  readonly targets?: BucketLocation[];

  /**
   * The names of the connections that the crawler uses (`glue:GetConnection`). What lies behind them, such as the secret of a database, has to
   * be granted.
   *
   * @default - no connection may be used
   */
  readonly connections?: string[];

  /**
   * The network of connections that lead into a VPC.
   *
   * @default - connections lead to no VPC
   * @see https://docs.aws.amazon.com/glue/latest/dg/setup-vpc-for-glue-access.html
   */
  readonly network?: VpcNetwork;

  /**
   * The name of the security configuration of the crawler, where that encrypts logs: the role may write to the log group that Glue makes for it
   * and for this role, and give it its key (`logs:AssociateKmsKey`).
   *
   * @default - logs go to `/aws-glue/crawlers`
   * @see https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html
   */
  readonly securityConfiguration?: string;

  /**
   * Whether the crawler may delete tables and partitions whose files are gone. Needed for the delete behaviour `DELETE_FROM_DATABASE`.
   *
   * @default false
   * @see https://docs.aws.amazon.com/glue/latest/dg/crawler-configuration.html
   */
  readonly deletes?: boolean;
}

/**
 * Role of one AWS Glue crawler, in place of the AWS managed policy, which may do all of Glue. Without a security
 * configuration it writes to the log group `/aws-glue/crawlers`, which all crawlers of the account and region share.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/crawler-prereqs.html
 */
export class GlueCrawlerRole extends ServiceRole {
  /**
   * Throws when a prefix of keys, a name, path or session duration is not valid, when the network has no subnet or no security group, and when the
   * key of a bucket cannot be named.
   */
  constructor(scope: Construct, id: string, props: GlueCrawlerRoleProps) {
    super(scope, id, { ...props, servicePrincipal: 'glue.amazonaws.com' });
    const { securityConfiguration } = props;
    if (securityConfiguration === undefined) {
      writeServiceLogs(this, 'GlueCrawlerRole', { names: ['/aws-glue/crawlers'] });
    } else {
      writeEncryptedLogs(this, props, securityConfiguration, role => [`/aws-glue/crawlers-role/${role}-${securityConfiguration}`]);
    }
    ScopedGlueDatabaseGrants.fromDatabase(props.database).readTables(this);
    this.writeTables(props.database, props.deletes);
    grantLocations(this, 'targets', props.targets, READ_AND_LIST);
    useConnections(this, props.connections);
    useNetwork(this, props.network);
  }

  private writeTables(database: glue.IDatabaseRef, deletes = false): void {
    const { databaseName } = database.databaseRef;
    const arn = (resource: string, resourceName?: string) => Stack.of(database).formatArn({ service: 'glue', resource, resourceName });
    addScopedGrant({
      call: 'GlueCrawlerRole `database`',
      grantee: this,
      resource: database,
      statements: [{
        actions: [...WRITE, ...(deletes ? DELETE : [])],
        resources: [arn('catalog'), arn('database', databaseName), arn('table', `${databaseName}/*`)],
        wildcardReason: 'the crawler names the tables after what it finds; the database and the actions are exact',
        resourcePolicy: { name: 'Data Catalog policy', of: database, isElsewhere: true },
      }],
    });
  }
}
