/**
 * SSM parameters, one by its name: reading it and changing its value, and the use of the key of a SecureString for this parameter only.
 * Never its history, its deletion, its tags or its policies, and no `ssm:DescribeParameters`, which accepts only `*`.
 */
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { keyUse } from './writing/encryption-key';
import { EncryptedGrantScope } from './writing/grant-scope';
import { addScopedGrant } from './writing/scoped-grant';

/**
 * Grants on a parameter that name exact actions. For all parameters under a path see `ScopedParameterPathGrants`.
 *
 * Works with L2, L1 and imported parameters, in the grantee's own policy. A grant that would be lost (immutable or imported principals,
 * principals of another account) is an error. CloudFormation makes no SecureString, so its key is known only from an import
 * (`ssm.StringParameter.fromSecureStringParameterAttributes(this, 'Password', { parameterName: '/app/password', encryptionKey: key })`) or
 * from `encryptionKey`.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-retrieval-authorization.html
 */
export class ScopedParameterGrants {
  /**
   * Starts the grants of a parameter.
   *
   * @param parameter an L2, L1 or imported parameter
   */
  public static fromParameter(parameter: ssm.IParameterRef): ScopedParameterGrants {
    return new ScopedParameterGrants(parameter);
  }

  private constructor(private readonly parameter: ssm.IParameterRef) {}

  /**
   * Lets the grantee read the value: `ssm:GetParameter`, `ssm:GetParameters`, and with the key of a SecureString `kms:Decrypt`.
   *
   * @throws if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('read', grantee, options, ['ssm:GetParameter', 'ssm:GetParameters'], ['kms:Decrypt']);
  }

  /**
   * Lets the grantee store a new value: `ssm:PutParameter`, and with the key of a SecureString `kms:Encrypt` (standard parameters) and
   * `kms:GenerateDataKey` (advanced ones). It cannot read the value.
   *
   * @throws if the grant would be lost
   */
  public write(grantee: iam.IGrantable, options: EncryptedGrantScope = {}): iam.Grant {
    return this.grant('write', grantee, options, ['ssm:PutParameter'], ['kms:Encrypt', 'kms:GenerateDataKey']);
  }

  private grant(method: string, grantee: iam.IGrantable, options: EncryptedGrantScope, actions: string[], keyActions: string[]): iam.Grant {
    const call = `ScopedParameterGrants.${method}`;
    const { parameterArn } = this.parameter.parameterRef;
    const key = keyUse({
      call,
      grantee,
      resource: this.parameter,
      options,
      key: (this.parameter as Partial<ssm.StringParameter>).encryptionKey,
      service: 'ssm',
      actions: keyActions,
      context: { StringEquals: { [PARAMETER_CONTEXT]: parameterArn } },
    });
    return addScopedGrant({
      call,
      grantee,
      resource: this.parameter,
      scope: options,
      statements: [{ actions, resources: [parameterArn] }, ...key],
      otherAccountRemedy: 'Let the grantee assume a role of the parameter\'s account, or share the parameter through AWS RAM and grant it there on its ARN.',
    });
  }
}

/**
 * Parameter Store names the parameter in the encryption context:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html (2026-11)
 */
export const PARAMETER_CONTEXT = 'PARAMETER_ARN';
