import { parsePrincipal } from '../../src/reasoning/principal';
import { relationOf, resourceAccountOf } from '../../src/reasoning/relation';
import { Request } from '../../src/reasoning/request';

const HOME = '111122223333';
const AWAY = '444455556666';
const request = (action: string, resource: string, resourceAccount?: string): Request => ({
  principal: parsePrincipal(`arn:aws:iam::${HOME}:user/ada`)!, action, resource, resourceAccount, context: {},
});

test.each([
  ['the one given', request('s3:GetObject', `arn:aws:sqs:us-east-1:${HOME}:jobs`, AWAY), AWAY],
  ['the one in the ARN', request('sqs:SendMessage', `arn:aws:sqs:us-east-1:${AWAY}:jobs`), AWAY],
  ['that of the principal, where the ARN has none', request('s3:GetObject', 'arn:aws:s3:::orders/1'), HOME],
  ['that of the principal, where there is no ARN', request('s3:ListAllMyBuckets', '*'), HOME],
  ['that of the principal, where the ARN has an alias of AWS', request('iam:AttachRolePolicy', 'arn:aws:iam::aws:policy/AdministratorAccess'), HOME],
])('the account of a resource is %s', (_, asked, account) => {
  expect(resourceAccountOf(asked)).toBe(account);
});

test.each([
  ['same-account', request('s3:GetObject', 'arn:aws:s3:::orders/1')],
  ['cross-account', request('s3:GetObject', 'arn:aws:s3:::orders/1', AWAY)],
  ['own-policy', request('kms:Decrypt', `arn:aws:kms:us-east-1:${HOME}:key/1234`)],
  ['own-policy', request('KMS:DECRYPT', `arn:aws:kms:us-east-1:${HOME}:key/1234`)],
  ['cross-account', request('kms:Decrypt', `arn:aws:kms:us-east-1:${AWAY}:key/1234`)],
  ['same-account', request('kms:ListKeys', '*')],
  ['same-account', request('kms:CreateAlias', `arn:aws:kms:us-east-1:${HOME}:alias/orders`)],
  ['own-policy', request('sts:AssumeRole', `arn:aws:iam::${HOME}:role/app`)],
  ['own-policy', request('sts:TagSession', `arn:aws:iam::${HOME}:role/path/app`)],
  ['same-account', request('iam:PassRole', `arn:aws:iam::${HOME}:role/app`)],
  ['same-account', request('sts:AssumeRole', `arn:aws:s3:::x:${HOME}:role/app`)],
] as const)('%s: %j', (relation, asked) => {
  expect(relationOf(asked)).toBe(relation);
});

test('a principal without account is in none', () => {
  expect(relationOf({ ...request('s3:GetObject', 'arn:aws:s3:::orders/1'), principal: { kind: 'anonymous', id: '*' } })).toBe('cross-account');
});
