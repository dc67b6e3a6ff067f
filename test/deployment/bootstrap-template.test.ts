import { readFileSync } from 'fs';
import { stringify } from 'yaml';
import { executionPolicyArn, policiesTemplate, withExecutionPolicies } from '../../src/deployment/bootstrap-template';
import { JsonObject } from '../../src/policy/json';
import { parseTemplate } from '../../src/template/parse-template';

const ORIGINAL = parseTemplate(readFileSync(require.resolve('aws-cdk/lib/api/bootstrap/bootstrap-template.yaml'), 'utf8')) as JsonObject;
const place = (region?: string) => ({ qualifier: 'hnb659fds', environment: { account: '111122223333', region } });

test.each([
  ['eu-west-1', 'arn:aws:iam::111122223333:policy/cdk-hnb659fds-cfn-exec-policy-2-eu-west-1'],
  ['cn-north-1', 'arn:aws-cn:iam::111122223333:policy/cdk-hnb659fds-cfn-exec-policy-2-cn-north-1'],
  [undefined, 'arn:aws:iam::111122223333:policy/cdk-hnb659fds-cfn-exec-policy-2-REGION'],
])('the ARN of a policy in %s', (region, arn) => {
  expect(executionPolicyArn(place(region), 2)).toBe(arn);
});

test('the names of the policies in the template are those of their ARNs', () => {
  const document = { Version: '2012-10-17', Statement: [] };
  expect(policiesTemplate([document, document], place('eu-west-1')).Resources).toEqual({
    ExecutionPolicy1: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: { 'Fn::Sub': 'cdk-hnb659fds-cfn-exec-policy-1-${AWS::Region}' }, PolicyDocument: document } },
    ExecutionPolicy2: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ManagedPolicyName: { 'Fn::Sub': 'cdk-hnb659fds-cfn-exec-policy-2-${AWS::Region}' }, PolicyDocument: document } },
  });
});

test('with as many policies as a role can have, the bootstrap template is still short enough to be sent without a bucket', () => {
  expect(Buffer.byteLength(stringify(withExecutionPolicies(ORIGINAL, 25, place())))).toBeLessThan(51_200);
});

test('nothing of the given template is changed in place', () => {
  const before = JSON.stringify(ORIGINAL);
  withExecutionPolicies(ORIGINAL, 1, place());
  expect(JSON.stringify(ORIGINAL)).toBe(before);
});

test.each<[string, JsonObject]>([
  ['no resources', {}],
  ['no such role', { Resources: { Role: { Type: 'AWS::IAM::Role' } } }],
  ['something else of its name', { Resources: { CloudFormationExecutionRole: { Type: 'AWS::IAM::User' } } }],
])('a template with %s is none', (_, template) => {
  expect(withExecutionPolicies(template, 1, place())).toBeUndefined();
});
