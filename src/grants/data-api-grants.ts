/**
 * RDS Data API: SQL over HTTPS on one Aurora cluster, with the secret of the database user and the use of its key.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { secretArn, secretEncryptionContext, secretKeyUse } from './secret-arn';
import { keyUse, readProperty } from './writing/encryption-key';
import { GrantScope } from './writing/grant-scope';
import { requireFeature } from './writing/required-feature';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * As whom SQL is run.
 */
export interface DataApiGrantOptions extends GrantScope {
  /**
   * The secret with name and password of the database user. Give an application a user of its own: the secret of the cluster is that
   * of the master user.
   *
   * @default - the secret that the cluster names
   */
  readonly secret?: secretsmanager.ISecretRef;
}

const CALL = 'ScopedDataApiGrants.execute';

/**
 * Grants on the Data API of an Aurora cluster.
 *
 * Works with L2, L1 and imported clusters. The statements go into the grantee's own policy only: RDS has no resource-based policies. A
 * grant that would be lost (immutable or imported principals, principals of another account) is an error.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.access.html
 */
export class ScopedDataApiGrants {
  /**
   * Starts the grants of the Data API of a cluster.
   *
   * @param cluster an L2, L1 or imported cluster
   */
  public static fromCluster(cluster: rds.IDBClusterRef): ScopedDataApiGrants {
    return new ScopedDataApiGrants(cluster);
  }

  private constructor(private readonly cluster: rds.IDBClusterRef) {}

  /**
   * Lets the grantee run SQL, also in transactions: `rds-data:ExecuteStatement`, `rds-data:BatchExecuteStatement`,
   * `rds-data:BeginTransaction`, `rds-data:CommitTransaction`, `rds-data:RollbackTransaction` on the cluster,
   * `secretsmanager:GetSecretValue` on the secret of the database user, and `kms:Decrypt` on the key of the secret. What the SQL may do is
   * up to that user.
   *
   * @throws if no secret is known, if its key cannot be named, if the grantee belongs to another account, or if the grant would be lost;
   * at synthesis, if the Data API of the cluster is off
   */
  public execute(grantee: iam.IGrantable, options: DataApiGrantOptions = {}): iam.Grant {
    requireFeature(CALL, this.cfnCluster, 'EnableHttpEndpoint', 'Switch it on: `enableDataApi: true` of a DatabaseCluster, `enableHttpEndpoint: true` of a CfnDBCluster');
    return addScopedGrant({
      call: CALL,
      grantee,
      resource: this.cluster,
      scope: options,
      statements: [
        {
          actions: ['ExecuteStatement', 'BatchExecuteStatement', 'BeginTransaction', 'CommitTransaction', 'RollbackTransaction'].map((name) => `rds-data:${name}`),
          resources: [this.cluster.dbClusterRef.dbClusterArn],
        },
        ...this.secretUse(grantee, options),
      ],
      otherAccountRemedy: 'The Data API serves principals of its own account: let the grantee assume a role of that account.',
    });
  }

  private secretUse(grantee: iam.IGrantable, options: DataApiGrantOptions): ScopedStatement[] {
    const secret = options.secret ?? (this.cluster as Partial<rds.DatabaseCluster>).secret;
    if (secret) {
      return [getSecretValue(secretArn(secret), secret), ...secretKeyUse(CALL, grantee, secret, {}, ['kms:Decrypt'])];
    }
    if (!this.cfnCluster?.manageMasterUserPassword) {
      throw new Error(`${CALL}: '${this.cluster.node.path}' names no secret, and the Data API logs in with one. Pass the secret of the database user as `
        + '`secret`');
    }
    const arn = this.cfnCluster.attrMasterUserSecretSecretArn;
    return [getSecretValue(arn), ...keyUse({
      call: CALL,
      grantee,
      resource: this.cluster,
      options: {},
      keyId: readProperty(this.cfnCluster.masterUserSecret, 'kmsKeyId'),
      service: 'secretsmanager',
      actions: ['kms:Decrypt'],
      context: secretEncryptionContext(arn),
    })];
  }

  private get cfnCluster(): rds.CfnDBCluster | undefined {
    return [this.cluster, this.cluster.node.defaultChild].find(rds.CfnDBCluster.isCfnDBCluster);
  }
}

/** The Data API reads the secret in the grantee's name. */
function getSecretValue(arn: string, of?: secretsmanager.ISecretRef): ScopedStatement {
  return { actions: ['secretsmanager:GetSecretValue'], resources: [arn], viaService: true, resourcePolicy: of && { name: 'resource policy', of } };
}
