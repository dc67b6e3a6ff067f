import { App, Aws, CfnResource, Fn, Lazy, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { ordersApp, role } from './orders-app';
import { Access } from '../../src/assertions/access';
import { ScopedBucketGrants } from '../../src/grants/bucket-grants';
import { LambdaExecutionRole } from '../../src/roles/lambda-execution-role';

const { app, storage, workload } = ordersApp();
const { importerRole } = workload;
const frozenRole = importerRole.withoutPolicyUpdates();
const archiveByName = s3.Bucket.fromBucketName(workload, 'ArchiveByName', 'acme-orders-archive');
const functionByName = lambda.Function.fromFunctionName(workload, 'FunctionByName', 'other');
const access = Access.fromStack(workload);
const order = storage.documents.arnForObjects('orders/1.json');
const SECURE = { context: { 'aws:SecureTransport': true } };

function allowed(principal: any, action: string, resource: any, options = {}): void {
  access.allows(principal, action, resource, options);
  expect(() => access.denies(principal, action, resource, options)).toThrow('should be denied');
}

function denied(principal: any, action: string, resource: any, options = {}): void {
  access.denies(principal, action, resource, options);
  expect(() => access.allows(principal, action, resource, options)).toThrow('but is not');
}

function undecided(principal: any, action: string, resource: any, options = {}): void {
  expect(() => access.allows(principal, action, resource, options)).toThrow('cannot be decided');
  expect(() => access.denies(principal, action, resource, options)).toThrow('cannot be decided');
}

describe('the policies of the principal', () => {
  test('grants on a bucket of another stack', () => {
    allowed(importerRole, 's3:GetObject', order);
    denied(importerRole, 's3:GetObject', storage.documents.arnForObjects('audit/1.json'));
    denied(importerRole, 's3:PutObject', order);
  });

  test('conditions see the context that is given', () => {
    allowed(importerRole, 's3:ListBucket', storage.documents, { context: { 's3:prefix': 'orders/' } });
    denied(importerRole, 's3:ListBucket', storage.documents, { context: { 's3:prefix': 'audit/' } });
    denied(importerRole, 's3:ListBucket', storage.documents);
  });

  test('a Deny in the policy of the resource counts', () => {
    allowed(importerRole, 'sqs:ReceiveMessage', storage.jobs, SECURE);
    denied(importerRole, 'sqs:ReceiveMessage', storage.jobs, { context: { 'aws:SecureTransport': false } });
  });

  test('a boundary cuts off what the role is granted', () => {
    allowed(workload.deployer, 's3:CreateBucket', 'arn:aws:s3:::new-bucket');
    denied(workload.deployer, 'iam:CreateUser', 'arn:aws:iam::111122223333:user/eve');
  });

  test('a request is made in the region of its resource, unless another is given', () => {
    const stack = new Stack(new App(), 'Regional', { env: { account: '111122223333', region: 'eu-west-1' } });
    const [bucket, queue, elsewhere] = [new s3.Bucket(stack, 'Bucket'), new sqs.Queue(stack, 'Queue'), 'arn:aws:sqs:us-east-1:111122223333:jobs'];
    const regional = role(stack, 'Role', {
      permissionsBoundary: new iam.ManagedPolicy(stack, 'Boundary', {
        statements: [
          new iam.PolicyStatement({ actions: ['*'], resources: ['*'] }),
          new iam.PolicyStatement({
            effect: iam.Effect.DENY, actions: ['*'], resources: ['*'], conditions: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
          }),
        ],
      }),
      statements: [{ actions: ['s3:GetObject', 'sqs:SendMessage', 's3:ListAllMyBuckets'], resources: ['*'] }],
    });
    const ofRegion = Access.fromStack(stack);
    const inIrelandOnly: [string, string][] = [['s3:GetObject', bucket.arnForObjects('a')], ['sqs:SendMessage', queue.queueArn]];
    for (const [action, resource] of inIrelandOnly) {
      expect(() => ofRegion.denies(regional, action, resource)).toThrow('should be denied');
      ofRegion.denies(regional, action, resource, { context: { 'AWS:RequestedRegion': 'us-east-1' } });
    }
    ofRegion.denies(regional, 'sqs:SendMessage', elsewhere);
    expect(() => ofRegion.denies(regional, 'sqs:SendMessage', elsewhere, { context: { 'aws:RequestedRegion': 'eu-west-1' } })).toThrow('should be denied');
    ofRegion.denies(regional, 's3:GetObject', 'arn:aws:s3:::of-another-app/a');
    ofRegion.denies(regional, 's3:ListAllMyBuckets', '*');
  });

  test('a role in a nested stack reaches its own stack and others', () => {
    allowed(workload.inner.worker, 's3:GetObject', order);
    allowed(workload.inner.worker, 'sqs:SendMessage', workload.inner.results);
    denied(workload.inner.worker, 'sqs:SendMessage', storage.jobs);
  });

  test('a user has the policies of its groups', () => allowed(workload.user, 's3:ListAllMyBuckets', '*'));

  test('SCPs, one list for each level', () => {
    const full = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    const noS3 = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] };
    allowed(importerRole, 's3:GetObject', order, { scps: [[full], [full]] });
    denied(importerRole, 's3:GetObject', order, { scps: [[full], [full, noS3]] });
    denied(importerRole, 's3:GetObject', order, { scps: [[full], []] });
    denied(importerRole, 's3:GetObject', order, { scps: [[new iam.PolicyDocument({ statements: [iam.PolicyStatement.fromJson(noS3.Statement[0])] })]] });
  });
});

describe('the policy of the resource', () => {
  test('lets in whom it names', () => allowed(storage.reader, 's3:ListBucket', storage.named));

  test('lets in another account, of which no policy is known', () => {
    const partner = 'arn:aws:iam::444455556666:role/partner';
    undecided(partner, 's3:GetObject', storage.named.arnForObjects('shared/1'));
    denied(partner, 's3:GetObject', storage.named.arnForObjects('private/1'));
    allowed('arn:aws:iam::444455556666:root', 's3:GetObject', storage.named.arnForObjects('shared/1'));
  });

  test('a key that delegates to its account, and one that does not', () => {
    allowed(workload.decrypter, 'kms:Decrypt', storage.key);
    denied(workload.decrypter, 'kms:Decrypt', storage.lockedKey);
    undecided(workload.decrypter, 'kms:Decrypt', 'arn:aws:kms:eu-west-1:111122223333:key/0d2d0d9c-6d0b-4b2c-8f0e-6a9a52b4a8c0');
  });

  test('a trust policy lets a service in, for its own account', () => {
    const context = { 'aws:SourceAccount': '111122223333' };
    allowed('lambda.amazonaws.com', 'sts:AssumeRole', importerRole, { context });
    denied('lambda.amazonaws.com', 'sts:AssumeRole', importerRole, { context: { 'aws:SourceAccount': '444455556666' } });
    denied('ec2.amazonaws.com', 'sts:AssumeRole', importerRole, { context });
    allowed(new iam.ServicePrincipal('ec2.amazonaws.com'), 'sts:AssumeRole', workload.admin);
  });

  test('anyone gets nothing', () => {
    denied('*', 's3:GetObject', order);
    denied(new iam.AnyPrincipal(), 's3:GetObject', order);
  });

  test('permissions of a function are its policy', () => {
    const stack = new Stack(new App(), 'Stack');
    const bucket = new s3.Bucket(stack, 'Bucket');
    const code = lambda.Code.fromInline('0');
    const fn = new lambda.Function(stack, 'Function', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'i.h', code });
    fn.addPermission('Bucket', { principal: new iam.ServicePrincipal('s3.amazonaws.com'), sourceArn: bucket.bucketArn });
    fn.addPermission('Topic', { principal: new iam.ServicePrincipal('sns.amazonaws.com') });
    const own = Access.fromStack(stack);
    own.allows('sns.amazonaws.com', 'lambda:InvokeFunction', fn);
    own.allows('s3.amazonaws.com', 'lambda:InvokeFunction', fn, { context: { 'aws:SourceArn': bucket.bucketArn } });
    own.denies('s3.amazonaws.com', 'lambda:InvokeFunction', fn, { context: { 'aws:SourceArn': 'arn:aws:s3:::another' } });
    own.denies('s3.amazonaws.com', 'lambda:InvokeFunction', fn);
  });

  test('queues and topics by what their policies name', () => {
    const stack = new Stack(new App(), 'Stack');
    const topic = new sns.Topic(stack, 'Topic');
    const queues = [new sqs.Queue(stack, 'One'), new sqs.Queue(stack, 'Two', { queueName: 'two' })];
    for (const queue of queues) {
      queue.addToResourcePolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: ['*'], principals: [new iam.ServicePrincipal('sns.amazonaws.com')] }));
    }
    const silent = new sqs.Queue(stack, 'Silent');
    topic.addToResourcePolicy(new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn], principals: [new iam.ServicePrincipal('events.amazonaws.com')] }));
    const own = Access.fromStack(stack);
    queues.forEach(queue => own.allows('sns.amazonaws.com', 'sqs:SendMessage', queue));
    own.denies('sns.amazonaws.com', 'sqs:SendMessage', silent);
    own.allows('events.amazonaws.com', 'sns:Publish', topic);
  });
});

describe('what the app does not hold', () => {
  test('an AWS managed policy says what it allows', () => {
    const stack = new Stack(new App(), 'Stack');
    const worker = role(stack, 'Worker', {});
    worker.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonSQSReadOnlyAccess'));
    const own = Access.fromStack(stack);
    own.allows(worker, 'sqs:ListQueues', '*');
    own.denies(worker, 'sqs:SendMessage', 'arn:aws:sqs:us-east-1:111122223333:orders');
    own.neverAllows(worker, 'iam:*');
    expect(() => own.neverAllows(worker, 'sqs:GetQueueAttributes')).toThrow('the AWS managed policy arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess');
  });

  test('one that denies', () => {
    const stack = new Stack(new App(), 'Stack');
    const worker = role(stack, 'Worker', { statements: [{ actions: ['s3:GetObject'], resources: ['*'] }] });
    worker.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AWSDenyAll'));
    const own = Access.fromStack(stack);
    own.denies(worker, 's3:GetObject', 'arn:aws:s3:::orders/1');
    own.neverAllows(worker, 's3:*');
  });

  test('a trust policy that is only known at deployment has no say in what is not assuming the role', () => {
    const stack = new Stack(new App(), 'Stack');
    const worker = role(stack, 'Worker', {});
    const trust = Fn.importValue('TrustPolicyOfAnother') as unknown;
    new iam.CfnRole(stack, 'Other', { assumeRolePolicyDocument: trust });
    const own = Access.fromStack(stack);
    own.neverAllows(worker, 's3:*');
    expect(() => own.neverAllows(worker, 'sts:AssumeRole')).toThrow('TrustPolicyOfAnother');
    expect(() => own.neverAllows(worker, '*')).toThrow('TrustPolicyOfAnother');
  });

  test('one as boundary', () => {
    const stack = new Stack(new App(), 'Stack');
    const worker = role(stack, 'Worker', {
      statements: [{ actions: ['s3:GetObject', 'iam:CreateUser'], resources: ['*'] }],
      permissionsBoundary: iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess'),
    });
    const own = Access.fromStack(stack);
    own.allows(worker, 's3:GetObject', 'arn:aws:s3:::orders/1');
    own.neverAllows(worker, 'iam:CreateUser');
  });

  test('one of another partition, or one that the catalog does not have, is taken to add permissions only', () => {
    const stack = new Stack(new App(), 'Stack');
    const worker = role(stack, 'Worker', { statements: [{ actions: ['s3:GetObject'], resources: ['*'] }] });
    worker.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'New', 'arn:aws:iam::aws:policy/AmazonOrdersFullAccess'));
    worker.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'China', 'arn:aws-cn:iam::aws:policy/ReadOnlyAccess'));
    const own = Access.fromStack(stack);
    own.allows(worker, 's3:GetObject', 'arn:aws:s3:::orders/1');
    expect(() => own.denies(worker, 's3:PutObject', 'arn:aws:s3:::orders/1'))
      .toThrow('the managed policy arn:aws:iam::aws:policy/AmazonOrdersFullAccess, which is not in the app');
    expect(() => own.neverAllows(worker, 'iam:*')).toThrow('the managed policy arn:aws-cn:iam::aws:policy/ReadOnlyAccess');
  });

  test('never sees what is known beside a managed policy, and what a boundary cuts off', () => {
    const stack = new Stack(new App(), 'Stack');
    const boundary = new iam.ManagedPolicy(stack, 'Boundary', { statements: [new iam.PolicyStatement({ actions: ['s3:*'], resources: ['*'] })] });
    const worker = role(stack, 'Worker', { permissionsBoundary: boundary, statements: [{ actions: ['s3:PutObject'], resources: ['*'] }] });
    worker.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Team', 'arn:aws:iam::111122223333:policy/team'));
    const own = Access.fromStack(stack);
    own.neverAllows(worker, 'iam:*');
    expect(() => own.neverAllows(worker, 's3:PutObject')).toThrow('but is allowed s3:PutObject');
    expect(() => own.neverAllows(worker, 's3:DeleteObject')).toThrow('cannot be decided');
  });

  test('a boundary outside of the app makes an allow unknown and not a deny', () => {
    const stack = new Stack(new App(), 'Stack');
    const worker = role(stack, 'Worker', {
      statements: [{ actions: ['s3:GetObject'], resources: ['*'] }],
      permissionsBoundary: iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Boundary', 'arn:aws:iam::111122223333:policy/boundary'),
    });
    const own = Access.fromStack(stack);
    expect(() => own.allows(worker, 's3:GetObject', 'arn:aws:s3:::orders/1')).toThrow('the permissions boundary arn:aws:iam::111122223333:policy/boundary');
    own.denies(worker, 's3:PutObject', 'arn:aws:s3:::orders/1');
  });

  test('an imported role has what the app attaches to it, and more that is not known', () => {
    access.allows(workload.imported, 's3:GetObject', order);
    undecided(workload.imported, 's3:PutObject', order);
    expect(() => access.denies(workload.imported, 's3:PutObject', order))
      .toThrow('the policies of arn:aws:iam::111122223333:role/platform/legacy-worker, which is not in the app');
  });

  test('a policy under a condition of the template', () => {
    undecided(workload.conditional, 's3:GetObject', order);
    expect(() => access.allows(workload.conditional, 's3:GetObject', order)).toThrow('the condition IsProd of the template');
  });

  test('a parameter without a list of values is unknown, one with a list is its first', () => {
    undecided(workload.parameterized, 's3:GetObject', order);
    expect(() => access.allows(workload.parameterized, 's3:GetObject', order)).toThrow('the value of Prefix');
    allowed(workload.parameterized, 's3:PutObject', 'arn:aws:s3:::acme-dev/1');
    denied(workload.parameterized, 's3:PutObject', 'arn:aws:s3:::acme-prod/1');
  });
});

describe('never', () => {
  test('holds for what is not granted', () => {
    access.neverAllows(importerRole, 'iam:*');
    access.neverAllows(importerRole, 's3:Put*');
    access.neverAllows(importerRole, 's3:GetObject', { resources: [storage.documents.arnForObjects('audit/*')] });
    access.neverAllows(workload.inner.worker, 'sts:AssumeRole');
  });

  test('a boundary makes it hold', () => access.neverAllows(workload.deployer, 'iam:*'));

  test('fails with a request that shows it', () => {
    expect(() => access.neverAllows(workload.admin, 'iam:CreateUser')).toThrow('Orders/Admin should never be allowed iam:CreateUser, but is');
    expect(() => access.neverAllows(importerRole, 's3:*')).toThrow('s3:');
    expect(() => access.neverAllows(workload.decrypter, 'kms:*')).toThrow('but is');
  });

  test('sees what the policy of a resource opens', () => {
    expect(() => access.neverAllows(storage.reader, 's3:*')).toThrow('the policy of the resource allows it');
    expect(() => access.neverAllows('ec2.amazonaws.com', 'sts:AssumeRole')).toThrow('but is');
    access.neverAllows('eks.amazonaws.com', 'sts:AssumeRole');
    access.neverAllows('*', '*');
  });

  test('the root user may do everything in its account', () => {
    expect(() => access.neverAllows('arn:aws:iam::111122223333:root', 'iam:CreateUser')).toThrow('the root user has all access to its own account');
  });

  test('SCPs count', () => {
    const scps = [[{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }] }]];
    access.neverAllows(workload.admin, 'iam:*', { scps });
  });
});

describe('ways to name a principal', () => {
  const arn = importerRole.roleArn;
  test.each<[string, any]>([
    ['an L2 role', importerRole],
    ['a role that takes no more policies', frozenRole],
    ['an L1 role', importerRole.node.defaultChild],
    ['a function', workload.importer],
    ['its ARN as a token', arn],
    ['a function of that token', Fn.join(':', Fn.split(':', arn))],
    ['a lazy value', Lazy.string({ produce: () => arn })],
    ['its logical id', workload.getLogicalId(importerRole.node.defaultChild as iam.CfnRole)],
    ['an intrinsic function', { 'Fn::GetAtt': [workload.getLogicalId(importerRole.node.defaultChild as iam.CfnRole), 'Arn'] }],
    ['an ARN principal', new iam.ArnPrincipal(arn)],
    ['a principal with conditions', new iam.ArnPrincipal(arn).withConditions({ Bool: { 'aws:SecureTransport': 'true' } })],
  ])('%s', (_, principal) => allowed(principal, 's3:GetObject', order));

  test('a session of a role, by the name of the role', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    const worker = new iam.Role(stack, 'Worker', { roleName: 'worker', path: '/jobs/', assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    worker.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
    const own = Access.fromStack(stack);
    own.allows('arn:aws:sts::111122223333:assumed-role/worker/i-1', 's3:GetObject', 'arn:aws:s3:::orders/1');
    own.allows('arn:aws:iam::111122223333:role/jobs/worker', 's3:GetObject', 'arn:aws:s3:::orders/1');
  });

  test.each<[string, any, string | RegExp]>([
    ['nothing', undefined, 'principal is `undefined`, expected a role'],
    ['a number', 5, 'principal is `5`'],
    ['a bucket', storage.documents, "principal is 'Storage/Documents', which is not one principal"],
    ['an L1 bucket', storage.documents.node.defaultChild, "principal 'Storage/Documents/Resource' (AWS::S3::Bucket) makes no requests"],
    ['a group', workload.group, 'is a group, which makes no requests: give one of its users'],
    ['a misspelt logical id', `${workload.getLogicalId(workload.admin.node.defaultChild as iam.CfnRole)}x`, /which is no ARN and no logical id of a role or user; did you mean `Admin/],
    ['an ARN of no principal', 'arn:aws:s3:::orders', 'principal is `arn:aws:s3:::orders`, which IAM does not know as a principal'],
    ['a function without its role', functionByName, 'which is not one principal of which the app knows the role'],
    ['a role of another app', role(new Stack(new App(), 'Other'), 'Role'), 'not in the app'],
  ])('%s is refused', (_, principal, message) => {
    expect(() => access.denies(principal, 's3:GetObject', order)).toThrow(message);
  });
});

describe('ways to name a resource', () => {
  test.each<[string, any]>([
    ['a bucket', storage.named],
    ['an L1 bucket', storage.named.node.defaultChild],
    ['an ARN', 'arn:aws:s3:::acme-orders-archive'],
    ['a logical id', storage.getLogicalId(storage.named.node.defaultChild as s3.CfnBucket)],
    ['an ARN with pseudo parameters', `arn:${Aws.PARTITION}:s3:::acme-orders-archive`],
    ['an imported bucket', archiveByName],
  ])('%s', (_, resource) => allowed(storage.reader, 's3:ListBucket', resource));

  test('a log group goes by an ARN that ends in a wildcard, and is none of its streams', () => {
    const { logGroup } = importerRole;
    denied(importerRole, 'logs:DeleteLogGroup', logGroup);
    expect(() => access.denies(importerRole, 'logs:PutLogEvents', logGroup)).toThrow('logs:PutLogEvents does not work on');
    allowed(importerRole, 'logs:PutLogEvents', `${Fn.join(':', Fn.split(':*', logGroup.logGroupArn))}log-stream:1`);
  });

  test.each<[string, string, any, string]>([
    ['a bucket for an action on objects', 's3:GetObject', storage.documents, 's3:GetObject does not work on `arn:aws:s3:::storage-documents`: it works on '],
    ['an object for an action on buckets', 's3:ListBucket', order, 's3:ListBucket does not work on `arn:aws:s3:::storage-documents/orders/1.json`'],
    ['a wildcard', 's3:GetObject', storage.documents.arnForObjects('*'), 'without wildcards. Give one, such as `arn:aws:s3:::storage-documents/example`, or use neverAllows'],
    ['everything', 's3:GetObject', '*', 'resource is `*`, but a request for s3:GetObject names one resource'],
    ['a name', 's3:GetObject', 'orders', 'resource is `orders`, which is no ARN and no logical id'],
    ['nothing', 's3:GetObject', undefined, 'resource is `undefined`, expected a construct with an ARN'],
    ['a stack', 's3:GetObject', workload, "resource 'Orders' has no ARN that is known here"],
    ['a parameter', 's3:GetObject', `arn:aws:s3:::${Fn.ref('Prefix')}/1`, 'which depends on `Prefix`'],
    ['a construct of a third party', 's3:GetObject', new CfnResource(new Stack(new App(), 'Other'), 'Thing', { type: 'Third::Party::Thing' }), "resource 'Other/Thing' has no ARN"],
  ])('%s is refused', (_, action, resource, message) => {
    expect(() => access.denies(importerRole, action, resource)).toThrow(message);
  });
});

describe('actions and options', () => {
  test('names are not case-sensitive', () => allowed(importerRole, 'S3:getobject', order));

  test.each<[string, string]>([
    ['s3:GetObjct', 'action is `s3:GetObjct`, which is no action that this version of the library knows; did you mean `s3:GetObject`?'],
    ['s3:HeadObject', 'action is `s3:HeadObject`, an operation of the API that IAM knows as `s3:GetObject`'],
    ['dynamodbb:GetItem', 'there is no service `dynamodbb`; did you mean `dynamodb:GetItem`?'],
    ['GetObject', 'action is `GetObject`, but there is no service'],
    ['s3:', 'expected a service and a name'],
    ['s3:Get*', 'Name one, or use neverAllows, which takes patterns'],
  ])('%s is refused', (action, message) => {
    expect(() => access.denies(importerRole, action, order)).toThrow(message);
  });

  test.each<[string, string]>([
    ['iam:Erase*', 'action is `iam:Erase*`, which matches no action'],
    ['iamm:*', 'there is no service `iamm`; did you mean `iam:*`?'],
    ['iam:CreateUsr', 'did you mean `iam:CreateUser`?'],
  ])('never %s is refused', (action, message) => {
    expect(() => access.neverAllows(importerRole, action)).toThrow(message);
  });

  test('never on resources that the action does not work on is refused', () => {
    expect(() => access.neverAllows(workload.admin, 's3:GetObject', { resources: [storage.documents] })).toThrow('s3:GetObject does not work on');
  });

  test.each<[string, any, string]>([
    ['an account that is none', { resourceAccount: '1234' }, 'resourceAccount is `1234`, expected 12 digits'],
    ['a key without a prefix', { context: { SourceIp: '192.0.2.1' } }, 'context holds the key `SourceIp`, expected a prefix'],
    ['a value that is none', { context: { 'aws:SourceIp': {} } }, 'context `aws:SourceIp` is a Object, expected text'],
    ['one level of SCPs', { scps: [{ Statement: [] }] }, 'expected one list of policy documents for each level'],
    ['an SCP that is none', { scps: [[{ Statements: [] }]] }, 'scps[0][0] is no policy document'],
  ])('%s is refused', (_, options, message) => {
    expect(() => access.denies(importerRole, 's3:GetObject', order, options)).toThrow(message);
  });
});

describe('where the policies come from', () => {
  test('the example of the documentation', () => {
    const stack = new Stack(new App(), 'Orders');
    const documents = new s3.Bucket(stack, 'Documents');
    const worker = new LambdaExecutionRole(stack, 'ImporterRole');
    ScopedBucketGrants.fromBucket(documents).read(worker, { prefix: 'orders/' });
    const own = Access.fromStack(stack);
    own.allows(worker, 's3:GetObject', documents.arnForObjects('orders/1.json'));
    own.denies(worker, 's3:GetObject', documents.arnForObjects('audit/1.json'));
    own.neverAllows(worker, 'iam:*');
  });

  test('a whole app, stages and nested stacks included', () => {
    const staged = new App();
    const [dev, prod] = ['Dev', 'Prod'].map(name => {
      const stack = new Stack(new Stage(staged, name), 'Orders');
      const bucket = new s3.Bucket(stack, 'Bucket');
      const worker = role(stack, 'Worker');
      bucket.grantRead(worker);
      return { bucket, worker };
    });
    const all = Access.fromApp(staged);
    for (const { bucket, worker } of [dev, prod]) { all.allows(worker, 's3:GetObject', bucket.arnForObjects('1')); }
    all.denies(dev.worker, 's3:GetObject', prod.bucket.arnForObjects('1'));
    Access.fromStack(Stack.of(prod.bucket)).allows(prod.worker, 's3:GetObject', prod.bucket.arnForObjects('1'));
  });

  test('a user is in the group of its own stage, not in that of the same name in another account', () => {
    const staged = new App();
    const [user, other] = ['111122223333', '444455556666'].map(account => {
      const stack = new Stack(new Stage(staged, `Stage${account}`), 'Staff', { env: { account, region: 'eu-west-1' } });
      const team = new iam.Group(stack, 'Team', { groupName: 'team' });
      team.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:SendMessage'], resources: [`arn:aws:sqs:eu-west-1:${account}:jobs`] }));
      return new iam.User(stack, 'User', { userName: 'alice', groups: [team] });
    });
    const all = Access.fromApp(staged);
    all.allows(user, 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:jobs');
    all.neverAllows(user, 'sqs:SendMessage', { resources: ['arn:aws:sqs:eu-west-1:444455556666:jobs'] });
    all.allows(other, 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:444455556666:jobs');
  });

  test('from an app, tokens are read where they belong', () => {
    const all = Access.fromApp(app);
    all.allows(importerRole, 's3:GetObject', order);
    all.denies(importerRole, 's3:GetObject', `arn:${Aws.PARTITION}:s3:::orders/1`);
  });

  test('from an app in several environments, a token without a place needs a stack', () => {
    const spread = new App();
    const [ireland, virginia] = ['eu-west-1', 'us-east-1'].map(region => new Stack(spread, region, { env: { account: '111122223333', region } }));
    const worker = role(ireland, 'Worker', { statements: [{ actions: ['sqs:SendMessage'], resources: [ireland.formatArn({ service: 'sqs', resource: 'jobs' })] }] });
    const jobs = `arn:aws:sqs:${Aws.REGION}:111122223333:jobs`;
    expect(() => Access.fromApp(spread).allows(worker, 'sqs:SendMessage', jobs)).toThrow('use Access.fromStack(stack)');
    Access.fromStack(ireland).allows(worker, 'sqs:SendMessage', jobs);
    Access.fromStack(virginia).denies(worker, 'sqs:SendMessage', jobs);
  });

  test('from a template', () => {
    const template = Template.fromStack(workload.inner).toJSON();
    const [worker] = Object.keys(template.Resources).filter(id => template.Resources[id].Type === 'AWS::IAM::Role');
    const [queue] = Object.keys(template.Resources).filter(id => template.Resources[id].Type === 'AWS::SQS::Queue');
    const own = Access.fromTemplate(template, { account: '444455556666' });
    own.allows(worker, 'sqs:SendMessage', queue);
    own.allows(worker, 'sqs:SendMessage', { 'Fn::GetAtt': [queue, 'Arn'] });
    own.denies(worker, 'sqs:DeleteQueue', queue);
    own.neverAllows(worker, 'iam:*');
  });

  test.each<[string, any]>([['nothing', {}], ['a list', []], ['text', 'Resources: {}']])('%s is no template', (_, template) => {
    expect(() => Access.fromTemplate(template)).toThrow('expected a CloudFormation template as an object');
  });
});
