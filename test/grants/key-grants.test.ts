import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, KEY_ARN, newRole, newStack, REGION, statementsOf } from './testing';
import { KeyDataGrantOptions, ScopedKeyGrants } from '../../src/grants/key-grants';

const decrypt = (stack: Stack, options: KeyDataGrantOptions, key: kms.IKeyRef = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN)) =>
  ScopedKeyGrants.fromKey(key).decrypt(newRole(stack), options);

test.each<[KeyDataGrantOptions, RegExp]>([
  [{ viaServices: [] }, /ScopedKeyGrants.decrypt: `viaServices` is \[\]; expected at least one value/],
  [{ viaServices: ['s3.amazonaws.com'] }, /`viaServices` has 's3.amazonaws.com'; expected the name of the service .* without region and domain, such as 's3'/],
  [{ viaServices: ['*'] }, /(?:is|has) '\*'/],
  [{ viaServices: Fn.split(',', Fn.importValue('services')) }, /`viaServices` is a list that is known only at deployment.*Write the list out/],
  [{ viaServices: ['s3'], sourceVpcEndpoints: ['vpce-0123456789abcdef0'] }, /`viaServices` and `sourceVpcEndpoints` exclude each other.*Leave one of them out/],
  [{ requestAlias: 'orders' }, /`requestAlias` has 'orders'; expected the name of an alias without wildcards, such as 'alias\/orders'/],
  [{ requestAlias: 'alias/*' }, /'alias\/\*'/],
  [{ encryptionContext: {} }, /`encryptionContext` is \[\]/],
  [{ encryptionContext: { tenant: '' } }, /`encryptionContext` is \[""\]/],
])('%j is an error', (options, message) => {
  expect(() => decrypt(newStack(), options)).toThrow(message);
});

test('tokens may stand in every scope', () => {
  const stack = newStack();
  const token = new CfnParameter(stack, 'P').valueAsString;
  decrypt(stack, { viaServices: [token], requestAlias: token, encryptionContext: { tenant: token } });
  expect(statementsOf(stack)[0].Condition).toEqual({
    StringEquals: {
      'kms:EncryptionContext:tenant': { Ref: 'P' },
      'kms:RequestAlias': { Ref: 'P' },
      'kms:ViaService': { 'Fn::Join': ['', [{ Ref: 'P' }, `.${REGION}.amazonaws.com`]] },
    },
  });
});

test('an alias of this app is granted as its key, and one that is only named by its condition', () => {
  const stack = newStack();
  decrypt(stack, {}, new kms.Key(stack, 'Key').addAlias('alias/orders'));
  ScopedKeyGrants.fromKey(kms.Alias.fromAliasName(stack, 'Alias', 'alias/billing')).decrypt(newRole(stack, 'Other'));
  expect(statementsOf(stack)).toEqual([
    { Action: 'kms:Decrypt', Effect: 'Allow', Resource: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] } },
    {
      Action: 'kms:Decrypt',
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/billing' } },
      Effect: 'Allow',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:kms:${REGION}:${ACCOUNT}:key/*`]] },
    },
  ]);
});

describe('a grantee of another account', () => {
  const FOREIGN = 'arn:aws:iam::444455556666:role/reader';

  test('is let in by the key policy, for its own account only; what it has to be allowed itself is told', () => {
    const app = new App();
    const stack = newStack(app);
    const role = iam.Role.fromRoleArn(stack, 'Reader', FOREIGN);
    ScopedKeyGrants.fromKey(new kms.Key(stack, 'Key')).decrypt(role, { viaServices: ['s3'] });
    const policy = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'))[0].Properties.KeyPolicy;
    expect(policy.Statement[1]).toEqual({
      Action: 'kms:Decrypt',
      Condition: { StringEquals: { 'kms:CallerAccount': '444455556666', 'kms:ViaService': `s3.${REGION}.amazonaws.com` } },
      Effect: 'Allow',
      Principal: { AWS: FOREIGN },
      Resource: '*',
    });
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('ScopedKeyGrants.decrypt.*crosses accounts.*immutable.*kms:Decrypt'));
  });

  test('of an imported key both halves cannot be written, which is an error with the statements', () => {
    const stack = newStack();
    const key = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN);
    expect(() => ScopedKeyGrants.fromKey(key).decrypt(iam.Role.fromRoleArn(stack, 'Reader', FOREIGN)))
      .toThrow(/cannot write its permissions on either side.*the key policy of 'Stack\/Key'.*"kms:CallerAccount":"444455556666"/);
  });
});
