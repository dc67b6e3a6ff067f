/**
 * The role of one Lambda@Edge function. It may write to the function's log groups in all regions and nothing else until something is granted to it.
 */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { requireFunctionName } from './lambda-function-name';
import { finishRole, roleSettings } from './role-settings';
import { WorkloadRoleProps } from './workload-role-props';
import { acknowledgeRules } from '../cdk/rule-acknowledgement';
import { addScopedGrant } from '../grants/writing/scoped-grant';

/**
 * Properties of a `LambdaEdgeRole`.
 */
export interface LambdaEdgeRoleProps extends WorkloadRoleProps {
  /**
   * The name of the function, 1 to 64 letters, digits, `-` and `_`; not a reference to the function, which needs the role. Its log groups are named
   * after it.
   */
  readonly functionName: string;
}

/**
 * Execution role of one Lambda@Edge function.
 *
 * Lambda and Lambda@Edge may assume it; AWS documents no condition for the latter. At the edge a function logs to `/aws/lambda/us-east-1.NAME` in the
 * region that is nearest to the viewer: the role may make that log group in every region, and write there.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-edge-permissions.html
 */
export class LambdaEdgeRole extends iam.Role {
  /**
   * Throws when the name of the function is an ARN or a pattern, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: LambdaEdgeRoleProps) {
    requireFunctionName(props.functionName);
    super(scope, id, {
      ...roleSettings(scope, id, props),
      assumedBy: new iam.CompositePrincipal(new iam.ServicePrincipal('lambda.amazonaws.com'), new iam.ServicePrincipal('edgelambda.amazonaws.com')),
    });
    finishRole(this, props);
    const logGroup = Stack.of(this).formatArn({
      service: 'logs',
      region: '*',
      resource: 'log-group',
      resourceName: `/aws/lambda/us-east-1.${props.functionName}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const wildcardReason = 'a function at the edge logs near the viewer, in streams named at run time; the log group and the actions are exact';
    addScopedGrant({
      call: 'LambdaEdgeRole',
      grantee: this,
      statements: [
        { actions: ['logs:CreateLogGroup'], resources: [logGroup, `${logGroup}:*`], wildcardReason },
        { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logGroup}:log-stream:*`], wildcardReason },
      ],
    });
    acknowledgeRules(this, {
      'wildcard-region[logs]': wildcardReason,
      'missing-source-account[lambda.amazonaws.com]': 'AWS documents no condition for functions that run at the edge',
    });
  }
}
