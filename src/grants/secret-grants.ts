/**
 * Secrets Manager: reading one secret, giving it a new value, rotating it, and the use of its key for this secret only. Never its
 * policy, its deletion or its replication.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { secretArn, secretKeyUse } from './secret-arn';
import { EncryptedGrantScope } from './writing/grant-scope';
import { oneOrMany, requireNonEmpty } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * What may be read of a secret.
 */
export interface SecretReadGrantOptions extends EncryptedGrantScope {
  /**
   * Only the versions with one of these staging labels, such as `AWSCURRENT`. Asking for a version by its id is then denied.
   *
   * @default - all versions
   */
  readonly versionStages?: string[];
}

/**
 * Grants on a secret that name exact actions.
 *
 * Works with L2, L1 and imported secrets. The statements go into the grantee's own policy; for a grantee of another account also into
 * the resource policy of the secret and the key policy. A half that this app cannot write is a warning with the statements; a grant that
 * would be lost (immutable or imported principals) is an error.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
 */
export class ScopedSecretGrants {
  /**
   * Starts the grants of a secret.
   *
   * @param secret an L2, L1 or imported secret
   */
  public static fromSecret(secret: secretsmanager.ISecretRef): ScopedSecretGrants {
    return new ScopedSecretGrants(secret);
  }

  private constructor(private readonly secret: secretsmanager.ISecretRef) {}

  /**
   * Lets the grantee read the secret: `secretsmanager:GetSecretValue`, `secretsmanager:DescribeSecret`, and with the secret's key
   * `kms:Decrypt`.
   *
   * @throws if `versionStages` is empty, if the secret's key cannot be named, or if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: SecretReadGrantOptions = {}): iam.Grant {
    return this.grant('read', grantee, options, this.readStatements(options.versionStages), ['kms:Decrypt']);
  }

  /**
   * Lets the grantee store new values: `secretsmanager:PutSecretValue`, and with the secret's key `kms:GenerateDataKey` and `kms:Decrypt`.
   * It cannot read them through Secrets Manager, move other staging labels, change the settings or delete the secret.
   *
   * @throws if the secret's key cannot be named, or if the grant would be lost
   * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
   */
  public write(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('write', grantee, options, [this.onSecret('PutSecretValue')], ['kms:GenerateDataKey', 'kms:Decrypt']);
  }

  /**
   * Lets a rotation function rotate the secret: `secretsmanager:DescribeSecret`, `secretsmanager:GetSecretValue`,
   * `secretsmanager:PutSecretValue`, `secretsmanager:UpdateSecretVersionStage`; `secretsmanager:GetRandomPassword`, which accepts only `*`;
   * and with the secret's key `kms:Decrypt` and `kms:GenerateDataKey`.
   *
   * With alternating users, the function also has to `read` the secret of the superuser.
   *
   * @throws if the secret's key cannot be named, or if the grant would be lost
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
   */
  public rotate(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('rotate', grantee, options, [
      this.onSecret('DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'),
      { actions: ['secretsmanager:GetRandomPassword'], resources: ['*'], wildcardReason: 'GetRandomPassword accepts no resource: it makes a password and reads none' },
    ], ['kms:Decrypt', 'kms:GenerateDataKey']);
  }

  private grant(
    method: string, grantee: iam.IGrantable, options: EncryptedGrantScope, statements: ScopedStatement[], keyActions: string[],
  ): iam.Grant {
    const call = `ScopedSecretGrants.${method}`;
    const key = secretKeyUse(call, grantee, this.secret, options, keyActions);
    return addScopedGrant({ call, grantee, resource: this.secret, scope: options, statements: [...statements, ...key] });
  }

  /** `secretsmanager:VersionStage` exists for GetSecretValue only: DescribeSecret under the same condition would be denied. */
  private readStatements(versionStages: string[] | undefined): ScopedStatement[] {
    if (versionStages === undefined) {
      return [this.onSecret('GetSecretValue', 'DescribeSecret')];
    }
    requireNonEmpty('ScopedSecretGrants.read', 'versionStages', versionStages);
    return [
      { ...this.onSecret('GetSecretValue'), conditions: { StringEquals: { 'secretsmanager:VersionStage': oneOrMany(versionStages) } } },
      this.onSecret('DescribeSecret'),
    ];
  }

  private onSecret(...names: string[]): ScopedStatement {
    return {
      actions: names.map((name) => `secretsmanager:${name}`),
      resources: [secretArn(this.secret)],
      resourcePolicy: { name: 'resource policy', of: this.secret },
    };
  }
}
