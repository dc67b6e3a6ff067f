/** Lambda functions and what sets them off. */
import { Duration, SecretValue } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as destinations from 'aws-cdk-lib/aws-lambda-destinations';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { functionIn, OrdinaryStacks } from './ordinary-stack';

export const functions: OrdinaryStacks = {
  QueueWorker: stack => {
    const queue = new sqs.Queue(stack, 'Jobs', { deadLetterQueue: { queue: new sqs.Queue(stack, 'Rejected'), maxReceiveCount: 3 } });
    const table = new dynamodb.TableV2(stack, 'Orders', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const worker = functionIn(stack, 'Worker', { environment: { TABLE: table.tableName } });
    worker.addEventSource(new sources.SqsEventSource(queue, { batchSize: 10, reportBatchItemFailures: true }));
    table.grantReadWriteData(worker);
  },

  StreamReader: stack => {
    const stream = new kinesis.Stream(stack, 'Clicks', { encryption: kinesis.StreamEncryption.KMS });
    functionIn(stack).addEventSource(new sources.KinesisEventSource(stream, {
      startingPosition: lambda.StartingPosition.LATEST,
      onFailure: new sources.SqsDlq(new sqs.Queue(stack, 'Rejected')),
    }));
  },

  TableStreamReader: stack => {
    const table = new dynamodb.Table(stack, 'Orders', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
      encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
    });
    functionIn(stack).addEventSource(new sources.DynamoEventSource(table, { startingPosition: lambda.StartingPosition.TRIM_HORIZON }));
  },

  TopicSubscriber: stack => {
    functionIn(stack).addEventSource(new sources.SnsEventSource(new sns.Topic(stack, 'Topic'), { deadLetterQueue: new sqs.Queue(stack, 'Rejected') }));
  },

  UploadHandler: stack => {
    const uploads = new s3.Bucket(stack, 'Uploads');
    const thumbnails = new s3.Bucket(stack, 'Thumbnails', { encryption: s3.BucketEncryption.KMS });
    const resize = functionIn(stack, 'Resize', { environment: { TARGET: thumbnails.bucketName } });
    resize.addEventSource(new sources.S3EventSource(uploads, { events: [s3.EventType.OBJECT_CREATED] }));
    uploads.grantRead(resize);
    thumbnails.grantPut(resize);
  },

  KafkaConsumer: stack => {
    const vpc = new ec2.Vpc(stack, 'Network', { natGateways: 1 });
    const password = new secretsmanager.Secret(stack, 'Login');
    functionIn(stack, 'Managed').addEventSource(new sources.ManagedKafkaEventSource({
      clusterArn: 'arn:aws:kafka:eu-central-1:111122223333:cluster/events/0f0e0d0c-1111-2222-3333-444455556666-1',
      topic: 'orders',
      startingPosition: lambda.StartingPosition.LATEST,
      secret: password,
    }));
    functionIn(stack, 'SelfManaged', { vpc }).addEventSource(new sources.SelfManagedKafkaEventSource({
      bootstrapServers: ['broker.example.com:9096'],
      topic: 'orders',
      startingPosition: lambda.StartingPosition.LATEST,
      secret: password,
      vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      securityGroup: new ec2.SecurityGroup(stack, 'Brokers', { vpc }),
    }));
  },

  NightlyJob: stack => {
    const report = new s3.Bucket(stack, 'Reports');
    const job = functionIn(stack, 'Job', { timeout: Duration.minutes(5), logGroup: new logs.LogGroup(stack, 'Logs') });
    report.grantWrite(job);
    new events.Rule(stack, 'Nightly', {
      schedule: events.Schedule.cron({ hour: '2', minute: '0' }),
      targets: [new targets.LambdaFunction(job, { deadLetterQueue: new sqs.Queue(stack, 'Rejected'), retryAttempts: 2 })],
    });
  },

  FunctionWithDestinations: stack => {
    const next = functionIn(stack, 'Next');
    functionIn(stack, 'Function', {
      onSuccess: new destinations.LambdaDestination(next),
      onFailure: new destinations.SqsDestination(new sqs.Queue(stack, 'Failures')),
    });
    functionIn(stack, 'Publisher', {
      onSuccess: new destinations.EventBridgeDestination(),
      onFailure: new destinations.SnsDestination(new sns.Topic(stack, 'Alerts')),
      deadLetterQueueEnabled: true,
    });
  },

  FunctionInNetwork: stack => {
    const vpc = new ec2.Vpc(stack, 'Network');
    const fileSystem = new efs.FileSystem(stack, 'Files', { vpc });
    const accessPoint = fileSystem.addAccessPoint('Access', {
      path: '/models', createAcl: { ownerGid: '1001', ownerUid: '1001', permissions: '750' }, posixUser: { gid: '1001', uid: '1001' },
    });
    functionIn(stack, 'Function', { vpc, filesystem: lambda.FileSystem.fromEfsAccessPoint(accessPoint, '/mnt/models') });
  },

  FunctionUrl: stack => {
    const caller = functionIn(stack, 'Caller');
    const url = functionIn(stack, 'Function').addFunctionUrl({ authType: lambda.FunctionUrlAuthType.AWS_IAM });
    url.grantInvokeUrl(caller);
  },

  ScaledFunction: stack => {
    const version = functionIn(stack, 'Function', { tracing: lambda.Tracing.ACTIVE, insightsVersion: lambda.LambdaInsightsVersion.VERSION_1_0_317_0 });
    const alias = version.addAlias('live', { provisionedConcurrentExecutions: 1 });
    alias.addAutoScaling({ maxCapacity: 10 }).scaleOnSchedule('Morning', { schedule: appscaling.Schedule.cron({ hour: '7' }), minCapacity: 5 });
    functionIn(stack, 'Caller', { environment: { ALIAS: alias.functionName } }).grantInvoke(functionIn(stack, 'Third'));
    alias.grantInvoke(functionIn(stack, 'Second'));
  },

  FunctionWithSettings: stack => {
    const settings = new ssm.StringParameter(stack, 'Settings', { stringValue: '{}' });
    const password = new secretsmanager.Secret(stack, 'Password');
    const token = ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'Token', { parameterName: '/shop/token' });
    const apiKey = secretsmanager.Secret.fromSecretNameV2(stack, 'ApiKey', 'shop/api-key');
    new secretsmanager.Secret(stack, 'Static', { secretObjectValue: { user: SecretValue.unsafePlainText('shop') } });
    const handler = functionIn(stack, 'Function', {
      paramsAndSecrets: lambda.ParamsAndSecretsLayerVersion.fromVersion(lambda.ParamsAndSecretsVersions.V1_0_103),
    });
    settings.grantRead(handler);
    password.grantRead(handler);
    token.grantRead(handler);
    apiKey.grantRead(handler);
  },

  FunctionWithLogRetention: stack => {
    functionIn(stack, 'Function', { logRetention: logs.RetentionDays.ONE_WEEK });
  },

  BundledFunction: stack => {
    new NodejsFunction(stack, 'Function', { entry: __filename, runtime: lambda.Runtime.NODEJS_24_X });
  },

  FunctionWithProfiler: stack => {
    functionIn(stack, 'Function', { runtime: lambda.Runtime.PYTHON_3_12, handler: 'index.handler', code: lambda.Code.fromInline('x = 1'), profiling: true });
  },
};
