/**
 * The role of one Lambda function. It may write to the function's own log group and nothing else until something is granted to it.
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ConfusedDeputyProtection } from './confused-deputy-protection';
import { requireFunctionName } from './lambda-function-name';
import { useNetwork } from './lambda-network';
import { ServiceRole } from './service-role';
import { TrustedSource } from './trust/service-trust';
import { VpcNetwork } from './vpc-network';
import { expectLogGroup, expectNetwork, LAMBDA_FUNCTION } from './workload-agreement';
import { ServiceRoleOptions } from './workload-role-props';
import { ScopedLogGroupGrants } from '../grants/log-group-grants';

/**
 * Properties of a `LambdaExecutionRole`.
 *
 * `confusedDeputy` defaults to `ACCOUNT`: Lambda is known to send `aws:SourceAccount`.
 */
export interface LambdaExecutionRoleProps extends ServiceRoleOptions {
  /**
   * The log group of the function. Pass the same one to the function, as `logGroup: role.logGroup`: one that writes its log elsewhere fails synthesis.
   *
   * @default - a new log group that keeps its events for one month
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The name of the function that may use the role, 1 to 64 letters, digits, `-` and `_`. Goes together with `ConfusedDeputyProtection.STRICT`, which
   * ties the role to this function. Give the function this name too, or synthesis fails: naming it by a reference to the function itself would make
   * role and function depend on each other.
   *
   * @default - any function of this account that is given the role
   */
  readonly functionName?: string;

  /**
   * The subnets and security groups of a function in a VPC, the same that the function is given: one that has others fails synthesis.
   *
   * @default - the function is not in a VPC
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
   */
  readonly network?: VpcNetwork;
}

/**
 * Execution role of one Lambda function.
 *
 * It trusts Lambda on behalf of this account and may create log streams and put log events in one log group; with `network` it may also manage
 * network interfaces in the subnets of the function. There is no AWS managed policy.
 *
 * All else is granted: tracing by `ScopedTraceGrants.fromAccount().write(role)`, a dead-letter queue by
 * `ScopedQueueGrants.fromQueue(queue).send(role)`, and event sources by `ScopedQueueGrants…consume`, `ScopedStreamGrants…read`,
 * `ScopedTableStreamGrants…read` and the like.
 *
 * Constructs of the CDK that are given the role (event sources, L2 grants) add statements of their own to it, and theirs are wider.
 * Give them `role.withoutPolicyUpdates()` where the role is to have your grants and no others.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 */
export class LambdaExecutionRole extends ServiceRole {
  /**
   * The log group that the role may write to. Pass it to the function: `new lambda.Function(this, 'Fn', { role, logGroup: role.logGroup, … })`.
   */
  public readonly logGroup: logs.ILogGroup;

  /**
   * Throws when the protection is `STRICT` without a function name or otherwise with one, when `network` has no subnet or no security group, and when
   * a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: LambdaExecutionRoleProps = {}) {
    super(scope, id, {
      ...props,
      servicePrincipal: 'lambda.amazonaws.com',
      _source: functionSource(scope, props),
    });
    this.logGroup = props.logGroup ?? new logs.LogGroup(this, 'LogGroup', { retention: logs.RetentionDays.ONE_MONTH });
    ScopedLogGroupGrants.fromLogGroup(this.logGroup).write(this);
    useNetwork(this, props.network);
    expectLogGroup(this, LAMBDA_FUNCTION, this.logGroup);
    expectNetwork(this, LAMBDA_FUNCTION, props.network);
  }
}

/** The function itself and its versions and aliases. */
function functionSource(scope: Construct, { confusedDeputy, functionName }: LambdaExecutionRoleProps): TrustedSource | undefined {
  if (functionName === undefined) {
    if (confusedDeputy !== ConfusedDeputyProtection.STRICT) { return undefined; }
    throw new Error(
      'confusedDeputy is STRICT without functionName, expected the name of the one function that may use the role: '
      + 'set functionName here and on the function, or use ConfusedDeputyProtection.ACCOUNT',
    );
  }
  requireFunctionName(functionName);
  const arn = Stack.of(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: functionName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  return {
    arns: [arn, `${arn}:*`],
    option: 'functionName',
    workload: { resourceType: 'AWS::Lambda::Function', property: 'FunctionName', option: 'functionName', name: functionName },
  };
}
