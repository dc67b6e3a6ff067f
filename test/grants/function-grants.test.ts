import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ACCOUNT, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedFunctionGrants } from '../../src/grants/function-grants';

const ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:orders`;
const imported = (stack: Stack, arn = ARN) => lambda.Function.fromFunctionArn(stack, 'F', arn);
const aliasOf = (stack: Stack) => new lambda.Alias(stack, 'Live', {
  aliasName: 'live',
  version: new lambda.Function(stack, 'F', {
    code: lambda.Code.fromInline('exports.handler = async () => {}'), handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X,
  }).currentVersion,
});

test.each<[string[], RegExp]>([
  [[], /ScopedFunctionGrants.invoke: `qualifiers` is \[\].*Leave `qualifiers` out/],
  [['*'], /`qualifiers` has '\*'; expected a name without wildcards.*'live'/],
  [Fn.split(',', Fn.importValue('aliases')), /`qualifiers` is a list that is known only at deployment/],
])('qualifiers %j are an error', (qualifiers, message) => {
  const stack = newStack();
  expect(() => ScopedFunctionGrants.fromFunction(imported(stack)).invoke(newRole(stack), { qualifiers })).toThrow(message);
});

test('an alias is invoked by its own ARN, and is one qualifier already', () => {
  const stack = newStack();
  const grants = ScopedFunctionGrants.fromFunction(aliasOf(stack));
  grants.invoke(newRole(stack));
  expect(statementsOf(stack)[0].Resource).toEqual({ Ref: expect.stringMatching(/^Live/) });
  expect(() => grants.invoke(newRole(stack, 'Other'), { qualifiers: ['blue'] })).toThrow(/'Stack\/Live' is an alias or a version.*give the function itself/);
  expect(() => grants.deployCode(newRole(stack, 'Third'))).toThrow(/code is deployed to the function itself/);
});

test('an imported ARN shows its qualifier', () => {
  const stack = newStack();
  const grants = ScopedFunctionGrants.fromFunction(lambda.CfnFunction.fromFunctionArn(stack, 'F', `${ARN}:live`));
  expect(() => grants.deployCode(newRole(stack))).toThrow(/is an alias or a version/);
});

test('a qualifier may be a token', () => {
  const stack = newStack();
  ScopedFunctionGrants.fromFunction(imported(stack)).invoke(newRole(stack), { qualifiers: [new CfnParameter(stack, 'Alias').valueAsString] });
  expect(statementsOf(stack)[0].Resource).toEqual({ 'Fn::Join': ['', [`${ARN}:`, { Ref: 'Alias' }]] });
});

test('across accounts the grantee gets its half, and the other is told with the account and the statement', () => {
  const app = new App();
  const stack = newStack(app);
  const other = new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } });
  const role = new iam.Role(other, 'Role', { roleName: 'app', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  ScopedFunctionGrants.fromFunction(imported(stack)).invokeUrl(role);
  expect(statementsOf(other).map(({ Action }) => Action)).toEqual(['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']);
  Annotations.fromStack(other).hasWarning('*', Match.stringLikeRegexp(
    "the resource-based policy of 'Stack/F' in account 111122223333.*\"lambda:InvokeFunctionUrl\"",
  ));
});
