/** Redshift Serverless workgroups: SQL through the Data API. What the SQL may do is said inside the database. */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as serverless from 'aws-cdk-lib/aws-redshiftserverless';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { runStatements } from './redshift-statements';
import { Resource } from './writing/environment';
import { GrantScope } from './writing/grant-scope';
import { ImportedResource } from './writing/imported-resource';

/**
 * How statements sign in to a workgroup.
 */
export interface RedshiftWorkgroupGrantOptions extends GrantScope {
  /**
   * The secret with the name and password of a database user.
   *
   * @default - none: the grantee is a database user of its own (`redshift-serverless:GetCredentials`)
   */
  readonly secret?: secretsmanager.ISecretRef;
}

/**
 * Grants on an Amazon Redshift Serverless workgroup.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html
 */
export class ScopedRedshiftWorkgroupGrants {
  /**
   * Starts the grants of a workgroup.
   *
   * @param workgroup an L1 workgroup
   * @throws if it is none: its ARN holds an id that its name does not tell
   */
  public static fromWorkgroup(workgroup: serverless.IWorkgroupRef): ScopedRedshiftWorkgroupGrants {
    if (!serverless.CfnWorkgroup.isCfnWorkgroup(workgroup)) {
      throw new Error(`ScopedRedshiftWorkgroupGrants.fromWorkgroup: the ARN of '${workgroup.node.path}' holds an id, and only the name is known. `
        + 'Use ScopedRedshiftWorkgroupGrants.fromWorkgroupArn');
    }
    return new ScopedRedshiftWorkgroupGrants(workgroup, workgroup.attrWorkgroupWorkgroupArn);
  }

  /**
   * Starts the grants of a workgroup that another stack makes.
   *
   * @param arn as `arn:aws:redshift-serverless:eu-central-1:111122223333:workgroup/1a2b3c4d-12ab-34cd-56ef-1234567890ab`
   * @throws if that is no ARN of one workgroup
   */
  public static fromWorkgroupArn(scope: Construct, id: string, arn: string): ScopedRedshiftWorkgroupGrants {
    const workgroup = new ImportedResource(scope, id, arn, 'ScopedRedshiftWorkgroupGrants.fromWorkgroupArn', ':workgroup/');
    return new ScopedRedshiftWorkgroupGrants(workgroup, arn);
  }

  private constructor(private readonly workgroup: Resource, private readonly arn: string) {}

  /**
   * Lets the grantee run SQL by the Data API and fetch what it ran itself: `redshift-data:ExecuteStatement` and
   * `redshift-data:BatchExecuteStatement` on the workgroup; `redshift-data:DescribeStatement`, `redshift-data:GetStatementResult` and
   * `redshift-data:CancelStatement` on statements of the same session; and `redshift-serverless:GetCredentials` on the workgroup, or
   * what `ScopedSecretGrants.read` gives on `secret`.
   *
   * @throws if the grant would be lost
   */
  public runStatements(grantee: iam.IGrantable, options: RedshiftWorkgroupGrantOptions = {}): iam.Grant {
    return runStatements({
      call: 'ScopedRedshiftWorkgroupGrants.runStatements',
      grantee,
      resource: this.workgroup,
      arn: this.arn,
      scope: options,
      secret: options.secret,
      credentials: { actions: ['redshift-serverless:GetCredentials'], resources: [this.arn] },
    });
  }
}
