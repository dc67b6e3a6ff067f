/**
 * Athena: queries of named tables in one workgroup, with what they need in Glue, S3, KMS and Lake Formation. Never other users' saved
 * queries, never the workgroup's configuration.
 *
 * - Glue: https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html (2026-11)
 * - S3, where Athena acts in the caller's name and from its own network: https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html (2026-11)
 */
import { Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ScopedBucketGrants } from './bucket-grants';
import { ofItsAccount } from './bucket-owner';
import { readCatalog } from './data-catalog';
import { environmentOf } from './writing/environment';
import { GrantScope, rejectResourceTags } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * A place in S3.
 */
export interface QueryLocation {
  /**
   * The bucket.
   */
  readonly bucket: s3.IBucketRef;

  /**
   * The start of the keys, such as `orders/`.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;

  /**
   * The customer-managed KMS key of the objects, where it is not the bucket's.
   *
   * @default - the key of the bucket
   */
  readonly encryptionKey?: kms.IKeyRef;
}

/**
 * Tables that queries may read.
 */
export interface QuerySource {
  /**
   * The name of the database in the Glue Data Catalog.
   */
  readonly database: string;

  /**
   * Only these tables.
   *
   * @default - all tables of the database
   */
  readonly tables?: string[];

  /**
   * Where the files of the tables lie.
   *
   * @default - none, as for locations that Lake Formation gives access to
   */
  readonly locations?: QueryLocation[];
}

/**
 * What queries may read, and where their results go.
 */
export interface QueryGrantOptions extends GrantScope {
  /**
   * The tables that may be queried.
   */
  readonly sources: QuerySource[];

  /**
   * Where Athena writes the results.
   *
   * @default - none, for workgroups with managed query results
   */
  readonly results?: QueryLocation;

  /**
   * Whether Lake Formation guards the tables: adds `lakeformation:GetDataAccess`, which AWS accepts on `*` only. What may be read is then
   * said in Lake Formation.
   *
   * @default false
   */
  readonly lakeFormation?: boolean;
}

/**
 * Grants on an Amazon Athena workgroup.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/security-iam-athena.html
 */
export class ScopedWorkGroupGrants {
  /**
   * Starts the grants of a workgroup.
   *
   * @param workGroup an L1 or imported workgroup
   */
  public static fromWorkGroup(workGroup: athena.IWorkGroupRef): ScopedWorkGroupGrants {
    return new ScopedWorkGroupGrants(workGroup);
  }

  private constructor(private readonly workGroup: athena.IWorkGroupRef) {}

  /**
   * Lets the grantee query tables and fetch the results.
   *
   * - Athena: `athena:StartQueryExecution`, `athena:GetQueryExecution`, `athena:GetQueryResults`, `athena:StopQueryExecution`
   * - Glue: what `ScopedGlueDatabaseGrants.readTables` gives, and `glue:GetDatabase` on `default`, which Athena always asks for
   * - S3: what `ScopedBucketGrants.read` gives on the locations of the tables, and `read` and `write` on that of the results, each with
   *   `s3:GetBucketLocation`. Athena is not in your network there, so `sourceVpcEndpoints` leaves that out
   *
   * Who may query a workgroup sees the results of all its queries. Give each tenant a workgroup and a prefix of its own.
   *
   * @throws if `sources` is empty, if a name, prefix or key is wrong or unknown, or if the grant would be lost
   */
  public query(grantee: iam.IGrantable, options: QueryGrantOptions): iam.Grant {
    const call = 'ScopedWorkGroupGrants.query';
    rejectResourceTags(call, options, 'it covers resources of several services');
    const { sources, results, lakeFormation } = options;
    if (sources.length === 0) {
      throw new Error(`${call}: \`sources\` is empty; expected the tables to query, such as { database: 'sales', tables: ['orders'] }`);
    }
    const grant = addScopedGrant({
      call,
      grantee,
      resource: this.workGroup,
      scope: options,
      statements: [
        this.onWorkGroup(),
        ...readCatalog(call, this.workGroup, sources, ['default']).map((statement) => ({ ...statement, viaService: true })),
        ...(lakeFormation ? [DATA_ACCESS] : []),
      ],
      otherAccountRemedy: 'Workgroups have no resource-based policies. Let it assume a role of that account, and grant to that role.',
    });
    const { principalOrgId, regions } = options;
    const scope = { principalOrgId, regions };
    return [
      ...sources.flatMap(({ locations = [] }) => locations).map((location) => readLocation(call, grantee, location, scope)),
      ...(results ? [readLocation(call, grantee, results, scope), writeLocation(grantee, results, scope)] : []),
    ].reduce((left, right) => left.combine(right), grant);
  }

  private onWorkGroup(): ScopedStatement {
    const arn = Stack.of(this.workGroup).formatArn({
      ...environmentOf(this.workGroup), service: 'athena', resource: 'workgroup', resourceName: this.workGroup.workGroupRef.workGroupName,
    });
    return {
      actions: ['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults', 'athena:StopQueryExecution'],
      resources: [arn],
    };
  }
}

const DATA_ACCESS: ScopedStatement = {
  actions: ['lakeformation:GetDataAccess'],
  resources: ['*'],
  viaService: true,
  wildcardReason: 'lakeformation:GetDataAccess accepts no resource; Lake Formation decides on the data',
};

function readLocation(call: string, grantee: iam.IGrantable, { bucket, prefix, encryptionKey }: QueryLocation, scope: GrantScope): iam.Grant {
  const location = addScopedGrant({
    call,
    grantee,
    resource: bucket,
    scope,
    statements: [{
      actions: ['s3:GetBucketLocation'],
      resources: [bucket.bucketRef.bucketArn],
      conditions: ofItsAccount(bucket),
      viaService: true,
      resourcePolicy: { name: 'bucket policy', of: bucket },
    }],
  });
  return location.combine(ScopedBucketGrants.fromBucket(bucket).read(grantee, { ...scope, prefix, encryptionKey }));
}

function writeLocation(grantee: iam.IGrantable, { bucket, prefix, encryptionKey }: QueryLocation, scope: GrantScope): iam.Grant {
  return ScopedBucketGrants.fromBucket(bucket).write(grantee, { ...scope, prefix, encryptionKey });
}
