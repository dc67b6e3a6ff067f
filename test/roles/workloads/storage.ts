import { Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Workload } from './workload';
import { ConfusedDeputyProtection } from '../../../src/roles/confused-deputy-protection';
import { DataSyncLocationRole } from '../../../src/roles/datasync-location-role';
import { DmsLogsRole } from '../../../src/roles/dms-logs-role';
import { DmsS3EndpointRole } from '../../../src/roles/dms-s3-endpoint-role';
import { DmsVpcRole } from '../../../src/roles/dms-vpc-role';
import { RdsMonitoringRole } from '../../../src/roles/rds-monitoring-role';
import { RdsSnapshotExportRole } from '../../../src/roles/rds-snapshot-export-role';
import { S3BatchOperationsRole } from '../../../src/roles/s3-batch-operations-role';
import { S3ReplicationRole } from '../../../src/roles/s3-replication-role';
import { TransferLoggingRole } from '../../../src/roles/transfer-logging-role';
import { TransferUserRole } from '../../../src/roles/transfer-user-role';
import { arnIn, request, requests, throughService } from '../../grants/intents/intent';
import { ACCOUNT, KEY_ARN, REGION } from '../../grants/testing';

const { ACCOUNT: ACCOUNT_ONLY, OFF, STRICT } = ConfusedDeputyProtection;
const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const ORDERS = 'arn:aws:s3:::orders-111122223333';
const COPY = 'arn:aws:s3:::orders-copy-111122223333';

const bucketIn = (stack: Stack, id: string, name: string, encryptionKey?: kms.IKey) =>
  s3.Bucket.fromBucketAttributes(stack, id, { bucketName: name, encryptionKey });
const keyIn = (stack: Stack, id = 'Key') => kms.Key.fromKeyArn(stack, id, arnIn(stack, 'kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab'));

const READ_BUCKET = ['s3:GetReplicationConfiguration', 's3:ListBucket'];
const READ_OBJECTS = ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'];
const REPLICATE = ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'];
const MONITOR_GROUP = ['logs:CreateLogGroup', 'logs:PutRetentionPolicy', 'logs:DescribeLogStreams'];
const MONITOR_STREAM = ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:GetLogEvents'];
const SYNC_BUCKET = ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'];
const SYNC_READ = ['s3:GetObject', 's3:GetObjectTagging', 's3:GetObjectVersion', 's3:GetObjectVersionTagging', 's3:ListMultipartUploadParts'];
const SYNC_WRITE = ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject', 's3:PutObjectTagging'];
const LOG_GROUP = ['logs:CreateLogGroup', 'logs:DescribeLogStreams'];
const LOG_STREAM = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const SUBNET = arn('ec2', 'subnet/subnet-0123456789abcdef0');
const INTERFACE = arn('ec2', 'network-interface/eni-0123456789abcdef0');
const own = { 'aws:ResourceAccount': ACCOUNT };
const forObject = (object: string) => throughService('s3', REGION, { 'aws:s3:arn': object });

export const WORKLOADS: Workload[] = [
  {
    role: 'S3ReplicationRole',
    make: (stack, confusedDeputy) => new S3ReplicationRole(stack, 'Role', {
      confusedDeputy,
      source: bucketIn(stack, 'Orders', 'orders-111122223333', keyIn(stack)),
      destinations: [{ bucket: bucketIn(stack, 'Copy', 'orders-copy-111122223333'), encryptionKey: keyIn(stack, 'CopyKey') }],
      prefixes: ['eu/'],
    }),
    service: 's3.amazonaws.com',
    sourceArn: ORDERS,
    byDefault: ACCOUNT_ONLY,
    allows: [
      ...requests(READ_BUCKET, ORDERS, own),
      ...requests(READ_OBJECTS, `${ORDERS}/eu/1`, own),
      ...requests(REPLICATE, `${COPY}/eu/1`, own),
      request('kms:Decrypt', KEY_ARN, forObject(`${ORDERS}/eu/1`)),
      request('kms:Decrypt', KEY_ARN, forObject(ORDERS)),
      ...requests(['kms:Encrypt', 'kms:GenerateDataKey'], KEY_ARN, forObject(`${COPY}/eu/1`)),
    ],
    denies: [
      ...requests(READ_OBJECTS, `${ORDERS}/us/1`, own),
      ...requests(REPLICATE, `${ORDERS}/eu/1`, own),
      ...requests(REPLICATE, `${COPY}/eu/1`, { 'aws:ResourceAccount': '999999999999' }),
      request('s3:ObjectOwnerOverrideToBucketOwner', `${COPY}/eu/1`, own),
      request('s3:GetObject', `${ORDERS}/eu/1`, own),
      request('kms:Decrypt', KEY_ARN, forObject(`${ORDERS}/us/1`)),
      request('kms:Encrypt', KEY_ARN, forObject(`${ORDERS}/eu/1`)),
      request('kms:Decrypt', KEY_ARN),
    ],
  },
  {
    role: 'RdsMonitoringRole',
    make: (stack, confusedDeputy) => new RdsMonitoringRole(stack, 'Role', { confusedDeputy }),
    service: 'monitoring.rds.amazonaws.com',
    sourceArn: arn('rds', 'db:orders'),
    byDefault: STRICT,
    allows: [
      ...requests(MONITOR_GROUP, arn('logs', 'log-group:RDSOSMetrics:log-stream:')),
      ...requests(MONITOR_GROUP, arn('logs', 'log-group:RDSOSMetrics')),
      ...requests(MONITOR_STREAM, arn('logs', 'log-group:RDSOSMetrics:log-stream:db-ABC')),
    ],
    denies: [
      ...requests(MONITOR_GROUP, arn('logs', 'log-group:/aws/rds/instance/orders/error:*')),
      ...requests(MONITOR_STREAM, arn('logs', 'log-group:shop:log-stream:db-ABC')),
    ],
  },
  {
    role: 'RdsSnapshotExportRole',
    make: (stack, confusedDeputy) => new RdsSnapshotExportRole(stack, 'Role', {
      confusedDeputy, bucket: bucketIn(stack, 'Lake', 'orders-111122223333', keyIn(stack)), prefix: 'exports/',
    }),
    service: 'export.rds.amazonaws.com',
    sourceArn: arn('rds', 'snapshot:orders'),
    byDefault: STRICT,
    allows: [
      ...requests(['s3:PutObject', 's3:GetObject', 's3:DeleteObject'], `${ORDERS}/exports/1`, own),
      ...requests(['s3:ListBucket', 's3:GetBucketLocation'], ORDERS, own),
      ...requests(['kms:GenerateDataKey', 'kms:Decrypt'], KEY_ARN, forObject(`${ORDERS}/exports/1`)),
    ],
    denies: [
      ...requests(['s3:PutObject', 's3:GetObject', 's3:DeleteObject'], `${ORDERS}/raw/1`, own),
      request('s3:PutObjectAcl', `${ORDERS}/exports/1`, own),
      request('s3:ListBucket', COPY, own),
      request('kms:Decrypt', KEY_ARN, forObject(`${ORDERS}/raw/1`)),
    ],
  },
  {
    role: 'S3BatchOperationsRole',
    make: (stack, confusedDeputy) => new S3BatchOperationsRole(stack, 'Role', {
      confusedDeputy,
      manifestBucket: bucketIn(stack, 'Orders', 'orders-111122223333'),
      manifestPrefix: 'manifests/',
      reportBucket: bucketIn(stack, 'Copy', 'orders-copy-111122223333', keyIn(stack)),
      reportPrefix: 'reports/',
    }),
    service: 'batchoperations.s3.amazonaws.com',
    byDefault: OFF,
    allows: [
      ...requests(['s3:GetObject', 's3:GetObjectVersion'], `${ORDERS}/manifests/1.csv`, own),
      request('s3:PutObject', `${COPY}/reports/1.csv`, own),
      request('s3:GetBucketLocation', ORDERS, own),
      request('s3:GetBucketLocation', COPY, own),
      ...requests(['kms:GenerateDataKey', 'kms:Decrypt'], KEY_ARN, forObject(`${COPY}/reports/1.csv`)),
    ],
    denies: [
      request('s3:GetObject', `${ORDERS}/eu/1`, own),
      request('s3:PutObject', `${ORDERS}/manifests/1.csv`, own),
      request('s3:PutObject', `${COPY}/1`, own),
    ],
  },
  {
    role: 'DataSyncLocationRole',
    make: (stack, confusedDeputy) => new DataSyncLocationRole(stack, 'Role', {
      confusedDeputy, bucket: bucketIn(stack, 'Orders', 'orders-111122223333', keyIn(stack)), prefix: 'eu/',
    }),
    service: 'datasync.amazonaws.com',
    sourceArn: arn('datasync', 'location/loc-0123456789abcdef0'),
    byDefault: STRICT,
    allows: [
      ...requests(SYNC_BUCKET, ORDERS, own),
      ...requests([...SYNC_READ, ...SYNC_WRITE], `${ORDERS}/eu/1`, own),
      ...requests(['kms:GenerateDataKey', 'kms:Decrypt'], KEY_ARN, forObject(`${ORDERS}/eu/1`)),
    ],
    denies: [...requests([...SYNC_READ, ...SYNC_WRITE], `${ORDERS}/us/1`, own), ...requests(SYNC_BUCKET, COPY, own)],
  },
  {
    role: 'DataSyncLocationRole',
    variant: 'of a source',
    make: (stack, confusedDeputy) => new DataSyncLocationRole(stack, 'Role', {
      confusedDeputy, bucket: bucketIn(stack, 'Orders', 'orders-111122223333', keyIn(stack)), readOnly: true,
    }),
    service: 'datasync.amazonaws.com',
    sourceArn: arn('datasync', 'location/loc-0123456789abcdef0'),
    byDefault: STRICT,
    allows: [
      ...requests(SYNC_BUCKET, ORDERS, own),
      ...requests(SYNC_READ, `${ORDERS}/eu/1`, own),
      request('kms:Decrypt', KEY_ARN, forObject(`${ORDERS}/eu/1`)),
    ],
    denies: [...requests(SYNC_WRITE, `${ORDERS}/eu/1`, own), request('kms:GenerateDataKey', KEY_ARN, forObject(`${ORDERS}/eu/1`))],
  },
  {
    role: 'TransferUserRole',
    make: (stack, confusedDeputy) => new TransferUserRole(stack, 'Role', {
      confusedDeputy, bucket: bucketIn(stack, 'Orders', 'orders-111122223333', keyIn(stack)), prefix: 'home/alice/',
    }),
    service: 'transfer.amazonaws.com',
    sourceArn: arn('transfer', 'user/s-0123456789abcdef0/alice'),
    byDefault: STRICT,
    allows: [
      request('s3:GetBucketLocation', ORDERS, own),
      request('s3:ListBucket', ORDERS, { ...own, 's3:prefix': 'home/alice/' }),
      ...requests(
        ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'], `${ORDERS}/home/alice/1`, own,
      ),
      ...requests(['kms:GenerateDataKey', 'kms:Decrypt'], KEY_ARN, forObject(`${ORDERS}/home/alice/1`)),
    ],
    denies: [
      ...requests(['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], `${ORDERS}/home/bob/1`, own),
      request('s3:ListBucket', ORDERS, { ...own, 's3:prefix': 'home/' }),
      request('s3:DeleteObjectVersion', `${ORDERS}/home/alice/1`, own),
    ],
  },
  {
    role: 'TransferUserRole',
    variant: 'to download only',
    make: (stack, confusedDeputy) => new TransferUserRole(stack, 'Role', {
      confusedDeputy, bucket: bucketIn(stack, 'Orders', 'orders-111122223333'), readOnly: true,
    }),
    service: 'transfer.amazonaws.com',
    sourceArn: arn('transfer', 'user/s-0123456789abcdef0/alice'),
    byDefault: STRICT,
    allows: [...requests(['s3:ListBucket', 's3:GetBucketLocation'], ORDERS, own), request('s3:GetObject', `${ORDERS}/1`, own)],
    denies: requests(['s3:PutObject', 's3:DeleteObject'], `${ORDERS}/1`, own),
  },
  {
    role: 'TransferLoggingRole',
    make: (stack, confusedDeputy) => new TransferLoggingRole(stack, 'Role', { confusedDeputy }),
    service: 'transfer.amazonaws.com',
    sourceArn: arn('transfer', 'server/s-0123456789abcdef0'),
    byDefault: STRICT,
    allows: [
      ...requests(LOG_GROUP, arn('logs', 'log-group:/aws/transfer/s-0123456789abcdef0:log-stream:')),
      ...requests(LOG_STREAM, arn('logs', 'log-group:/aws/transfer/s-0123456789abcdef0:log-stream:alice')),
    ],
    denies: [
      ...requests(LOG_GROUP, arn('logs', 'log-group:/aws/lambda/booking:log-stream:')),
      ...requests(LOG_STREAM, arn('logs', 'log-group:/aws/lambda/booking:log-stream:1')),
    ],
  },
  {
    role: 'DmsVpcRole',
    make: (stack, confusedDeputy) => new DmsVpcRole(stack, 'Role', {
      confusedDeputy,
      network: {
        subnets: [ec2.CfnSubnet.fromSubnetId(stack, 'Subnet', 'subnet-0123456789abcdef0')],
        securityGroups: [ec2.CfnSecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0')],
      },
    }),
    service: 'dms.amazonaws.com',
    sourceArn: arn('dms', 'rep:ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
    byDefault: STRICT,
    allows: [
      ...[INTERFACE, SUBNET, arn('ec2', 'security-group/sg-0123456789abcdef0')].map(resource => request('ec2:CreateNetworkInterface', resource)),
      ...requests(['ec2:DeleteNetworkInterface', 'ec2:ModifyNetworkInterfaceAttribute'], INTERFACE, { 'ec2:Subnet': SUBNET }),
      request('ec2:ModifyNetworkInterfaceAttribute', arn('ec2', 'security-group/sg-0123456789abcdef0')),
      ...requests(
        ['AvailabilityZones', 'DhcpOptions', 'InternetGateways', 'NetworkInterfaces', 'SecurityGroups', 'Subnets', 'Vpcs'].map(what => `ec2:Describe${what}`), '*',
      ),
    ],
    denies: [
      request('ec2:CreateNetworkInterface', arn('ec2', 'subnet/subnet-0fedcba9876543210')),
      ...requests(['ec2:DeleteNetworkInterface', 'ec2:ModifyNetworkInterfaceAttribute'], INTERFACE, { 'ec2:Subnet': arn('ec2', 'subnet/subnet-0fedcba9876543210') }),
      request('ec2:ModifyNetworkInterfaceAttribute', arn('ec2', 'security-group/sg-0fedcba9876543210')),
    ],
    refuses: [
      [
        'under another name',
        stack => new DmsVpcRole(stack, 'Role', { roleName: 'shop-dms', network: { subnets: [], securityGroups: [] } }),
        /`roleName` is `shop-dms`, but the service finds this role as `dms-vpc-role` and no other/,
      ],
      ['without a subnet', stack => new DmsVpcRole(stack, 'Role', { network: { subnets: [], securityGroups: [] } }), /network has 0 subnets/],
    ],
  },
  {
    role: 'DmsLogsRole',
    make: (stack, confusedDeputy) => new DmsLogsRole(stack, 'Role', { confusedDeputy }),
    service: 'dms.amazonaws.com',
    sourceArn: arn('dms', 'task:ABCDEFGHIJKLMNOPQRSTUVWXYZ'),
    byDefault: OFF,
    allows: [
      request('logs:DescribeLogGroups', '*'),
      ...['dms-tasks-orders', 'dms-serverless-replication-orders'].flatMap(group => [
        ...requests(LOG_GROUP, arn('logs', `log-group:${group}`)),
        ...requests(LOG_STREAM, arn('logs', `log-group:${group}:log-stream:dms-task-1`)),
      ]),
    ],
    denies: [
      ...requests(LOG_GROUP, arn('logs', 'log-group:orders')),
      ...requests(LOG_STREAM, arn('logs', 'log-group:orders:log-stream:1')),
      request('logs:PutLogEvents', `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:dms-tasks-orders:log-stream:1`),
    ],
    refuses: [
      ['in no region', stack => new DmsLogsRole(stack, 'Role', { regions: [] }), /DmsLogsRole: `regions` is \[\]; expected at least one/],
      ['in all regions', stack => new DmsLogsRole(stack, 'Role', { regions: ['eu-west-1', '*'] }), /`regions` has '\*'; expected a region that this version knows/],
      ['in a place that is no region', stack => new DmsLogsRole(stack, 'Role', { regions: ['frankfurt'] }), /`regions` has 'frankfurt'; expected a region/],
      ['in regions that nobody can list', stack => new DmsLogsRole(stack, 'Role', { regions: Fn.split(',', Fn.importValue('Regions')) }), /known only at deployment.*Write the list out/],
      ['at another path', stack => new DmsLogsRole(stack, 'Role', { path: '/dms/' }), /`path` is `\/dms\/`, but the service finds this role as/],
    ],
  },
  {
    role: 'DmsS3EndpointRole',
    make: (stack, confusedDeputy) => new DmsS3EndpointRole(stack, 'Role', {
      confusedDeputy, bucket: bucketIn(stack, 'Orders', 'orders-111122223333', keyIn(stack)), prefix: 'cdc/',
    }),
    service: 'dms.amazonaws.com',
    sourceArn: arn('dms', 'endpoint:ABC'),
    byDefault: STRICT,
    allows: [
      request('s3:ListBucket', ORDERS, own),
      ...requests(['s3:PutObject', 's3:PutObjectTagging', 's3:DeleteObject'], `${ORDERS}/cdc/1`, own),
      ...requests(['kms:GenerateDataKey', 'kms:Decrypt'], KEY_ARN, forObject(`${ORDERS}/cdc/1`)),
    ],
    denies: [...requests(['s3:PutObject', 's3:DeleteObject'], `${ORDERS}/eu/1`, own), request('s3:GetObject', `${ORDERS}/cdc/1`, own)],
  },
  {
    role: 'DmsS3EndpointRole',
    variant: 'of a source',
    make: (stack, confusedDeputy) => new DmsS3EndpointRole(stack, 'Role', {
      confusedDeputy, bucket: bucketIn(stack, 'Orders', 'orders-111122223333'), readOnly: true,
    }),
    service: 'dms.amazonaws.com',
    sourceArn: arn('dms', 'endpoint:ABC'),
    byDefault: STRICT,
    allows: [request('s3:ListBucket', ORDERS, own), request('s3:GetObject', `${ORDERS}/1`, own)],
    denies: requests(['s3:PutObject', 's3:DeleteObject'], `${ORDERS}/1`, own),
  },
];
