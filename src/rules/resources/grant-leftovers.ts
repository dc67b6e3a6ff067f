/**
 * Actions that grants of aws-cdk-lib write on an ARN of the wrong type, beside others that fit. They allow nothing and harm
 * nothing, and whoever calls the grant cannot leave them out, so in a policy where others of the service work they are no finding. Read in aws-cdk-lib 2.271.0 on
 * 2026-11-22; the source of each row is the file with the grant.
 *
 * @see https://github.com/aws/aws-cdk/issues/33249
 */
const LEFTOVERS: { readonly [source: string]: readonly string[] } = {
  'aws-codepipeline-actions/lib/cloudformation/private/singleton-policy.ts': ['cloudformation:ValidateTemplate'],
  'aws-dynamodb/lib/perms.ts': ['dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
  'aws-kinesis/lib/stream.ts': ['kinesis:DescribeStreamConsumer', 'kinesis:ListStreams', 'kinesis:SubscribeToShard'],
  'aws-logs/grants.json': ['logs:DescribeLogGroups'],
  'aws-ssm/grants.json': ['ssm:DescribeParameters'],
  'aws-stepfunctions-tasks/lib/athena/start-query-execution.ts': ['s3:ListBucketMultipartUploads'],
  'aws-stepfunctions-tasks/lib/codebuild/start-build.ts': ['codebuild:BatchGetReports'],
  'aws-stepfunctions/lib/state-machine-grants.ts': ['states:ListStateMachines'],
};

/**
 * Actions of which AWS documents no resource type, or another, while its own pages or the grants of aws-cdk-lib name an ARN and are
 * used without complaint: who is right is not known, so they are not judged. Read 2026-11-22.
 *
 * - `codedeploy`: `LambdaDeploymentGroup` names the deployment group for its hooks
 * - `codestar-connections`: the pipelines name connections of either prefix, https://docs.aws.amazon.com/dtconsole/latest/userguide/rename.html
 * - `kafka`: https://docs.aws.amazon.com/msk/latest/developerguide/security_iam_id-based-policy-examples-access-one-cluster.html
 * - `states`: `grantTaskResponse` names the state machine
 */
const DISPUTED = [
  'codedeploy:PutLifecycleEventHookExecutionStatus',
  'codestar-connections:UseConnection',
  'kafka:GetBootstrapBrokers',
  'states:SendTaskFailure',
  'states:SendTaskHeartbeat',
  'states:SendTaskSuccess',
];

const leftovers = new Set(Object.values(LEFTOVERS).flat());
const disputed = new Set(DISPUTED);

export function isGrantLeftover(action: string): boolean {
  return leftovers.has(action);
}

export function isDisputed(action: string): boolean {
  return disputed.has(action);
}
