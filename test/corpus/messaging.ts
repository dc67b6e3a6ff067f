/** Queues, topics, buses, streams, pipes and schedules. */
import { Duration, SecretValue, TimeZone } from 'aws-cdk-lib';
import * as chatbot from 'aws-cdk-lib/aws-chatbot';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as iot from 'aws-cdk-lib/aws-iot';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as logDestinations from 'aws-cdk-lib/aws-logs-destinations';
import * as pipes from 'aws-cdk-lib/aws-pipes';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as scheduled from 'aws-cdk-lib/aws-scheduler-targets';
import * as ses from 'aws-cdk-lib/aws-ses';
import * as sesActions from 'aws-cdk-lib/aws-ses-actions';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { functionIn, OrdinaryStacks } from './ordinary-stack';

export const messaging: OrdinaryStacks = {
  FanOut: stack => {
    const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
    const topic = new sns.Topic(stack, 'Orders', { masterKey: key });
    for (const id of ['Billing', 'Shipping']) {
      topic.addSubscription(new subscriptions.SqsSubscription(new sqs.Queue(stack, id, { encryptionMasterKey: key }), { rawMessageDelivery: true }));
    }
    topic.addSubscription(new subscriptions.LambdaSubscription(functionIn(stack, 'Audit')));
    topic.addSubscription(new subscriptions.EmailSubscription('orders@example.com'));
    topic.grantPublish(functionIn(stack, 'Publisher'));
  },

  FifoFanOut: stack => {
    const topic = new sns.Topic(stack, 'Orders', { fifo: true, enforceSSL: true });
    topic.addSubscription(new subscriptions.SqsSubscription(new sqs.Queue(stack, 'Queue', { fifo: true, enforceSSL: true })));
  },

  Queues: stack => {
    const queue = new sqs.Queue(stack, 'Queue', { encryption: sqs.QueueEncryption.KMS });
    queue.grantSendMessages(functionIn(stack, 'Sender'));
    queue.grantConsumeMessages(functionIn(stack, 'Consumer'));
    queue.grantPurge(functionIn(stack, 'Purger'));
    queue.grantSendMessages(new iam.AccountPrincipal('444455556666'));
  },

  EventRules: stack => {
    const bus = new events.EventBus(stack, 'Bus', { deadLetterQueue: new sqs.Queue(stack, 'Rejected') });
    bus.archive('Archive', { eventPattern: { source: ['shop'] }, retention: Duration.days(7) });
    const api = new events.ApiDestination(stack, 'Partner', {
      endpoint: 'https://partner.example.com/orders',
      connection: new events.Connection(stack, 'Connection', { authorization: events.Authorization.apiKey('key', SecretValue.secretsManager('partner')) }),
    });
    new events.Rule(stack, 'Ordered', {
      eventBus: bus,
      eventPattern: { source: ['shop'], detailType: ['Ordered'] },
      targets: [
        new targets.SqsQueue(new sqs.Queue(stack, 'Queue')),
        new targets.SnsTopic(new sns.Topic(stack, 'Topic')),
        new targets.LambdaFunction(functionIn(stack)),
        new targets.KinesisStream(new kinesis.Stream(stack, 'Stream')),
        new targets.ApiDestination(api),
      ],
    });
    new events.Rule(stack, 'Logged', {
      eventBus: bus, eventPattern: { source: ['shop'] }, targets: [new targets.CloudWatchLogGroup(new logs.LogGroup(stack, 'EventLogs'))],
    });
    new events.Rule(stack, 'Forwarded', {
      eventPattern: { source: ['aws.health'] },
      targets: [new targets.EventBus(events.EventBus.fromEventBusArn(stack, 'Central', 'arn:aws:events:eu-central-1:444455556666:event-bus/central'))],
    });
    bus.grantPutEventsTo(functionIn(stack, 'Publisher'));
  },

  CentralBus: stack => {
    const bus = new events.EventBus(stack, 'Bus');
    bus.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'AllowShopAccount',
      principals: [new iam.AccountPrincipal('444455556666')],
      actions: ['events:PutEvents'],
      resources: [bus.eventBusArn],
    }));
    new events.Rule(stack, 'Stop', {
      schedule: events.Schedule.cron({ hour: '20' }),
      targets: [new targets.AwsApi({ service: 'rds', action: 'stopDBCluster', parameters: { DBClusterIdentifier: 'shop' } })],
    });
  },

  Pipe: stack => {
    const source = new sqs.Queue(stack, 'Source');
    const target = new events.EventBus(stack, 'Bus');
    const enrich = functionIn(stack, 'Enrich');
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('pipes.amazonaws.com') });
    source.grantConsumeMessages(role);
    enrich.grantInvoke(role);
    target.grantPutEventsTo(role);
    new pipes.CfnPipe(stack, 'Pipe', { roleArn: role.roleArn, source: source.queueArn, enrichment: enrich.functionArn, target: target.eventBusArn });
  },

  Schedules: stack => {
    new scheduler.Schedule(stack, 'Nightly', {
      schedule: scheduler.ScheduleExpression.cron({ hour: '2', timeZone: TimeZone.EUROPE_BERLIN }),
      target: new scheduled.LambdaInvoke(functionIn(stack), { deadLetterQueue: new sqs.Queue(stack, 'Rejected') }),
      scheduleGroup: new scheduler.ScheduleGroup(stack, 'Group'),
    });
    new scheduler.Schedule(stack, 'Hourly', {
      schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)),
      target: new scheduled.SqsSendMessage(new sqs.Queue(stack, 'Queue'), {}),
    });
    new scheduler.Schedule(stack, 'Weekly', {
      schedule: scheduler.ScheduleExpression.rate(Duration.days(7)),
      target: new scheduled.Universal({ service: 'rds', action: 'stopDBCluster', input: scheduler.ScheduleTargetInput.fromObject({ DbClusterIdentifier: 'shop' }) }),
    });
  },

  Streams: stack => {
    const stream = new kinesis.Stream(stack, 'Clicks', { encryptionKey: new kms.Key(stack, 'Key') });
    stream.grantReadWrite(functionIn(stack));
    new firehose.DeliveryStream(stack, 'Archive', {
      source: new firehose.KinesisStreamSource(stream),
      destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Clicks2'), {
        processors: [new firehose.LambdaFunctionProcessor(functionIn(stack, 'Transform'))],
        compression: firehose.Compression.GZIP,
      }),
    });
    const direct = new firehose.DeliveryStream(stack, 'Direct', { destination: new firehose.S3Bucket(new s3.Bucket(stack, 'Raw')) });
    direct.grantPutRecords(functionIn(stack, 'Writer'));
  },

  Alarms: stack => {
    const topic = new sns.Topic(stack, 'Alerts');
    const handler = functionIn(stack);
    const alarm = handler.metricErrors().createAlarm(stack, 'Errors', { threshold: 1, evaluationPeriods: 1 });
    alarm.addAlarmAction(new actions.SnsAction(topic), new actions.LambdaAction(functionIn(stack, 'Repair')));
    new chatbot.SlackChannelConfiguration(stack, 'Slack', {
      slackChannelConfigurationName: 'alerts', slackWorkspaceId: 'T00000000', slackChannelId: 'C00000000', notificationTopics: [topic],
    });
    new cloudwatch.Dashboard(stack, 'Dashboard').addWidgets(new cloudwatch.GraphWidget({ left: [handler.metricDuration()] }));
    cloudwatch.Metric.grantPutMetricData(handler);
  },

  LogSubscription: stack => {
    const group = new logs.LogGroup(stack, 'Logs', { encryptionKey: new kms.Key(stack, 'Key') });
    const pattern = logs.FilterPattern.anyTerm('ERROR');
    group.addSubscriptionFilter('Function', { destination: new logDestinations.LambdaDestination(functionIn(stack)), filterPattern: pattern });
    group.addSubscriptionFilter('Stream', { destination: new logDestinations.KinesisDestination(new kinesis.Stream(stack, 'Stream')), filterPattern: pattern });
    group.grantWrite(functionIn(stack, 'Writer'));
    group.grantRead(functionIn(stack, 'Reader'));
    group.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('es.amazonaws.com')], actions: ['logs:PutLogEvents', 'logs:CreateLogStream'], resources: [group.logGroupArn],
    }));
  },

  Mail: stack => {
    const identity = new ses.EmailIdentity(stack, 'Identity', { identity: ses.Identity.domain('example.com') });
    const sender = functionIn(stack, 'Sender');
    identity.grantSendEmail(sender);
    new ses.ReceiptRuleSet(stack, 'Rules', {
      rules: [{
        recipients: ['support@example.com'],
        actions: [
          new sesActions.S3({ bucket: new s3.Bucket(stack, 'Inbox'), objectKeyPrefix: 'mail/' }),
          new sesActions.Lambda({ function: functionIn(stack, 'Receive') }),
          new sesActions.Sns({ topic: new sns.Topic(stack, 'Received') }),
        ],
      }],
    });
  },

  Devices: stack => {
    const stream = new kinesis.Stream(stack, 'Telemetry');
    const role = new iam.Role(stack, 'RuleRole', { assumedBy: new iam.ServicePrincipal('iot.amazonaws.com') });
    stream.grantWrite(role);
    new iot.CfnTopicRule(stack, 'Rule', {
      topicRulePayload: {
        sql: "SELECT * FROM 'devices/+/telemetry'",
        actions: [{ kinesis: { roleArn: role.roleArn, streamName: stream.streamName, partitionKey: '${topic()}' } }],
      },
    });
    new iot.CfnPolicy(stack, 'Policy', {
      policyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'iot:Connect', Resource: `arn:aws:iot:${stack.region}:${stack.account}:client/\${iot:Connection.Thing.ThingName}` },
          { Effect: 'Allow', Action: 'iot:Publish', Resource: `arn:aws:iot:${stack.region}:${stack.account}:topic/devices/\${iot:Connection.Thing.ThingName}/*` },
        ],
      },
    });
  },
};
