import { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { ACCOUNT, expectKnownToAws, KEY_ARN, newRole, newStack, REGION, statementsOf, USE_OF_KEY } from './testing';
import { ScopedSecretGrants } from '../../src/grants/secret-grants';

const PARTIAL = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:db`;
const FULL = `${PARTIAL}-AbCdEf`;
const BY_NAME = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:secretsmanager:${REGION}:${ACCOUNT}:secret:db-??????`]] };
const READ = ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'];

test('read names exact actions and the use of the key', () => {
  const stack = newStack();
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN);
  ScopedSecretGrants.fromSecret(secretsmanager.Secret.fromSecretAttributes(stack, 'S', { secretCompleteArn: FULL, encryptionKey })).read(newRole(stack));
  expect(statementsOf(stack)).toEqual([{ Action: READ, Effect: 'Allow', Resource: FULL }, USE_OF_KEY('secretsmanager', 'kms:Decrypt')]);
  expectKnownToAws(statementsOf(stack));
});

test.each<[string[], unknown]>([
  [['AWSCURRENT'], 'AWSCURRENT'],
  [['AWSCURRENT', 'AWSPENDING'], ['AWSCURRENT', 'AWSPENDING']],
])('version stages %j narrow GetSecretValue only', (versionStages, value) => {
  const stack = newStack();
  ScopedSecretGrants.fromSecret(secretsmanager.Secret.fromSecretCompleteArn(stack, 'S', FULL)).read(newRole(stack), { versionStages });
  expect(statementsOf(stack)).toEqual([
    { Action: READ[0], Condition: { StringEquals: { 'secretsmanager:VersionStage': value } }, Effect: 'Allow', Resource: FULL },
    { Action: READ[1], Effect: 'Allow', Resource: FULL },
  ]);
  expectKnownToAws(statementsOf(stack));
});

test('an empty list of version stages is an error', () => {
  const stack = newStack();
  expect(() => ScopedSecretGrants.fromSecret(new secretsmanager.Secret(stack, 'S')).read(newRole(stack), { versionStages: [] }))
    .toThrow(/ScopedSecretGrants.read: `versionStages` is \[\]/);
});

test.each<[string, (stack: Stack) => secretsmanager.ISecretRef, unknown]>([
  ['L2', (stack) => new secretsmanager.Secret(stack, 'S'), { Ref: 'S509448A1' }],
  ['L1', (stack) => new secretsmanager.CfnSecret(stack, 'S'), { Ref: 'S' }],
  ['imported, complete ARN', (stack) => secretsmanager.Secret.fromSecretCompleteArn(stack, 'S', FULL), FULL],
  ['imported, partial ARN', (stack) => secretsmanager.Secret.fromSecretPartialArn(stack, 'S', PARTIAL), `${PARTIAL}-??????`],
  ['imported, name', (stack) => secretsmanager.Secret.fromSecretNameV2(stack, 'S', 'db'), BY_NAME],
  ['imported by the L1, complete ARN', (stack) => secretsmanager.CfnSecret.fromSecretId(stack, 'S', FULL), FULL],
  ['imported by the L1, name', (stack) => secretsmanager.CfnSecret.fromSecretId(stack, 'S', 'db'), BY_NAME],
])('any kind of secret: %s', (_, make, arn) => {
  const stack = newStack();
  ScopedSecretGrants.fromSecret(make(stack)).read(newRole(stack));
  expect(statementsOf(stack)).toEqual([{ Action: READ, Effect: 'Allow', Resource: arn }]);
  expectKnownToAws(typeof arn === 'string' ? statementsOf(stack) : []);
});

test.each<[string, (stack: Stack) => secretsmanager.ISecretRef]>([
  ['L2', (stack) => new secretsmanager.Secret(stack, 'S', { encryptionKey: new kms.Key(stack, 'Key') })],
  ['L1', (stack) => new secretsmanager.CfnSecret(stack, 'S', { kmsKeyId: new kms.Key(stack, 'Key').keyId })],
])('finds the key: %s', (_, make) => {
  const stack = newStack();
  ScopedSecretGrants.fromSecret(make(stack)).read(newRole(stack));
  expect(statementsOf(stack)[1]).toEqual({ ...USE_OF_KEY('secretsmanager', 'kms:Decrypt'), Resource: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] } });
});
