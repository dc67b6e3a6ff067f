/** The runtime role of EMR Serverless jobs. It may fetch the scripts and write the logs of the jobs; the data come by grants. */
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BucketLocation, grantLocation, grantLocations, READ_AND_LIST, WRITE_OBJECTS } from './bucket-location';
import { allowLogDelivery } from './log-delivery';
import { listLogGroups } from './service-log-groups';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';

/**
 * Properties of an `EmrServerlessJobRole`.
 *
 * `confusedDeputy` defaults to `OFF`: AWS documents no condition for this role.
 */
export interface EmrServerlessJobRoleProps extends ServiceRoleOptions {
  /**
   * Where the scripts and libraries of the jobs lie. They may be read and listed.
   *
   * @default - nothing may be read
   */
  readonly scripts?: BucketLocation[];

  /**
   * Where logs go in S3 (`s3MonitoringConfiguration`). Objects there may be written.
   *
   * @default - no logs may be written to S3
   * @see https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/logging.html
   */
  readonly logLocation?: BucketLocation;

  /**
   * The log group that logs go to (`cloudWatchLoggingConfiguration`).
   *
   * @default - no log group may be written to
   * @see https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/logging.html
   */
  readonly logGroup?: logs.ILogGroupRef;
}

/**
 * Job runtime role of Amazon EMR Serverless. Grant the data that the jobs read and write: `ScopedGlueDatabaseGrants`, `ScopedBucketGrants` and the like.
 *
 * The image of an application needs nothing here: EMR Serverless pulls it in its own name, as the repository policy has to allow.
 *
 * @see https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/security-iam-runtime-role.html
 */
export class EmrServerlessJobRole extends ServiceRole {
  /**
   * Throws when a prefix of keys, a name, path or session duration is not valid, and when the key of a bucket cannot be named.
   */
  constructor(scope: Construct, id: string, props: EmrServerlessJobRoleProps = {}) {
    super(scope, id, { ...props, servicePrincipal: 'emr-serverless.amazonaws.com' });
    grantLocations(this, 'scripts', props.scripts, READ_AND_LIST);
    if (props.logLocation) {
      grantLocation(this, 'logLocation', props.logLocation, WRITE_OBJECTS);
    }
    if (props.logGroup) {
      this.writeTo(props.logGroup);
    }
  }

  private writeTo(logGroup: logs.ILogGroupRef): void {
    const call = 'EmrServerlessJobRole `logGroup`';
    allowLogDelivery(call, this, logGroup);
    listLogGroups(this, call);
  }
}
