/**
 * The role with which AWS Backup restores, apart from the one that backs up: what each resource needs is added by kind, for exactly what may be
 * written to.
 *
 * The actions are the statements that AWS's page lists for each kind, of its policies AWSBackupServiceRolePolicyForRestores (v35) and
 * AWSBackupServiceRolePolicyForS3Restore (v2), which give them on `*`: https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
 * (2026-11-22). Left out is what makes buckets and file systems. Volumes, instances and databases have no method: those statements make and remove
 * resources whose names are given at the restore.
 */
import { Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { BackupEncryptionOptions, bucketUse, keyOptions } from './backup-role';
import { ServiceRole } from './service-role';
import { ServiceRoleOptions } from './workload-role-props';
import { acknowledgeRules } from '../cdk/rule-acknowledgement';
import { keyOfTable } from '../grants/table-key';
import { keyUse } from '../grants/writing/encryption-key';
import { environmentOf, locatedBy, Resource } from '../grants/writing/environment';
import { requireNames } from '../grants/writing/scope-list';
import { addScopedGrant } from '../grants/writing/scoped-grant';
import { ScopedStatement } from '../grants/writing/scoped-statement';

/**
 * Properties of a `BackupRestoreRole`.
 *
 * `confusedDeputy` defaults to `OFF`: AWS documents no condition for roles of AWS Backup.
 */
export interface BackupRestoreRoleProps extends ServiceRoleOptions {}

/**
 * Which tables a backup is restored as.
 */
export interface TableRestoreOptions extends BackupEncryptionOptions {
  /**
   * The names of the new tables, such as `orders-restored`, at least one: DynamoDB restores into tables that do not exist yet. No wildcards.
   */
  readonly tableNames: string[];
}

/**
 * Role of restores of AWS Backup. It may do nothing until something is added by method: it writes, so have it where restores are made, and let only those
 * pass it who make them (`ScopedRoleGrants.fromRole(role).passRole(…)`).
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/iam-service-roles.html
 */
export class BackupRestoreRole extends ServiceRole {
  /**
   * Throws when a name, path or session duration is not valid.
   */
  constructor(scope: Construct, id: string, props: BackupRestoreRoleProps = {}) {
    super(scope, id, { ...props, servicePrincipal: 'backup.amazonaws.com' });
    acknowledgeRules(this, { 'unused-role': 'who starts a restore passes the role to AWS Backup' });
  }

  /**
   * Lets AWS Backup restore a backup of a DynamoDB table as one of the named tables: to restore from backups of the table, to make, read and write the new
   * ones, and to use the key through DynamoDB.
   *
   * @param table the table that was backed up; `encryptionKey` is the key of the new ones too
   * @throws if `tableNames` is empty or holds a wildcard, if the key of the table cannot be named, or if the grant would be lost
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-dynamodb.html
   */
  public addTable(table: dynamodb.ITableRef, options: TableRestoreOptions): iam.Grant {
    const call = 'BackupRestoreRole.addTable';
    requireNames(call, 'tableNames', options.tableNames, 'orders-restored');
    const resource = locatedBy(table.tableRef.tableArn, table);
    const tables = options.tableNames.map(name => Stack.of(table).formatArn({
      ...environmentOf(resource), service: 'dynamodb', resource: 'table', resourceName: name,
    }));
    const key = { ...keyOfTable(table), call, grantee: this, resource, options: keyOptions(options) };
    return this.add(call, resource, [
      {
        actions: [
          'dynamodb:Scan', 'dynamodb:Query', 'dynamodb:UpdateItem', 'dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:DeleteItem',
          'dynamodb:BatchWriteItem', 'dynamodb:DescribeTable', 'dynamodb:RestoreTableFromAwsBackup',
        ],
        resources: tables,
      },
      {
        actions: ['dynamodb:RestoreTableFromBackup'],
        resources: [`${table.tableRef.tableArn}/backup/*`, ...tables],
        wildcardReason: 'backups get their ids when they are made; the table and the action are exact',
      },
      ...keyUse({
        ...key,
        service: 'dynamodb',
        actions: [
          'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptTo', 'kms:ReEncryptFrom', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:DescribeKey',
        ],
      }),
      ...keyUse({ ...key, actions: ['kms:CreateGrant'] }).map(use => ({ ...use, conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } })),
    ]);
  }

  /**
   * Lets AWS Backup restore into an EFS file system that exists: `elasticfilesystem:Restore` and `elasticfilesystem:DescribeFileSystems` on it.
   *
   * @throws if the grant would be lost
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-efs.html
   */
  public addFileSystem(fileSystem: efs.IFileSystemRef): iam.Grant {
    return this.add('BackupRestoreRole.addFileSystem', fileSystem, [{
      actions: ['elasticfilesystem:Restore', 'elasticfilesystem:DescribeFileSystems'],
      resources: [fileSystem.fileSystemRef.fileSystemArn],
    }]);
  }

  /**
   * Lets AWS Backup restore into a bucket that exists: to list it, to set its versioning and ownership controls, to read, write and delete its objects with
   * their tags and access lists, and to use its key through S3.
   *
   * @throws if the key of the bucket cannot be named, or if the grant would be lost
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-s3.html
   */
  public addBucket(bucket: s3.IBucketRef, options: BackupEncryptionOptions = {}): iam.Grant {
    const call = 'BackupRestoreRole.addBucket';
    return this.add(call, bucket, bucketUse(call, this, bucket, options, {
      onBucket: [
        's3:ListBucketVersions', 's3:ListBucket', 's3:GetBucketVersioning', 's3:GetBucketLocation', 's3:PutBucketVersioning',
        's3:PutBucketOwnershipControls', 's3:GetBucketOwnershipControls',
      ],
      onObjects: [
        's3:GetObject', 's3:GetObjectVersion', 's3:DeleteObject', 's3:PutObjectVersionAcl', 's3:GetObjectVersionAcl', 's3:GetObjectTagging',
        's3:PutObjectTagging', 's3:GetObjectAcl', 's3:PutObjectAcl', 's3:ListMultipartUploadParts', 's3:PutObject',
      ],
      onKey: ['kms:GenerateDataKey', 'kms:Decrypt'],
    }));
  }

  private add(call: string, resource: Resource, statements: ScopedStatement[]): iam.Grant {
    return addScopedGrant({
      call,
      grantee: this,
      resource,
      statements,
      otherAccountRemedy: 'AWS Backup restores inside one account: copy the backup there and make this role in it.',
    });
  }
}
