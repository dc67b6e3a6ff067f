/**
 * Secrets Manager: reading one secret, and the use of its key.
 *
 * The ARN of a secret ends in six random characters. Where they are not known (secrets imported by name or partial ARN) exactly
 * those six are left open: https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html (2026-11)
 */
import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { keyUse } from './encryption-key';
import { environmentOf } from './environment';
import { EncryptedGrantScope } from './grant-scope';
import { oneOrMany, requireNonEmpty } from './scope-list';
import { addScopedGrant } from './scoped-grant';

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
 * Works with L2, L1 and imported secrets. Every method writes into the grantee's own policy only, and throws if that is not
 * possible (immutable or imported principals, principals of another account).
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
    const call = 'ScopedSecretGrants.read';
    const resources = [secretArn(this.secret)];
    const cfnSecret = [this.secret, this.secret.node.defaultChild].find(secretsmanager.CfnSecret.isCfnSecret);
    return addScopedGrant({
      call,
      grantee,
      resource: this.secret,
      scope: options,
      statements: [
        ...readStatements(call, resources, options.versionStages),
        ...keyUse({
          call,
          grantee,
          resource: this.secret,
          options,
          key: (this.secret as Partial<secretsmanager.ISecret>).encryptionKey,
          keyId: cfnSecret?.kmsKeyId,
          service: 'secretsmanager',
          actions: ['kms:Decrypt'],
        }),
      ],
      otherAccountRemedy: 'Allow the principal in the resource policy of the secret (and the key policy) in the secret\'s account, '
        + 'and the same in its own policy.',
    });
  }
}

/** `secretsmanager:VersionStage` exists for GetSecretValue only: DescribeSecret under the same condition would be denied. */
function readStatements(call: string, resources: string[], versionStages: string[] | undefined) {
  if (versionStages === undefined) {
    return [{ actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], resources }];
  }
  requireNonEmpty(call, 'versionStages', versionStages);
  const conditions = { StringEquals: { 'secretsmanager:VersionStage': oneOrMany(versionStages) } };
  return [
    { actions: ['secretsmanager:GetSecretValue'], resources, conditions },
    { actions: ['secretsmanager:DescribeSecret'], resources },
  ];
}

/** An L2 secret says itself whether its ARN is complete; otherwise a token is the ARN, as `Ref` of an L1 secret is. */
function secretArn(secret: secretsmanager.ISecretRef): string {
  const { secretFullArn } = secret as Partial<secretsmanager.ISecret>;
  if (secretFullArn) {
    return secretFullArn;
  }
  const id = secret.secretRef.secretId;
  const isPartial = 'secretFullArn' in secret || !(Token.isUnresolved(id) || /-[A-Za-z0-9]{6}$/.test(id));
  const arn = id.startsWith('arn:') || !isPartial ? id : Stack.of(secret).formatArn({
    ...environmentOf(secret), service: 'secretsmanager', resource: 'secret', resourceName: id, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return isPartial ? `${arn}-??????` : arn;
}
