import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Intent, Kinds, onEach, request, requests, throughService } from './intent';
import { KeyDataGrantOptions, KeyServiceGrantOptions, ScopedKeyGrants } from '../../../src/grants/key-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const OTHER_KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/0000abcd-12ab-34cd-56ef-1234567890ab`;
const KEYS: Kinds<kms.IKeyRef> = {
  L2: (stack) => new kms.Key(stack, 'Target'),
  L1: (stack) => new kms.CfnKey(stack, 'Target'),
  imported: (stack) => kms.Key.fromKeyArn(stack, 'Target', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] })),
};
const ALIASES: Kinds<kms.IKeyRef> = {
  L2: (stack) => new kms.Key(stack, 'Key').addAlias('alias/orders'),
  L1: (stack) => new kms.Alias(stack, 'Target', { aliasName: 'alias/orders', targetKey: kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] })) }),
  imported: (stack) => kms.Alias.fromAliasName(stack, 'Target', 'alias/orders'),
};
type DataMethod = 'encrypt' | 'decrypt' | 'encryptDecrypt' | 'generateDataKey';
type Method = DataMethod | 'sign' | 'verify' | 'generateMac' | 'verifyMac' | 'describe';
const grant = (method: Method, options: KeyDataGrantOptions = {}) => onEach(KEYS, (key, role) => ScopedKeyGrants.fromKey(key)[method](role, options));
const cdk = (call: string, give: (key: kms.Key, role: iam.Role) => iam.Grant) =>
  ({ call, grant: (stack: Stack, role: iam.Role) => give(new kms.Key(stack, 'Target'), role) });
const createGrants = (options: KeyServiceGrantOptions = {}) => onEach(KEYS, (key, role) => ScopedKeyGrants.fromKey(key).createGrants(role, options));
const FOR_AWS = { 'kms:GrantIsForAWSResource': 'true' };

export const INTENTS: Intent[] = [
  {
    call: 'ScopedKeyGrants.encrypt',
    actions: ['kms:Encrypt'],
    grant: grant('encrypt'),
    cdk: cdk('Key.grantEncrypt', (key, role) => key.grantEncrypt(role)),
    allows: [request('kms:Encrypt', KEY_ARN)],
    denies: [request('kms:Encrypt', OTHER_KEY), request('kms:Decrypt', KEY_ARN), request('kms:ReEncryptTo', KEY_ARN)],
  },
  {
    call: 'ScopedKeyGrants.decrypt',
    actions: ['kms:Decrypt'],
    grant: grant('decrypt'),
    cdk: cdk('Key.grantDecrypt', (key, role) => key.grantDecrypt(role)),
    allows: [request('kms:Decrypt', KEY_ARN)],
    denies: [request('kms:Decrypt', OTHER_KEY), request('kms:Encrypt', KEY_ARN), request('kms:ReEncryptFrom', KEY_ARN), request('kms:CreateGrant', KEY_ARN)],
  },
  {
    call: 'ScopedKeyGrants.decrypt',
    scope: 'through one service',
    actions: ['kms:Decrypt'],
    grant: grant('decrypt', { viaServices: ['s3'] }),
    allows: [request('kms:Decrypt', KEY_ARN, throughService('s3', REGION))],
    denies: [
      request('kms:Decrypt', KEY_ARN),
      request('kms:Decrypt', KEY_ARN, throughService('s3', 'us-east-1')),
      request('kms:Decrypt', KEY_ARN, throughService('dynamodb', REGION)),
    ],
  },
  {
    call: 'ScopedKeyGrants.decrypt',
    scope: 'of an alias whose key is not known',
    actions: ['kms:Decrypt'],
    grant: onEach(ALIASES, (alias, role) => ScopedKeyGrants.fromKey(alias).decrypt(role)),
    cdk: { call: 'Alias.grantDecrypt', grant: (stack, role) => ALIASES.imported(stack) && kms.Alias.fromAliasName(stack, 'Other', 'alias/orders').grantDecrypt(role) },
    allows: [request('kms:Decrypt', KEY_ARN, { 'kms:ResourceAliases': ['alias/billing', 'alias/orders'] })],
    denies: [request('kms:Decrypt', KEY_ARN), request('kms:Decrypt', KEY_ARN, { 'kms:ResourceAliases': ['alias/billing'] })],
  },
  {
    call: 'ScopedKeyGrants.encryptDecrypt',
    scope: 'of one encryption context, per tenant, named by an alias',
    actions: ['kms:Encrypt', 'kms:Decrypt'],
    tags: { tenant: 'blue' },
    grant: grant('encryptDecrypt', { encryptionContext: { tenant: '${aws:PrincipalTag/tenant}', app: 'orders*' }, requestAlias: 'alias/orders' }),
    cdk: cdk('Key.grantEncryptDecrypt', (key, role) => key.grantEncryptDecrypt(role)),
    allows: requests(['kms:Encrypt', 'kms:Decrypt'], KEY_ARN, {
      'kms:EncryptionContext:tenant': 'blue', 'kms:EncryptionContext:app': 'orders-v2', 'kms:RequestAlias': 'alias/orders',
    }),
    denies: [
      request('kms:Decrypt', KEY_ARN, { 'kms:EncryptionContext:tenant': 'green', 'kms:EncryptionContext:app': 'orders', 'kms:RequestAlias': 'alias/orders' }),
      request('kms:Decrypt', KEY_ARN, { 'kms:EncryptionContext:tenant': 'blue', 'kms:EncryptionContext:app': 'orders' }),
      request('kms:Decrypt', KEY_ARN, { 'kms:RequestAlias': 'alias/orders' }),
      request('kms:GenerateDataKey', KEY_ARN, { 'kms:EncryptionContext:tenant': 'blue', 'kms:EncryptionContext:app': 'orders', 'kms:RequestAlias': 'alias/orders' }),
    ],
  },
  {
    call: 'ScopedKeyGrants.generateDataKey',
    actions: ['kms:GenerateDataKey'],
    grant: grant('generateDataKey'),
    allows: [request('kms:GenerateDataKey', KEY_ARN)],
    denies: [request('kms:GenerateDataKey', OTHER_KEY), ...requests(['kms:Decrypt', 'kms:GenerateDataKeyPair'], KEY_ARN)],
  },
  {
    call: 'ScopedKeyGrants.sign',
    actions: ['kms:Sign'],
    grant: grant('sign'),
    cdk: cdk('Key.grantSign', (key, role) => key.grantSign(role)),
    allows: [request('kms:Sign', KEY_ARN)],
    denies: [request('kms:Sign', OTHER_KEY), ...requests(['kms:Verify', 'kms:DeriveSharedSecret'], KEY_ARN)],
  },
  {
    call: 'ScopedKeyGrants.verify',
    actions: ['kms:Verify', 'kms:GetPublicKey'],
    grant: grant('verify'),
    cdk: cdk('Key.grantVerify', (key, role) => key.grantVerify(role)),
    allows: requests(['kms:Verify', 'kms:GetPublicKey'], KEY_ARN),
    denies: [request('kms:Verify', OTHER_KEY), request('kms:Sign', KEY_ARN)],
  },
  {
    call: 'ScopedKeyGrants.generateMac',
    actions: ['kms:GenerateMac'],
    grant: grant('generateMac'),
    cdk: cdk('Key.grantGenerateMac', (key, role) => key.grantGenerateMac(role)),
    allows: [request('kms:GenerateMac', KEY_ARN)],
    denies: [request('kms:GenerateMac', OTHER_KEY), request('kms:VerifyMac', KEY_ARN)],
  },
  {
    call: 'ScopedKeyGrants.verifyMac',
    actions: ['kms:VerifyMac'],
    grant: grant('verifyMac'),
    cdk: cdk('Key.grantVerifyMac', (key, role) => key.grantVerifyMac(role)),
    allows: [request('kms:VerifyMac', KEY_ARN)],
    denies: [request('kms:VerifyMac', OTHER_KEY), request('kms:GenerateMac', KEY_ARN)],
  },
  {
    call: 'ScopedKeyGrants.createGrants',
    actions: ['kms:CreateGrant'],
    grant: createGrants(),
    allows: [request('kms:CreateGrant', KEY_ARN, FOR_AWS)],
    denies: [
      request('kms:CreateGrant', KEY_ARN),
      request('kms:CreateGrant', KEY_ARN, { 'kms:GrantIsForAWSResource': 'false' }),
      request('kms:CreateGrant', OTHER_KEY, FOR_AWS),
      ...requests(['kms:RevokeGrant', 'kms:RetireGrant', 'kms:PutKeyPolicy'], KEY_ARN, FOR_AWS),
    ],
  },
  {
    call: 'ScopedKeyGrants.createGrants',
    scope: 'through EC2, for its volumes',
    actions: ['kms:CreateGrant'],
    grant: createGrants({ viaServices: ['ec2'] }),
    allows: [request('kms:CreateGrant', KEY_ARN, { ...FOR_AWS, ...throughService('ec2', REGION) })],
    denies: [request('kms:CreateGrant', KEY_ARN, FOR_AWS), request('kms:CreateGrant', KEY_ARN, { ...FOR_AWS, ...throughService('rds', REGION) })],
  },
  {
    call: 'ScopedKeyGrants.describe',
    actions: ['kms:DescribeKey'],
    grant: grant('describe'),
    allows: [request('kms:DescribeKey', KEY_ARN)],
    denies: [request('kms:DescribeKey', OTHER_KEY), ...requests(['kms:GetKeyPolicy', 'kms:ListGrants'], KEY_ARN)],
  },
];
