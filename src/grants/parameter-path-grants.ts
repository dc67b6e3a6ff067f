/**
 * SSM parameters by their path: reading all that stand under it, storing some there, and the use of their key for them only. Never their
 * history, deletion, tags or policies, and no `ssm:DescribeParameters`, which accepts only `*`.
 *
 * `ssm:GetParametersByPath` is authorised on the path of the request and not on the parameters that it returns, so whoever may use it
 * on a path reads all below: https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-retrieval-authorization.html (2026-11)
 */
import { Stack, Token, TokenComparison } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { PARAMETER_CONTEXT } from './parameter-grants';
import { Conditions } from './writing/conditions';
import { keyUse } from './writing/encryption-key';
import { EncryptedGrantScope } from './writing/grant-scope';
import { describeGrantee } from './writing/identity-half';
import { requireMatching } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * How deep a path of parameters may be read.
 */
export interface ParameterPathReadGrantOptions extends EncryptedGrantScope {
  /**
   * Whether the parameters on all levels under the path may be read. With `false` only those directly under it, by
   * `ssm:GetParametersByPath` without recursion (`ssm:Recursive`): reading one parameter by its name cannot be limited to a level.
   *
   * @default true
   */
  readonly recursive?: boolean;
}

/**
 * What may be stored under a path of parameters.
 */
export interface ParameterPathWriteGrantOptions extends EncryptedGrantScope {
  /**
   * Whether parameters that exist may get another value. With `false` only new ones can be made (`ssm:Overwrite`).
   *
   * @default true
   */
  readonly overwrite?: boolean;
}

/**
 * Grants on the parameters under a path that name exact actions. For one parameter see `ScopedParameterGrants`.
 *
 * The statements go into the grantee's own policy. A grant that would be lost (immutable or imported principals, principals of another
 * account) is an error. If there are SecureString parameters under a customer-managed key, pass it as `encryptionKey`.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
 */
export class ScopedParameterPathGrants {
  /**
   * Starts the grants of a path, in the account and region of a stack.
   *
   * @param scope the stack, or a construct in it
   * @param path the path from its first slash, such as `/app/prod`. No wildcards and not the root; IAM policy variables
   * (`/tenants/${aws:PrincipalTag/tenant}`) and tokens may stand in it. A slash at its end changes nothing
   * @throws if the path does not begin with a slash, is the root, or holds a wildcard
   */
  public static fromPath(scope: Construct, path: string): ScopedParameterPathGrants {
    requireMatching('ScopedParameterPathGrants.fromPath', 'path', [path], /^(\/[\w.-]+)+\/?$/, "a path from its first slash, without wildcards and not the root, such as '/app/prod'");
    return new ScopedParameterPathGrants(Stack.of(scope), path.replace(/\/$/, ''));
  }

  private constructor(private readonly stack: Stack, private readonly path: string) {}

  /**
   * Lets the grantee read the parameters under the path: `ssm:GetParametersByPath` on the path and all below; `ssm:GetParameter` and
   * `ssm:GetParameters` on all below; and with `encryptionKey` `kms:Decrypt` for them.
   *
   * @throws if the grant would be lost
   */
  public read(grantee: iam.IGrantable, options: ParameterPathReadGrantOptions = {}): iam.Grant {
    const { recursive = true } = options;
    return this.grant('read', grantee, options, recursive ? [
      this.on(['', '/*'], ['ssm:GetParametersByPath']),
      this.on(['/*'], ['ssm:GetParameter', 'ssm:GetParameters']),
    ] : [
      this.on(['', '/'], ['ssm:GetParametersByPath'], { StringNotEquals: { 'ssm:Recursive': 'true' } }),
    ], ['kms:Decrypt']);
  }

  /**
   * Lets the grantee store parameters under the path: `ssm:PutParameter`, and with `encryptionKey` `kms:Encrypt` (standard parameters) and
   * `kms:GenerateDataKey` (advanced ones). It cannot read them.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policy-conditions.html
   */
  public write(grantee: iam.IGrantable, options: ParameterPathWriteGrantOptions = {}): iam.Grant {
    const { overwrite = true } = options;
    const conditions = overwrite ? undefined : { StringNotEquals: { 'ssm:Overwrite': 'true' } };
    return this.grant('write', grantee, options, [this.on(['/*'], ['ssm:PutParameter'], conditions)], ['kms:Encrypt', 'kms:GenerateDataKey']);
  }

  private grant(
    method: string, grantee: iam.IGrantable, options: EncryptedGrantScope, statements: ScopedStatement[], keyActions: string[],
  ): iam.Grant {
    const call = `ScopedParameterPathGrants.${method}`;
    this.requireSameAccount(call, grantee);
    const { encryptionKey } = options;
    const key = encryptionKey === undefined ? [] : keyUse({
      call,
      grantee,
      resource: encryptionKey,
      options,
      service: 'ssm',
      actions: keyActions,
      context: { StringLike: { [PARAMETER_CONTEXT]: this.arn('/*') } },
    });
    return addScopedGrant({ call, grantee, scope: options, statements: [...statements, ...key] });
  }

  /** @param endings what follows the path */
  private on(endings: string[], actions: string[], conditions?: Conditions): ScopedStatement {
    return {
      actions,
      resources: endings.map((ending) => this.arn(ending)),
      conditions,
      wildcardReason: 'which parameters stand under the path is known only at run time; the path and the actions are exact',
    };
  }

  private arn(ending: string): string {
    return this.stack.formatArn({ service: 'ssm', resource: `parameter${this.path}${ending}` });
  }

  private requireSameAccount(call: string, grantee: iam.IGrantable): void {
    const { principalAccount } = grantee.grantPrincipal;
    if (principalAccount !== undefined && Token.compareStrings(principalAccount, this.stack.account) === TokenComparison.DIFFERENT) {
      throw new Error(`${call} cannot grant across accounts: ${describeGrantee(grantee)} belongs to account ${principalAccount}, `
        + `the parameters under '${this.path}' to account ${this.stack.account}. Let the grantee assume a role of that account`);
    }
  }
}
