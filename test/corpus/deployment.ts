/** What runs while a stack is deployed, and how stacks hang together. */
import { CustomResource, Duration, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as custom from 'aws-cdk-lib/custom-resources';
import * as triggers from 'aws-cdk-lib/triggers';
import { ENVIRONMENT, functionIn, OrdinaryStacks } from './ordinary-stack';

export const deployment: OrdinaryStacks = {
  SdkCalls: stack => {
    new custom.AwsCustomResource(stack, 'Subscribe', {
      onCreate: { service: 'SES', action: 'verifyEmailIdentity', parameters: { EmailAddress: 'a@example.com' }, physicalResourceId: custom.PhysicalResourceId.of('a') },
      policy: custom.AwsCustomResourcePolicy.fromSdkCalls({ resources: custom.AwsCustomResourcePolicy.ANY_RESOURCE }),
    });
    const parameter = new custom.AwsCustomResource(stack, 'Parameter', {
      onUpdate: { service: 'SSM', action: 'getParameter', parameters: { Name: '/shop/flag' }, physicalResourceId: custom.PhysicalResourceId.of('p') },
      policy: custom.AwsCustomResourcePolicy.fromSdkCalls({ resources: [`arn:aws:ssm:${stack.region}:${stack.account}:parameter/shop/flag`] }),
    });
    functionIn(stack, 'Function', { environment: { FLAG: parameter.getResponseField('Parameter.Value') } });
  },

  CustomProvider: stack => {
    const table = new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const onEvent = functionIn(stack, 'OnEvent');
    table.grantWriteData(onEvent);
    const provider = new custom.Provider(stack, 'Provider', {
      onEventHandler: onEvent, isCompleteHandler: functionIn(stack, 'IsComplete'), queryInterval: Duration.seconds(10),
    });
    new CustomResource(stack, 'Seed', { serviceToken: provider.serviceToken });
  },

  Triggers: stack => {
    new triggers.TriggerFunction(stack, 'Migrate', {
      runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = async () => 1;'),
    });
  },

  NestedStacks: stack => {
    const data = new NestedStack(stack, 'Data');
    const compute = new NestedStack(stack, 'Compute');
    const table = new dynamodb.Table(data, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const bucket = new s3.Bucket(stack, 'Bucket');
    const handler = functionIn(compute);
    table.grantReadData(handler);
    bucket.grantRead(handler);
  },

  CrossStackConsumer: (stack, app) => {
    const data = new Stack(app, 'CrossStackProducer', { env: ENVIRONMENT });
    const bucket = new s3.Bucket(data, 'Bucket', { encryption: s3.BucketEncryption.KMS });
    const queue = new sqs.Queue(data, 'Queue');
    const handler = functionIn(stack, 'Function', { environment: { QUEUE: queue.queueUrl } });
    bucket.grantRead(handler);
    queue.grantSendMessages(handler);
  },

  CrossRegionConsumer: (_, app) => {
    const far = new Stack(app, 'Far', { env: { account: ENVIRONMENT.account, region: 'us-east-1' }, crossRegionReferences: true });
    const near = new Stack(app, 'Near', { env: ENVIRONMENT, crossRegionReferences: true });
    const topic = new sns.Topic(far, 'Topic');
    topic.grantPublish(functionIn(near, 'Function', { environment: { TOPIC: topic.topicArn } }));
  },

  Stages: (_, app) => {
    for (const name of ['Test', 'Production']) {
      const shop = new Stack(new Stage(app, name, { env: ENVIRONMENT }), 'Shop');
      const table = new dynamodb.Table(shop, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
      table.grantReadWriteData(functionIn(shop));
    }
  },

  AnywhereStack: (_, app) => {
    const stack = new Stack(app, 'Anywhere');
    const bucket = new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS, enforceSSL: true });
    const table = new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const handler = functionIn(stack);
    bucket.grantReadWrite(handler);
    table.grantReadWriteData(handler);
  },

  ImportedResources: stack => {
    const handler = functionIn(stack);
    s3.Bucket.fromBucketName(stack, 'Bucket', 'shop-orders').grantRead(handler);
    dynamodb.Table.fromTableName(stack, 'Table', 'orders').grantReadData(handler);
    sqs.Queue.fromQueueArn(stack, 'Queue', `arn:aws:sqs:eu-central-1:${ENVIRONMENT.account}:jobs`).grantSendMessages(handler);
    sns.Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:eu-central-1:${ENVIRONMENT.account}:alerts`).grantPublish(handler);
    lambda.Function.fromFunctionName(stack, 'Other', 'prices').grantInvoke(handler);
    const role = iam.Role.fromRoleName(stack, 'Role', 'existing-role');
    s3.Bucket.fromBucketName(stack, 'Second', 'shop-archive').grantPut(role);
  },
};
