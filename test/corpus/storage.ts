/** Buckets and file systems. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as deployment from 'aws-cdk-lib/aws-s3-deployment';
import * as notifications from 'aws-cdk-lib/aws-s3-notifications';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as transfer from 'aws-cdk-lib/aws-transfer';
import { ENVIRONMENT, functionIn, OrdinaryStacks } from './ordinary-stack';

export const storage: OrdinaryStacks = {
  BucketNotifications: stack => {
    const bucket = new s3.Bucket(stack, 'Uploads', { encryption: s3.BucketEncryption.S3_MANAGED, enforceSSL: true, eventBridgeEnabled: true });
    const key = new kms.Key(stack, 'Key');
    bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new notifications.LambdaDestination(functionIn(stack)));
    bucket.addEventNotification(s3.EventType.OBJECT_REMOVED, new notifications.SqsDestination(new sqs.Queue(stack, 'Queue', { encryptionMasterKey: key })));
    bucket.addEventNotification(s3.EventType.OBJECT_RESTORE_COMPLETED, new notifications.SnsDestination(new sns.Topic(stack, 'Topic')));
    new events.Rule(stack, 'Tagged', {
      eventPattern: { source: ['aws.s3'], detail: { bucket: { name: [bucket.bucketName] } } },
      targets: [new targets.LambdaFunction(functionIn(stack, 'Second'))],
    });
  },

  ImportedBucketNotifications: stack => {
    const bucket = s3.Bucket.fromBucketName(stack, 'Uploads', 'shop-uploads');
    const handler = functionIn(stack);
    bucket.addEventNotification(s3.EventType.OBJECT_CREATED, new notifications.LambdaDestination(handler));
    bucket.grantRead(handler, 'incoming/*');
  },

  ReplicatedBucket: (stack, app) => {
    const other = new Stack(app, 'Replica', { env: { account: ENVIRONMENT.account, region: 'eu-west-1' } });
    const replica = new s3.Bucket(other, 'Replica', { bucketName: 'shop-replica-eu-west-1', versioned: true });
    new s3.Bucket(stack, 'Source', {
      versioned: true,
      encryption: s3.BucketEncryption.KMS,
      replicationRules: [{ destination: replica, priority: 1, filter: { prefix: 'orders/' } }],
      lifecycleRules: [{ expiration: Duration.days(365), abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    });
  },

  ScratchBucket: stack => {
    const bucket = new s3.Bucket(stack, 'Scratch', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true, enforceSSL: true });
    const logs = new s3.Bucket(stack, 'Logs', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
    new s3.Bucket(stack, 'Logged', { serverAccessLogsBucket: logs, serverAccessLogsPrefix: 'logged/', inventories: [{ destination: { bucket: logs } }] });
    bucket.grantReadWrite(functionIn(stack, 'Function'));
    bucket.grantDelete(functionIn(stack, 'Cleaner'));
    bucket.grantPutAcl(functionIn(stack, 'Publisher'));
  },

  DeployedFiles: stack => {
    const bucket = new s3.Bucket(stack, 'Site');
    new deployment.BucketDeployment(stack, 'Deployment', { sources: [deployment.Source.data('index.html', '<html></html>')], destinationBucket: bucket });
  },

  WebsiteBucket: stack => {
    new s3.Bucket(stack, 'Site', {
      websiteIndexDocument: 'index.html',
      publicReadAccess: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ACLS_ONLY,
    });
  },

  SharedBucket: stack => {
    const key = new kms.Key(stack, 'Key', { enableKeyRotation: true });
    const bucket = new s3.Bucket(stack, 'Shared', { encryptionKey: key, bucketKeyEnabled: true, enforceSSL: true });
    bucket.grantRead(new iam.AccountPrincipal('444455556666'));
    bucket.grantPut(new iam.ArnPrincipal('arn:aws:iam::444455556666:role/partner'), 'inbox/*');
    bucket.grantRead(new iam.OrganizationPrincipal('o-a1b2c3d4e5'), 'public/*');
    bucket.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('delivery.logs.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects('AWSLogs/*')],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 's3:x-amz-acl': 'bucket-owner-full-control' } },
    }));
  },

  SharedFiles: stack => {
    const vpc = new ec2.Vpc(stack, 'Network');
    const files = new efs.FileSystem(stack, 'Files', { vpc, encrypted: true, allowAnonymousAccess: false });
    files.grantRead(new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }));
  },

  Backups: stack => {
    const vault = new backup.BackupVault(stack, 'Vault', { encryptionKey: new kms.Key(stack, 'Key'), blockRecoveryPointDeletion: true });
    const plan = backup.BackupPlan.dailyMonthly1YearRetention(stack, 'Plan', vault);
    plan.addSelection('Tagged', { resources: [backup.BackupResource.fromTag('backup', 'daily')], allowRestores: true });
  },

  FileTransfer: stack => {
    const bucket = new s3.Bucket(stack, 'Inbox');
    const server = new transfer.CfnServer(stack, 'Server', { protocols: ['SFTP'] });
    const role = new iam.Role(stack, 'PartnerRole', { assumedBy: new iam.ServicePrincipal('transfer.amazonaws.com') });
    bucket.grantReadWrite(role);
    new transfer.CfnUser(stack, 'Partner', { serverId: server.attrServerId, userName: 'partner', role: role.roleArn });
  },
};
