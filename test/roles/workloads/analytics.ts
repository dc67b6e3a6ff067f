import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as aoss from 'aws-cdk-lib/aws-opensearchserverless';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Workload } from './workload';
import { ConfusedDeputyProtection } from '../../../src/roles/confused-deputy-protection';
import { EmrServerlessJobRole } from '../../../src/roles/emr-serverless-job-role';
import { FirehoseRole } from '../../../src/roles/firehose-role';
import { GlueCrawlerRole } from '../../../src/roles/glue-crawler-role';
import { GlueJobRole } from '../../../src/roles/glue-job-role';
import { MskConnectRole } from '../../../src/roles/msk-connect-role';
import { OpenSearchIngestionRole } from '../../../src/roles/open-search-ingestion-role';
import { RedshiftRole } from '../../../src/roles/redshift-role';
import { arnIn, request, requests } from '../../grants/intents/intent';
import { ACCOUNT, REGION } from '../../grants/testing';

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const bucket = (stack: Stack, name: string) => s3.Bucket.fromBucketName(stack, `Bucket-${name}`, name);
const { STRICT, ACCOUNT: ACCOUNT_ONLY, OFF } = ConfusedDeputyProtection;
const logGroup = (stack: Stack) => logs.LogGroup.fromLogGroupArn(stack, 'Logs', arnIn(stack, 'logs', 'log-group:orders'));
const WRITE_LOGS = ['logs:CreateLogStream', 'logs:PutLogEvents'];

const READ_WRITE = ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'];
const READ_CATALOG = ['glue:GetDatabase', 'glue:GetTable', 'glue:GetTables', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'];
const WRITE_CATALOG = [
  'glue:CreateTable', 'glue:UpdateTable', 'glue:CreatePartition', 'glue:BatchCreatePartition', 'glue:UpdatePartition', 'glue:BatchUpdatePartition',
];
const DELETE_FROM_CATALOG = ['glue:DeleteTable', 'glue:BatchDeleteTable', 'glue:DeletePartition', 'glue:BatchDeletePartition'];
const SECURITY_POLICIES = ['aoss:BatchGetCollection', 'aoss:CreateSecurityPolicy', 'aoss:GetSecurityPolicy', 'aoss:UpdateSecurityPolicy'];
const INTERFACE = arn('ec2', 'network-interface/eni-0a1b2c3d');
const CLUSTER = 'orders/de8982fa-8222-4e87-8b20-9bf3cdfa1521-2';

export const WORKLOADS: Workload[] = [
  {
    role: 'GlueJobRole',
    make: (stack, confusedDeputy) => new GlueJobRole(stack, 'Role', { confusedDeputy }),
    service: 'glue.amazonaws.com',
    sourceArn: arn('glue', 'job/orders'),
    byDefault: ACCOUNT_ONLY,
    allows: [
      request('logs:CreateLogGroup', arn('logs', 'log-group:/aws-glue/jobs/error')),
      ...requests(WRITE_LOGS, arn('logs', 'log-group:/aws-glue/jobs/output:log-stream:jr_1')),
    ],
    denies: requests(['logs:CreateLogGroup', ...WRITE_LOGS], arn('logs', 'log-group:/aws-glue/crawlers:log-stream:1')),
  },
  {
    role: 'GlueJobRole',
    variant: 'with all that a job may need',
    make: (stack, confusedDeputy) => new GlueJobRole(stack, 'Role', {
      confusedDeputy,
      scripts: [{ bucket: bucket(stack, 'scripts'), prefix: 'orders/' }],
      temporaryDirectory: { bucket: bucket(stack, 'temporary'), prefix: 'orders/' },
      connections: ['warehouse'],
      network: {
        subnets: [ec2.Subnet.fromSubnetId(stack, 'Subnet', 'subnet-0a1b2c3d')],
        securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0a1b2c3d')],
      },
      logGroupPrefix: '/jobs/orders',
      logGroups: [logGroup(stack)],
      metrics: true,
    }),
    service: 'glue.amazonaws.com',
    sourceArn: arn('glue', 'job/orders'),
    byDefault: ACCOUNT_ONLY,
    allows: [
      request('logs:CreateLogGroup', arn('logs', 'log-group:/jobs/orders/output')),
      ...requests(WRITE_LOGS, arn('logs', 'log-group:/jobs/orders/error:log-stream:jr_1')),
      ...requests(WRITE_LOGS, arn('logs', 'log-group:orders:log-stream:jr_1')),
      request('s3:GetObject', 'arn:aws:s3:::scripts/orders/load.py'),
      request('s3:ListBucket', 'arn:aws:s3:::scripts', { 's3:prefix': 'orders/' }),
      ...requests(['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:DeleteObject'], 'arn:aws:s3:::temporary/orders/1'),
      request('glue:GetConnection', arn('glue', 'connection/warehouse')),
      request('ec2:CreateNetworkInterface', arn('ec2', 'subnet/subnet-0a1b2c3d')),
      request('ec2:CreateNetworkInterface', arn('ec2', 'security-group/sg-0a1b2c3d')),
      ...requests(['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface'], INTERFACE),
      ...requests(['ec2:CreateTags', 'ec2:DeleteTags'], INTERFACE, { 'aws:TagKeys': ['aws-glue-service-resource'] }),
      ...requests(
        ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeRouteTables', 'ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcEndpoints'],
        '*',
      ),
      request('ec2:DescribeVpcAttribute', arn('ec2', 'vpc/vpc-0a1b2c3d')),
      request('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'Glue' }),
    ],
    denies: [
      request('logs:PutLogEvents', arn('logs', 'log-group:/aws-glue/jobs/error:log-stream:jr_1')),
      request('s3:PutObject', 'arn:aws:s3:::scripts/orders/load.py'),
      request('s3:GetObject', 'arn:aws:s3:::scripts/billing/load.py'),
      request('s3:DeleteObject', 'arn:aws:s3:::temporary/billing/1'),
      request('glue:GetConnection', arn('glue', 'connection/billing')),
      request('ec2:CreateNetworkInterface', arn('ec2', 'subnet/subnet-9f8e7d6c')),
      request('ec2:CreateTags', INTERFACE, { 'aws:TagKeys': ['Name'] }),
      request('ec2:CreateTags', INTERFACE),
      request('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'AWS/Lambda' }),
    ],
    refuses: [
      ['with a pattern of log groups', stack => new GlueJobRole(stack, 'Role', { logGroupPrefix: '/jobs/*' }), /logGroupPrefix is `\/jobs\/\*`, expected the start/],
      ['with a pattern of connections', stack => new GlueJobRole(stack, 'Role', { connections: ['*'] }), /GlueJobRole `connections`: `connections` has '\*'/],
      ['with a network of no subnets', stack => new GlueJobRole(stack, 'Role', { network: { subnets: [], securityGroups: [] } }), /network has 0 subnets and 0 security groups, expected/],
      ['with a pattern of keys', stack => new GlueJobRole(stack, 'Role', { scripts: [{ bucket: bucket(stack, 'scripts'), prefix: '*' }] }), /`prefix` is '\*', which holds a wildcard/],
    ],
  },
  {
    role: 'GlueCrawlerRole',
    make: (stack, confusedDeputy) => new GlueCrawlerRole(stack, 'Role', {
      confusedDeputy,
      database: glue.CfnDatabase.fromDatabaseName(stack, 'Database', 'sales'),
      targets: [{ bucket: bucket(stack, 'lake'), prefix: 'sales/' }],
      connections: ['warehouse'],
    }),
    service: 'glue.amazonaws.com',
    sourceArn: arn('glue', 'crawler/sales'),
    byDefault: ACCOUNT_ONLY,
    allows: [
      request('logs:CreateLogGroup', arn('logs', 'log-group:/aws-glue/crawlers')),
      ...requests(WRITE_LOGS, arn('logs', 'log-group:/aws-glue/crawlers:log-stream:sales')),
      ...requests([...READ_CATALOG, ...WRITE_CATALOG], arn('glue', 'database/sales')),
      ...requests(WRITE_CATALOG, arn('glue', 'table/sales/orders')),
      request('s3:GetObject', 'arn:aws:s3:::lake/sales/1.csv'),
      request('s3:ListBucket', 'arn:aws:s3:::lake', { 's3:prefix': 'sales/2026/' }),
      request('glue:GetConnection', arn('glue', 'connection/warehouse')),
    ],
    denies: [
      ...requests(WRITE_CATALOG, arn('glue', 'table/billing/orders')),
      ...requests(DELETE_FROM_CATALOG, arn('glue', 'table/sales/orders')),
      request('s3:GetObject', 'arn:aws:s3:::lake/billing/1.csv'),
      request('logs:PutLogEvents', arn('logs', 'log-group:/aws-glue/jobs/output:log-stream:1')),
    ],
  },
  {
    role: 'GlueCrawlerRole',
    variant: 'that deletes',
    make: (stack, confusedDeputy) => new GlueCrawlerRole(stack, 'Role', {
      confusedDeputy, deletes: true, database: glue.CfnDatabase.fromDatabaseName(stack, 'Database', 'sales'),
    }),
    service: 'glue.amazonaws.com',
    sourceArn: arn('glue', 'crawler/sales'),
    byDefault: ACCOUNT_ONLY,
    allows: [
      ...requests(['logs:CreateLogGroup', ...WRITE_LOGS], arn('logs', 'log-group:/aws-glue/crawlers:log-stream:1')),
      ...requests([...READ_CATALOG.slice(1), ...WRITE_CATALOG, ...DELETE_FROM_CATALOG], arn('glue', 'table/sales/orders')),
      request('glue:GetDatabase', arn('glue', 'database/sales')),
    ],
    denies: [...requests(DELETE_FROM_CATALOG, arn('glue', 'table/billing/orders')), request('glue:DeleteDatabase', arn('glue', 'database/sales'))],
  },
  {
    role: 'FirehoseRole',
    make: (stack, confusedDeputy) => new FirehoseRole(stack, 'Role', {
      confusedDeputy,
      destinations: [{ bucket: bucket(stack, 'lake'), prefix: 'orders/' }],
      source: kinesis.Stream.fromStreamArn(stack, 'Source', arnIn(stack, 'kinesis', 'stream/orders')),
      transformation: lambda.Function.fromFunctionArn(stack, 'Function', arnIn(stack, 'lambda', 'function:clean')),
      schema: { database: 'sales', table: 'orders' },
      errorLogGroup: logGroup(stack),
    }),
    service: 'firehose.amazonaws.com',
    sourceArn: arn('firehose', 'deliverystream/orders'),
    byDefault: ACCOUNT_ONLY,
    allows: [
      ...requests(READ_WRITE, 'arn:aws:s3:::lake/orders/1'),
      ...requests(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], 'arn:aws:s3:::lake'),
      ...requests(
        ['kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'],
        arn('kinesis', 'stream/orders'),
      ),
      ...requests(['lambda:InvokeFunction', 'lambda:GetFunctionConfiguration'], arn('lambda', 'function:clean')),
      ...requests(['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions'], arn('glue', 'table/sales/orders')),
      ...requests(WRITE_LOGS, arn('logs', 'log-group:orders:log-stream:DestinationDelivery')),
    ],
    denies: [
      ...requests([...READ_WRITE, 's3:DeleteObject'], 'arn:aws:s3:::lake/billing/1'),
      request('s3:ListBucket', 'arn:aws:s3:::other'),
      request('kinesis:GetRecords', arn('kinesis', 'stream/billing')),
      request('lambda:InvokeFunction', arn('lambda', 'function:other')),
      request('glue:GetTable', arn('glue', 'table/sales/customers')),
    ],
    refuses: [['with a pattern of tables', stack => new FirehoseRole(stack, 'Role', { schema: { database: 'sales', table: '*' } }), /FirehoseRole `schema`: `table` is '\*'/]],
  },
  {
    role: 'EmrServerlessJobRole',
    make: (stack, confusedDeputy) => new EmrServerlessJobRole(stack, 'Role', {
      confusedDeputy,
      scripts: [{ bucket: bucket(stack, 'scripts'), prefix: 'orders/' }],
      logLocation: { bucket: bucket(stack, 'logs'), prefix: 'emr/' },
      logGroup: logGroup(stack),
    }),
    service: 'emr-serverless.amazonaws.com',
    byDefault: OFF,
    allows: [
      request('s3:GetObject', 'arn:aws:s3:::scripts/orders/load.py'),
      request('s3:ListBucket', 'arn:aws:s3:::scripts', { 's3:prefix': 'orders/' }),
      ...requests(['s3:PutObject', 's3:AbortMultipartUpload'], 'arn:aws:s3:::logs/emr/applications/1'),
      ...requests(WRITE_LOGS, arn('logs', 'log-group:orders:log-stream:1')),
      request('logs:DescribeLogStreams', arn('logs', 'log-group:orders:log-stream:')),
      request('logs:DescribeLogGroups', '*'),
    ],
    denies: [
      request('s3:PutObject', 'arn:aws:s3:::scripts/orders/load.py'),
      request('s3:GetObject', 'arn:aws:s3:::logs/emr/applications/1'),
      request('s3:PutObject', 'arn:aws:s3:::logs/other/1'),
      request('logs:PutLogEvents', arn('logs', 'log-group:billing:log-stream:1')),
    ],
  },
  {
    role: 'OpenSearchIngestionRole',
    variant: 'into a domain',
    make: (stack, confusedDeputy) => new OpenSearchIngestionRole(stack, 'Role', {
      confusedDeputy,
      pipelineName: 'orders',
      domain: opensearch.Domain.fromDomainAttributes(stack, 'Domain', {
        domainArn: arnIn(stack, 'es', 'domain/logs'), domainEndpoint: 'https://search-logs-a1b2c3.eu-west-1.es.amazonaws.com',
      }),
      sources: [{ bucket: bucket(stack, 'events'), prefix: 'orders/' }],
      notifications: sqs.Queue.fromQueueArn(stack, 'Queue', arnIn(stack, 'sqs', 'events')),
      deadLetters: { bucket: bucket(stack, 'undelivered'), prefix: 'orders/' },
    }),
    service: 'osis-pipelines.amazonaws.com',
    sourceArn: arn('osis', 'pipeline/orders'),
    byDefault: STRICT,
    allows: [
      request('es:DescribeDomain', arn('es', 'domain/logs')),
      ...requests(['es:ESHttpGet', 'es:ESHttpHead', 'es:ESHttpPost', 'es:ESHttpPut'], arn('es', 'domain/logs/orders-2026/_bulk')),
      request('s3:GetObject', 'arn:aws:s3:::events/orders/1'),
      ...requests(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'], arn('sqs', 'events')),
      ...requests(['s3:PutObject', 's3:AbortMultipartUpload'], 'arn:aws:s3:::undelivered/orders/1'),
    ],
    denies: [
      request('es:ESHttpPost', arn('es', 'domain/billing/_bulk')),
      request('es:ESHttpDelete', arn('es', 'domain/logs/orders-2026')),
      request('s3:GetObject', 'arn:aws:s3:::events/billing/1'),
      request('s3:PutObject', 'arn:aws:s3:::events/orders/1'),
      request('sqs:ReceiveMessage', arn('sqs', 'billing')),
    ],
  },
  {
    role: 'OpenSearchIngestionRole',
    variant: 'into a collection',
    make: (stack, confusedDeputy) => new OpenSearchIngestionRole(stack, 'Role', {
      confusedDeputy,
      collection: { collection: aoss.CfnCollection.fromCollectionArn(stack, 'Collection', arnIn(stack, 'aoss', 'collection/a1b2c3')), collectionName: 'logs' },
    }),
    service: 'osis-pipelines.amazonaws.com',
    sourceArn: arn('osis', 'pipeline/any'),
    byDefault: STRICT,
    allows: [
      request('aoss:APIAccessAll', arn('aoss', 'collection/a1b2c3')),
      ...requests(SECURITY_POLICIES, '*', { 'aoss:collection': 'logs' }),
    ],
    denies: [request('aoss:APIAccessAll', arn('aoss', 'collection/d4e5f6')), ...requests(SECURITY_POLICIES, '*', { 'aoss:collection': 'billing' })],
  },
  {
    role: 'RedshiftRole',
    make: (stack, confusedDeputy) => new RedshiftRole(stack, 'Role', {
      confusedDeputy,
      clusterIdentifier: 'warehouse',
      copyFrom: [{ bucket: bucket(stack, 'lake'), prefix: 'sales/' }],
      unloadTo: [{ bucket: bucket(stack, 'reports'), prefix: 'sales/' }],
    }),
    service: 'redshift.amazonaws.com',
    sourceArn: arn('redshift', 'cluster:warehouse'),
    byDefault: STRICT,
    allows: [
      request('s3:GetObject', 'arn:aws:s3:::lake/sales/1.csv'),
      request('s3:ListBucket', 'arn:aws:s3:::lake', { 's3:prefix': 'sales/1' }),
      ...requests(READ_WRITE, 'arn:aws:s3:::reports/sales/1.csv'),
    ],
    denies: [
      request('s3:GetObject', 'arn:aws:s3:::lake/billing/1.csv'),
      request('s3:PutObject', 'arn:aws:s3:::lake/sales/1.csv'),
      request('s3:PutObject', 'arn:aws:s3:::reports/billing/1.csv'),
    ],
    refuses: [[
      'with a cluster for Redshift Serverless',
      stack => new RedshiftRole(stack, 'Role', { serverless: true, clusterIdentifier: 'warehouse' }),
      /clusterIdentifier is `warehouse` and serverless is true, expected at most one/,
    ]],
  },
  {
    role: 'RedshiftRole',
    variant: 'of a namespace of Redshift Serverless',
    make: (stack, confusedDeputy) => new RedshiftRole(stack, 'Role', { confusedDeputy, serverless: true }),
    service: 'redshift-serverless.amazonaws.com',
    sourceArn: arn('redshift-serverless', 'workgroup/a1b2c3'),
    byDefault: STRICT,
    allows: [],
    denies: [],
  },
  {
    role: 'MskConnectRole',
    make: (stack, confusedDeputy) => new MskConnectRole(stack, 'Role', {
      confusedDeputy,
      connectorName: 'orders',
      clusterArn: arnIn(stack, 'kafka', `cluster/${CLUSTER}`),
      readTopics: ['orders'],
      writeTopics: ['audit'],
    }),
    service: 'kafkaconnect.amazonaws.com',
    sourceArn: arn('kafkaconnect', 'connector/orders/a1b2c3'),
    byDefault: STRICT,
    allows: [
      ...requests(['kafka-cluster:Connect', 'kafka-cluster:DescribeCluster'], arn('kafka', `cluster/${CLUSTER}`)),
      ...requests(['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'], arn('kafka', `topic/${CLUSTER}/orders`)),
      ...requests(['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'], arn('kafka', `topic/${CLUSTER}/audit`)),
      request('kafka-cluster:CreateTopic', arn('kafka', `topic/${CLUSTER}/__amazon_msk_connect_offsets_orders`)),
      ...requests(['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup'], arn('kafka', `group/${CLUSTER}/connect-orders`)),
    ],
    denies: [
      request('kafka-cluster:WriteData', arn('kafka', `topic/${CLUSTER}/orders`)),
      request('kafka-cluster:ReadData', arn('kafka', `topic/${CLUSTER}/audit`)),
      request('kafka-cluster:CreateTopic', arn('kafka', `topic/${CLUSTER}/orders`)),
      request('kafka-cluster:AlterGroup', arn('kafka', `group/${CLUSTER}/billing`)),
      request('kafka-cluster:Connect', arn('kafka', 'cluster/billing/de8982fa-8222-4e87-8b20-9bf3cdfa1521-2')),
    ],
    refuses: [
      ['with topics of no cluster', stack => new MskConnectRole(stack, 'Role', { readTopics: ['orders'] }), /given without clusterArn, expected the cluster/],
      ['with the name of a cluster', stack => new MskConnectRole(stack, 'Role', { clusterArn: 'orders' }), /MskConnectRole: `clusterArn` is 'orders'; expected the ARN/],
    ],
  },
];
