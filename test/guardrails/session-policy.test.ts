import { App, Stack } from 'aws-cdk-lib';
import { Annotations } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { SessionPolicy } from '../../src';
import { PolicyReader } from '../../src/cli/policy-reader';
import { readPolicies } from '../../src/cli/read-policies';
import { readRequest } from '../../src/cli/read-request';
import { evaluate } from '../../src/reasoning/evaluate';

const ACCOUNT = '111122223333';
const read = (...resources: string[]) => new iam.PolicyStatement({ actions: ['s3:GetObject'], resources });

function make(...statements: iam.PolicyStatement[]) {
  const stack = new Stack(new App(), 'Stack');
  return { stack, policy: new SessionPolicy(stack, 'Policy', { statements }) };
}

test.each([
  ['s3:GetObject', 'arn:aws:s3:::data/tenant-a/1', 'allowed'],
  ['s3:GetObject', 'arn:aws:s3:::data/tenant-b/1', 'implicitly-denied'],
  ['s3:PutObject', 'arn:aws:s3:::data/tenant-a/1', 'implicitly-denied'],
])('a session with it, of a role that may do everything: %s on %s is %s', (action, resource, expected) => {
  const { stack, policy } = make(read('arn:aws:s3:::data/tenant-a/*'));
  const session = JSON.parse(stack.resolve(policy.json));
  const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  const principal = `arn:aws:sts::${ACCOUNT}:assumed-role/app/tenant-a`;
  const request = readRequest({ principal, action, resource, resourceAccount: ACCOUNT, context: {} } as any);
  expect(evaluate(request, readPolicies({ identity: [all], scp: [[all]], session } as any, new PolicyReader())).decision).toBe(expected);
});

test('prints how much room is left', () => {
  const { stack, policy } = make(read('arn:aws:s3:::data/*'));
  const { length }: string = stack.resolve(policy.json);
  Annotations.fromStack(stack).hasInfo('/Stack/Policy', `${length} of 2048 characters are used, ${2048 - length} are left [ack: LeastPrivilege::policy-size]`);
});

test('references of the app stay references', () => {
  const stack = new Stack(new App(), 'Stack');
  const bucket = new s3.Bucket(stack, 'Bucket');
  const { json } = new SessionPolicy(stack, 'Policy', { statements: [read(bucket.arnForObjects('*'))] });
  expect(JSON.stringify(stack.resolve(json))).toContain('Fn::GetAtt');
});

test.each<[string, iam.PolicyStatement[], RegExp]>([
  ['no statements', [], /statements of Stack\/Policy is an empty list/],
  ['a principal', [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'], principals: [new iam.AnyPrincipal()] })], /the session policy Stack\/Policy is not valid: .*principals/],
  ['no resource', [new iam.PolicyStatement({ actions: ['s3:GetObject'] })], /the session policy Stack\/Policy is not valid: .*resource/],
  ['too much', [read(...Array.from({ length: 80 }, (_, index) => `arn:aws:s3:::data/tenant-${index}/*`))], /has at least \d+ characters, expected at most 2048: it is \d+ too long/],
])('refuses %s', (_, statements, message) => {
  expect(() => make(...statements)).toThrow(message);
});
