import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ACCOUNT, newRole, newStack } from './testing';
import { ScopedBucketGrants } from '../../src/grants/bucket-grants';

const grantList = (grantee: iam.IGrantable, stack: Stack) =>
  ScopedBucketGrants.fromBucket(s3.Bucket.fromBucketArn(stack, 'Bucket', 'arn:aws:s3:::data')).list(grantee);
const LISTING = { Action: 's3:ListBucket', Effect: 'Allow', Resource: 'arn:aws:s3:::data' };

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
  const lost = /ScopedBucketGrants.list cannot write its permissions.*\{"Action":"s3:ListBucket","Effect":"Allow","Resource":"arn:aws:s3:::data"\}/;
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

describe('other accounts', () => {
  test.each<[string, (app: App) => iam.IGrantable]>([
    ['role of a stack in another account', (app) => newRole(new Stack(app, 'Other', { env: { account: '444455556666', region: 'eu-west-1' } }))],
    ['imported role', (app) => iam.Role.fromRoleArn(newStack(app, 'Importing'), 'G', 'arn:aws:iam::444455556666:role/app')],
    ['account principal', () => new iam.AccountPrincipal('444455556666')],
  ])('%s: the error names both accounts, the bucket policy and the statements', (_, make) => {
    const app = new App();
    const stack = newStack(app);
    expect(() => grantList(make(app), stack)).toThrow(
      /cannot grant across accounts: .* belongs to account 444455556666, 'Stack\/Bucket' to account 111122223333.*bucket policy.*"s3:ListBucket"/,
    );
  });

  test('accounts that are not known at synthesis are not guessed about', () => {
    const app = new App();
    const agnostic = new Stack(app, 'Agnostic');
    expect(grantList(newRole(agnostic), agnostic).success).toBe(true);
    expect(grantList(newRole(agnostic, 'Second'), newStack(app)).success).toBe(true);
  });
});

test('a grant can be waited for', () => {
  const stack = newStack();
  const waiting = new s3.CfnBucket(stack, 'Waiting');
  ScopedBucketGrants.fromBucket(s3.Bucket.fromBucketArn(stack, 'Bucket', 'arn:aws:s3:::data')).read(newRole(stack)).applyBefore(waiting);
  expect(Template.fromStack(stack).findResources('AWS::S3::Bucket').Waiting.DependsOn).toContain('RoleDefaultPolicy5FFB7DAB');
});
