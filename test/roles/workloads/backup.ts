import { Stack } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Workload } from './workload';
import { BackupRestoreRole } from '../../../src/roles/backup-restore-role';
import { BackupRole } from '../../../src/roles/backup-role';
import { ConfusedDeputyProtection } from '../../../src/roles/confused-deputy-protection';
import { arnIn, request, requests, throughService } from '../../grants/intents/intent';
import { ACCOUNT, KEY_ARN, REGION } from '../../grants/testing';

const { OFF } = ConfusedDeputyProtection;
const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const own = { 'aws:ResourceAccount': ACCOUNT };
const ORDERS = 'arn:aws:s3:::orders-111122223333';
const VOLUME = arn('ec2', 'volume/vol-0123456789abcdef0');
const SNAPSHOT = `arn:aws:ec2:${REGION}::snapshot/snap-0123456789abcdef0`;

const vaultIn = (stack: Stack) => backup.BackupVault.fromBackupVaultArn(stack, 'Vault', arnIn(stack, 'backup', 'backup-vault:shop'));
const keyIn = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', arnIn(stack, 'kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab'));
const tableIn = (stack: Stack) => dynamodb.Table.fromTableArn(stack, 'Orders', arnIn(stack, 'dynamodb', 'table/orders'));
const filesIn = (stack: Stack) =>
  efs.CfnFileSystem.fromFileSystemArn(stack, 'Files', arnIn(stack, 'elasticfilesystem', 'file-system/fs-0123456789abcdef0'));
const bucketIn = (stack: Stack) => s3.Bucket.fromBucketAttributes(stack, 'Bucket', {
  bucketName: 'orders-111122223333',
  encryptionKey: kms.Key.fromKeyArn(stack, 'BucketKey', arnIn(stack, 'kms', 'key/1234abcd-12ab-34cd-56ef-1234567890ab')),
});
const ledgerIn = (stack: Stack) => rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Ledger', {
  instanceIdentifier: 'ledger', instanceEndpointAddress: 'ledger.example.com', port: 5432, securityGroups: [],
});
const roleIn = (stack: Stack, confusedDeputy?: ConfusedDeputyProtection) => new BackupRole(stack, 'Role', { confusedDeputy, vaults: [vaultIn(stack)] });

const IN_VAULT = [
  ...requests(['backup:DescribeBackupVault', 'backup:CopyIntoBackupVault'], arn('backup', 'backup-vault:shop')),
  request('backup:TagResource', arn('backup', 'recovery-point:1eb3b5e7-9eb0-435a-a80b-108b488b0d45'), own),
];
const OTHER_VAULT = [
  request('backup:CopyIntoBackupVault', arn('backup', 'backup-vault:billing')),
  request('backup:DeleteRecoveryPoint', arn('backup', 'recovery-point:1eb3b5e7-9eb0-435a-a80b-108b488b0d45'), own),
  request('backup:TagResource', `arn:aws:backup:${REGION}:999999999999:recovery-point:1`, { 'aws:ResourceAccount': '999999999999' }),
];
const TABLE = ['dynamodb:DescribeTable', 'dynamodb:CreateBackup', 'dynamodb:StartAwsBackupJob', 'dynamodb:ListTagsOfResource'];
const TABLE_BACKUP = ['dynamodb:DescribeBackup', 'dynamodb:DeleteBackup'];
const FILES = ['elasticfilesystem:Backup', 'elasticfilesystem:DescribeTags'];
const BUCKET = [
  's3:GetBucketTagging', 's3:GetInventoryConfiguration', 's3:ListBucketVersions', 's3:ListBucket', 's3:GetBucketVersioning', 's3:GetBucketLocation',
  's3:GetBucketAcl', 's3:PutInventoryConfiguration', 's3:GetBucketNotification', 's3:PutBucketNotification', 's3:ListTagsForResource',
];
const OBJECT = ['s3:GetObjectAcl', 's3:GetObject', 's3:GetObjectVersionTagging', 's3:GetObjectVersionAcl', 's3:GetObjectTagging', 's3:GetObjectVersion'];
const RULE = ['DeleteRule', 'PutTargets', 'DescribeRule', 'EnableRule', 'PutRule', 'RemoveTargets', 'ListTargetsByRule', 'DisableRule'].map(name => `events:${name}`);

const RESTORED_TABLE = ['Scan', 'Query', 'UpdateItem', 'PutItem', 'GetItem', 'DeleteItem', 'BatchWriteItem', 'DescribeTable', 'RestoreTableFromAwsBackup']
  .map(name => `dynamodb:${name}`);
const RESTORED_KEY = ['Decrypt', 'Encrypt', 'GenerateDataKey', 'ReEncryptTo', 'ReEncryptFrom', 'GenerateDataKeyWithoutPlaintext', 'DescribeKey']
  .map(name => `kms:${name}`);
const RESTORED_BUCKET = [
  's3:ListBucketVersions', 's3:ListBucket', 's3:GetBucketVersioning', 's3:GetBucketLocation', 's3:PutBucketVersioning', 's3:PutBucketOwnershipControls',
  's3:GetBucketOwnershipControls',
];
const RESTORED_OBJECT = [
  's3:GetObject', 's3:GetObjectVersion', 's3:DeleteObject', 's3:PutObjectVersionAcl', 's3:GetObjectVersionAcl', 's3:GetObjectTagging', 's3:PutObjectTagging',
  's3:GetObjectAcl', 's3:PutObjectAcl', 's3:ListMultipartUploadParts', 's3:PutObject',
];

export const WORKLOADS: Workload[] = [
  {
    role: 'BackupRole',
    make: roleIn,
    service: 'backup.amazonaws.com',
    byDefault: OFF,
    allows: IN_VAULT,
    denies: OTHER_VAULT,
    refuses: [['without a vault', stack => new BackupRole(stack, 'Role', { vaults: [] }), /`vaults` is \[\], expected at least the vault of the plan/]],
  },
  {
    role: 'BackupRole',
    variant: 'of a table and a file system',
    make: (stack, confusedDeputy) => {
      const role = roleIn(stack, confusedDeputy);
      role.addTable(tableIn(stack), { encryptionKey: keyIn(stack) });
      role.addFileSystem(filesIn(stack));
      return role;
    },
    service: 'backup.amazonaws.com',
    byDefault: OFF,
    allows: [
      ...IN_VAULT,
      ...requests(TABLE, arn('dynamodb', 'table/orders')),
      ...requests(TABLE_BACKUP, arn('dynamodb', 'table/orders/backup/01489602797149-73d8d5bc')),
      ...requests(['kms:Decrypt', 'kms:GenerateDataKey'], KEY_ARN, throughService('dynamodb', REGION)),
      ...requests(FILES, arn('elasticfilesystem', 'file-system/fs-0123456789abcdef0')),
      request('tag:GetResources', '*'),
    ],
    denies: [
      ...requests(TABLE, arn('dynamodb', 'table/billing')),
      ...requests(TABLE_BACKUP, arn('dynamodb', 'table/billing/backup/01489602797149-73d8d5bc')),
      ...requests(FILES, arn('elasticfilesystem', 'file-system/fs-0fedcba9876543210')),
      ...requests(['dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:DeleteTable', 'dynamodb:RestoreTableFromBackup'], arn('dynamodb', 'table/orders')),
      request('elasticfilesystem:Restore', arn('elasticfilesystem', 'file-system/fs-0123456789abcdef0')),
      request('kms:Decrypt', KEY_ARN),
    ],
  },
  {
    role: 'BackupRole',
    variant: 'of a bucket',
    make: (stack, confusedDeputy) => {
      const role = roleIn(stack, confusedDeputy);
      role.addBucket(bucketIn(stack));
      return role;
    },
    service: 'backup.amazonaws.com',
    byDefault: OFF,
    allows: [
      ...IN_VAULT,
      ...requests(BUCKET, ORDERS, own),
      ...requests(OBJECT, `${ORDERS}/2026/1`, own),
      request('kms:Decrypt', KEY_ARN, throughService('s3', REGION, { 'aws:s3:arn': `${ORDERS}/2026/1` })),
      request('kms:DescribeKey', KEY_ARN, throughService('s3', REGION)),
      ...requests(RULE, arn('events', 'rule/AwsBackupManagedRule-5')),
      ...requests(['s3:ListAllMyBuckets', 'events:ListRules', 'cloudwatch:GetMetricData'], '*'),
    ],
    denies: [
      ...requests(BUCKET, 'arn:aws:s3:::billing-111122223333', own),
      ...requests(OBJECT, 'arn:aws:s3:::billing-111122223333/1', own),
      ...requests(RULE, arn('events', 'rule/nightly')),
      ...requests(['s3:PutObject', 's3:DeleteObject'], `${ORDERS}/2026/1`, own),
      request('kms:Decrypt', KEY_ARN, throughService('s3', REGION, { 'aws:s3:arn': 'arn:aws:s3:::billing-111122223333/1' })),
    ],
  },
  {
    role: 'BackupRole',
    variant: 'of a volume and databases',
    make: (stack, confusedDeputy) => {
      const role = roleIn(stack, confusedDeputy);
      role.addVolume(ec2.CfnVolume.fromVolumeId(stack, 'Volume', 'vol-0123456789abcdef0'));
      role.addDatabase(ledgerIn(stack));
      role.addDatabaseCluster(rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Shop', { clusterIdentifier: 'shop' }));
      return role;
    },
    service: 'backup.amazonaws.com',
    byDefault: OFF,
    allows: [
      ...IN_VAULT,
      ...[VOLUME, SNAPSHOT].map(resource => request('ec2:CreateSnapshot', resource)),
      request('ec2:CreateTags', SNAPSHOT, { 'ec2:CreateAction': 'CreateSnapshot' }),
      ...requests(['ec2:CreateTags', 'ec2:DeleteSnapshot'], SNAPSHOT, { 'ec2:ParentVolume': VOLUME }),
      ...requests(['ec2:DescribeVolumes', 'ec2:DescribeSnapshots', 'tag:GetResources'], '*'),
      ...requests(['rds:CreateDBSnapshot', 'rds:ListTagsForResource'], arn('rds', 'db:ledger')),
      ...requests(['rds:CreateDBSnapshot', 'rds:AddTagsToResource', 'rds:DeleteDBSnapshot'], arn('rds', 'snapshot:awsbackup:job-1')),
      ...requests(['rds:CreateDBClusterSnapshot', 'rds:ListTagsForResource'], arn('rds', 'cluster:shop')),
      ...requests(['rds:CreateDBClusterSnapshot', 'rds:AddTagsToResource', 'rds:DeleteDBClusterSnapshot'], arn('rds', 'cluster-snapshot:awsbackup:job-1')),
      ...requests(['Instances', 'Snapshots', 'Clusters', 'ClusterSnapshots', 'ClusterAutomatedBackups'].map(what => `rds:DescribeDB${what}`), '*'),
      request('kms:DescribeKey', KEY_ARN),
    ],
    denies: [
      request('ec2:CreateSnapshot', arn('ec2', 'volume/vol-0fedcba9876543210')),
      ...requests(['ec2:CreateTags', 'ec2:DeleteSnapshot'], SNAPSHOT, { 'ec2:ParentVolume': arn('ec2', 'volume/vol-0fedcba9876543210') }),
      ...requests(['ec2:ModifySnapshotAttribute', 'ec2:CopySnapshot'], SNAPSHOT),
      request('rds:CreateDBSnapshot', arn('rds', 'db:billing')),
      request('rds:DeleteDBSnapshot', arn('rds', 'snapshot:before-upgrade')),
      ...requests(['rds:ModifyDBSnapshotAttribute', 'rds:CopyDBSnapshot'], arn('rds', 'snapshot:awsbackup:job-1')),
      request('rds:CreateDBClusterSnapshot', arn('rds', 'cluster:billing')),
      ...requests(['rds:DeleteDBInstance', 'rds:ModifyDBInstance'], arn('rds', 'db:ledger')),
    ],
    refuses: [
      [
        'for an instance of a cluster',
        stack => roleIn(stack).addDatabase(new rds.CfnDBInstance(stack, 'Writer', { dbClusterIdentifier: 'shop' })),
        /'Stack\/Writer' belongs to a cluster.*write addDatabaseCluster/,
      ],
    ],
  },
  {
    role: 'BackupRestoreRole',
    make: (stack, confusedDeputy) => new BackupRestoreRole(stack, 'Role', { confusedDeputy }),
    service: 'backup.amazonaws.com',
    byDefault: OFF,
    allows: [],
    denies: [],
    refuses: [
      [
        'for tables of any name',
        stack => new BackupRestoreRole(stack, 'Role').addTable(tableIn(stack), { tableNames: ['*'] }),
        /BackupRestoreRole.addTable: `tableNames` \w+ '\*'; expected a name without wildcards/,
      ],
    ],
  },
  {
    role: 'BackupRestoreRole',
    variant: 'of a table, a file system and a bucket',
    make: (stack, confusedDeputy) => {
      const role = new BackupRestoreRole(stack, 'Role', { confusedDeputy });
      role.addTable(tableIn(stack), { tableNames: ['orders-restored'], encryptionKey: keyIn(stack) });
      role.addFileSystem(filesIn(stack));
      role.addBucket(bucketIn(stack));
      return role;
    },
    service: 'backup.amazonaws.com',
    byDefault: OFF,
    allows: [
      ...requests(RESTORED_TABLE, arn('dynamodb', 'table/orders-restored')),
      request('dynamodb:RestoreTableFromBackup', arn('dynamodb', 'table/orders/backup/01489602797149-73d8d5bc')),
      ...requests(RESTORED_KEY, KEY_ARN, throughService('dynamodb', REGION)),
      request('kms:CreateGrant', KEY_ARN, { 'kms:GrantIsForAWSResource': 'true' }),
      ...requests(['elasticfilesystem:Restore', 'elasticfilesystem:DescribeFileSystems'], arn('elasticfilesystem', 'file-system/fs-0123456789abcdef0')),
      ...requests(RESTORED_BUCKET, ORDERS, own),
      ...requests(RESTORED_OBJECT, `${ORDERS}/2026/1`, own),
      ...requests(['kms:GenerateDataKey', 'kms:Decrypt'], KEY_ARN, throughService('s3', REGION, { 'aws:s3:arn': `${ORDERS}/2026/1` })),
      request('kms:DescribeKey', KEY_ARN, throughService('s3', REGION)),
    ],
    denies: [
      ...requests(RESTORED_TABLE, arn('dynamodb', 'table/orders')),
      request('dynamodb:RestoreTableFromBackup', arn('dynamodb', 'table/billing/backup/01489602797149-73d8d5bc')),
      request('kms:CreateGrant', KEY_ARN),
      request('elasticfilesystem:Restore', arn('elasticfilesystem', 'file-system/fs-0fedcba9876543210')),
      request('elasticfilesystem:DeleteFileSystem', arn('elasticfilesystem', 'file-system/fs-0123456789abcdef0')),
      ...requests(RESTORED_BUCKET, 'arn:aws:s3:::billing-111122223333', own),
      ...requests(RESTORED_OBJECT, 'arn:aws:s3:::billing-111122223333/1', own),
      ...requests(['s3:CreateBucket', 's3:DeleteBucket', 's3:PutBucketPolicy'], ORDERS, own),
    ],
  },
];
