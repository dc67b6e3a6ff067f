import { Resource, Stack } from 'aws-cdk-lib';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as aoss from 'aws-cdk-lib/aws-opensearchserverless';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Workload } from './workload';
import { ScopedBedrockModelGrants } from '../../../src/grants/bedrock-model-grants';
import { ScopedGuardrailGrants } from '../../../src/grants/guardrail-grants';
import { ScopedInferenceProfileGrants } from '../../../src/grants/inference-profile-grants';
import { AgentCoreRuntimeRole } from '../../../src/roles/agent-core-runtime-role';
import { BedrockAgentRole } from '../../../src/roles/bedrock-agent-role';
import { BedrockBatchInferenceRole } from '../../../src/roles/bedrock-batch-inference-role';
import { BedrockKnowledgeBaseRole } from '../../../src/roles/bedrock-knowledge-base-role';
import { BedrockModelCustomizationRole } from '../../../src/roles/bedrock-model-customization-role';
import { ConfusedDeputyProtection } from '../../../src/roles/confused-deputy-protection';
import { SageMakerModelRole } from '../../../src/roles/sage-maker-model-role';
import { SageMakerNotebookRole } from '../../../src/roles/sage-maker-notebook-role';
import { SageMakerPipelineJob, SageMakerPipelineRole } from '../../../src/roles/sage-maker-pipeline-role';
import { SageMakerTrainingRole } from '../../../src/roles/sage-maker-training-role';
import { arnIn, request, requests } from '../../grants/intents/intent';
import { ACCOUNT, REGION } from '../../grants/testing';

const MODEL = 'amazon.nova-lite-v1:0';
const MODEL_ARN = `arn:aws:bedrock:${REGION}::foundation-model/${MODEL}`;
const PROFILE = `arn:aws:bedrock:${REGION}:${ACCOUNT}:inference-profile/eu.${MODEL}`;
const THROUGH_PROFILE = { 'bedrock:InferenceProfileArn': PROFILE };
const INVOKE = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
const { STRICT } = ConfusedDeputyProtection;

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const bucket = (stack: Stack, name: string) => s3.Bucket.fromBucketName(stack, `Bucket-${name}`, name);
const model = (stack: Stack) => ScopedBedrockModelGrants.fromFoundationModelId(stack, MODEL);
const profile = (stack: Stack) => ScopedInferenceProfileGrants.fromSystemProfile(stack, `eu.${MODEL}`, { destinationRegions: ['eu-central-1'] });
const guardrail = (stack: Stack) => ScopedGuardrailGrants.fromGuardrailArn(stack, 'Guardrail', arnIn(stack, 'bedrock', 'guardrail/gr1'));
const repository = (stack: Stack, account?: string) => ecr.Repository.fromRepositoryAttributes(stack, 'Images', {
  repositoryArn: arnIn(stack, 'ecr', 'repository/booking', { account }), repositoryName: 'booking',
});
/** A resource that CDK cannot import. */
const reference = <R extends object>(stack: Stack, id: string, ref: R) => Object.assign(new (class extends Resource {})(stack, id), ref);
const AWS_IMAGES = '763104351884';
const NETWORK = [
  'ec2:CreateNetworkInterface', 'ec2:CreateNetworkInterfacePermission', 'ec2:DeleteNetworkInterface', 'ec2:DeleteNetworkInterfacePermission',
  'ec2:DescribeNetworkInterfaces', 'ec2:DescribeVpcs', 'ec2:DescribeDhcpOptions', 'ec2:DescribeSubnets', 'ec2:DescribeSecurityGroups',
];
const pullsOf = (name: string, account = ACCOUNT) => [
  ...requests(['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], `arn:aws:ecr:${REGION}:${account}:repository/${name}`),
  request('ecr:GetAuthorizationToken', '*'),
];
const logsOf = (group: string) => [
  ...requests(['logs:CreateLogGroup', 'logs:DescribeLogStreams'], arn('logs', `log-group:${group}`)),
  ...requests(['logs:CreateLogStream', 'logs:PutLogEvents'], arn('logs', `log-group:${group}:log-stream:1`)),
];
const useOfProfile = [
  request('bedrock:GetInferenceProfile', PROFILE),
  ...requests(INVOKE, PROFILE),
  ...requests(INVOKE, `arn:aws:bedrock:eu-central-1::foundation-model/${MODEL}`, THROUGH_PROFILE),
];

export const WORKLOADS: Workload[] = [
  {
    role: 'BedrockAgentRole',
    make: (stack, confusedDeputy) => new BedrockAgentRole(stack, 'Role', {
      confusedDeputy,
      models: [profile(stack)],
      knowledgeBases: [bedrock.CfnKnowledgeBase.fromKnowledgeBaseArn(stack, 'Docs', arnIn(stack, 'bedrock', 'knowledge-base/DOCS123456'))],
      guardrail: guardrail(stack),
      schemas: [{ bucket: bucket(stack, 'schemas'), key: 'booking.json' }],
      collaborators: [reference(stack, 'Alias', {
        agentAliasRef: { agentId: 'A1', agentAliasId: 'B1', agentAliasArn: arnIn(stack, 'bedrock', 'agent-alias/A1/B1') },
      })],
    }),
    service: 'bedrock.amazonaws.com',
    sourceArn: arn('bedrock', 'agent/BOOKING123'),
    byDefault: STRICT,
    allows: [
      ...useOfProfile,
      request('bedrock:Retrieve', arn('bedrock', 'knowledge-base/DOCS123456')),
      request('bedrock:ApplyGuardrail', arn('bedrock', 'guardrail/gr1')),
      request('s3:GetObject', 'arn:aws:s3:::schemas/booking.json'),
      ...requests(['bedrock:GetAgentAlias', 'bedrock:InvokeAgent'], arn('bedrock', 'agent-alias/A1/B1')),
    ],
    denies: [
      ...requests(INVOKE, `arn:aws:bedrock:eu-central-1::foundation-model/${MODEL}`),
      request('bedrock:Retrieve', arn('bedrock', 'knowledge-base/OTHER12345')),
      request('s3:GetObject', 'arn:aws:s3:::schemas/billing.json'),
      request('s3:GetObject', 'arn:aws:s3:::schemas/booking.json.old'),
      request('s3:ListBucket', 'arn:aws:s3:::schemas'),
      request('bedrock:InvokeAgent', arn('bedrock', 'agent-alias/A2/B1')),
    ],
  },
  {
    role: 'BedrockKnowledgeBaseRole',
    variant: 'with vectors in a collection',
    make: (stack, confusedDeputy) => new BedrockKnowledgeBaseRole(stack, 'Role', {
      confusedDeputy,
      models: [model(stack)],
      sources: [{ bucket: bucket(stack, 'docs'), prefix: 'manuals/' }],
      collection: aoss.CfnCollection.fromCollectionArn(stack, 'Vectors', arnIn(stack, 'aoss', 'collection/vectors')),
    }),
    service: 'bedrock.amazonaws.com',
    sourceArn: arn('bedrock', 'knowledge-base/DOCS123456'),
    byDefault: STRICT,
    allows: [
      ...requests(INVOKE, MODEL_ARN),
      request('s3:GetObject', 'arn:aws:s3:::docs/manuals/1.pdf'),
      request('s3:ListBucket', 'arn:aws:s3:::docs', { 's3:prefix': 'manuals/' }),
      request('aoss:APIAccessAll', arn('aoss', 'collection/vectors')),
    ],
    denies: [
      ...requests(INVOKE, `arn:aws:bedrock:${REGION}::foundation-model/amazon.titan-embed-text-v1`),
      request('s3:GetObject', 'arn:aws:s3:::docs/contracts/1.pdf'),
      request('s3:ListBucket', 'arn:aws:s3:::docs'),
      request('s3:PutObject', 'arn:aws:s3:::docs/manuals/1.pdf'),
      request('aoss:APIAccessAll', arn('aoss', 'collection/other')),
    ],
  },
  {
    role: 'BedrockKnowledgeBaseRole',
    variant: 'with vectors in S3 Vectors and Aurora',
    make: (stack, confusedDeputy) => new BedrockKnowledgeBaseRole(stack, 'Role', {
      confusedDeputy,
      vectorIndex: reference(stack, 'Index', { indexRef: { indexArn: arnIn(stack, 's3vectors', 'bucket/embeddings/index/docs') } }),
      cluster: reference(stack, 'Cluster', { dbClusterRef: { dbClusterIdentifier: 'docs', dbClusterArn: arnIn(stack, 'rds', 'cluster:docs') } }),
      secrets: [secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', arnIn(stack, 'secretsmanager', 'secret:docs-AbCdEf'))],
    }),
    service: 'bedrock.amazonaws.com',
    sourceArn: arn('bedrock', 'knowledge-base/DOCS123456'),
    byDefault: STRICT,
    allows: [
      ...requests(
        ['s3vectors:QueryVectors', 's3vectors:GetVectors', 's3vectors:PutVectors', 's3vectors:DeleteVectors', 's3vectors:GetIndex'],
        arn('s3vectors', 'bucket/embeddings/index/docs'),
      ),
      ...requests(['rds:DescribeDBClusters', 'rds-data:BatchExecuteStatement', 'rds-data:ExecuteStatement'], arn('rds', 'cluster:docs')),
      ...requests(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], arn('secretsmanager', 'secret:docs-AbCdEf')),
    ],
    denies: [
      request('s3vectors:PutVectors', arn('s3vectors', 'bucket/embeddings/index/billing')),
      request('s3vectors:DeleteIndex', arn('s3vectors', 'bucket/embeddings/index/docs')),
      request('rds-data:ExecuteStatement', arn('rds', 'cluster:billing')),
      request('secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:billing-AbCdEf')),
    ],
  },
  {
    role: 'BedrockBatchInferenceRole',
    make: (stack, confusedDeputy) => new BedrockBatchInferenceRole(stack, 'Role', {
      confusedDeputy,
      input: { bucket: bucket(stack, 'prompts'), prefix: 'nightly/' },
      output: { bucket: bucket(stack, 'answers'), prefix: 'nightly/' },
      inferenceProfiles: [profile(stack)],
    }),
    service: 'bedrock.amazonaws.com',
    sourceArn: arn('bedrock', 'model-invocation-job/a1b2c3'),
    byDefault: STRICT,
    allows: [
      request('s3:GetObject', 'arn:aws:s3:::prompts/nightly/1.jsonl'),
      request('s3:ListBucket', 'arn:aws:s3:::prompts', { 's3:prefix': 'nightly/' }),
      ...requests(['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'], 'arn:aws:s3:::answers/nightly/1.jsonl'),
      request('s3:ListBucket', 'arn:aws:s3:::answers', { 's3:prefix': 'nightly/' }),
      ...useOfProfile,
    ],
    denies: [
      request('s3:PutObject', 'arn:aws:s3:::prompts/nightly/1.jsonl'),
      request('s3:GetObject', 'arn:aws:s3:::prompts/weekly/1.jsonl'),
      request('s3:DeleteObject', 'arn:aws:s3:::answers/nightly/1.jsonl'),
      request('s3:PutObject', 'arn:aws:s3:::answers/weekly/1.jsonl'),
    ],
  },
  {
    role: 'BedrockModelCustomizationRole',
    make: (stack, confusedDeputy) => new BedrockModelCustomizationRole(stack, 'Role', {
      confusedDeputy,
      input: [{ bucket: bucket(stack, 'training') }],
      output: { bucket: bucket(stack, 'metrics'), prefix: 'tuning/' },
      teacherModel: profile(stack),
    }),
    service: 'bedrock.amazonaws.com',
    sourceArn: arn('bedrock', 'model-customization-job/a1b2c3'),
    byDefault: STRICT,
    allows: [
      request('s3:GetObject', 'arn:aws:s3:::training/1.jsonl'),
      request('s3:ListBucket', 'arn:aws:s3:::training'),
      ...requests(['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'], 'arn:aws:s3:::metrics/tuning/loss.csv'),
      ...useOfProfile,
    ],
    denies: [
      request('s3:PutObject', 'arn:aws:s3:::training/1.jsonl'),
      request('s3:PutObject', 'arn:aws:s3:::metrics/other/loss.csv'),
      request('s3:GetObject', 'arn:aws:s3:::other/1.jsonl'),
    ],
    refuses: [[
      'without input',
      stack => new BedrockModelCustomizationRole(stack, 'Role', { input: [], output: { bucket: bucket(stack, 'metrics') } }),
      /input is \[\], expected where the training data lie/,
    ]],
  },
  {
    role: 'AgentCoreRuntimeRole',
    make: (stack, confusedDeputy) => new AgentCoreRuntimeRole(stack, 'Role', {
      confusedDeputy,
      runtimeName: 'booking',
      repository: repository(stack),
      models: [model(stack)],
      guardrail: guardrail(stack),
      guardrailVersion: '3',
    }),
    service: 'bedrock-agentcore.amazonaws.com',
    sourceArn: arn('bedrock-agentcore', 'runtime/booking-a1b2c3d4e5'),
    byDefault: STRICT,
    allows: [
      ...pullsOf('booking'),
      ...logsOf('/aws/bedrock-agentcore/runtimes/booking-a1b2c3d4e5-DEFAULT'),
      request('logs:DescribeLogGroups', '*'),
      ...requests(['bedrock-agentcore:GetWorkloadAccessToken', 'bedrock-agentcore:GetWorkloadAccessTokenForJWT'],
        arn('bedrock-agentcore', 'workload-identity-directory/default/workload-identity/booking-a1b2c3d4e5')),
      ...requests(INVOKE, MODEL_ARN, { 'bedrock:GuardrailIdentifier': `${arn('bedrock', 'guardrail/gr1')}:3` }),
      request('bedrock:ApplyGuardrail', arn('bedrock', 'guardrail/gr1')),
      ...requests(['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'], '*'),
      request('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'bedrock-agentcore' }),
    ],
    denies: [
      request('ecr:BatchGetImage', arn('ecr', 'repository/billing')),
      request('logs:PutLogEvents', arn('logs', 'log-group:/aws/bedrock-agentcore/runtimes/billing-a1b2c3d4e5-DEFAULT:log-stream:1')),
      request('bedrock-agentcore:GetWorkloadAccessToken', arn('bedrock-agentcore', 'workload-identity-directory/default/workload-identity/billing-a1b2c3d4e5')),
      request('bedrock-agentcore:GetWorkloadAccessTokenForUserId', arn('bedrock-agentcore', 'workload-identity-directory/default/workload-identity/booking-a1b2c3d4e5')),
      ...requests(INVOKE, MODEL_ARN),
      request('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'billing' }),
    ],
    refuses: [
      ['with the id of a runtime', stack => new AgentCoreRuntimeRole(stack, 'Role', { runtimeName: 'booking-a1b2c3d4e5' }), /runtimeName is `booking-a1b2c3d4e5`, expected a letter/],
      [
        'with a guardrail that binds nothing',
        stack => new AgentCoreRuntimeRole(stack, 'Role', { runtimeName: 'booking', guardrail: guardrail(stack) }),
        /guardrail is given without models, expected the models/,
      ],
      ['with a pattern', stack => new AgentCoreRuntimeRole(stack, 'Role', { runtimeName: '*' }), /runtimeName is `\*`/],
    ],
  },
  {
    role: 'SageMakerTrainingRole',
    make: (stack, confusedDeputy) => new SageMakerTrainingRole(stack, 'Role', {
      confusedDeputy,
      input: [{ bucket: bucket(stack, 'data'), prefix: 'training/' }],
      output: { bucket: bucket(stack, 'models'), prefix: 'booking/' },
      repositories: [repository(stack)],
    }),
    service: 'sagemaker.amazonaws.com',
    sourceArn: arn('sagemaker', 'training-job/booking-1'),
    byDefault: STRICT,
    allows: [
      request('s3:GetObject', 'arn:aws:s3:::data/training/1.csv'),
      request('s3:ListBucket', 'arn:aws:s3:::data', { 's3:prefix': 'training/' }),
      ...requests(['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'], 'arn:aws:s3:::models/booking/model.tar.gz'),
      ...pullsOf('booking'),
      ...logsOf('/aws/sagemaker/TrainingJobs'),
      request('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': '/aws/sagemaker/TrainingJobs' }),
    ],
    denies: [
      request('s3:GetObject', 'arn:aws:s3:::data/billing/1.csv'),
      request('s3:PutObject', 'arn:aws:s3:::data/training/1.csv'),
      request('s3:PutObject', 'arn:aws:s3:::models/billing/model.tar.gz'),
      request('ecr:BatchGetImage', arn('ecr', 'repository/billing')),
      request('logs:PutLogEvents', arn('logs', 'log-group:/aws/sagemaker/Endpoints/booking:log-stream:1')),
      request('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': '/aws/sagemaker/Endpoints' }),
      request('sagemaker:CreateTrainingJob', arn('sagemaker', 'training-job/booking-2')),
    ],
  },
  {
    role: 'SageMakerModelRole',
    make: (stack, confusedDeputy) => new SageMakerModelRole(stack, 'Role', {
      confusedDeputy,
      modelData: [{ bucket: bucket(stack, 'models'), key: 'booking/model.tar.gz' }],
      repositories: [repository(stack)],
      endpointName: 'booking',
    }),
    service: 'sagemaker.amazonaws.com',
    sourceArn: arn('sagemaker', 'endpoint/booking'),
    byDefault: STRICT,
    allows: [
      request('s3:GetObject', 'arn:aws:s3:::models/booking/model.tar.gz'),
      ...pullsOf('booking'),
      ...logsOf('/aws/sagemaker/Endpoints/booking'),
      request('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': '/aws/sagemaker/Endpoints' }),
    ],
    denies: [
      request('s3:GetObject', 'arn:aws:s3:::models/billing/model.tar.gz'),
      request('logs:PutLogEvents', arn('logs', 'log-group:/aws/sagemaker/Endpoints/billing:log-stream:1')),
      request('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'AWS/SageMaker' }),
    ],
    refuses: [['with an ARN for a name', stack => new SageMakerModelRole(stack, 'Role', { endpointName: 'arn:aws:sagemaker' }), /endpointName is `arn:aws:sagemaker`, expected/]],
  },
  {
    role: 'SageMakerModelRole',
    variant: 'with an image of AWS, of any endpoint, in a VPC',
    make: (stack, confusedDeputy) => new SageMakerModelRole(stack, 'Role', { confusedDeputy, awsRepositories: [repository(stack, AWS_IMAGES)], inVpc: true }),
    service: 'sagemaker.amazonaws.com',
    sourceArn: arn('sagemaker', 'model/booking'),
    byDefault: STRICT,
    allows: [
      ...pullsOf('booking', AWS_IMAGES).map(pull => ({ ...pull, resourceAccount: ACCOUNT })),
      ...requests(NETWORK, '*'),
      ...logsOf('/aws/sagemaker/Endpoints/billing'),
      request('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': '/aws/sagemaker/Endpoints' }),
    ],
    denies: logsOf('/aws/sagemaker/TrainingJobs'),
  },
  {
    role: 'SageMakerNotebookRole',
    make: (stack, confusedDeputy) => new SageMakerNotebookRole(stack, 'Role', { confusedDeputy }),
    service: 'sagemaker.amazonaws.com',
    sourceArn: arn('sagemaker', 'notebook-instance/booking'),
    byDefault: STRICT,
    allows: logsOf('/aws/sagemaker/NotebookInstances'),
    denies: [...logsOf('/aws/sagemaker/TrainingJobs'), request('sagemaker:CreateTrainingJob', arn('sagemaker', 'training-job/1'))],
  },
  {
    role: 'SageMakerPipelineRole',
    make: (stack, confusedDeputy) => new SageMakerPipelineRole(stack, 'Role', {
      confusedDeputy,
      pipelineName: 'booking',
      jobs: [SageMakerPipelineJob.TRAINING, SageMakerPipelineJob.PROCESSING, SageMakerPipelineJob.TRANSFORM, SageMakerPipelineJob.TUNING],
      jobRoles: [iam.Role.fromRoleArn(stack, 'Jobs', stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: 'training' }))],
      jsonFiles: [{ bucket: bucket(stack, 'evaluation'), prefix: 'booking/' }],
    }),
    service: 'sagemaker.amazonaws.com',
    sourceArn: arn('sagemaker', 'pipeline/booking/execution/a1b2c3'),
    byDefault: STRICT,
    allows: [
      ...['TrainingJob', 'ProcessingJob', 'TransformJob', 'HyperParameterTuningJob'].flatMap((name) => requests(
        [`sagemaker:Create${name}`, `sagemaker:Describe${name}`, `sagemaker:Stop${name}`, 'sagemaker:AddTags'],
        arn('sagemaker', `${name.replace(/\B[A-Z]/g, '-$&').toLowerCase()}/pipelines-a1b2c3-Step-1`),
      )),
      request('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/training`, { 'iam:PassedToService': 'sagemaker.amazonaws.com' }),
      request('s3:GetObject', 'arn:aws:s3:::evaluation/booking/1.json'),
    ],
    denies: [
      request('sagemaker:CreateTrainingJob', arn('sagemaker', 'training-job/billing')),
      request('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/training`, { 'iam:PassedToService': 'ec2.amazonaws.com' }),
      request('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/admin`, { 'iam:PassedToService': 'sagemaker.amazonaws.com' }),
      request('s3:GetObject', 'arn:aws:s3:::evaluation/billing/1.json'),
    ],
  },
];
