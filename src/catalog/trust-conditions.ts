/**
 * What each AWS service is known to send when it assumes a role, and so which trust conditions it bears.
 * Hand-kept facts: every row carries its sources and the date they were read. A wrong row stops a workload, so doubt lowers
 * the grade: what was only heard or remembered is `weak`, and a principal without a row is unknown, not safe.
 */

/**
 * How sure it is that a service sends the keys.
 * - `strong`: AWS documents both keys (or those in the row) for this principal: missing conditions are a finding.
 * - `medium`: AWS shows `aws:SourceAccount`; the ARN is less certain: a missing account condition is a finding.
 * - `weak`: unverified or disputed: a missing condition is no finding, and none is added by default.
 * - `never`: the service does not send the keys: a condition on them makes the role unusable.
 */
export type TrustGrade = 'strong' | 'medium' | 'weak' | 'never';

/** The trust conditions of one service principal. */
export interface TrustConditionRow {
  /** The principal in its global form, `SERVICE.amazonaws.com`. */
  readonly servicePrincipal: string;

  readonly grade: TrustGrade;

  /** Whether the service sends `aws:SourceAccount`. */
  readonly sourceAccount: boolean;

  /**
   * The narrowest pattern that fits every use of the principal, for `ArnLike` on `aws:SourceArn`, with `${Partition}`, `${Region}` and
   * `${Account}` to fill in. Absent where the service sends no usable ARN or its form is not known.
   */
  readonly sourceArn?: string;

  /** Other condition keys that AWS documents for narrowing this principal. */
  readonly otherKeys?: readonly string[];

  /** Where the row comes from. */
  readonly sources: readonly string[];

  /** When the sources were read: `YYYY-MM-DD`, or `YYYY-MM`. */
  readonly date: string;

  readonly note?: string;
}

const AWS_DOCS = 'https://docs.aws.amazon.com';
const IAM_GUIDE = `${AWS_DOCS}/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention`;
const AWS_AGENT_TOOLKIT = 'https://github.com/aws/agent-toolkit-for-aws';
const FALSE_ALARMS = 'https://github.com/prowler-cloud/prowler/issues/2810';
const BREAKAGE = 'https://github.com/prowler-cloud/prowler/issues/4714';
const UNVERIFIED = 'not verified against AWS documentation';

/** All rows, in the order of their principals. */
export const TRUST_CONDITIONS: readonly TrustConditionRow[] = [
  {
    servicePrincipal: 'amplify.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:amplify:${Region}:${Account}:apps/*',
    sources: [`${AWS_DOCS}/amplify/latest/userguide/amplify-service-role.html`],
    date: '2026-11-22',
    note: 'the id of an app is not known before its role',
  },
  {
    servicePrincipal: 'apigateway.amazonaws.com',
    grade: 'weak',
    sourceAccount: false,
    sources: [FALSE_ALARMS],
    date: '2026-11',
    note: 'role for account-level logging; the sample of AWS has no condition',
  },
  {
    servicePrincipal: 'appsync.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:appsync:${Region}:${Account}:apis/*',
    sources: [
      `${AWS_DOCS}/appsync/latest/devguide/attaching-a-data-source.html`,
      `${AWS_DOCS}/appsync/latest/eventapi/adding-a-data-source.html`,
    ],
    date: '2026-11-22',
    note: 'role of a data source; narrower: the API',
  },
  {
    servicePrincipal: 'autoscaling.amazonaws.com',
    grade: 'medium',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:autoscaling:${Region}:${Account}:autoScalingGroup:*',
    sources: [AWS_AGENT_TOOLKIT],
    date: '2026-11',
    note: 'notification role',
  },
  {
    servicePrincipal: 'backup.amazonaws.com',
    grade: 'weak',
    sourceAccount: false,
    sources: [
      FALSE_ALARMS, `${AWS_DOCS}/aws-backup/latest/devguide/iam-service-roles.html`, 'https://github.com/nationalarchives/terraform-aws-immutable-aws-backup',
    ],
    date: '2026-11-22',
    note: 'no page of AWS names a condition for service roles; the third source sets the account',
  },
  {
    servicePrincipal: 'batchoperations.s3.amazonaws.com',
    grade: 'weak',
    sourceAccount: false,
    sources: [`${AWS_DOCS}/AmazonS3/latest/userguide/batch-ops-iam-role-policies.html`],
    date: '2026-11-22',
    note: 'the trust policy of the page has no condition',
  },
  {
    servicePrincipal: 'bedrock-agentcore.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:bedrock-agentcore:${Region}:${Account}:*',
    sources: [`${AWS_DOCS}/bedrock-agentcore/latest/devguide/runtime-permissions.html`],
    date: '2026-11-22',
  },
  {
    servicePrincipal: 'bedrock.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:bedrock:${Region}:${Account}:*',
    sources: [
      `${AWS_DOCS}/bedrock/latest/userguide/batch-iam-sr.html`,
      `${AWS_DOCS}/bedrock/latest/userguide/agents-permissions.html`,
      `${AWS_DOCS}/bedrock/latest/userguide/kb-permissions.html`,
      `${AWS_DOCS}/bedrock/latest/userguide/model-customization-iam-role.html`,
      AWS_AGENT_TOOLKIT,
    ],
    date: '2026-11-22',
    note: 'narrower by feature: agent/*, knowledge-base/*, model-invocation-job/*, model-customization-job/*',
  },
  {
    servicePrincipal: 'build.apprunner.amazonaws.com',
    grade: 'weak',
    sourceAccount: false,
    sources: [`${AWS_DOCS}/apprunner/latest/dg/security_iam_service-with-iam.html`],
    date: '2026-11-22',
    note: 'access role; the trust policy of the page has no condition',
  },
  {
    servicePrincipal: 'cleanrooms.amazonaws.com',
    grade: 'strong',
    sourceAccount: false,
    sourceArn: 'arn:${Partition}:cleanrooms:${Region}:${Account}:membership/*',
    otherKeys: ['sts:ExternalId'],
    sources: [`${AWS_DOCS}/clean-rooms/latest/userguide/cross-service-confused-deputy-prevention.html`],
    date: '2026-11-22',
    note: 'the page asks for aws:SourceArn together with sts:ExternalId and does not name aws:SourceAccount',
  },
  {
    servicePrincipal: 'cloudformation.amazonaws.com',
    grade: 'weak',
    sourceAccount: false,
    sources: [IAM_GUIDE],
    date: '2026-11',
    note: UNVERIFIED,
  },
  {
    servicePrincipal: 'cloudtrail.amazonaws.com',
    grade: 'never',
    sourceAccount: false,
    sources: [
      `${AWS_DOCS}/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html`,
      BREAKAGE,
      'https://github.com/aws/aws-cdk/issues/15515',
    ],
    date: '2026-11-22',
    note: 'role for delivery to CloudWatch Logs, which supports neither key; delivery is reported to stop once they are asked for',
  },
  {
    servicePrincipal: 'codebuild.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:codebuild:${Region}:${Account}:project/*',
    sources: [
      `${AWS_DOCS}/codebuild/latest/userguide/setting-up-service-role.html`,
      'https://github.com/aws-solutions/aws-control-tower-customizations/issues/226',
    ],
    date: '2026-11-22',
  },
  {
    servicePrincipal: 'codedeploy.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:codedeploy:${Region}:${Account}:deploymentgroup:*',
    sources: [`${AWS_DOCS}/codedeploy/latest/userguide/security_confused_deputy.html`],
    date: '2026-11-22',
    note: 'narrower: deploymentgroup:APPLICATION/*; blue/green deployments of ECS by a hook of CloudFormation send the ARN of the stack instead',
  },
  {
    servicePrincipal: 'codepipeline.amazonaws.com',
    grade: 'weak',
    sourceAccount: false,
    sources: [`${AWS_DOCS}/codepipeline/latest/userguide/pipelines-create-service-role-cli.html`],
    date: '2026-11-22',
    note: 'the trust policy of the page has no condition',
  },
  {
    servicePrincipal: 'cognito-idp.amazonaws.com',
    grade: 'weak',
    sourceAccount: false,
    sourceArn: 'arn:${Partition}:cognito-idp:${Region}:${Account}:userpool/*',
    otherKeys: ['sts:ExternalId'],
    sources: [IAM_GUIDE],
    date: '2026-11',
    note: `role for sending SMS; ${UNVERIFIED}`,
  },
  {
    servicePrincipal: 'config.amazonaws.com',
    grade: 'medium',
    sourceAccount: true,
    sources: [`${AWS_DOCS}/config/latest/developerguide/iamrole-permissions.html`],
    date: '2026-11-23',
    note: 'role of the configuration recorder; the trust policy of the page sets the account only',
  },
  {
    servicePrincipal: 'datasync.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:datasync:${Region}:${Account}:*',
    sources: [`${AWS_DOCS}/datasync/latest/userguide/cross-service-confused-deputy-prevention.html`],
    date: '2026-11-22',
    note: 'the ARN is that of a location, which is not known when its role is made',
  },
  {
    servicePrincipal: 'datazone.amazonaws.com',
    grade: 'medium',
    sourceAccount: true,
    sources: [
      `${AWS_DOCS}/datazone/latest/userguide/AmazonDataZoneDomainExecutionRole.html`,
      `${AWS_DOCS}/datazone/latest/userguide/bootstraprole.html`,
      `${AWS_DOCS}/datazone/latest/userguide/glue-manage-access-role.html`,
    ],
    date: '2026-11-22',
    note: 'the account is that of the domain; the third page also sets the ARN of the domain, domain/ID, the first two do not',
  },
  {
    servicePrincipal: 'dms.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:dms:${Region}:${Account}:*',
    sources: [
      `${AWS_DOCS}/dms/latest/userguide/cross-service-confused-deputy-prevention.html`,
      'https://github.com/terraform-aws-modules/terraform-aws-dms/issues/84',
    ],
    date: '2026-11-22',
    note: 'from version 3.4.7 of the replication instance; narrower by use: rep:*, endpoint:*, task:* and assessment-run:*; '
      + 'the second source saw no logs where dms-cloudwatch-logs-role had the conditions',
  },
  {
    servicePrincipal: 'drt.shield.amazonaws.com',
    grade: 'weak',
    sourceAccount: false,
    sources: [`${AWS_DOCS}/waf/latest/developerguide/ddos-srt-access.html`],
    date: '2026-11-22',
    note: 'the page asks for the principal and names no condition',
  },
  {
    servicePrincipal: 'ec2.amazonaws.com',
    grade: 'never',
    sourceAccount: false,
    sources: [FALSE_ALARMS],
    date: '2026-11',
    note: 'instance profiles: no key is sent',
  },
  {
    servicePrincipal: 'ecs-tasks.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:ecs:${Region}:${Account}:*',
    sources: [
      `${AWS_DOCS}/AmazonECS/latest/developerguide/task-iam-roles.html`,
      'https://github.com/awsdocs/amazon-ecs-developer-guide/issues/208',
      'https://github.com/kirodotdev/KiroCrew/pull/12106',
    ],
    date: '2026-11-22',
    note: 'the ARN cannot name one cluster: a cluster-qualified value fails every task launch',
  },
  {
    servicePrincipal: 'edgelambda.amazonaws.com',
    grade: 'weak',
    sourceAccount: false,
    sources: [IAM_GUIDE],
    date: '2026-11',
    note: UNVERIFIED,
  },
  {
    servicePrincipal: 'eks-fargate-pods.amazonaws.com',
    grade: 'strong',
    sourceAccount: false,
    sourceArn: 'arn:${Partition}:eks:${Region}:${Account}:fargateprofile/*',
    sources: [`${AWS_DOCS}/eks/latest/userguide/pod-execution-role.html`, 'https://github.com/terraform-aws-modules/terraform-aws-eks/pull/3039'],
    date: '2026-11-22',
    note: 'narrower by cluster: fargateprofile/CLUSTER/*; the page asks for aws:SourceArn alone',
  },
  {
    servicePrincipal: 'eks.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:eks:${Region}:${Account}:cluster/*',
    sources: [`${AWS_DOCS}/eks/latest/userguide/cross-service-confused-deputy-prevention.html`],
    date: '2026-11-22',
    note: 'cluster roles; narrower by the name of the cluster',
  },
  {
    servicePrincipal: 'elastictranscoder.amazonaws.com',
    grade: 'never',
    sourceAccount: false,
    sources: [BREAKAGE],
    date: '2026-11-23',
  },
  {
    servicePrincipal: 'emr-serverless.amazonaws.com',
    grade: 'weak',
    sourceAccount: false,
    sources: [`${AWS_DOCS}/emr/latest/EMR-Serverless-UserGuide/getting-started.html`],
    date: '2026-11-22',
    note: 'job runtime role: the trust policy of the page has no condition',
  },
  {
    servicePrincipal: 'events.amazonaws.com',
    grade: 'medium',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:events:${Region}:${Account}:rule/*',
    sources: [AWS_AGENT_TOOLKIT, `${AWS_DOCS}/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html`],
    date: '2026-11-22',
    note: 'role of a rule target; the page names both keys and the ARN of the rule for what rules reach, the toolkit sets the account only',
  },
  {
    servicePrincipal: 'export.rds.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:rds:${Region}:${Account}:*',
    sources: [`${AWS_DOCS}/AmazonRDS/latest/UserGuide/cross-service-confused-deputy-prevention.html`, AWS_AGENT_TOOLKIT],
    date: '2026-11-22',
  },
  {
    servicePrincipal: 'firehose.amazonaws.com',
    grade: 'medium',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:firehose:${Region}:${Account}:deliverystream/*',
    sources: [AWS_AGENT_TOOLKIT],
    date: '2026-11',
  },
  {
    servicePrincipal: 'fis.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:fis:${Region}:${Account}:experiment/*',
    sources: [`${AWS_DOCS}/resilience-hub/latest/userguide/next-gen-resilience-testing-iam-single-account.html`, AWS_AGENT_TOOLKIT],
    date: '2026-11-23',
    note: 'role of an experiment; the first source leaves the region open',
  },
  {
    servicePrincipal: 'glue.amazonaws.com',
    grade: 'medium',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:glue:${Region}:${Account}:*',
    sources: [AWS_AGENT_TOOLKIT, FALSE_ALARMS],
    date: '2026-11',
    note: 'the second source disagrees',
  },
  {
    servicePrincipal: 'iot.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:iot:${Region}:${Account}:*',
    sources: [`${AWS_DOCS}/iot/latest/developerguide/cross-service-confused-deputy-prevention.html`],
    date: '2026-11-22',
  },
  {
    servicePrincipal: 'kafka.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:kafka:${Region}:${Account}:channel/*',
    sources: [
      `${AWS_DOCS}/msk/latest/developerguide/msk-data-delivery-s3-iam-service-role.html`,
      `${AWS_DOCS}/msk/latest/developerguide/msk-data-delivery-iceberg-iam-service-role.html`,
    ],
    date: '2026-11-22',
    note: 'service execution role of a channel',
  },
  {
    servicePrincipal: 'kafkaconnect.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:kafkaconnect:${Region}:${Account}:connector/*',
    sources: [`${AWS_DOCS}/msk/latest/developerguide/msk-connect-service-execution-role.html`],
    date: '2026-11-22',
    note: 'narrower: the connector, connector/NAME/*',
  },
  {
    servicePrincipal: 'lambda.amazonaws.com',
    grade: 'medium',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:lambda:${Region}:${Account}:function:*',
    sources: [
      `${AWS_DOCS}/lambda/latest/dg/lambda-intro-execution-role.html`,
      AWS_AGENT_TOOLKIT,
      'https://github.com/terraform-aws-modules/terraform-aws-lambda/pull/771',
      'https://github.com/serverless/serverless/issues/13124',
    ],
    date: '2026-11-22',
    note: 'execution role; a function ARN in the trust policy ties role and function into a cycle unless the name is fixed; '
      + 'MicroVM build and run roles send arn:${Partition}:lambda:${Region}:${Account}:microvm-image:* instead',
  },
  {
    servicePrincipal: 'logs.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:logs:${Region}:${Account}:*',
    sources: [`${AWS_DOCS}/AmazonCloudWatch/latest/logs/Subscriptions-confused-deputy.html`],
    date: '2026-11-22',
    note: 'role of a subscription filter; the page asks for aws:SourceArn, narrower: the log group',
  },
  {
    servicePrincipal: 'ml.opensearchservice.amazonaws.com',
    grade: 'medium',
    sourceAccount: true,
    sources: [`${AWS_DOCS}/opensearch-service/latest/developerguide/ml-amazon-connector.html`],
    date: '2026-11-22',
    note: 'connectors of OpenSearch Serverless; the page recommends both keys, but the ARN that it shows is that of a domain',
  },
  {
    servicePrincipal: 'monitoring.rds.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:rds:${Region}:${Account}:*',
    sources: [`${AWS_DOCS}/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html#USER_Monitoring.OS.confused-deputy`],
    date: '2026-11-22',
    note: 'Enhanced Monitoring; narrower: db:NAME in small letters',
  },
  {
    servicePrincipal: 'neptune-graph.amazonaws.com',
    grade: 'medium',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:neptune-graph:${Region}:${Account}:graph/*',
    sources: ['https://github.com/awslabs/nx-neptune/pull/468'],
    date: '2026-11',
  },
  {
    servicePrincipal: 'opensearchservice.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:es:${Region}:${Account}:domain/*',
    sources: [`${AWS_DOCS}/opensearch-service/latest/developerguide/cross-service-confused-deputy-prevention.html`],
    date: '2026-11-22',
  },
  {
    servicePrincipal: 'osis-pipelines.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:osis:${Region}:${Account}:pipeline/*',
    sources: [`${AWS_DOCS}/opensearch-service/latest/developerguide/pipeline-domain-access.html`],
    date: '2026-11-22',
    note: 'pipeline role; the account is that of the owner of the pipeline',
  },
  {
    servicePrincipal: 'personalize.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:personalize:${Region}:${Account}:*',
    sources: [`${AWS_DOCS}/personalize/latest/dg/cross-service-confused-deputy-prevention.html`],
    date: '2026-11-22',
  },
  {
    servicePrincipal: 'pipes.amazonaws.com',
    grade: 'medium',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:pipes:${Region}:${Account}:pipe/*',
    sources: ['https://www.pulumi.com/registry/packages/aws/api-docs/pipes/pipe', 'https://github.com/terraform-aws-modules/terraform-aws-eventbridge'],
    date: '2026-11-22',
    note: 'the first sets the account only, the second also pipe/NAME',
  },
  {
    servicePrincipal: 'pods.eks.amazonaws.com',
    grade: 'medium',
    sourceAccount: true,
    otherKeys: [
      'aws:RequestTag/eks-cluster-arn',
      'aws:RequestTag/eks-cluster-name',
      'aws:RequestTag/kubernetes-namespace',
      'aws:RequestTag/kubernetes-service-account',
    ],
    sources: [`${AWS_DOCS}/eks/latest/userguide/pod-id-role.html`, 'https://github.com/awslabs/mountpoint-s3-csi-driver/issues/781'],
    date: '2026-11-22',
    note: 'AWS documents the session tags as the restriction; aws:SourceArn of the association broke credentials',
  },
  {
    servicePrincipal: 'qbusiness.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:qbusiness:${Region}:${Account}:application/*',
    sources: [`${AWS_DOCS}/amazonq/latest/qbusiness-ug/kendra-retriever-iam-role.html`],
    date: '2026-11-23',
    note: 'narrower: the application, application/ID',
  },
  {
    servicePrincipal: 'rds.amazonaws.com',
    grade: 'weak',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:rds:${Region}:${Account}:*',
    sources: [
      `${AWS_DOCS}/AmazonRDS/latest/UserGuide/cross-service-confused-deputy-prevention.html`,
      `${AWS_DOCS}/AmazonRDS/latest/UserGuide/rds-proxy-iam-setup.html`,
    ],
    date: '2026-11-22',
    note: 'documented for roles of DB instances: access to S3, SQL Server backup and audit, Windows authentication; not for those of RDS Proxy, '
      + 'which have the same principal: the trust policy of the second page has no condition',
  },
  {
    servicePrincipal: 'redshift-serverless.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:redshift-serverless:${Region}:${Account}:workgroup/*',
    sources: [`${AWS_DOCS}/redshift/latest/mgmt/cross-service-confused-deputy-prevention.html`],
    date: '2026-11-22',
    note: 'the page names the workgroup by its name, while its ARN holds an id',
  },
  {
    servicePrincipal: 'redshift.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:redshift:${Region}:${Account}:cluster:*',
    otherKeys: ['sts:ExternalId'],
    sources: [
      `${AWS_DOCS}/redshift/latest/mgmt/cross-service-confused-deputy-prevention.html`,
      `${AWS_DOCS}/redshift/latest/mgmt/authorizing-redshift-service-database-users.html`,
    ],
    date: '2026-11-22',
    note: 'narrower: the cluster, by its identifier; sts:ExternalId narrows to database users',
  },
  {
    servicePrincipal: 'resiliencehub.amazonaws.com',
    grade: 'weak',
    sourceAccount: false,
    sources: [`${AWS_DOCS}/resilience-hub/latest/userguide/security-iam-resilience-hub-invoker-role.html`],
    date: '2026-11-22',
    note: 'invoker role; the trust policy of the page has no condition',
  },
  {
    servicePrincipal: 'rolesanywhere.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:rolesanywhere:${Region}:${Account}:trust-anchor/*',
    sources: [`${AWS_DOCS}/rolesanywhere/latest/userguide/trust-model.html`],
    date: '2026-11-22',
    note: 'both are those of the trust anchor; narrower: the one trust anchor',
  },
  {
    servicePrincipal: 's3.amazonaws.com',
    grade: 'medium',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:s3:::*',
    sources: [AWS_AGENT_TOOLKIT],
    date: '2026-11',
    note: 'replication role; the ARN is the source bucket and carries no account, so it never replaces aws:SourceAccount',
  },
  {
    servicePrincipal: 'sagemaker.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:sagemaker:${Region}:${Account}:*',
    sources: [`${AWS_DOCS}/sagemaker/latest/dg/security-confused-deputy-prevention.html`],
    date: '2026-11-22',
    note: 'inference, Studio and Marketplace must not be narrowed; training, processing and compilation jobs and pipelines may be',
  },
  {
    servicePrincipal: 'scheduler.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:scheduler:${Region}:${Account}:schedule-group/*',
    sources: [`${AWS_DOCS}/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html`],
    date: '2026-11-22',
    note: 'a schedule group, never a schedule',
  },
  {
    servicePrincipal: 'securityagent.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:securityagent:${Region}:${Account}:*',
    sources: [`${AWS_DOCS}/securityagent/latest/userguide/create-iam-role.html`],
    date: '2026-11-22',
    note: 'narrower by use: agent-space/* for the role of an agent space, application/* and agent-space/* for that of the application',
  },
  {
    servicePrincipal: 'sms-voice.amazonaws.com',
    grade: 'medium',
    sourceAccount: true,
    sources: [
      `${AWS_DOCS}/sms-voice/latest/userguide/two-way-sms-iam-policy.html`,
      `${AWS_DOCS}/sms-voice/latest/userguide/configuration-sets-cloud-watch-creating-role.html`,
      `${AWS_DOCS}/sms-voice/latest/userguide/configuration-sets-kinesis-creating-role.html`,
    ],
    date: '2026-11-22',
    note: 'two-way messages: the account only; event destinations: also configuration-set/NAME',
  },
  {
    servicePrincipal: 'social-messaging.amazonaws.com',
    grade: 'weak',
    sourceAccount: false,
    sources: [`${AWS_DOCS}/social-messaging/latest/userguide/managing-event-destinations-add.html`],
    date: '2026-11-22',
    note: `role of an event destination; what its trust policy asks for is ${UNVERIFIED}`,
  },
  {
    servicePrincipal: 'states.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:states:${Region}:${Account}:stateMachine:*',
    sources: [`${AWS_DOCS}/step-functions/latest/dg/procedure-create-iam-role.html`, 'https://github.com/aws/aws-cdk/issues/37567'],
    date: '2026-11-22',
  },
  {
    servicePrincipal: 'tasks.apprunner.amazonaws.com',
    grade: 'weak',
    sourceAccount: false,
    sources: [`${AWS_DOCS}/apprunner/latest/dg/security_iam_service-with-iam.html`],
    date: '2026-11-22',
    note: 'instance role; the trust policy of the page has no condition',
  },
  {
    servicePrincipal: 'transcribe.amazonaws.com',
    grade: 'weak',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:transcribe:${Region}:${Account}:*',
    sources: [`${AWS_DOCS}/transcribe/latest/dg/security-iam-confused-deputy.html`, BREAKAGE],
    date: '2026-11-23',
    note: 'the page recommends both keys; the second source saw them break a role that Elastic Transcoder took as well',
  },
  {
    servicePrincipal: 'transfer.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:transfer:${Region}:${Account}:*',
    sources: [`${AWS_DOCS}/transfer/latest/userguide/confused-deputy.html`],
    date: '2026-11-22',
    note: 'narrower by use: user/*, server/*, workflow/*, agreement and connector',
  },
  {
    servicePrincipal: 'vpc-flow-logs.amazonaws.com',
    grade: 'strong',
    sourceAccount: true,
    sourceArn: 'arn:${Partition}:ec2:${Region}:${Account}:vpc-flow-log/*',
    sources: [`${AWS_DOCS}/vpc/latest/userguide/flow-logs-iam-role.html`],
    date: '2026-11-22',
  },
];

const ROW_BY_PRINCIPAL = new Map(TRUST_CONDITIONS.map(row => [row.servicePrincipal, row]));

/** `logs.us-east-1.amazonaws.com` and `ec2.amazonaws.com.cn` stand for `logs.amazonaws.com` and `ec2.amazonaws.com`. */
const LOCAL_FORM = /^(.+?)(?:\.[a-z]{2,}(?:-[a-z]+)+-\d+)?\.amazonaws\.com(?:\.cn)?$/;

const MOST_LETTERS = 200;

/** A service principal in its global form; `undefined` for what is none. */
export function globalServicePrincipal(servicePrincipal: string): string | undefined {
  const service = servicePrincipal.length > MOST_LETTERS ? undefined : LOCAL_FORM.exec(servicePrincipal)?.[1];
  return service === undefined ? undefined : `${service}.amazonaws.com`;
}

/** The row of a service principal, given in its global, regional or China form; `undefined` when nothing is known about it. */
export function findTrustConditions(servicePrincipal: string): TrustConditionRow | undefined {
  const name = ROW_BY_PRINCIPAL.has(servicePrincipal) ? servicePrincipal : globalServicePrincipal(servicePrincipal);
  return name === undefined ? undefined : ROW_BY_PRINCIPAL.get(name);
}
