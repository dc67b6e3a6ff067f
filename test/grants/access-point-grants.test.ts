import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { KEY_ARN, newRole, newStack, REGION, statementsOf } from './testing';
import { AccessPointDataGrantOptions, ScopedAccessPointGrants } from '../../src/grants/access-point-grants';

const onKey = (statements: any[]) => statements.filter(({ Action }) => [Action].flat().includes('kms:Decrypt'));

describe('the bucket behind the access point', () => {
  test.each<[string, (stack: Stack) => string, number]>([
    ['is found by its Ref', (stack) => new s3.CfnBucket(stack, 'Bucket').ref, 4],
    ['is found by the name of an L2 bucket', (stack) => new s3.Bucket(stack, 'Bucket').bucketName, 4],
    ['is not known by a plain name', () => 'data', 2],
    ['is not known by a value of the deployment', (stack) => new CfnParameter(stack, 'Bucket').valueAsString, 2],
  ])('%s', (_, bucketOf, statements) => {
    const stack = newStack();
    const accessPoint = new s3.CfnAccessPoint(stack, 'AccessPoint', { bucket: bucketOf(stack) });
    ScopedAccessPointGrants.fromAccessPoint(accessPoint).read(newRole(stack));
    expect(statementsOf(stack)).toHaveLength(statements);
  });

  test('is held to its account if it is imported', () => {
    const stack = newStack();
    const accessPoint = s3.CfnAccessPoint.fromAccessPointName(stack, 'AccessPoint', 'orders');
    const bucket = s3.Bucket.fromBucketAttributes(stack, 'Bucket', { bucketName: 'data', account: '444455556666' });
    ScopedAccessPointGrants.fromAccessPoint(accessPoint).delete(newRole(stack), { bucket });
    expect(statementsOf(stack)[1].Condition).toEqual({
      ArnEquals: { 's3:DataAccessPointArn': stack.resolve(accessPoint.accessPointRef.accessPointArn) },
      StringEquals: { 'aws:ResourceAccount': '444455556666' },
    });
  });

  test('need not be known for its key to be used', () => {
    const stack = newStack();
    const accessPoint = s3.CfnAccessPoint.fromAccessPointName(stack, 'AccessPoint', 'orders');
    ScopedAccessPointGrants.fromAccessPoint(accessPoint).read(newRole(stack), { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) });
    expect(onKey(statementsOf(stack))).toEqual([
      { Action: 'kms:Decrypt', Condition: { StringEquals: { 'kms:ViaService': `s3.${REGION}.amazonaws.com` } }, Effect: 'Allow', Resource: KEY_ARN },
    ]);
  });
});

test.each<[AccessPointDataGrantOptions, RegExp]>([
  [{ prefix: '' }, /ScopedAccessPointGrants.read: `prefix` is \[""\]/],
  [{ prefix: '/orders/' }, /begins with a slash/],
  [{ prefixes: ['orders/*'] }, /holds a wildcard/],
])('%j is an error', (options, message) => {
  const stack = newStack();
  const accessPoint = new s3.CfnAccessPoint(stack, 'AccessPoint', { bucket: 'data' });
  expect(() => ScopedAccessPointGrants.fromAccessPoint(accessPoint).read(newRole(stack), options)).toThrow(message);
});

test('across accounts the bucket policy is written and the access point policy is told', () => {
  const app = new App();
  const stack = newStack(app);
  const other = new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } });
  const role = new iam.Role(other, 'Role', { roleName: 'reader', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const accessPoint = new s3.CfnAccessPoint(stack, 'AccessPoint', { name: 'orders', bucket: new s3.Bucket(stack, 'Bucket', { bucketName: 'data' }).bucketName });
  ScopedAccessPointGrants.fromAccessPoint(accessPoint).list(role);
  Template.fromStack(stack).resourceCountIs('AWS::S3::BucketPolicy', 1);
  Annotations.fromStack(other).hasWarning('/Other/Role', Match.stringLikeRegexp("add to the access point policy of 'Stack/AccessPoint' in account 111122223333: .*s3:ListBucket"));
});
