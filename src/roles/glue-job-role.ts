/**
 * The role of one Glue job. It may fetch its script, use its temporary directory and its connections and write its logs; the data come by grants.
 */
import { Token } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BucketLocation, grantLocation, grantLocations, LocationUse, READ_AND_LIST } from './bucket-location';
import { useConnections } from './glue-connections';
import { writeEncryptedLogs } from './glue-encrypted-logs';
import { useNetwork } from './glue-network';
import { writeServiceLogs } from './service-log-groups';
import { ServiceRole } from './service-role';
import { VpcNetwork } from './vpc-network';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedLogGroupGrants } from '../grants/log-group-grants';
import { ScopedMetricGrants } from '../grants/metric-grants';

/** Spark clears what it wrote there. */
const TEMPORARY: LocationUse = { objects: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:DeleteObject'], list: true };

/**
 * Properties of a `GlueJobRole`.
 *
 * `confusedDeputy` defaults to `ACCOUNT`: Glue is known to send `aws:SourceAccount`, and sources disagree about more.
 */
export interface GlueJobRoleProps extends ServiceRoleOptions {
  /**
   * Where the script of the job, its libraries and its other files lie. They may be read and listed.
   *
   * @default - nothing may be read
   * @see https://docs.aws.amazon.com/glue/latest/dg/create-an-iam-role.html
   */
  readonly scripts?: BucketLocation[];

  /**
   * The temporary directory of the job (`--TempDir`). Objects there may be read, listed, written and deleted.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/glue/latest/dg/aws-glue-programming-etl-glue-arguments.html
   */
  readonly temporaryDirectory?: BucketLocation;

  /**
   * The names of the connections that the job uses (`glue:GetConnection`). What lies behind them, such as the secret of a database, has to be
   * granted.
   *
   * @default - no connection may be used
   * @see https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html
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
   * Start of the names of the two log groups of the job, `PREFIX/error` and `PREFIX/output`, such as `/jobs/orders`. Give the job the same as
   * its argument `--custom-logGroup-prefix`. Up to 400 characters without `:` and `*`. The role may make both groups.
   *
   * @default /aws-glue/jobs - the log groups that all jobs of the account and region share
   * @see https://docs.aws.amazon.com/glue/latest/dg/monitor-continuous-logging.html
   */
  readonly logGroupPrefix?: string;

  /**
   * The name of the security configuration of the job, where that encrypts logs: the role may write to the two log groups that Glue 5.0 and later
   * make for it and for this role, and give them its key (`logs:AssociateKmsKey`). Grant the key of job bookmarks with `ScopedKeyGrants`.
   * Not together with `logGroupPrefix`.
   *
   * @default - logs are not encrypted by a security configuration
   * @see https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html
   */
  readonly securityConfiguration?: string;

  /**
   * Further log groups that the job writes to, such as that of `--continuous-log-logGroup` before Glue 5.0.
   *
   * @default - only the two of `logGroupPrefix`
   * @see https://docs.aws.amazon.com/glue/latest/dg/monitor-continuous-logging-enable.html
   */
  readonly logGroups?: logs.ILogGroupRef[];

  /**
   * Whether the job publishes metrics of its own (`--enable-metrics`, which the Spark jobs of the CDK have on unless told otherwise):
   * `cloudwatch:PutMetricData` in the namespace `Glue`.
   *
   * @default false
   * @see https://docs.aws.amazon.com/glue/latest/dg/monitoring-awsglue-with-cloudwatch-metrics.html
   */
  readonly metrics?: boolean;
}

/**
 * Role of one AWS Glue job, in place of the AWS managed policy, which may do all of Glue and write to every bucket that is named after it.
 *
 * Grant the data that the job reads and writes: `ScopedGlueDatabaseGrants`, `ScopedBucketGrants`, `ScopedSecretGrants` and the like.
 *
 * @see https://docs.aws.amazon.com/glue/latest/dg/create-an-iam-role.html
 */
export class GlueJobRole extends ServiceRole {
  /**
   * Throws when a log group prefix, a prefix of keys, a name, path or session duration is not valid, when both a log group prefix and a security
   * configuration are given, when the network has no subnet or no security group, and when the key of a bucket cannot be named.
   */
  constructor(scope: Construct, id: string, props: GlueJobRoleProps = {}) {
    super(scope, id, { ...props, servicePrincipal: 'glue.amazonaws.com' });
    const { scripts, temporaryDirectory, connections, network, logGroups, metrics } = props;
    this.writeLogs(props);
    logGroups?.forEach(logGroup => ScopedLogGroupGrants.fromLogGroup(logGroup).write(this));
    grantLocations(this, 'scripts', scripts, READ_AND_LIST);
    if (temporaryDirectory) {
      grantLocation(this, 'temporaryDirectory', temporaryDirectory, TEMPORARY);
    }
    useConnections(this, connections);
    useNetwork(this, network);
    if (metrics) {
      ScopedMetricGrants.fromNamespace('Glue').putMetricData(this);
    }
  }

  private writeLogs(props: GlueJobRoleProps): void {
    const { logGroupPrefix = '/aws-glue/jobs', securityConfiguration } = props;
    requireLogGroupPrefix(logGroupPrefix);
    const groupsUnder = (prefix: string) => [`${prefix}/error`, `${prefix}/output`];
    if (securityConfiguration === undefined) {
      writeServiceLogs(this, 'GlueJobRole `logGroupPrefix`', { names: groupsUnder(logGroupPrefix) });
      return;
    }
    requireOnePlace(props);
    writeEncryptedLogs(this, props, securityConfiguration, role => groupsUnder(`/aws-glue/jobs/${securityConfiguration}-role/${role}`));
  }
}

function requireLogGroupPrefix(prefix: string): void {
  if (!Token.isUnresolved(prefix) && !/^[\w./#-]{1,400}$/.test(prefix)) {
    throw new Error(
      `logGroupPrefix is \`${prefix}\`, expected the start of a log group's name, up to 400 letters, digits and \`_-/.#\`, such as \`/jobs/orders\`: `
      + 'it is completed by /error and /output',
    );
  }
}

/** How Glue names the log groups then is not known. */
function requireOnePlace({ logGroupPrefix, securityConfiguration }: GlueJobRoleProps): void {
  if (logGroupPrefix !== undefined) {
    throw new Error(
      `logGroupPrefix is \`${logGroupPrefix}\` and securityConfiguration is \`${securityConfiguration}\`, expected at most one: `
      + 'leave out logGroupPrefix, and Glue names the log groups after the security configuration and the role',
    );
  }
}
