import { Stack } from 'aws-cdk-lib';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as firehose from 'aws-cdk-lib/aws-kinesisfirehose';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Workload } from './workload';
import { CloudTrailLogsRole } from '../../../src/roles/cloudtrail-logs-role';
import { ConfusedDeputyProtection } from '../../../src/roles/confused-deputy-protection';
import { LogSubscriptionRole } from '../../../src/roles/log-subscription-role';
import { VpcFlowLogsRole } from '../../../src/roles/vpc-flow-logs-role';
import { arnIn, request, requests } from '../../grants/intents/intent';
import { ACCOUNT, REGION } from '../../grants/testing';

const { OFF, STRICT } = ConfusedDeputyProtection;
const WRITE = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

const logsIn = (stack: Stack) => logs.LogGroup.fromLogGroupArn(stack, 'Logs', arnIn(stack, 'logs', 'log-group:network'));
const streamIn = (stack: Stack) => kinesis.Stream.fromStreamArn(stack, 'Stream', arnIn(stack, 'kinesis', 'stream/events'));
const deliveryIn = (stack: Stack) => firehose.DeliveryStream.fromDeliveryStreamArn(stack, 'Delivery', arnIn(stack, 'firehose', 'deliverystream/events'));

export const WORKLOADS: Workload[] = [
  {
    role: 'VpcFlowLogsRole',
    make: (stack, confusedDeputy) => new VpcFlowLogsRole(stack, 'Role', { confusedDeputy, logGroup: logsIn(stack) }),
    service: 'vpc-flow-logs.amazonaws.com',
    sourceArn: arn('ec2', 'vpc-flow-log/fl-0123456789abcdef0'),
    byDefault: STRICT,
    allows: [
      ...requests(WRITE, arn('logs', 'log-group:network:log-stream:eni-1')),
      request('logs:DescribeLogStreams', arn('logs', 'log-group:network:log-stream:')),
    ],
    denies: [
      ...requests(WRITE, arn('logs', 'log-group:billing:log-stream:eni-1')),
      request('logs:DescribeLogStreams', arn('logs', 'log-group:billing:log-stream:')),
      request('logs:CreateLogGroup', arn('logs', 'log-group:network:log-stream:')),
    ],
  },
  {
    role: 'CloudTrailLogsRole',
    make: (stack, confusedDeputy) => new CloudTrailLogsRole(stack, 'Role', { confusedDeputy, logGroup: logsIn(stack) }),
    service: 'cloudtrail.amazonaws.com',
    byDefault: OFF,
    allows: requests(WRITE, arn('logs', `log-group:network:log-stream:${ACCOUNT}_CloudTrail_${REGION}_2`)),
    denies: [
      ...requests(WRITE, arn('logs', 'log-group:network:log-stream:eni-1')),
      ...requests(WRITE, arn('logs', `log-group:network:log-stream:999999999999_CloudTrail_${REGION}`)),
    ],
  },
  {
    role: 'CloudTrailLogsRole',
    variant: 'of an organization',
    make: (stack, confusedDeputy) => new CloudTrailLogsRole(stack, 'Role', { confusedDeputy, logGroup: logsIn(stack), organizationId: 'o-a1b2c3d4e5' }),
    service: 'cloudtrail.amazonaws.com',
    byDefault: OFF,
    allows: [
      ...requests(WRITE, arn('logs', `log-group:network:log-stream:${ACCOUNT}_CloudTrail_${REGION}`)),
      ...requests(WRITE, arn('logs', 'log-group:network:log-stream:o-a1b2c3d4e5_999999999999_CloudTrail_eu-west-1')),
    ],
    denies: requests(WRITE, arn('logs', 'log-group:network:log-stream:o-zzzzzzzzzz_999999999999_CloudTrail_eu-west-1')),
    refuses: [
      ['for a malformed organization', stack => new CloudTrailLogsRole(stack, 'Role', { logGroup: logsIn(stack), organizationId: 'acme' }), /organizationId is `acme`/],
    ],
  },
  {
    role: 'LogSubscriptionRole',
    variant: 'to a data stream',
    make: (stack, confusedDeputy) => new LogSubscriptionRole(stack, 'Role', { confusedDeputy, stream: streamIn(stack) }),
    service: 'logs.amazonaws.com',
    sourceArn: arn('logs', 'log-group:network:*'),
    byDefault: STRICT,
    allows: requests(['kinesis:PutRecord', 'kinesis:PutRecords'], arn('kinesis', 'stream/events')),
    denies: [request('kinesis:PutRecord', arn('kinesis', 'stream/billing')), request('kinesis:GetRecords', arn('kinesis', 'stream/events'))],
    refuses: [
      ['without a destination', stack => new LogSubscriptionRole(stack, 'Role', {}), /neither stream nor deliveryStream is given/],
      [
        'with two destinations',
        stack => new LogSubscriptionRole(stack, 'Role', { stream: streamIn(stack), deliveryStream: deliveryIn(stack) }),
        /both given, expected exactly one: make a role for each/,
      ],
    ],
  },
  {
    role: 'LogSubscriptionRole',
    variant: 'to Firehose',
    make: (stack, confusedDeputy) => new LogSubscriptionRole(stack, 'Role', { confusedDeputy, deliveryStream: deliveryIn(stack) }),
    service: 'logs.amazonaws.com',
    sourceArn: arn('logs', 'log-group:network:*'),
    byDefault: STRICT,
    allows: requests(['firehose:PutRecord', 'firehose:PutRecordBatch'], arn('firehose', 'deliverystream/events')),
    denies: [request('firehose:PutRecord', arn('firehose', 'deliverystream/billing'))],
  },
];
