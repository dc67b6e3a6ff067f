import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { arnIn, Intent, Kinds, onEach, request, requests, throughService } from './intent';
import { ScopedDataApiGrants } from '../../../src/grants/data-api-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const CLUSTER = `arn:aws:rds:${REGION}:${ACCOUNT}:cluster:orders`;
const SECRET = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:orders-a1B2c3`;
const keyOf = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', arnIn(stack, 'kms', KEY_ARN.split(':')[5]));
const secretIn = (stack: Stack) => secretsmanager.Secret.fromSecretAttributes(stack, 'Secret', {
  secretCompleteArn: arnIn(stack, 'secretsmanager', 'secret:orders-a1B2c3'), encryptionKey: keyOf(stack),
});
const engine = rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_4 });
const CLUSTERS: Kinds<rds.IDBClusterRef> = {
  L2: (stack) => new rds.DatabaseCluster(stack, 'Target', {
    engine,
    vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, restrictDefaultSecurityGroup: false }),
    writer: rds.ClusterInstance.serverlessV2('writer'),
    enableDataApi: true,
    credentials: rds.Credentials.fromSecret(secretIn(stack)),
  }),
  L1: (stack) => new rds.CfnDBCluster(stack, 'Target', {
    engine: 'aurora-postgresql', enableHttpEndpoint: true, manageMasterUserPassword: true, masterUserSecret: { kmsKeyId: new kms.CfnKey(stack, 'Key').ref },
  }),
  imported: (stack) => rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Target', { clusterIdentifier: 'orders', secret: secretIn(stack) }),
};
const SQL = ['rds-data:ExecuteStatement', 'rds-data:BatchExecuteStatement', 'rds-data:BeginTransaction', 'rds-data:CommitTransaction', 'rds-data:RollbackTransaction'];
const viaSecrets = (SecretARN: string) => throughService('secretsmanager', REGION, { SecretARN });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedDataApiGrants.execute',
    actions: [...SQL, 'secretsmanager:GetSecretValue', 'kms:Decrypt'],
    grant: onEach(CLUSTERS, (cluster, role) => ScopedDataApiGrants.fromCluster(cluster).execute(role)),
    cdk: {
      call: 'DatabaseCluster.grantDataApiAccess',
      grant: (stack: Stack, role: iam.Role) => (CLUSTERS.L2!(stack) as rds.DatabaseCluster).grantDataApiAccess(role),
    },
    allows: [...requests(SQL, CLUSTER), request('secretsmanager:GetSecretValue', SECRET), request('kms:Decrypt', KEY_ARN, viaSecrets(SECRET))],
    denies: [
      ...requests(SQL, `${CLUSTER}-archive`),
      request('rds-data:ExecuteSql', CLUSTER),
      request('rds:ModifyDBCluster', CLUSTER),
      request('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:other-a1B2c3`),
      ...requests(['secretsmanager:PutSecretValue', 'secretsmanager:DescribeSecret'], SECRET),
      request('kms:Decrypt', KEY_ARN),
      request('kms:Decrypt', KEY_ARN, viaSecrets(SECRET.replace('orders', 'other'))),
    ],
  },
  {
    call: 'ScopedDataApiGrants.execute',
    scope: 'as a user of its own, from one VPC endpoint',
    actions: [...SQL, 'secretsmanager:GetSecretValue', 'kms:Decrypt'],
    grant: onEach({ L1: CLUSTERS.L1, imported: (stack) => rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Target', { clusterIdentifier: 'orders' }) },
      (cluster: rds.IDBClusterRef, role, stack) => ScopedDataApiGrants.fromCluster(cluster).execute(role, {
        secret: secretsmanager.Secret.fromSecretAttributes(stack, 'AppUser', {
          secretCompleteArn: arnIn(stack, 'secretsmanager', 'secret:app-a1B2c3'),
          encryptionKey: kms.Key.fromKeyArn(stack, 'AppKey', arnIn(stack, 'kms', KEY_ARN.split(':')[5])),
        }),
        sourceVpcEndpoints: ['vpce-0123456789abcdef0'],
      })),
    allows: [
      ...requests(SQL, CLUSTER, { 'aws:SourceVpce': 'vpce-0123456789abcdef0' }),
      request('secretsmanager:GetSecretValue', SECRET.replace('orders', 'app')),
      request('kms:Decrypt', KEY_ARN, viaSecrets(SECRET.replace('orders', 'app'))),
    ],
    denies: [...requests(SQL, CLUSTER), request('secretsmanager:GetSecretValue', SECRET)],
  },
];
