/** What a developer reads when an assertion fails, to the letter. */
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { role } from './orders-app';
import { Access } from '../../src/assertions/access';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const stack = new Stack(new App(), 'Orders', { env: ENV });
const documents = new s3.Bucket(stack, 'Documents', { enforceSSL: true });
const boundary = new iam.ManagedPolicy(stack, 'Boundary', {
  statements: [
    new iam.PolicyStatement({ sid: 'Data', actions: ['s3:*', 'iam:*'], resources: ['*'] }),
    new iam.PolicyStatement({ sid: 'NoUsers', effect: iam.Effect.DENY, actions: ['iam:CreateUser'], resources: ['*'] }),
  ],
});
const importer = role(stack, 'Importer', {
  statements: [
    { sid: 'Read', actions: ['s3:GetObject'], resources: [documents.arnForObjects('orders/*')] },
    { sid: 'List', actions: ['s3:ListBucket'], resources: [documents.bucketArn], conditions: { StringLike: { 's3:prefix': 'orders/*' } } },
  ],
});
const deployer = role(stack, 'Deployer', { permissionsBoundary: boundary, statements: [{ actions: ['iam:*', 'sqs:*'], resources: ['*'] }] });
const viewer = role(stack, 'Viewer');
viewer.addManagedPolicy(iam.ManagedPolicy.fromManagedPolicyArn(stack, 'Team', 'arn:aws:iam::111122223333:policy/team'));
const auditor = role(stack, 'Auditor');
auditor.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));
const access = Access.fromStack(stack);

function failure(assert: () => void): string {
  try {
    assert();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the assertion held');
}

const ROLES = 'arn:aws:iam::111122223333:role';

test.each<[string, () => void, string[]]>([
  ['an action that is not granted', () => access.allows(importer, 's3:PutObject', documents.arnForObjects('orders/1')), [
    'Orders/Importer should be allowed s3:PutObject on arn:aws:s3:::orders-documents/orders/1, but is not',
    '  because  no policy of the principal allows it',
    '  nearest  Allow "Read" in Orders/Importer/DefaultPolicy',
    '           AWS::IAM::Policy Properties/PolicyDocument/Statement/0',
    '           but it is for the action s3:GetObject',
    `  request  by ${ROLES}/orders-importer`,
    '           with aws:RequestedRegion = eu-west-1',
  ]],
  ['a resource that is not granted', () => access.allows(importer, 's3:GetObject', documents.arnForObjects('audit/1')), [
    'Orders/Importer should be allowed s3:GetObject on arn:aws:s3:::orders-documents/audit/1, but is not',
    '  because  no policy of the principal allows it',
    '  nearest  Allow "Read" in Orders/Importer/DefaultPolicy',
    '           AWS::IAM::Policy Properties/PolicyDocument/Statement/0',
    '           but it is for the resource arn:aws:s3:::orders-documents/orders/*',
    `  request  by ${ROLES}/orders-importer`,
    '           with aws:RequestedRegion = eu-west-1',
  ]],
  ['a condition on another value', () => access.allows(importer, 's3:ListBucket', documents, { context: { 's3:prefix': 'audit/' } }), [
    'Orders/Importer should be allowed s3:ListBucket on arn:aws:s3:::orders-documents, but is not',
    '  because  no policy of the principal allows it',
    '  nearest  Allow "List" in Orders/Importer/DefaultPolicy',
    '           AWS::IAM::Policy Properties/PolicyDocument/Statement/1',
    '           but it asks for StringLike s3:prefix = orders/*, and the request has audit/',
    `  request  by ${ROLES}/orders-importer`,
    '           with aws:RequestedRegion = eu-west-1',
    '           with s3:prefix = audit/',
  ]],
  ['a condition on a key that the request lacks', () => access.allows(importer, 's3:ListBucket', documents), [
    'Orders/Importer should be allowed s3:ListBucket on arn:aws:s3:::orders-documents, but is not',
    '  because  no policy of the principal allows it',
    '  nearest  Allow "List" in Orders/Importer/DefaultPolicy',
    '           AWS::IAM::Policy Properties/PolicyDocument/Statement/1',
    '           but it asks for StringLike s3:prefix = orders/*, and the request has no such key',
    `  request  by ${ROLES}/orders-importer`,
    '           with aws:RequestedRegion = eu-west-1',
  ]],
  ['what is allowed', () => access.denies(importer, 's3:GetObject', documents.arnForObjects('orders/1')), [
    'Orders/Importer should be denied s3:GetObject on arn:aws:s3:::orders-documents/orders/1, but is allowed it',
    '  because  a policy of the principal allows it',
    '           Allow "Read" in Orders/Importer/DefaultPolicy',
    '           AWS::IAM::Policy Properties/PolicyDocument/Statement/0',
    `  request  by ${ROLES}/orders-importer`,
    '           with aws:RequestedRegion = eu-west-1',
  ]],
  ['a Deny of the resource', () => access.allows(importer, 's3:GetObject', documents.arnForObjects('orders/1'), {
    context: { 'aws:SecureTransport': false, 'aws:TagKeys': ['a', 'b'] },
  }), [
    'Orders/Importer should be allowed s3:GetObject on arn:aws:s3:::orders-documents/orders/1, but is not',
    '  because  the policy of the resource denies it',
    '           Deny in Orders/Documents/Policy',
    '           AWS::S3::BucketPolicy Properties/PolicyDocument/Statement/0',
    `  request  by ${ROLES}/orders-importer`,
    '           with aws:RequestedRegion = eu-west-1',
    '           with aws:SecureTransport = false',
    '           with aws:TagKeys = a, b',
  ]],
  ['a Deny of the boundary', () => access.allows(deployer, 'iam:CreateUser', 'arn:aws:iam::111122223333:user/eve'), [
    'Orders/Deployer should be allowed iam:CreateUser on arn:aws:iam::111122223333:user/eve, but is not',
    '  because  the permissions boundary denies it',
    '           Deny "NoUsers" in Orders/Boundary',
    '           AWS::IAM::ManagedPolicy Properties/PolicyDocument/Statement/1',
    `  request  by ${ROLES}/orders-deployer`,
  ]],
  ['a boundary that is silent', () => access.allows(deployer, 'sqs:SendMessage', 'arn:aws:sqs:eu-west-1:111122223333:jobs'), [
    'Orders/Deployer should be allowed sqs:SendMessage on arn:aws:sqs:eu-west-1:111122223333:jobs, but is not',
    '  because  the permissions boundary does not allow it',
    '  nearest  Allow "Data" in Orders/Boundary',
    '           AWS::IAM::ManagedPolicy Properties/PolicyDocument/Statement/0',
    '           but it is for the actions s3:*, iam:*',
    `  request  by ${ROLES}/orders-deployer`,
    '           with aws:RequestedRegion = eu-west-1',
  ]],
  ['SCPs of which a level is silent', () => access.allows(importer, 's3:GetObject', documents.arnForObjects('orders/1'), {
    scps: [[{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sqs:*', Resource: '*' } }]],
  }), [
    'Orders/Importer should be allowed s3:GetObject on arn:aws:s3:::orders-documents/orders/1, but is not',
    '  because  no SCP of scps[0] allows it',
    '  nearest  Allow in scps[0][0]',
    '           but it is for the action sqs:*',
    `  request  by ${ROLES}/orders-importer`,
    '           with aws:RequestedRegion = eu-west-1',
  ]],
  ['a trust policy', () => access.allows('lambda.amazonaws.com', 'sts:AssumeRole', importer), [
    `lambda.amazonaws.com should be allowed sts:AssumeRole on ${ROLES}/orders-importer, but is not`,
    '  because  the trust policy of the role does not allow it',
    '  nearest  Allow in Orders/Importer',
    '           AWS::IAM::Role Properties/AssumeRolePolicyDocument/Statement/0',
    '           but it is for the principal ec2.amazonaws.com',
  ]],
  ['what hangs on a managed policy', () => access.denies(viewer, 's3:GetObject', documents.arnForObjects('orders/1')), [
    'Orders/Viewer should be denied s3:GetObject on arn:aws:s3:::orders-documents/orders/1, which cannot be decided',
    '  depends  on the managed policy arn:aws:iam::111122223333:policy/team, which is not in the app',
    `  request  by ${ROLES}/orders-viewer`,
    '           with aws:RequestedRegion = eu-west-1',
  ]],
  ['a never that a policy of the principal breaks', () => access.neverAllows(deployer, 'iam:DeleteUser'), [
    'Orders/Deployer should never be allowed iam:DeleteUser, but is allowed iam:DeleteUser on arn:aws:iam::111122223333:user/example',
    '  because  a policy of the principal allows it',
    '           Allow in Orders/Deployer/DefaultPolicy',
    '           AWS::IAM::Policy Properties/PolicyDocument/Statement/0',
    `  request  by ${ROLES}/orders-deployer`,
  ]],
  ['a never that a trust policy breaks', () => access.neverAllows('ec2.amazonaws.com', 'sts:*'), [
    `ec2.amazonaws.com should never be allowed sts:*, but is allowed sts:AssumeRole on ${ROLES}/orders-importer`,
    '  because  the trust policy of the role allows it',
    '           Allow in Orders/Importer',
    '           AWS::IAM::Role Properties/AssumeRolePolicyDocument/Statement/0',
  ]],
  ['an AWS managed policy that allows it', () => access.denies(auditor, 'sqs:ListQueues', '*'), [
    'Orders/Auditor should be denied sqs:ListQueues on *, but is allowed it',
    '  because  a policy of the principal allows it',
    expect.stringMatching(/^ {11}Allow "\w+" in the AWS managed policy arn:aws:iam::aws:policy\/ReadOnlyAccess$/),
    `  request  by ${ROLES}/orders-auditor`,
  ]],
  ['a never that hangs on a managed policy', () => access.neverAllows(viewer, 'iam:*'), [
    'Orders/Viewer should never be allowed iam:*, which cannot be decided',
    '  depends  on the managed policy arn:aws:iam::111122223333:policy/team, which is not in the app',
  ]],
])('%s', (_, assertion, lines) => {
  expect(failure(assertion).split('\n')).toEqual(lines);
});
