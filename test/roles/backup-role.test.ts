import { App, Aws, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { BackupRole } from '../../src/roles/backup-role';
import { newStack, statementsOf } from '../grants/testing';

const make = (stack: Stack) => new BackupRole(stack, 'Role', { vaults: [new backup.BackupVault(stack, 'Vault')] });
const resourcesOf = (stack: Stack, action: string) =>
  statementsOf(stack).filter(({ Action }) => [Action].flat().includes(action)).flatMap(({ Resource }) => Resource);

test('a selection of the CDK attaches no managed policy to it, if it is told not to', () => {
  const stack = newStack();
  const role = make(stack);
  const table = new dynamodb.TableV2(stack, 'Orders', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
  role.addTable(table);
  backup.BackupPlan.dailyMonthly1YearRetention(stack, 'Plan')
    .addSelection('Tables', { role, disableDefaultBackupPolicy: true, resources: [backup.BackupResource.fromArn(table.tableArn)] });
  expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('ManagedPolicyArns');
});

test('a table that is encrypted under a key of its own brings the use of that key', () => {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  make(stack).addTable(new dynamodb.Table(stack, 'Orders', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, encryptionKey }));
  expect(resourcesOf(stack, 'kms:GenerateDataKey')).toEqual([stack.resolve(encryptionKey.keyArn)]);
});

test('resources that this app makes are named by reference, snapshots in their account and region', () => {
  const stack = newStack();
  const role = make(stack);
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a', 'b'], isolatedSubnetIds: ['subnet-a', 'subnet-b'] });
  const cluster = new rds.DatabaseCluster(stack, 'Shop', {
    vpc,
    vpcSubnets: { subnets: vpc.isolatedSubnets },
    engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_6 }),
    writer: rds.ClusterInstance.serverlessV2('Writer'),
  });
  role.addDatabaseCluster(cluster);
  expect(resourcesOf(stack, 'rds:CreateDBClusterSnapshot')).toEqual([
    stack.resolve(cluster.clusterArn),
    { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':rds:eu-west-1:111122223333:cluster-snapshot:awsbackup:*']] },
  ]);
});

test('what is known only at deployment is passed on', () => {
  const stack = new Stack(new App(), 'Stack');
  make(stack).addVolume(ec2.CfnVolume.fromVolumeId(stack, 'Volume', Fn.importValue('Volume')));
  const { Condition } = statementsOf(stack).find(({ Action }) => [Action].flat().includes('ec2:DeleteSnapshot'));
  expect(stack.resolve(Condition)).toEqual({
    ArnEquals: { 'ec2:ParentVolume': stack.resolve(`arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:volume/${Fn.importValue('Volume')}`) },
  });
});

test.each([
  ['another account', 'arn:aws:backup:eu-west-1:444455556666:backup-vault:far'],
  ['another region', 'arn:aws:backup:us-east-1:111122223333:backup-vault:far'],
])('a vault of %s is refused with the remedy: what it gets is a copy', (_, arn) => {
  const stack = newStack();
  const vaults = [new backup.BackupVault(stack, 'Vault'), backup.BackupVault.fromBackupVaultArn(stack, 'Far', arn)];
  expect(() => new BackupRole(stack, 'Role', { vaults }))
    .toThrow(/`vaults` has 'Stack\/Far' of account \d+ in \S+, expected vaults of account 111122223333 in eu-west-1, .*Make the plan, the vault and a role there/);
});

test.each([
  ['of this account and region', (stack: Stack) => backup.BackupVault.fromBackupVaultArn(stack, 'Vault', 'arn:aws:backup:eu-west-1:111122223333:backup-vault:near')],
  ['known only at deployment', (stack: Stack) => backup.BackupVault.fromBackupVaultArn(stack, 'Vault', Fn.importValue('Vault'))],
  ['known by its name', (stack: Stack) => backup.BackupVault.fromBackupVaultName(stack, 'Vault', Fn.importValue('Vault'))],
])('a vault %s is taken', (_, vaultIn) => {
  const stack = newStack();
  expect(() => new BackupRole(stack, 'Role', { vaults: [vaultIn(stack)] })).not.toThrow();
});

test('a table of another account is refused with the remedy', () => {
  const stack = newStack();
  const table = dynamodb.Table.fromTableArn(stack, 'Orders', 'arn:aws:dynamodb:eu-west-1:444455556666:table/orders');
  expect(() => make(stack).addTable(table)).toThrow(/belongs to account .*111122223333.* AWS Backup makes backups inside one account/);
});
