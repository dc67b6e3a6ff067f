import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { arnIn, Intent, Kinds, onEach, request, requests, throughService } from './intent';
import { ScopedSecretGrants, SecretReadGrantOptions } from '../../../src/grants/secret-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ARN = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:db-AbCdEf`;
const OTHER = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:db-admin-AbCdEf`;
const keyOf = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] }));
const SECRETS: Kinds<secretsmanager.ISecretRef> = {
  L2: (stack) => new secretsmanager.Secret(stack, 'Target', { encryptionKey: new kms.Key(stack, 'Key') }),
  L1: (stack) => new secretsmanager.CfnSecret(stack, 'Target', { kmsKeyId: new kms.CfnKey(stack, 'Key').ref }),
  imported: (stack) => secretsmanager.Secret.fromSecretAttributes(stack, 'Target', {
    secretCompleteArn: arnIn(stack, 'secretsmanager', 'secret:db-AbCdEf'), encryptionKey: keyOf(stack),
  }),
};
const BY_NAME: Kinds<secretsmanager.ISecretRef> = {
  L2: SECRETS.L2,
  L1: SECRETS.L1,
  imported: (stack) => secretsmanager.Secret.fromSecretAttributes(stack, 'Target', {
    secretPartialArn: arnIn(stack, 'secretsmanager', 'secret:db'), encryptionKey: keyOf(stack),
  }),
};
type Method = 'read' | 'write' | 'rotate';
const grant = (method: Method, options: SecretReadGrantOptions = {}, secrets = SECRETS) =>
  onEach(secrets, (secret, role) => ScopedSecretGrants.fromSecret(secret)[method](role, options));
const cdk = (call: string, give: (secret: secretsmanager.Secret, role: iam.Role) => iam.Grant) => ({
  call, grant: (stack: Stack, role: iam.Role) => give(new secretsmanager.Secret(stack, 'Target', { encryptionKey: keyOf(stack) }), role),
});

const READ = ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'];
const KEY_WRITES = ['kms:GenerateDataKey', 'kms:Decrypt'];
const forSecret = (arn: string) => throughService('secretsmanager', REGION, { SecretARN: arn });

export const INTENTS: Intent[] = [
  {
    call: 'ScopedSecretGrants.read',
    actions: [...READ, 'kms:Decrypt'],
    grant: grant('read'),
    cdk: cdk('Secret.grantRead', (secret, role) => secret.grantRead(role)),
    allows: [...requests(READ, ARN), request('kms:Decrypt', KEY_ARN, forSecret(ARN))],
    denies: [
      request('secretsmanager:GetSecretValue', OTHER),
      ...requests(['secretsmanager:PutSecretValue', 'secretsmanager:GetResourcePolicy', 'secretsmanager:DeleteSecret'], ARN),
      request('kms:Decrypt', KEY_ARN),
      request('kms:Decrypt', KEY_ARN, forSecret(OTHER)),
    ],
  },
  {
    call: 'ScopedSecretGrants.read',
    scope: 'of one version stage, known by its name',
    actions: [...READ, 'kms:Decrypt'],
    grant: grant('read', { versionStages: ['AWSCURRENT'] }, BY_NAME),
    cdk: cdk("Secret.grantRead(role, ['AWSCURRENT'])", (secret, role) => secret.grantRead(role, ['AWSCURRENT'])),
    allows: [
      request('secretsmanager:GetSecretValue', ARN, { 'secretsmanager:VersionStage': 'AWSCURRENT' }),
      request('secretsmanager:DescribeSecret', ARN),
      request('kms:Decrypt', KEY_ARN, forSecret(ARN)),
    ],
    denies: [
      request('secretsmanager:GetSecretValue', ARN, { 'secretsmanager:VersionStage': 'AWSPREVIOUS' }),
      request('secretsmanager:GetSecretValue', ARN),
      request('secretsmanager:DescribeSecret', OTHER),
      request('kms:Decrypt', KEY_ARN, forSecret(OTHER)),
    ],
  },
  {
    call: 'ScopedSecretGrants.write',
    actions: ['secretsmanager:PutSecretValue', ...KEY_WRITES],
    grant: grant('write'),
    cdk: cdk('Secret.grantWrite', (secret, role) => secret.grantWrite(role)),
    allows: [request('secretsmanager:PutSecretValue', ARN), ...requests(KEY_WRITES, KEY_ARN, forSecret(ARN))],
    denies: [
      request('secretsmanager:PutSecretValue', OTHER),
      ...requests(['secretsmanager:GetSecretValue', 'secretsmanager:UpdateSecret', 'secretsmanager:PutResourcePolicy'], ARN),
      request('kms:GenerateDataKey', KEY_ARN, forSecret(OTHER)),
    ],
  },
  {
    call: 'ScopedSecretGrants.rotate',
    actions: [...READ, 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage', 'secretsmanager:GetRandomPassword', ...KEY_WRITES],
    grant: grant('rotate'),
    allows: [
      ...requests([...READ, 'secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'], ARN),
      request('secretsmanager:GetRandomPassword', '*'),
      ...requests(KEY_WRITES, KEY_ARN, forSecret(ARN)),
    ],
    denies: [
      request('secretsmanager:UpdateSecretVersionStage', OTHER),
      ...requests(['secretsmanager:RotateSecret', 'secretsmanager:UpdateSecret'], ARN),
      ...requests(['secretsmanager:ListSecrets', 'secretsmanager:BatchGetSecretValue'], '*'),
      request('kms:Decrypt', KEY_ARN, forSecret(OTHER)),
    ],
  },
];
