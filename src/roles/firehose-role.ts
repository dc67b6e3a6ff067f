/**
 * The role of one Firehose stream. It may deliver to the places in S3, read the source, call the transformation and read the schema that are given.
 */
import { Stack } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { BucketLocation, grantLocations, LocationUse } from './bucket-location';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedFunctionGrants } from '../grants/function-grants';
import { ScopedLogGroupGrants } from '../grants/log-group-grants';
import { ScopedStreamGrants } from '../grants/stream-grants';
import { requireNames } from '../grants/writing/scope-list';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/** The page lists the bucket without a prefix. */
const DELIVERY: LocationUse = {
  objects: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
  bucket: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
};

/**
 * The table of the Glue Data Catalog that says how to convert records.
 */
export interface FirehoseSchema {
  /**
   * The name of the database.
   */
  readonly database: string;

  /**
   * The name of the table.
   */
  readonly table: string;
}

/**
 * Properties of a `FirehoseRole`.
 *
 * `confusedDeputy` defaults to `ACCOUNT`: Firehose is known to send `aws:SourceAccount`.
 */
export interface FirehoseRoleProps extends ServiceRoleOptions {
  /**
   * Where records go: the destination, its prefix for errors, and the backup of other destinations. Name every prefix that the stream writes under.
   *
   * @default - nothing may be delivered to S3
   * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
   */
  readonly destinations?: BucketLocation[];

  /**
   * The Kinesis stream that records come from.
   *
   * @default - records are put directly
   */
  readonly source?: kinesis.IStreamRef;

  /**
   * The function that transforms records: the very function, alias or version that the stream names.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
   */
  readonly transformation?: lambda.IFunctionRef;

  /**
   * The table by which records are converted to another format.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-glue
   */
  readonly schema?: FirehoseSchema;

  /**
   * The log group that errors go to.
   *
   * @default - no log group may be written to
   * @see https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html
   */
  readonly errorLogGroup?: logs.ILogGroupRef;
}

/**
 * Role of one Amazon Data Firehose stream. Destinations besides S3 have to be granted.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
 */
export class FirehoseRole extends ServiceRole {
  /**
   * Throws when a prefix of keys, a name of the schema, a name, path or session duration is not valid, and when a key cannot be named.
   */
  constructor(scope: Construct, id: string, props: FirehoseRoleProps = {}) {
    super(scope, id, { ...props, servicePrincipal: 'firehose.amazonaws.com' });
    grantLocations(this, 'destinations', props.destinations, DELIVERY);
    if (props.source) { this.readFrom(props.source); }
    if (props.transformation) { this.transformBy(props.transformation); }
    if (props.schema) { this.convertBy(props.schema); }
    if (props.errorLogGroup) {
      ScopedLogGroupGrants.fromLogGroup(props.errorLogGroup).write(this);
    }
  }

  private readFrom(stream: kinesis.IStreamRef): void {
    ScopedStreamGrants.fromStream(stream).read(this);
    addScopedGrant({
      call: 'FirehoseRole `source`',
      grantee: this,
      resource: stream,
      statements: [{
        actions: ['kinesis:DescribeStream'],
        resources: [stream.streamRef.streamArn],
        resourcePolicy: { name: 'stream policy', of: stream },
      }],
    });
  }

  private transformBy(fn: lambda.IFunctionRef): void {
    ScopedFunctionGrants.fromFunction(fn).invoke(this);
    addScopedGrant({
      call: 'FirehoseRole `transformation`',
      grantee: this,
      resource: fn,
      statements: [{
        actions: ['lambda:GetFunctionConfiguration'],
        resources: [fn.functionRef.functionArn],
        resourcePolicy: { name: 'resource-based policy', of: fn },
      }],
    });
  }

  private convertBy({ database, table }: FirehoseSchema): void {
    const call = 'FirehoseRole `schema`';
    requireNames(call, 'database', [database], 'sales');
    requireNames(call, 'table', [table], 'orders');
    const arn = (resource: string, resourceName?: string) => Stack.of(this).formatArn({ service: 'glue', resource, resourceName });
    addScopedGrant({
      call,
      grantee: this,
      statements: [{
        actions: ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'],
        resources: [arn('catalog'), arn('database', database), arn('table', `${database}/${table}`)],
      }],
    });
  }
}
