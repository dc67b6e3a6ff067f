/**
 * The permissions of a role that the CDK made for one Lambda function: the AWS managed policies for logs and networks give way to what
 * the function's own log group and network need, and the wildcards of two of the CDK's own handlers to the resources that the template names.
 *
 * What the CDK's handlers need is read from their sources in aws-cdk-lib 2.271.0. A managed policy that is not known here stays, and so does
 * everything where a name is not known.
 */
import { CfnResource } from 'aws-cdk-lib';
import { attachedPolicies, leavePolicies } from './attached-policies';
import { BUCKET_DEPLOYMENT, narrowBucketDeployment } from './bucket-deployment';
import { customResourcesOf } from './custom-resources';
import { FunctionLogs, logGroupArn, logsOf } from './function-logs';
import { LOG_RETENTION, narrowedRetention } from './log-retention';
import { OwnRole } from './own-role';
import { managedPolicyDocument } from '../../catalog/managed-policy-documents';
import { acknowledgeWildcards, flattenReference } from '../../cdk/wildcard-acknowledgement';

/** The managed policies that the CDK gives to the roles of functions, all of which hold the right to write every log group. */
const REPLACED = ['service-role/AWSLambdaBasicExecutionRole', 'service-role/AWSLambdaVPCAccessExecutionRole'];

export function narrowFunctionRole(role: OwnRole, lambdaFunction: CfnResource): void {
  const handled = customResourcesOf(lambdaFunction);
  narrowManagedPolicies(role, lambdaFunction, handled.filter(({ cfnResourceType }) => cfnResourceType === LOG_RETENTION));
  narrowBucketDeployment(role, handled.filter(({ cfnResourceType }) => cfnResourceType === BUCKET_DEPLOYMENT));
}

function narrowManagedPolicies(role: OwnRole, lambdaFunction: CfnResource, retentions: readonly CfnResource[]): void {
  const attached = attachedPolicies(role);
  const replaced = attached.filter(({ name }) => name !== undefined && REPLACED.includes(name));
  for (const { name, arn } of attached) {
    if (name === undefined || !REPLACED.includes(name)) { role.leave(`what it needs of ${name ?? flattenReference(arn)} is not known: grant that and detach the policy`); }
  }
  if (replaced.length === 0) { return; }
  if (isRunAtTheEdge(role)) {
    leavePolicies(role, replaced, 'a function at the edge logs in the regions of its viewers: give it a LambdaEdgeRole');
    return;
  }
  const logs = logsOf(lambdaFunction);
  if (typeof logs === 'string') {
    leavePolicies(role, replaced, logs);
    return;
  }
  const retention = retentions.length === 0 ? undefined : narrowedRetention(role, logs, retentions);
  if (typeof retention === 'string') {
    leavePolicies(role, replaced, retention);
    return;
  }
  retention?.replace();
  const statements = [...logStatements(role, logs), ...replaced.flatMap(({ name }) => networkStatements(name!))];
  role.managedPolicyArns = attached.filter(({ name }) => name === undefined || !REPLACED.includes(name)).map(({ arn }) => arn);
  role.addPolicy('OwnLogsAndNetwork', statements);
  acknowledgeWildcards(role.construct, { resources: statements.flatMap(({ Resource }) => Resource) },
    'log streams are named by the function at run time; Lambda makes and finds network interfaces by actions that accept no other resource; the actions are exact');
}

function isRunAtTheEdge({ trust }: OwnRole): boolean {
  return [trust?.Statement].flat().flatMap(statement => statement?.Principal?.Service).includes('edgelambda.amazonaws.com');
}

function logStatements({ stack }: OwnRole, { logGroup, isMadeByLambda }: FunctionLogs): any[] {
  const write = { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: logGroupArn(stack, logGroup, { suffix: ':log-stream:*' }) };
  const make = { Effect: 'Allow', Action: 'logs:CreateLogGroup', Resource: [logGroupArn(stack, logGroup), logGroupArn(stack, logGroup, { suffix: ':*' })] };
  return isMadeByLambda ? [make, write] : [write];
}

/** What a managed policy allows besides logs: nothing, or the network interfaces of a function in a VPC. */
function networkStatements(name: string): any[] {
  const { Statement } = managedPolicyDocument(`arn:aws:iam::aws:policy/${name}`) as { readonly Statement: any[] };
  return Statement.flatMap(({ Effect, Action, Resource }) => {
    const actions = [Action].flat().filter((action: string) => !action.startsWith('logs:'));
    return actions.length === 0 ? [] : [{ Effect, Action: actions, Resource }];
  });
}
