import { App, CfnParameter, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACCOUNT, expectKnownToAws, KEY_ARN, newRole, newStack, REGION, statementsOf, USE_OF_KEY } from './testing';
import { BucketDataGrantOptions, ScopedBucketGrants } from '../../src/grants/bucket-grants';

const ARN = 'arn:aws:s3:::data';
const allow = (Action: string | string[], Resource: unknown, Condition?: unknown) =>
  ({ Action, Effect: 'Allow', Resource, ...(Condition ? { Condition } : {}) });

type Intent = 'read' | 'write' | 'delete' | 'list';

describe('statements of each intent', () => {
  const write = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'];
  const cases: [string, Intent, BucketDataGrantOptions, unknown[]][] = [
    ['read, whole bucket', 'read', {}, [allow('s3:GetObject', `${ARN}/*`), allow('s3:ListBucket', ARN)]],
    ['read, prefix', 'read', { prefix: 'orders/' }, [
      allow('s3:GetObject', `${ARN}/orders/*`),
      allow('s3:ListBucket', ARN, { StringLike: { 's3:prefix': 'orders/*' } }),
    ]],
    ['read, several prefixes', 'read', { prefix: 'a/', prefixes: ['b/', 'a/'] }, [
      allow('s3:GetObject', [`${ARN}/a/*`, `${ARN}/b/*`]),
      allow('s3:ListBucket', ARN, { StringLike: { 's3:prefix': ['a/*', 'b/*'] } }),
    ]],
    ['read, policy variable', 'read', { prefix: '${aws:PrincipalTag/tenant}/' }, [
      allow('s3:GetObject', `${ARN}/\${aws:PrincipalTag/tenant}/*`),
      allow('s3:ListBucket', ARN, { StringLike: { 's3:prefix': '${aws:PrincipalTag/tenant}/*' } }),
    ]],
    ['write, whole bucket', 'write', {}, [allow(write, `${ARN}/*`), allow('s3:ListBucketMultipartUploads', ARN)]],
    ['write, prefix', 'write', { prefix: 'in/' }, [allow(write, `${ARN}/in/*`)]],
    ['delete, whole bucket', 'delete', {}, [allow('s3:DeleteObject', `${ARN}/*`)]],
    ['delete, prefix', 'delete', { prefix: 'drafts/' }, [allow('s3:DeleteObject', `${ARN}/drafts/*`)]],
    ['list, whole bucket', 'list', {}, [allow('s3:ListBucket', ARN)]],
    ['list, prefix', 'list', { prefix: 'in/' }, [allow('s3:ListBucket', ARN, { StringLike: { 's3:prefix': 'in/*' } })]],
  ];

  test.each(cases)('%s', (_, intent, options, expected) => {
    const stack = newStack();
    const grant = ScopedBucketGrants.fromBucket(s3.Bucket.fromBucketArn(stack, 'Bucket', ARN))[intent](newRole(stack), options);
    expect(statementsOf(stack)).toEqual(expected);
    expectKnownToAws(statementsOf(stack));
    expect(grant.success).toBe(true);
    expect(grant.principalStatements).toHaveLength(expected.length);
  });

  test('a key given by the user adds its use through S3: Decrypt to read, GenerateDataKey and Decrypt to write, none to delete or list', () => {
    const stack = newStack();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN);
    const grants = ScopedBucketGrants.fromBucket(s3.Bucket.fromBucketArn(stack, 'Bucket', ARN));
    grants.read(newRole(stack, 'Reader'), { encryptionKey });
    grants.write(newRole(stack, 'Writer'), { encryptionKey });
    const statements = statementsOf(stack);
    expect(statements.filter(({ Action }) => `${Action}`.startsWith('kms:'))).toEqual([
      USE_OF_KEY('s3', 'kms:Decrypt'), USE_OF_KEY('s3', 'kms:GenerateDataKey', 'kms:Decrypt'),
    ]);
    expectKnownToAws(statements);
  });
});

describe('any kind of bucket', () => {
  test.each<[string, (stack: Stack) => s3.IBucketRef]>([
    ['L2', (stack) => new s3.Bucket(stack, 'Bucket')],
    ['L1', (stack) => new s3.CfnBucket(stack, 'Bucket')],
    ['imported by the L1', (stack) => s3.CfnBucket.fromBucketName(stack, 'Bucket', 'data')],
    ['imported by name', (stack) => s3.Bucket.fromBucketName(stack, 'Bucket', 'data')],
  ])('%s', (_, make) => {
    const stack = newStack();
    const bucket = make(stack);
    ScopedBucketGrants.fromBucket(bucket).read(newRole(stack), { prefix: 'p/' });
    const arn = stack.resolve(bucket.bucketRef.bucketArn);
    expect(statementsOf(stack)).toEqual([
      allow('s3:GetObject', stack.resolve(`${bucket.bucketRef.bucketArn}/p/*`)),
      allow('s3:ListBucket', arn, { StringLike: { 's3:prefix': 'p/*' } }),
    ]);
  });

  const encrypted = (kmsMasterKeyId: string) => ({
    serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId } }],
  });
  const keyStatementsFor = (make: (stack: Stack) => s3.IBucketRef) => {
    const stack = newStack();
    ScopedBucketGrants.fromBucket(make(stack)).read(newRole(stack));
    return statementsOf(stack).filter(({ Action }) => Action === 'kms:Decrypt').map(({ Resource }) => Resource);
  };

  test.each<[string, (stack: Stack) => s3.IBucketRef, unknown]>([
    ['L2 with a key', (stack) => new s3.Bucket(stack, 'B', { encryptionKey: new kms.Key(stack, 'Key') }), { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] }],
    ['L2 with a key made by CDK', (stack) => new s3.Bucket(stack, 'B', { encryption: s3.BucketEncryption.KMS }), { 'Fn::GetAtt': ['BKeyF39674CC', 'Arn'] }],
    ['L2 with an alias of this app', (stack) => new s3.Bucket(stack, 'B', { encryptionKey: new kms.Key(stack, 'Key').addAlias('data') }), { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] }],
    ['imported with a key', (stack) => s3.Bucket.fromBucketAttributes(stack, 'B', { bucketArn: ARN, encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) }), KEY_ARN],
    ['L1, key ARN', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted(KEY_ARN) }), KEY_ARN],
    ['L1, key id', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted('1234abcd-12ab-34cd-56ef-1234567890ab') }),
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`]] }],
    ['L1, Ref of an L1 key', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted(new kms.CfnKey(stack, 'Key').ref) }), { 'Fn::GetAtt': ['Key', 'Arn'] }],
    ['L1, ARN of an L2 key', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted(new kms.Key(stack, 'Key').keyArn) }), { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] }],
    ['L2 with a key behind an escape hatch', (stack) => {
      const bucket = new s3.Bucket(stack, 'B');
      (bucket.node.defaultChild as s3.CfnBucket).bucketEncryption = encrypted(KEY_ARN);
      return bucket;
    }, KEY_ARN],
  ])('finds the key: %s', (_, make, arn) => {
    expect(keyStatementsFor(make)).toEqual([arn]);
  });

  test.each<[string, (stack: Stack) => s3.IBucketRef]>([
    ['unencrypted L2', (stack) => new s3.Bucket(stack, 'B')],
    ['S3-managed', (stack) => new s3.Bucket(stack, 'B', { encryption: s3.BucketEncryption.S3_MANAGED })],
    ['AWS-managed key', (stack) => new s3.Bucket(stack, 'B', { encryption: s3.BucketEncryption.KMS_MANAGED })],
    ['AWS-managed key by alias', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted('alias/aws/s3') })],
  ])('needs no key statement: %s', (_, make) => {
    expect(keyStatementsFor(make)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => s3.IBucketRef, RegExp]>([
    ['alias', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted('alias/data') }), /alias 'alias\/data'.*encryptionKey/],
    ['imported alias', (stack) => new s3.Bucket(stack, 'B', { encryptionKey: kms.Alias.fromAliasName(stack, 'A', 'alias/data') }), /'Stack\/A' is an alias.*encryptionKey/],
    ['parameter', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted(new CfnParameter(stack, 'P').valueAsString) }), /only at deployment.*encryptionKey/],
    ['whole property', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: Lazy.any({ produce: () => encrypted(KEY_ARN) }) }), /only at deployment.*encryptionKey/],
  ])('asks for a key that cannot be named: %s', (_, make, message) => {
    const stack = newStack();
    const bucket = make(stack);
    expect(() => ScopedBucketGrants.fromBucket(bucket).read(newRole(stack))).toThrow(message);
    ScopedBucketGrants.fromBucket(bucket).read(newRole(stack, 'Other'), { encryptionKey: kms.Key.fromKeyArn(stack, 'Given', KEY_ARN) });
    expect(statementsOf(stack)).toContainEqual(USE_OF_KEY('s3', 'kms:Decrypt'));
  });
});

describe('prefixes', () => {
  test.each<[BucketDataGrantOptions, RegExp]>([
    [{ prefix: '' }, /`prefix` is \[""\].*Leave `prefix` out/],
    [{ prefixes: [] }, /`prefixes` is \[\].*at least one value/],
    [{ prefixes: ['a/', ''] }, /`prefixes` is \["a\/",""\]/],
    [{ prefix: 'a/*' }, /ScopedBucketGrants.read: the prefix 'a\/\*' holds a wildcard.*'orders\/'/],
    [{ prefixes: ['a?b'] }, /the prefix 'a\?b' holds a wildcard/],
    [{ prefixes: Fn.split(',', Fn.importValue('prefixes')) }, /`prefixes` is a list that is known only at deployment/],
  ])('%j is an error', (options, message) => {
    const stack = newStack();
    expect(() => ScopedBucketGrants.fromBucket(new s3.Bucket(stack, 'B')).read(newRole(stack), options)).toThrow(message);
  });

  test('a token may stand for a prefix', () => {
    const stack = newStack();
    const tenant = new CfnParameter(stack, 'Tenant').valueAsString;
    ScopedBucketGrants.fromBucket(s3.Bucket.fromBucketArn(stack, 'Bucket', ARN)).read(newRole(stack), { prefix: `${tenant}/` });
    expect(statementsOf(stack)).toEqual([
      allow('s3:GetObject', { 'Fn::Join': ['', [`${ARN}/`, { Ref: 'Tenant' }, '/*']] }),
      allow('s3:ListBucket', ARN, { StringLike: { 's3:prefix': { 'Fn::Join': ['', [{ Ref: 'Tenant' }, '/*']] } } }),
    ]);
  });

  test('an escaped star is a literal one', () => {
    const stack = newStack();
    ScopedBucketGrants.fromBucket(s3.Bucket.fromBucketArn(stack, 'Bucket', ARN)).delete(newRole(stack), { prefix: 'a${*}/' });
    expect(statementsOf(stack)).toEqual([allow('s3:DeleteObject', `${ARN}/a\${*}/*`)]);
  });
});

test('the region of kms:ViaService is a token in a stack without region', () => {
  const stack = new Stack();
  ScopedBucketGrants.fromBucket(new s3.Bucket(stack, 'B', { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) })).read(newRole(stack));
  expect(statementsOf(stack)[2].Condition.StringEquals).toEqual({
    'kms:ViaService': { 'Fn::Join': ['', ['s3.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
  });
});

test('bucket, key and grantee may live in three stacks: dependencies run from the grantee only', () => {
  const app = new App();
  const [keys, data, service] = ['Keys', 'Data', 'Service'].map((id) => newStack(app, id));
  const bucket = new s3.Bucket(data, 'Bucket', { encryptionKey: new kms.Key(keys, 'Key') });
  const role = newRole(service);
  ScopedBucketGrants.fromBucket(bucket).read(role);
  ScopedBucketGrants.fromBucket(bucket).write(role);
  app.synth();
  expect(service.dependencies).toEqual(expect.arrayContaining([data, keys]));
  expect(data.dependencies).toEqual([keys]);
  expect(keys.dependencies).toEqual([]);
  const keyPolicy = Object.values(Template.fromStack(keys).findResources('AWS::KMS::Key'))[0].Properties.KeyPolicy.Statement;
  expect(keyPolicy).toHaveLength(1);
});

test('a resource policy is never written', () => {
  const stack = newStack();
  ScopedBucketGrants.fromBucket(new s3.CfnBucket(stack, 'Bucket')).read(new iam.User(stack, 'User'));
  Template.fromStack(stack).resourceCountIs('AWS::S3::BucketPolicy', 0);
});
