import { App, CfnParameter, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACCOUNT, KEY_ARN, newRole, newStack, REGION, statementsOf } from './testing';
import { BucketDataGrantOptions, ScopedBucketGrants } from '../../src/grants/bucket-grants';

const ARN = 'arn:aws:s3:::data';
const OTHER_ACCOUNT = '444455556666';
const onKey = (statements: any[]) => statements.filter(({ Action }) => [Action].flat().includes('kms:Decrypt'));
const encrypted = (kmsMasterKeyId?: string, sseAlgorithm = 'aws:kms') =>
  ({ serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId } }] });

describe('the key of the bucket', () => {
  const keyStatementsFor = (make: (stack: Stack) => s3.IBucketRef) => {
    const stack = newStack();
    ScopedBucketGrants.fromBucket(make(stack)).read(newRole(stack));
    return onKey(statementsOf(stack));
  };

  test.each<[string, (stack: Stack) => s3.IBucketRef, unknown]>([
    ['L2 with a key made by CDK', (stack) => new s3.Bucket(stack, 'B', { encryption: s3.BucketEncryption.KMS }), { 'Fn::GetAtt': ['BKeyF39674CC', 'Arn'] }],
    ['L2 with an alias of this app', (stack) => new s3.Bucket(stack, 'B', { encryptionKey: new kms.Key(stack, 'Key').addAlias('data') }), { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] }],
    ['L1, key ARN', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted(KEY_ARN) }), KEY_ARN],
    ['L1, key id', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted('1234abcd-12ab-34cd-56ef-1234567890ab') }),
      { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`]] }],
    ['L1, ARN of an L2 key', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted(new kms.Key(stack, 'Key').keyArn) }), { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] }],
    ['L2 with a key behind an escape hatch', (stack) => {
      const bucket = new s3.Bucket(stack, 'B');
      (bucket.node.defaultChild as s3.CfnBucket).bucketEncryption = encrypted(KEY_ARN);
      return bucket;
    }, KEY_ARN],
  ])('is found: %s', (_, make, arn) => {
    expect(keyStatementsFor(make).map(({ Resource }) => Resource)).toEqual([arn]);
  });

  test.each<[string, (stack: Stack) => s3.IBucketRef]>([
    ['unencrypted L2', (stack) => new s3.Bucket(stack, 'B')],
    ['S3-managed', (stack) => new s3.Bucket(stack, 'B', { encryption: s3.BucketEncryption.S3_MANAGED })],
    ['AWS-managed key', (stack) => new s3.Bucket(stack, 'B', { encryption: s3.BucketEncryption.KMS_MANAGED })],
    ['AWS-managed key by alias', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted('alias/aws/s3') })],
  ])('needs no statement: %s', (_, make) => {
    expect(keyStatementsFor(make)).toEqual([]);
  });

  test.each<[string, (stack: Stack) => s3.IBucketRef, RegExp]>([
    ['alias', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted('alias/data') }), /alias 'alias\/data'.*encryptionKey/],
    ['imported alias', (stack) => new s3.Bucket(stack, 'B', { encryptionKey: kms.Alias.fromAliasName(stack, 'A', 'alias/data') }), /'Stack\/A' is an alias.*encryptionKey/],
    ['parameter', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted(new CfnParameter(stack, 'P').valueAsString) }), /only at deployment.*encryptionKey/],
    ['whole property', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: Lazy.any({ produce: () => encrypted(KEY_ARN) }) }), /only at deployment.*encryptionKey/],
  ])('is asked for where it cannot be named: %s', (_, make, message) => {
    const stack = newStack();
    const bucket = make(stack);
    expect(() => ScopedBucketGrants.fromBucket(bucket).read(newRole(stack))).toThrow(message);
    ScopedBucketGrants.fromBucket(bucket).read(newRole(stack, 'Other'), { encryptionKey: kms.Key.fromKeyArn(stack, 'Given', KEY_ARN) });
    expect(onKey(statementsOf(stack))).toEqual([expect.objectContaining({ Action: 'kms:Decrypt', Resource: KEY_ARN })]);
  });

  test('is used for these objects and for the bucket, in whose name S3 asks when the bucket has a key of its own', () => {
    const stack = newStack();
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'B', { bucketArn: ARN, encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) });
    ScopedBucketGrants.fromBucket(bucket).write(newRole(stack), { prefixes: ['in/', 'drafts/'] });
    expect(onKey(statementsOf(stack))).toEqual([{
      Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
      Effect: 'Allow',
      Resource: KEY_ARN,
      Condition: {
        StringEquals: { 'kms:ViaService': `s3.${REGION}.amazonaws.com` },
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': [ARN, `${ARN}/in/*`, `${ARN}/drafts/*`] },
      },
    }]);
  });

  test('the region of kms:ViaService is a token in a stack without region', () => {
    const stack = new Stack();
    ScopedBucketGrants.fromBucket(new s3.Bucket(stack, 'B', { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) })).read(newRole(stack));
    expect(onKey(statementsOf(stack))[0].Condition.StringEquals).toEqual({
      'kms:ViaService': { 'Fn::Join': ['', ['s3.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
    });
  });
});

describe('an imported bucket is held to its account', () => {
  test.each<[string, (stack: Stack) => s3.IBucketRef, string | undefined]>([
    ['by name', (stack) => s3.Bucket.fromBucketName(stack, 'B', 'data'), ACCOUNT],
    ['by ARN', (stack) => s3.Bucket.fromBucketArn(stack, 'B', ARN), ACCOUNT],
    ['by the L1', (stack) => s3.CfnBucket.fromBucketName(stack, 'B', 'data'), ACCOUNT],
    ['of another account', (stack) => s3.Bucket.fromBucketAttributes(stack, 'B', { bucketName: 'data', account: OTHER_ACCOUNT }), OTHER_ACCOUNT],
    ['but not an L2', (stack) => new s3.Bucket(stack, 'B'), undefined],
    ['nor an L1', (stack) => new s3.CfnBucket(stack, 'B'), undefined],
  ])('%s', (_, make, account) => {
    const stack = newStack();
    ScopedBucketGrants.fromBucket(make(stack)).read(newRole(stack), { prefix: 'p/', withoutEncryptionKey: true });
    expect(statementsOf(stack).map(({ Condition }) => Condition)).toEqual([
      account && { StringEquals: { 'aws:ResourceAccount': account } },
      { ...(account && { StringEquals: { 'aws:ResourceAccount': account } }), StringLike: { 's3:prefix': 'p/*' } },
    ]);
  });
});

describe('prefixes', () => {
  test.each<[BucketDataGrantOptions, RegExp]>([
    [{ prefix: '' }, /`prefix` is \[""\].*Leave `prefix` out/],
    [{ prefixes: [] }, /`prefixes` is \[\].*at least one value/],
    [{ prefixes: ['a/', ''] }, /`prefixes` is \["a\/",""\]/],
    [{ prefix: 'a/*' }, /ScopedBucketGrants.read: `prefix` is 'a\/\*', which holds a wildcard.*such as 'orders\/'/],
    [{ prefixes: ['a?b'] }, /`prefixes` has 'a\?b', which holds a wildcard.*\$\{\?\}/],
    [{ prefix: '/orders' }, /'\/orders', which begins with a slash/],
    [{ prefix: 'a/../b/' }, /'a\/..\/b\/', which holds '..'/],
    [{ prefix: `${ARN}/orders/` }, /which is an ARN or address/],
    [{ prefix: 's3://data/orders/' }, /which is an ARN or address/],
    [{ prefixes: Fn.split(',', Fn.importValue('prefixes')) }, /`prefixes` is a list that is known only at deployment/],
  ])('%j is an error', (options, message) => {
    const stack = newStack();
    expect(() => ScopedBucketGrants.fromBucket(new s3.Bucket(stack, 'B')).read(newRole(stack), options)).toThrow(message);
  });

  test('`prefix` and `prefixes` add up, without repeats', () => {
    const stack = newStack();
    ScopedBucketGrants.fromBucket(s3.Bucket.fromBucketArn(stack, 'B', ARN)).read(newRole(stack), { prefix: 'a/', prefixes: ['b/', 'a/'] });
    const [onObjects, onListing] = statementsOf(stack);
    expect(onObjects.Resource).toEqual([`${ARN}/a/*`, `${ARN}/b/*`]);
    expect(onListing.Condition.StringLike).toEqual({ 's3:prefix': ['a/*', 'b/*'] });
  });

  test('a token may stand for a prefix', () => {
    const stack = newStack();
    const tenant = new CfnParameter(stack, 'Tenant').valueAsString;
    ScopedBucketGrants.fromBucket(s3.Bucket.fromBucketArn(stack, 'B', ARN)).read(newRole(stack), { prefix: `${tenant}/` });
    const [onObjects, onListing] = statementsOf(stack);
    expect(onObjects.Resource).toEqual({ 'Fn::Join': ['', [`${ARN}/`, { Ref: 'Tenant' }, '/*']] });
    expect(onListing.Condition.StringLike).toEqual({ 's3:prefix': { 'Fn::Join': ['', [{ Ref: 'Tenant' }, '/*']] } });
  });

  test('an escaped star is a literal one', () => {
    const stack = newStack();
    ScopedBucketGrants.fromBucket(s3.Bucket.fromBucketArn(stack, 'B', ARN)).delete(newRole(stack), { prefix: 'a${*}/' });
    expect(statementsOf(stack)[0].Resource).toBe(`${ARN}/a\${*}/*`);
  });
});

describe('a bucket of another account', () => {
  const readFrom = (make: (stack: Stack) => s3.IBucketRef, options?: BucketDataGrantOptions) => {
    const app = new App();
    const stack = newStack(app);
    const data = new Stack(app, 'Data', { env: { account: OTHER_ACCOUNT, region: REGION } });
    const role = new iam.Role(stack, 'Role', { roleName: 'reader', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    ScopedBucketGrants.fromBucket(make(data)).read(role, options);
    return { stack, data };
  };
  const imported = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'B', 'data');

  test('needs a word on its key if this app knows nothing of it', () => {
    expect(() => readFrom(imported)).toThrow(/'Data\/B' belongs to account 444455556666.*`encryptionKey`.*`withoutEncryptionKey: true`/);
  });

  test.each<[string, (stack: Stack) => s3.IBucketRef]>([
    ['by default', (stack) => new s3.Bucket(stack, 'B', { encryption: s3.BucketEncryption.KMS_MANAGED })],
    ['with two layers', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted(undefined, 'aws:kms:dsse') })],
    ['by its alias', (stack) => new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted('alias/aws/s3') })],
  ])('cannot be read under the key that AWS manages, %s', (_, make) => {
    expect(() => readFrom(make)).toThrow(/encrypted under the AWS-managed key 'alias\/aws\/s3', which no other account can use/);
  });

  test('gets a bucket policy; the bucket policy and the key policy of imported ones are told', () => {
    const encryptionKey = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN.replace(ACCOUNT, OTHER_ACCOUNT));
    const { stack, data } = readFrom((scope) => new s3.Bucket(scope, 'B', { bucketName: 'data', encryptionKey: encryptionKey(scope) }));
    expect(Object.values(Template.fromStack(data).findResources('AWS::S3::BucketPolicy'))[0].Properties.PolicyDocument.Statement
      .map(({ Action }: any) => Action)).toEqual(['s3:GetObject', 's3:ListBucket']);
    Annotations.fromStack(stack).hasWarning('/Stack/Role', Match.stringLikeRegexp('add to the key policy of \'Data/Key\' in account 444455556666'));
  });
});

test('an L1 bucket may name a key of another account, whose key policy is told', () => {
  const stack = newStack();
  const bucket = new s3.CfnBucket(stack, 'B', { bucketEncryption: encrypted(KEY_ARN.replace(ACCOUNT, OTHER_ACCOUNT)) });
  const role = newRole(stack);
  ScopedBucketGrants.fromBucket(bucket).read(role);
  ScopedBucketGrants.fromBucket(bucket).write(role);
  Annotations.fromStack(stack).hasWarning('/Stack/Role', Match.stringLikeRegexp('ScopedBucketGrants.read .*add to the key policy .* in account 444455556666'));
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
  Template.fromStack(data).resourceCountIs('AWS::S3::BucketPolicy', 0);
});
