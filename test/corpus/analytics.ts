/** Data pipelines and models, mostly L1 with roles of hand. */
import * as athena from 'aws-cdk-lib/aws-athena';
import * as bedrock from 'aws-cdk-lib/aws-bedrock';
import * as emrserverless from 'aws-cdk-lib/aws-emrserverless';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as opensearchserverless from 'aws-cdk-lib/aws-opensearchserverless';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sagemaker from 'aws-cdk-lib/aws-sagemaker';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as synthetics from 'aws-cdk-lib/aws-synthetics';
import { functionIn, OrdinaryStacks } from './ordinary-stack';

export const analytics: OrdinaryStacks = {
  GlueJob: stack => {
    const lake = new s3.Bucket(stack, 'Lake', { encryption: s3.BucketEncryption.KMS });
    const role = new iam.Role(stack, 'Role', {
      assumedBy: new iam.ServicePrincipal('glue.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSGlueServiceRole')],
    });
    lake.grantReadWrite(role);
    const database = new glue.CfnDatabase(stack, 'Database', { catalogId: stack.account, databaseInput: { name: 'shop' } });
    new glue.CfnJob(stack, 'Job', { role: role.roleArn, command: { name: 'glueetl', scriptLocation: lake.s3UrlForObject('job.py') } });
    new glue.CfnCrawler(stack, 'Crawler', {
      role: role.roleArn, databaseName: database.ref, targets: { s3Targets: [{ path: lake.s3UrlForObject('orders') }] },
    });
  },

  AthenaQueries: stack => {
    const results = new s3.Bucket(stack, 'Results');
    const data = new s3.Bucket(stack, 'Data');
    const group = new athena.CfnWorkGroup(stack, 'Group', {
      name: 'shop', workGroupConfiguration: { resultConfiguration: { outputLocation: results.s3UrlForObject() } },
    });
    const handler = functionIn(stack, 'Function', { environment: { GROUP: group.ref } });
    results.grantReadWrite(handler);
    data.grantRead(handler);
    handler.addToRolePolicy(new iam.PolicyStatement({
      actions: ['athena:StartQueryExecution', 'athena:GetQueryExecution', 'athena:GetQueryResults'],
      resources: [`arn:aws:athena:${stack.region}:${stack.account}:workgroup/shop`],
    }));
    handler.addToRolePolicy(new iam.PolicyStatement({
      actions: ['glue:GetTable', 'glue:GetDatabase', 'glue:GetPartitions'],
      resources: [
        `arn:aws:glue:${stack.region}:${stack.account}:catalog`,
        `arn:aws:glue:${stack.region}:${stack.account}:database/shop`,
        `arn:aws:glue:${stack.region}:${stack.account}:table/shop/*`,
      ],
    }));
  },

  SparkApplication: stack => {
    const data = new s3.Bucket(stack, 'Data');
    const role = new iam.Role(stack, 'JobRole', { assumedBy: new iam.ServicePrincipal('emr-serverless.amazonaws.com') });
    data.grantReadWrite(role);
    new emrserverless.CfnApplication(stack, 'Application', { releaseLabel: 'emr-7.5.0', type: 'SPARK' });
  },

  Model: stack => {
    const models = new s3.Bucket(stack, 'Models');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('sagemaker.amazonaws.com') });
    models.grantRead(role);
    new sagemaker.CfnModel(stack, 'Model', {
      executionRoleArn: role.roleArn,
      primaryContainer: { image: '763104351884.dkr.ecr.eu-central-1.amazonaws.com/pytorch-inference:2.1', modelDataUrl: models.s3UrlForObject('model.tar.gz') },
    });
    functionIn(stack).addToRolePolicy(new iam.PolicyStatement({
      actions: ['sagemaker:InvokeEndpoint'], resources: [`arn:aws:sagemaker:${stack.region}:${stack.account}:endpoint/shop`],
    }));
  },

  Agent: stack => {
    const tool = functionIn(stack, 'Tool');
    const model = 'anthropic.claude-3-haiku-20240307-v1:0';
    const role = new iam.Role(stack, 'AgentRole', {
      assumedBy: new iam.ServicePrincipal('bedrock.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } }),
    });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['bedrock:InvokeModel'], resources: [`arn:aws:bedrock:${stack.region}::foundation-model/${model}`] }));
    const agent = new bedrock.CfnAgent(stack, 'Agent', {
      agentName: 'helper',
      agentResourceRoleArn: role.roleArn,
      foundationModel: model,
      instruction: 'Help people who come to the shop with questions about their orders.',
      actionGroups: [{
        actionGroupName: 'orders',
        actionGroupExecutor: { lambda: tool.functionArn },
        functionSchema: { functions: [{ name: 'find', description: 'finds an order' }] },
      }],
    });
    tool.addPermission('Agent', { principal: new iam.ServicePrincipal('bedrock.amazonaws.com'), sourceArn: agent.attrAgentArn });
  },

  KnowledgeBase: stack => {
    const documents = new s3.Bucket(stack, 'Documents');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('bedrock.amazonaws.com') });
    documents.grantRead(role);
    const collection = new opensearchserverless.CfnCollection(stack, 'Collection', { name: 'documents', type: 'VECTORSEARCH' });
    role.addToPolicy(new iam.PolicyStatement({ actions: ['aoss:APIAccessAll'], resources: [collection.attrArn] }));
    new bedrock.CfnKnowledgeBase(stack, 'Base', {
      name: 'documents',
      roleArn: role.roleArn,
      knowledgeBaseConfiguration: {
        type: 'VECTOR',
        vectorKnowledgeBaseConfiguration: { embeddingModelArn: `arn:aws:bedrock:${stack.region}::foundation-model/amazon.titan-embed-text-v2:0` },
      },
    });
  },

  Canary: stack => {
    const canary = new synthetics.Canary(stack, 'Canary', {
      runtime: synthetics.Runtime.SYNTHETICS_NODEJS_PUPPETEER_9_1,
      test: synthetics.Test.custom({ code: synthetics.Code.fromInline('exports.handler = async () => 1;'), handler: 'index.handler' }),
    });
    canary.metricFailed().createAlarm(stack, 'Failed', { threshold: 1, evaluationPeriods: 1 });
    new sns.Topic(stack, 'Alerts');
  },
};
