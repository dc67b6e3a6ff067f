/**
 * The role with which AWS Backup backs up: what each resource needs is added by kind, for exactly the resources that are named.
 *
 * The actions are the statements that AWS's page lists for each kind, of its policies AWSBackupServiceRolePolicyForBackup (v30) and
 * AWSBackupServiceRolePolicyForS3Backup (v5), which give them on `*`: https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
 * (2026-11-22). Left out is what copies or shares backups, moves them to cold storage of EBS, and turns continuous backup of databases on: it reaches
 * snapshots and keys of other regions and accounts. Kinds without a method, EC2 instances and FSx among them, have statements that no resource narrows.
 */
import { ArnFormat, Stack, Token, TokenComparison } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { acknowledgeRules } from '../cdk/rule-acknowledgement';
import { bucketKeyUse, keyOfBucket } from '../grants/bucket-key';
import { ofItsAccount } from '../grants/bucket-owner';
import { OBJECT_PATTERN, objectArns } from '../grants/object-keys';
import { keyOfTable } from '../grants/table-key';
import { keyUse } from '../grants/writing/encryption-key';
import { environmentOf, locatedBy, Resource } from '../grants/writing/environment';
import { EncryptedGrantScope } from '../grants/writing/grant-scope';
import { addScopedGrant } from '../grants/writing/scoped-grant';
import { ScopedStatement } from '../grants/writing/scoped-statement';

/**
 * Properties of a `BackupRole`.
 *
 * `confusedDeputy` defaults to `OFF`: AWS documents no condition for roles of AWS Backup.
 * Several selections may have the role.
 */
export interface BackupRoleProps extends ServiceRoleOptions {
  /**
   * The vaults that backups are put into, at least one: L2, L1 or imported ones, of the account and region of the role's stack.
   */
  readonly vaults: backup.IBackupVaultRef[];
}

/**
 * How what is backed up is encrypted.
 */
export interface BackupEncryptionOptions {
  /**
   * The customer-managed KMS key of the resource. Its key policy must let IAM policies of the account decide, as CDK's default does.
   *
   * @default - the key that the construct names
   */
  readonly encryptionKey?: kms.IKeyRef;
}

/**
 * Role of the selections of one backup plan. From the start it may look at its vaults, put backups into them and tag these; what is backed up is added
 * by method. It may restore nothing: that is for a `BackupRestoreRole`.
 *
 * Give the selection of the CDK `disableDefaultBackupPolicy: true` with it, or the CDK attaches a managed policy of AWS.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/iam-service-roles.html
 */
export class BackupRole extends ServiceRole {
  /**
   * Throws when there is no vault or one of another account or region, and when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: BackupRoleProps) {
    if (props.vaults.length === 0) {
      throw new Error('BackupRole: `vaults` is [], expected at least the vault of the plan: backups are put into it');
    }
    super(scope, id, {
      ...props,
      shared: props.shared ?? 'the selections of one plan back up what was added to the role',
      servicePrincipal: 'backup.amazonaws.com',
    });
    props.vaults.forEach(vault => requireVaultHere(this, vault));
    addScopedGrant({
      call: 'BackupRole',
      grantee: this,
      statements: [
        {
          actions: ['backup:DescribeBackupVault', 'backup:CopyIntoBackupVault'],
          resources: props.vaults.map(({ backupVaultRef }) => backupVaultRef.backupVaultArn),
        },
        {
          actions: ['backup:TagResource'],
          resources: [Stack.of(this).formatArn({
            service: 'backup', account: '*', resource: 'recovery-point', resourceName: '*', arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          })],
          conditions: { StringEquals: { 'aws:ResourceAccount': Stack.of(this).account } },
          wildcardReason: 'backups get their ids when they are made; the condition keeps them to this account',
        },
      ],
    });
    acknowledgeRules(this, Object.fromEntries([
      ...REMOVALS.map(action => [`destructive-action[${action}]`, EXPIRY]),
      ...DESCRIPTIONS.map(action => [`listing-on-all-resources[${action}]`, LISTS]),
    ]));
  }

  /**
   * Lets AWS Backup back up a DynamoDB table: to describe it, to make, describe and delete its backups, with the advanced features or without, and to use
   * its key through DynamoDB.
   *
   * @throws if the key of the table cannot be named, or if the grant would be lost
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
   */
  public addTable(table: dynamodb.ITableRef, options: BackupEncryptionOptions = {}): iam.Grant {
    const call = 'BackupRole.addTable';
    const { tableArn } = table.tableRef;
    const resource = locatedBy(tableArn, table);
    return this.add(call, resource, [
      {
        actions: ['dynamodb:DescribeTable', 'dynamodb:CreateBackup', 'dynamodb:StartAwsBackupJob', 'dynamodb:ListTagsOfResource'],
        resources: [tableArn],
      },
      { actions: ['dynamodb:DescribeBackup', 'dynamodb:DeleteBackup'], resources: [`${tableArn}/backup/*`], wildcardReason: BACKUP_IDS },
      ...keyUse({
        ...keyOfTable(table), call, grantee: this, resource, options: keyOptions(options), service: 'dynamodb', actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      }),
    ]);
  }

  /**
   * Lets AWS Backup back up an EFS file system: `elasticfilesystem:Backup` and `elasticfilesystem:DescribeTags` on it, `tag:GetResources` on `*`.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
   */
  public addFileSystem(fileSystem: efs.IFileSystemRef): iam.Grant {
    return this.add('BackupRole.addFileSystem', fileSystem, [
      { actions: ['elasticfilesystem:Backup', 'elasticfilesystem:DescribeTags'], resources: [fileSystem.fileSystemRef.fileSystemArn] },
      TAGGED_RESOURCES,
    ]);
  }

  /**
   * Lets AWS Backup back up a bucket, at intervals or continuously: to read its objects with their versions, tags and access lists, its settings, to keep
   * an inventory and notifications of it, for which it makes rules of EventBridge (`AwsBackupManagedRule…`), and to use its key through S3. Versioning
   * has to be on.
   *
   * @throws if the key of the bucket cannot be named, or if the grant would be lost
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/s3-backups.html
   */
  public addBucket(bucket: s3.IBucketRef, options: BackupEncryptionOptions = {}): iam.Grant {
    const call = 'BackupRole.addBucket';
    return this.add(call, bucket, [
      ...bucketUse(call, this, bucket, options, {
        onBucket: [
          's3:GetBucketTagging', 's3:GetInventoryConfiguration', 's3:ListBucketVersions', 's3:ListBucket', 's3:GetBucketVersioning',
          's3:GetBucketLocation', 's3:GetBucketAcl', 's3:PutInventoryConfiguration', 's3:GetBucketNotification', 's3:PutBucketNotification',
          's3:ListTagsForResource',
        ],
        onObjects: [
          's3:GetObjectAcl', 's3:GetObject', 's3:GetObjectVersionTagging', 's3:GetObjectVersionAcl', 's3:GetObjectTagging', 's3:GetObjectVersion',
        ],
        onKey: ['kms:Decrypt'],
      }),
      {
        actions: [
          'events:DeleteRule', 'events:PutTargets', 'events:DescribeRule', 'events:EnableRule', 'events:PutRule', 'events:RemoveTargets',
          'events:ListTargetsByRule', 'events:DisableRule',
        ],
        resources: [Stack.of(this).formatArn({ ...environmentOf(bucket), service: 'events', resource: 'rule', resourceName: 'AwsBackupManagedRule*' })],
        wildcardReason: 'AWS Backup numbers its rules; the prefix is its own and the actions are exact',
      },
      {
        actions: ['s3:ListAllMyBuckets', 'events:ListRules', 'cloudwatch:GetMetricData'],
        resources: ['*'],
        wildcardReason: 'these accept no resource but *; they only list and measure',
      },
    ]);
  }

  /**
   * Lets AWS Backup back up an EBS volume: to make snapshots of it, to tag and delete those, and what describes volumes, snapshots and tags, on `*`.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
   */
  public addVolume(volume: ec2.IVolumeRef): iam.Grant {
    const format = { ...environmentOf(volume), service: 'ec2' };
    const volumeArn = Stack.of(volume).formatArn({ ...format, resource: 'volume', resourceName: volume.volumeRef.volumeId });
    const snapshots = Stack.of(volume).formatArn({ ...format, account: '', resource: 'snapshot', resourceName: '*' });
    const ofVolume = { ArnEquals: { 'ec2:ParentVolume': volumeArn } };
    return this.add('BackupRole.addVolume', volume, [
      { actions: ['ec2:CreateSnapshot'], resources: [volumeArn, snapshots], wildcardReason: BACKUP_IDS },
      {
        actions: ['ec2:CreateTags'],
        resources: [snapshots],
        conditions: { StringEquals: { 'ec2:CreateAction': 'CreateSnapshot' } },
        wildcardReason: 'the condition picks the snapshot that is being made',
      },
      { actions: ['ec2:CreateTags', 'ec2:DeleteSnapshot'], resources: [snapshots], conditions: ofVolume, wildcardReason: 'the condition picks snapshots of the volume' },
      describing('ec2:DescribeVolumes', 'ec2:DescribeSnapshots'),
      TAGGED_RESOURCES,
    ]);
  }

  /**
   * Lets AWS Backup back up an RDS instance by snapshots, not continuously: to make snapshots of it, to tag and delete snapshots of AWS Backup
   * (`awsbackup:…`), and what describes them and their keys.
   *
   * @param database an instance that belongs to no cluster
   * @throws if the instance belongs to a cluster, or if the grant would be lost
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
   */
  public addDatabase(database: rds.IDBInstanceRef): iam.Grant {
    const call = 'BackupRole.addDatabase';
    const cfnInstance = [database, database.node.defaultChild].find(rds.CfnDBInstance.isCfnDBInstance);
    if (cfnInstance?.dbClusterIdentifier !== undefined) {
      throw new Error(`${call}: '${database.node.path}' belongs to a cluster, expected an instance of its own: backups are of the cluster, write addDatabaseCluster(cluster)`);
    }
    return this.addSnapshots(call, database, {
      arn: database.dbInstanceRef.dbInstanceArn,
      type: 'snapshot',
      create: 'rds:CreateDBSnapshot',
      remove: 'rds:DeleteDBSnapshot',
      describe: ['rds:DescribeDBInstances', 'rds:DescribeDBSnapshots'],
    });
  }

  /**
   * Lets AWS Backup back up an Aurora or Multi-AZ cluster by snapshots, not continuously: to make snapshots of it, to tag and delete snapshots of AWS
   * Backup (`awsbackup:…`), and what describes them and their keys.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
   */
  public addDatabaseCluster(cluster: rds.IDBClusterRef): iam.Grant {
    return this.addSnapshots('BackupRole.addDatabaseCluster', cluster, {
      arn: cluster.dbClusterRef.dbClusterArn,
      type: 'cluster-snapshot',
      create: 'rds:CreateDBClusterSnapshot',
      remove: 'rds:DeleteDBClusterSnapshot',
      describe: ['rds:DescribeDBClusters', 'rds:DescribeDBClusterSnapshots', 'rds:DescribeDBClusterAutomatedBackups', 'rds:DescribeDBInstances'],
    });
  }

  private addSnapshots(call: string, database: Resource, kind: SnapshotKind): iam.Grant {
    const stack = Stack.of(database);
    const format = { ...environmentOf(database), arnFormat: ArnFormat.COLON_RESOURCE_NAME };
    const snapshots = stack.formatArn({ ...format, service: 'rds', resource: kind.type, resourceName: 'awsbackup:*' });
    return this.add(call, database, [
      { actions: [kind.create], resources: [kind.arn, snapshots], wildcardReason: BACKUP_IDS },
      { actions: ['rds:ListTagsForResource'], resources: [kind.arn, snapshots], wildcardReason: BACKUP_IDS },
      { actions: ['rds:AddTagsToResource', kind.remove], resources: [snapshots], wildcardReason: BACKUP_IDS },
      {
        actions: ['kms:DescribeKey'],
        resources: [stack.formatArn({ ...environmentOf(database), service: 'kms', resource: 'key', resourceName: '*' })],
        wildcardReason: 'databases have keys that AWS manages too, whose ids nobody gives; the action only describes',
      },
      describing(...kind.describe),
      TAGGED_RESOURCES,
    ]);
  }

  private add(call: string, resource: Resource, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({
      call,
      grantee: this,
      resource,
      statements,
      otherAccountRemedy: 'AWS Backup makes backups inside one account: make the plan, the vault and this role there.',
    });
  }
}

/** What is put into a vault elsewhere is a copy. */
function requireVaultHere(role: BackupRole, vault: backup.IBackupVaultRef): void {
  const { account, region } = environmentOf(locatedBy(vault.backupVaultRef.backupVaultArn, vault));
  const here = Stack.of(role);
  if ([[account, here.account], [region, here.region]].some(([left, right]) => Token.compareStrings(left, right) === TokenComparison.DIFFERENT)) {
    throw new Error(`BackupRole: \`vaults\` has '${vault.node.path}' of account ${account} in ${region}, expected vaults of account ${here.account} in `
      + `${here.region}, as the stack of the role: AWS Backup backs up into the account and region of the resource, and this role makes no copies. Make the `
      + 'plan, the vault and a role there');
  }
}

/** How RDS names the snapshots of a kind of database. */
interface SnapshotKind {
  readonly arn: string;
  readonly type: 'snapshot' | 'cluster-snapshot';
  readonly create: string;
  readonly remove: string;
  readonly describe: string[];
}

/** What removes backups in the service of the resource. */
const REMOVALS = ['dynamodb:DeleteBackup', 'ec2:DeleteSnapshot', 'rds:DeleteDBSnapshot', 'rds:DeleteDBClusterSnapshot'];
const EXPIRY = 'AWS Backup removes backups that have expired or failed; the action reaches backups only';

/** What AWS gives on `*`, though it could be asked of single resources. */
const DESCRIPTIONS = [
  'kms:DescribeKey', 'rds:DescribeDBInstances', 'rds:DescribeDBSnapshots', 'rds:DescribeDBClusters', 'rds:DescribeDBClusterSnapshots',
  'rds:DescribeDBClusterAutomatedBackups',
];
const LISTS = 'AWS Backup may list instead of asking for one resource; the actions only describe';

const BACKUP_IDS = 'backups get their ids when they are made; what they are of and the actions are exact';

const TAGGED_RESOURCES: ScopedStatement = {
  actions: ['tag:GetResources'],
  resources: ['*'],
  wildcardReason: 'tag:GetResources accepts no resource but *; it only lists',
};

/** Resources of other accounts are refused as such, whatever is said of their key. */
export function keyOptions({ encryptionKey }: BackupEncryptionOptions): EncryptedGrantScope {
  return { encryptionKey, withoutEncryptionKey: true };
}

function describing(...actions: string[]): ScopedStatement {
  return { actions, resources: ['*'], wildcardReason: LISTS };
}

/** What AWS Backup does with a bucket, with all of its objects, and with its key for them. */
export interface BucketUse {
  readonly onBucket: string[];
  readonly onObjects: string[];
  readonly onKey: string[];
}

/** Of backups and of restores, which describe the key as well. */
export function bucketUse(
  call: string, grantee: iam.IGrantable, bucket: s3.IBucketRef, options: BackupEncryptionOptions, { onBucket, onObjects, onKey }: BucketUse,
): ScopedStatement[] {
  const { bucketArn } = bucket.bucketRef;
  const conditions = ofItsAccount(bucket);
  const key = { call, grantee, options: keyOptions(options) };
  return [
    { actions: onBucket, resources: [bucketArn], conditions },
    { actions: onObjects, resources: objectArns(bucketArn, []), conditions, wildcardReason: OBJECT_PATTERN },
    ...bucketKeyUse(bucket, [], { ...key, actions: onKey }),
    ...keyUse({ ...keyOfBucket(bucket), ...key, resource: bucket, service: 's3', actions: ['kms:DescribeKey'] }),
  ];
}
