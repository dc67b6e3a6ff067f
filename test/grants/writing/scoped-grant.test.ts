import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ScopedBucketGrants } from '../../../src/grants/bucket-grants';
import { ScopedQueueGrants } from '../../../src/grants/queue-grants';
import { addScopedGrant } from '../../../src/grants/writing/scoped-grant';
import { ACCOUNT, KEY_ARN, newRole, newStack, REGION, statementsOf } from '../testing';

const grantList = (grantee: iam.IGrantable, stack: Stack) =>
  ScopedBucketGrants.fromBucket(s3.Bucket.fromBucketArn(stack, 'Bucket', 'arn:aws:s3:::data')).list(grantee);
const LISTING = {
  Action: 's3:ListBucket', Condition: { StringEquals: { 'aws:ResourceAccount': ACCOUNT } }, Effect: 'Allow', Resource: 'arn:aws:s3:::data',
};
const resourceStatementsOf = (stack: Stack, type: string, property = 'PolicyDocument') =>
  Object.values(Template.fromStack(stack).findResources(type)).flatMap(({ Properties }) => Properties[property].Statement);

describe('any grantee with an identity policy receives the statements', () => {
  test.each<[string, (stack: Stack) => iam.IGrantable]>([
    ['role', (stack) => newRole(stack)],
    ['lazy role', (stack) => new iam.LazyRole(stack, 'G', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })],
    ['imported mutable role', (stack) => iam.Role.fromRoleArn(stack, 'G', `arn:aws:iam::${ACCOUNT}:role/app`)],
    ['user', (stack) => new iam.User(stack, 'G')],
    ['group', (stack) => new iam.Group(stack, 'G')],
    ['inline policy', (stack) => new iam.Policy(stack, 'G', { roles: [newRole(stack)] })],
    ['managed policy', (stack) => new iam.ManagedPolicy(stack, 'G', { roles: [newRole(stack)] })],
    ['role with conditions', (stack) => new iam.PrincipalWithConditions(newRole(stack), {})],
    ['function', (stack) => new lambda.Function(stack, 'G', {
      code: lambda.Code.fromInline('exports.handler = async () => {}'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
    })],
    ['task role', (stack) => new ecs.FargateTaskDefinition(stack, 'G').taskRole],
    ['instance', (stack) => new ec2.Instance(stack, 'G', {
      vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 }),
      instanceType: new ec2.InstanceType('t3.micro'),
      machineImage: ec2.MachineImage.genericLinux({ 'eu-west-1': 'ami-0abcdef1234567890' }),
    })],
  ])('%s', (_, make) => {
    const stack = newStack();
    const grantee = make(stack);
    expect(grantList(grantee, stack).success).toBe(true);
    // A lazy role is made when somebody asks for its ARN.
    if (grantee instanceof iam.LazyRole) { expect(stack.resolve(grantee.roleArn)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^G/), 'Arn'] }); }
    const template = Template.fromStack(stack);
    const policies = { ...template.findResources('AWS::IAM::Policy'), ...template.findResources('AWS::IAM::ManagedPolicy') };
    expect(Object.values(policies).flatMap((policy) => policy.Properties.PolicyDocument.Statement)).toContainEqual(LISTING);
  });
});

describe('a grant that would be lost is an error that says what to add where', () => {
  const lost = /ScopedBucketGrants.list cannot write its permissions.*\{"Action":"s3:ListBucket","Condition":.*"Effect":"Allow","Resource":"arn:aws:s3:::data"\}/;
  test.each<[string, (stack: Stack) => iam.IGrantable, RegExp]>([
    ['role without policy updates', (stack) => newRole(stack).withoutPolicyUpdates(), /'Stack\/ImmutableRole.*' is immutable/],
    ['imported immutable role', (stack) => iam.Role.fromRoleArn(stack, 'G', `arn:aws:iam::${ACCOUNT}:role/app`, { mutable: false }), /'Stack\/G' is immutable/],
    ['immutable role that grants to resources', (stack) => iam.Role.fromRoleArn(stack, 'G', `arn:aws:iam::${ACCOUNT}:role/app`, { mutable: false, addGrantsToResources: true }), /'Stack\/G' is immutable/],
    ['immutable role behind conditions', (stack) => new iam.PrincipalWithConditions(newRole(stack).withoutPolicyUpdates(), {}), /is immutable/],
    ['function on an immutable role', (stack) => new lambda.Function(stack, 'G', {
      code: lambda.Code.fromInline('exports.handler = async () => {}'),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_22_X,
      role: newRole(stack).withoutPolicyUpdates(),
    }), /the role of 'Stack\/G' is immutable/],
    ['function imported without its role', (stack) => lambda.Function.fromFunctionArn(stack, 'G', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:f`), /'Stack\/G' was imported without its role/],
    ['service principal', () => new iam.ServicePrincipal('lambda.amazonaws.com'), /lambda.amazonaws.com.* has no identity policy/],
    ['ARN principal', () => new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/app`), /role\/app.* has no identity policy/],
  ])('%s', (_, make, message) => {
    const stack = newStack();
    const grantee = make(stack);
    expect(() => grantList(grantee, stack)).toThrow(lost);
    expect(() => ScopedBucketGrants.fromBucket(s3.Bucket.fromBucketName(stack, 'B', 'data')).list(grantee)).toThrow(message);
  });
});

describe('across accounts', () => {
  const OTHER = { account: '444455556666', region: REGION };
  const BUCKET_HALF = /add to the bucket policy of 'Stack\/Bucket' in account 111122223333: .*"Action":"s3:ListBucket".*"Principal"/;
  const roleOf = (app: App) => new iam.Role(new Stack(app, 'Other', { env: OTHER }), 'Role', {
    roleName: 'reader', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
  });
  const readerArn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::444455556666:role/reader']] };
  const newApp = () => {
    const app = new App();
    return { app, stack: newStack(app) };
  };
  const warningsOf = (...stacks: Stack[]) => stacks.flatMap((stack) =>
    Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('crosses accounts')).map(({ id, entry }) => `${id}: ${entry.data}`));

  test('both halves are written where the app has both, each with the conditions', () => {
    const { app, stack } = newApp();
    const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'data' });
    const role = roleOf(app);
    const grant = ScopedBucketGrants.fromBucket(bucket).list(role, { prefix: 'in/', principalOrgId: 'o-a1b2c3d4e5' });
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' }, StringLike: { 's3:prefix': 'in/*' } };
    expect(statementsOf(Stack.of(role))).toEqual([expect.objectContaining({ Action: 's3:ListBucket', Condition })]);
    expect(resourceStatementsOf(stack, 'AWS::S3::BucketPolicy')).toEqual([
      { Action: 's3:ListBucket', Condition, Effect: 'Allow', Principal: { AWS: readerArn }, Resource: { 'Fn::GetAtt': ['Bucket83908E77', 'Arn'] } },
    ]);
    expect([grant.principalStatements.length, grant.resourceStatements.length]).toEqual([1, 1]);
    expect(warningsOf(stack, Stack.of(role))).toEqual([]);
  });

  test('the key policy lets the key be used by the service, for callers of that account', () => {
    const { app, stack } = newApp();
    const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'data', encryptionKey: new kms.Key(stack, 'Key', { alias: 'data' }) });
    ScopedBucketGrants.fromBucket(bucket).read(roleOf(app));
    expect(resourceStatementsOf(stack, 'AWS::KMS::Key', 'KeyPolicy')).toContainEqual({
      Action: 'kms:Decrypt',
      Condition: { StringEquals: { 'kms:CallerAccount': '444455556666', 'kms:ViaService': `s3.${REGION}.amazonaws.com` } },
      Effect: 'Allow',
      Principal: { AWS: readerArn },
      Resource: '*',
    });
  });

  test('a queue policy is a half as well', () => {
    const { app, stack } = newApp();
    ScopedQueueGrants.fromQueue(new sqs.Queue(stack, 'Queue', { queueName: 'orders' })).send(roleOf(app));
    expect(resourceStatementsOf(stack, 'AWS::SQS::QueuePolicy')).toEqual([
      { Action: 'sqs:SendMessage', Effect: 'Allow', Principal: { AWS: readerArn }, Resource: { 'Fn::GetAtt': ['Queue4A7E3555', 'Arn'] } },
    ]);
  });

  test('an imported bucket: its policy is told', () => {
    const { app, stack } = newApp();
    const role = roleOf(app);
    grantList(role, stack);
    expect(statementsOf(Stack.of(role))).toHaveLength(1);
    expect(warningsOf(Stack.of(role))).toEqual([expect.stringMatching(BUCKET_HALF)]);
  });

  test.each<[string, (stack: Stack) => iam.IGrantable, RegExp]>([
    ['imported role', (stack) => iam.Role.fromRoleArn(stack, 'G', 'arn:aws:iam::444455556666:role/reader'), /the role of 'Stack\/G' is immutable/],
    ['account', () => new iam.AccountPrincipal('444455556666'), /AccountPrincipal\(444455556666\) has no identity policy/],
  ])('%s: its own half is told', (_, make, fault) => {
    const { stack } = newApp();
    const grant = ScopedBucketGrants.fromBucket(new s3.Bucket(stack, 'Bucket')).list(make(stack));
    expect(resourceStatementsOf(stack, 'AWS::S3::BucketPolicy')).toHaveLength(1);
    expect(grant.success).toBe(true);
    expect(warningsOf(stack)).toEqual([expect.stringMatching(fault)]);
    expect(warningsOf(stack)[0]).toContain('"Action":"s3:ListBucket","Effect":"Allow"');
  });

  test.each<[string, (stack: Stack) => iam.IGrantable]>([
    ['imported role', (stack) => iam.Role.fromRoleArn(stack, 'G', 'arn:aws:iam::444455556666:role/reader')],
    ['account', () => new iam.AccountPrincipal('444455556666')],
  ])('%s on an imported bucket: neither half can be written, which is an error with both', (_, make) => {
    const { stack } = newApp();
    expect(() => grantList(make(stack), stack)).toThrow(/cannot write its permissions on either side: .*"s3:ListBucket".*Add to the bucket policy of 'Stack\/Bucket'/);
  });

  test('a key of another account does not make up for an identity half that is lost', () => {
    const { stack } = newApp();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN.replace(ACCOUNT, '444455556666'));
    const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey });
    expect(() => ScopedBucketGrants.fromBucket(bucket).read(newRole(stack).withoutPolicyUpdates())).toThrow(/cannot write its permissions: .* is immutable/);
  });

  test('a service without resource-based policies is an error that says what to do instead', () => {
    const { app, stack } = newApp();
    const role = roleOf(app);
    const statements = [{ actions: ['elasticache:Connect'], resources: ['arn:aws:elasticache:eu-west-1:111122223333:user:app'] }];
    const request = { call: 'Some.grant', grantee: role, resource: new s3.CfnBucket(stack, 'Bucket'), statements };
    expect(() => addScopedGrant({ ...request, otherAccountRemedy: 'Assume a role of that account.' })).toThrow(
      /Some.grant cannot grant across accounts: 'Other\/Role' belongs to account 444455556666, 'Stack\/Bucket' to account 111122223333. Assume a role.*"elasticache:Connect"/,
    );
  });

  test('accounts that are not known at synthesis are not guessed about', () => {
    const { app, stack } = newApp();
    const agnostic = new Stack(app, 'Agnostic');
    expect(grantList(newRole(agnostic), agnostic).success).toBe(true);
    expect(grantList(newRole(agnostic, 'Second'), stack).success).toBe(true);
    Template.fromStack(stack).resourceCountIs('AWS::S3::BucketPolicy', 0);
  });
});

test('a resource policy is never written inside one account', () => {
  const stack = newStack();
  ScopedBucketGrants.fromBucket(new s3.CfnBucket(stack, 'Bucket')).read(new iam.User(stack, 'User'));
  Template.fromStack(stack).resourceCountIs('AWS::S3::BucketPolicy', 0);
});

test('a grant can be waited for', () => {
  const stack = newStack();
  const waiting = new s3.CfnBucket(stack, 'Waiting');
  ScopedBucketGrants.fromBucket(s3.Bucket.fromBucketArn(stack, 'Bucket', 'arn:aws:s3:::data')).read(newRole(stack)).applyBefore(waiting);
  expect(Template.fromStack(stack).findResources('AWS::S3::Bucket').Waiting.DependsOn).toContain('RoleDefaultPolicy5FFB7DAB');
});
