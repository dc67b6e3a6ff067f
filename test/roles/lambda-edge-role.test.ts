import { App, CfnParameter } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ACCOUNT, agnosticStack, expectNoManagedPolicy, onlyPolicy, onlyRole, serviceStatement, stackIn, trust } from './synth';
import { LambdaEdgeRole } from '../../src/roles/lambda-edge-role';
import { LeastPrivilegeChecks } from '../../src/validation/least-privilege-checks';
import { bind, decide, documentOf } from '../decisions';

test('Lambda and Lambda@Edge may assume it', () => {
  const stack = agnosticStack();
  new LambdaEdgeRole(stack, 'Role', { functionName: 'headers' });
  expect(onlyRole(stack).AssumeRolePolicyDocument).toEqual(trust([serviceStatement('lambda.amazonaws.com'), serviceStatement('edgelambda.amazonaws.com')]));
  expectNoManagedPolicy(stack);
});

test.each([
  ['its log group in any region', 'logs:CreateLogGroup', 'ap-northeast-1', '/aws/lambda/us-east-1.headers:log-stream:', 'allowed'],
  ['streams of its log group', 'logs:PutLogEvents', 'sa-east-1', '/aws/lambda/us-east-1.headers:log-stream:2026', 'allowed'],
  ['another function\'s', 'logs:PutLogEvents', 'sa-east-1', '/aws/lambda/us-east-1.headers2:log-stream:2026', 'implicitly-denied'],
  ['that of a function without an edge', 'logs:CreateLogGroup', 'us-east-1', '/aws/lambda/headers:log-stream:', 'implicitly-denied'],
])('it may write to %s', (_, action, region, group, decision) => {
  const stack = stackIn('us-east-1');
  new LambdaEdgeRole(stack, 'Role', { functionName: 'headers' });
  expect(decide({ identity: [documentOf(bind(onlyPolicy(stack)))] }, {
    principal: `arn:aws:iam::${ACCOUNT}:role/Role`, action, resource: `arn:aws:logs:${region}:${ACCOUNT}:log-group:${group}`, resourceAccount: ACCOUNT, context: {},
  })).toBe(decision);
});

test('it is clean under our strict pack and under cdk-nag', () => {
  const stack = stackIn('us-east-1');
  new LambdaEdgeRole(stack, 'Role', { functionName: 'headers' });
  (stack.node.root as App).synth();
  const packs = [new AwsSolutionsChecks(), new LeastPrivilegeChecks(undefined, {
    packs: ['strict'], disabledRules: ['undescribed-role', 'unused-role'],
  })];
  expect(packs.flatMap(pack => pack.validateScope(stack.node.root).violations).map(({ ruleName, description }) => `${ruleName}: ${description}`)).toEqual([]);
});

test('the name may be known only at deployment, and is no ARN', () => {
  const stack = agnosticStack();
  new LambdaEdgeRole(stack, 'Role', { functionName: new CfnParameter(stack, 'Name').valueAsString });
  expect(() => new LambdaEdgeRole(stack, 'Other', { functionName: 'arn:aws:lambda:us-east-1:111122223333:function:headers' })).toThrow(/give the bare name/);
});
