/**
 * How policies name a secret, and the use of its key for this secret only.
 *
 * The ARN of a secret ends in six random characters. Where they are not known (secrets imported by name or partial ARN) exactly
 * those six are left open: https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html (2026-11)
 */
import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Conditions } from './writing/conditions';
import { keyUse } from './writing/encryption-key';
import { environmentOf } from './writing/environment';
import { EncryptedGrantScope } from './writing/grant-scope';
import { ScopedStatement } from './writing/scoped-statement';

const UNKNOWN_SUFFIX = '-??????';

/** An L2 secret says itself whether its ARN is complete; otherwise a token is the ARN, as `Ref` of an L1 secret is. */
export function secretArn(secret: secretsmanager.ISecretRef): string {
  const { secretFullArn } = secret as Partial<secretsmanager.ISecret>;
  if (secretFullArn) {
    return secretFullArn;
  }
  const id = secret.secretRef.secretId;
  const isPartial = 'secretFullArn' in secret || !(Token.isUnresolved(id) || /-[A-Za-z0-9]{6}$/.test(id));
  const arn = id.startsWith('arn:') || !isPartial ? id : Stack.of(secret).formatArn({
    ...environmentOf(secret), service: 'secretsmanager', resource: 'secret', resourceName: id, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return isPartial ? `${arn}${UNKNOWN_SUFFIX}` : arn;
}

export function secretKeyUse(
  call: string, grantee: iam.IGrantable, secret: secretsmanager.ISecretRef, options: EncryptedGrantScope, actions: string[],
): ScopedStatement[] {
  const cfnSecret = [secret, secret.node.defaultChild].find(secretsmanager.CfnSecret.isCfnSecret);
  return keyUse({
    call,
    grantee,
    resource: secret,
    options,
    key: (secret as Partial<secretsmanager.ISecret>).encryptionKey,
    keyId: cfnSecret?.kmsKeyId,
    service: 'secretsmanager',
    actions,
    context: secretEncryptionContext(secretArn(secret)),
  });
}

/**
 * Secrets Manager names the secret and its version in the encryption context:
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html#security-encryption-encryption-context (2026-11)
 */
export function secretEncryptionContext(arn: string): Conditions {
  return { [arn.endsWith(UNKNOWN_SUFFIX) ? 'StringLike' : 'StringEquals']: { SecretARN: arn } };
}
