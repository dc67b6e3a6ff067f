import { CfnParameter } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ACCOUNT, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedParameterPathGrants } from '../../src/grants/parameter-path-grants';

test.each(['', '/', 'app/prod', '/app/*', '/app//prod', 'arn:aws:ssm:eu-west-1:111122223333:parameter/app'])('the path %j is an error', (path) => {
  expect(() => ScopedParameterPathGrants.fromPath(newStack(), path)).toThrow(/ScopedParameterPathGrants.fromPath: `path` is/);
});

test('the message says what a path looks like', () => {
  expect(() => ScopedParameterPathGrants.fromPath(newStack(), 'app')).toThrow("is 'app'; expected a path from its first slash, without wildcards and not the root, such as '/app/prod'");
});

test('a token may stand for the path', () => {
  const stack = newStack();
  ScopedParameterPathGrants.fromPath(stack, new CfnParameter(stack, 'Path').valueAsString).write(newRole(stack));
  expect(statementsOf(stack)[0].Resource).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ssm:${REGION}:${ACCOUNT}:parameter`, { Ref: 'Path' }, '/*']],
  });
});

test('a grantee of another account is an error that says what to do', () => {
  const stack = newStack();
  const foreign = iam.Role.fromRoleArn(stack, 'Reader', 'arn:aws:iam::444455556666:role/reader');
  expect(() => ScopedParameterPathGrants.fromPath(stack, '/app/prod').read(foreign))
    .toThrow(/ScopedParameterPathGrants.read cannot grant across accounts: 'Stack\/Reader' belongs to account 444455556666.*assume a role of that account/);
});
