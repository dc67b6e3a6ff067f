/**
 * Lambda: invoking one function, directly or through its URL, and putting new code into it. Never its configuration, its policy or
 * its URL.
 *
 * Facts (2026-11):
 * - A request for a version or an alias is authorised on the qualified ARN, and one without a qualifier on the plain one:
 *   https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
 * - A call of a function URL needs lambda:InvokeFunctionUrl and, since October 2025, lambda:InvokeFunction too:
 *   https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { GrantScope } from './writing/grant-scope';
import { requireKnownLength, requireNames } from './writing/scope-list';
import { addScopedGrant } from './writing/scoped-grant';
import { ScopedStatement } from './writing/scoped-statement';

/**
 * Which versions and aliases of a function may be invoked.
 */
export interface FunctionInvokeGrantOptions extends GrantScope {
  /**
   * Only these aliases and versions, such as `live` or `3`. A request without a qualifier is then denied.
   *
   * To be left out where the grants are those of an alias or a version, which is one qualifier already.
   *
   * @default - only requests that name no version and no alias, which reach the unpublished code (`$LATEST`)
   */
  readonly qualifiers?: string[];
}

/**
 * Grants on a Lambda function that name exact actions.
 *
 * Works with L2, L1 and imported functions, and with L2 aliases and versions. The statements go into the grantee's own policy. For a
 * grantee of another account the function's policy has to allow the same: CDK has no construct that takes such statements, so they
 * are given as a warning. A grant that would be lost (immutable or imported principals) is an error.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
 */
export class ScopedFunctionGrants {
  /**
   * Starts the grants of a function.
   *
   * @param fn an L2, L1 or imported function, or an L2 alias or version
   */
  public static fromFunction(fn: lambda.IFunctionRef): ScopedFunctionGrants {
    return new ScopedFunctionGrants(fn);
  }

  private constructor(private readonly fn: lambda.IFunctionRef) {}

  /**
   * Lets the grantee invoke the function, waiting for the answer or not: `lambda:InvokeFunction`.
   *
   * @throws if `qualifiers` is empty, holds a wildcard or is given for an alias or a version, or if the grant would be lost
   */
  public invoke(grantee: iam.IGrantable, options: FunctionInvokeGrantOptions = {}): iam.Grant {
    const resources = this.qualifiedArns('invoke', options);
    return this.grant('invoke', grantee, options, [{ actions: ['lambda:InvokeFunction'], resources }]);
  }

  /**
   * Lets the grantee call the function's URL, and nothing but that: `lambda:InvokeFunctionUrl` for URLs that demand IAM
   * (`lambda:FunctionUrlAuthType`), and `lambda:InvokeFunction` while it comes through the URL (`lambda:InvokedViaFunctionUrl`).
   *
   * @throws if `qualifiers` is empty, holds a wildcard or is given for an alias or a version, or if the grant would be lost
   * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
   */
  public invokeUrl(grantee: iam.IGrantable, options: FunctionInvokeGrantOptions = {}): iam.Grant {
    const resources = this.qualifiedArns('invokeUrl', options);
    return this.grant('invokeUrl', grantee, options, [
      { actions: ['lambda:InvokeFunctionUrl'], resources, conditions: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } } },
      { actions: ['lambda:InvokeFunction'], resources, conditions: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } } },
    ]);
  }

  /**
   * Lets the grantee deploy code: `lambda:UpdateFunctionCode`, `lambda:PublishVersion`, `lambda:UpdateAlias`, and
   * `lambda:GetFunctionConfiguration` to wait until it is done.
   *
   * Whoever may do this runs any code with the role of the function. The grantee needs to read the object in S3 or to pull the image
   * that it deploys; `ScopedBucketGrants.read` and `ScopedRepositoryGrants.pull` give that.
   *
   * @throws for an alias or a version, whose code cannot change, or if the grant would be lost
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html
   */
  public deployCode(grantee: iam.IGrantable, options: GrantScope = {}): iam.Grant {
    if (this.isQualified) {
      throw new Error(`ScopedFunctionGrants.deployCode: '${this.fn.node.path}' is an alias or a version, and code is deployed to the function itself. `
        + 'Give the function');
    }
    return this.grant('deployCode', grantee, options, [{
      actions: ['lambda:UpdateFunctionCode', 'lambda:PublishVersion', 'lambda:UpdateAlias', 'lambda:GetFunctionConfiguration'],
      resources: [this.fn.functionRef.functionArn],
    }]);
  }

  private grant(method: string, grantee: iam.IGrantable, scope: GrantScope, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({
      call: `ScopedFunctionGrants.${method}`,
      grantee,
      resource: this.fn,
      scope,
      statements: statements.map((statement) => ({ ...statement, resourcePolicy: { name: 'resource-based policy', of: this.fn } })),
    });
  }

  private qualifiedArns(method: string, { qualifiers }: FunctionInvokeGrantOptions): string[] {
    const call = `ScopedFunctionGrants.${method}`;
    const arn = this.fn.functionRef.functionArn;
    if (qualifiers === undefined) { return [arn]; }
    if (this.isQualified) {
      throw new Error(`${call}: \`qualifiers\` is given, but '${this.fn.node.path}' is an alias or a version, which is one qualifier already. `
        + 'Leave `qualifiers` out, or give the function itself');
    }
    requireKnownLength(call, 'qualifiers', qualifiers);
    requireNames(call, 'qualifiers', qualifiers, 'live');
    return qualifiers.map((qualifier) => `${arn}:${qualifier}`);
  }

  /** CDK's aliases and versions know their function; an imported ARN shows its qualifier as an eighth part. */
  private get isQualified(): boolean {
    const arn = this.fn.functionRef.functionArn;
    return 'lambda' in this.fn || (!Token.isUnresolved(arn) && arn.split(':').length > 7);
  }
}
