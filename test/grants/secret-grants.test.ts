import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ACCOUNT, KEY_ARN, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedSecretGrants } from '../../src/grants/secret-grants';

const PARTIAL = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:db`;
const FULL = `${PARTIAL}-AbCdEf`;
const BY_NAME = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:secretsmanager:${REGION}:${ACCOUNT}:secret:db-??????`]] };

test('an empty list of version stages is an error', () => {
  const stack = newStack();
  expect(() => ScopedSecretGrants.fromSecret(new secretsmanager.Secret(stack, 'S')).read(newRole(stack), { versionStages: [] }))
    .toThrow(/ScopedSecretGrants.read: `versionStages` is \[\]/);
});

test('several version stages', () => {
  const stack = newStack();
  const secret = secretsmanager.Secret.fromSecretCompleteArn(stack, 'S', FULL);
  ScopedSecretGrants.fromSecret(secret).read(newRole(stack), { versionStages: ['AWSCURRENT', 'AWSPENDING'] });
  expect(statementsOf(stack)[0].Condition).toEqual({ StringEquals: { 'secretsmanager:VersionStage': ['AWSCURRENT', 'AWSPENDING'] } });
});

test.each<[string, (stack: Stack) => secretsmanager.ISecretRef, unknown, string]>([
  ['L2', (stack) => new secretsmanager.Secret(stack, 'S'), { Ref: 'S509448A1' }, 'StringEquals'],
  ['L1', (stack) => new secretsmanager.CfnSecret(stack, 'S'), { Ref: 'S' }, 'StringEquals'],
  ['imported, complete ARN', (stack) => secretsmanager.Secret.fromSecretCompleteArn(stack, 'S', FULL), FULL, 'StringEquals'],
  ['imported, partial ARN', (stack) => secretsmanager.Secret.fromSecretPartialArn(stack, 'S', PARTIAL), `${PARTIAL}-??????`, 'StringLike'],
  ['imported, name', (stack) => secretsmanager.Secret.fromSecretNameV2(stack, 'S', 'db'), BY_NAME, 'StringLike'],
  ['imported by the L1, complete ARN', (stack) => secretsmanager.CfnSecret.fromSecretId(stack, 'S', FULL), FULL, 'StringEquals'],
  ['imported by the L1, name', (stack) => secretsmanager.CfnSecret.fromSecretId(stack, 'S', 'db'), BY_NAME, 'StringLike'],
])('leaves at most the six random characters open, for the key too: %s', (_, make, arn, operator) => {
  const stack = newStack();
  ScopedSecretGrants.fromSecret(make(stack)).read(newRole(stack), { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) });
  const [secret, key] = statementsOf(stack);
  expect(secret.Resource).toEqual(arn);
  expect(key.Condition[operator]).toMatchObject({ 'kms:EncryptionContext:SecretARN': arn });
});

test.each<[string, (stack: Stack) => secretsmanager.ISecretRef]>([
  ['L2', (stack) => new secretsmanager.Secret(stack, 'S', { encryptionKey: new kms.Key(stack, 'Key') })],
  ['L1', (stack) => new secretsmanager.CfnSecret(stack, 'S', { kmsKeyId: new kms.Key(stack, 'Key').keyId })],
])('finds the key: %s', (_, make) => {
  const stack = newStack();
  ScopedSecretGrants.fromSecret(make(stack)).read(newRole(stack));
  expect(statementsOf(stack)[1]).toMatchObject({ Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] } });
});

test('a grantee of another account is let in by the resource policy of the secret and by the key policy', () => {
  const stack = newStack();
  const secret = new secretsmanager.Secret(stack, 'S', { encryptionKey: new kms.Key(stack, 'Key') });
  ScopedSecretGrants.fromSecret(secret).read(iam.Role.fromRoleArn(stack, 'Reader', 'arn:aws:iam::444455556666:role/reader'));
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SecretsManager::ResourcePolicy', {
    ResourcePolicy: {
      Statement: [{
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::444455556666:role/reader' },
        Resource: { Ref: 'S509448A1' },
      }],
    },
  });
  const keyPolicy = Object.values(template.findResources('AWS::KMS::Key'))[0].Properties.KeyPolicy.Statement;
  expect(keyPolicy).toContainEqual({
    Action: 'kms:Decrypt',
    Condition: { StringEquals: { 'kms:CallerAccount': '444455556666', 'kms:ViaService': `secretsmanager.${REGION}.amazonaws.com` } },
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::444455556666:role/reader' },
    Resource: '*',
  });
});
