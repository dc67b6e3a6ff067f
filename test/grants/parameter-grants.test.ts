import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { ACCOUNT, KEY_ARN, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedParameterGrants } from '../../src/grants/parameter-grants';

const partitioned = (...rest: unknown[]) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...rest]] });

test.each<[string, (stack: Stack) => ssm.IParameterRef, unknown]>([
  ['L2 with a path', (stack) => new ssm.StringParameter(stack, 'P', { parameterName: '/app/host', stringValue: 'h' }),
    partitioned(`:ssm:${REGION}:${ACCOUNT}:parameter`, { Ref: 'P4E0919BE' })],
  ['L2 named by CloudFormation', (stack) => new ssm.StringParameter(stack, 'P', { stringValue: 'h' }),
    partitioned(`:ssm:${REGION}:${ACCOUNT}:parameter/`, { Ref: 'P4E0919BE' })],
  ['imported by a plain name', (stack) => ssm.StringParameter.fromStringParameterName(stack, 'P', 'host'), partitioned(`:ssm:${REGION}:${ACCOUNT}:parameter/host`)],
])('names the parameter with one slash: %s', (_, make, arn) => {
  const stack = newStack();
  ScopedParameterGrants.fromParameter(make(stack)).read(newRole(stack));
  expect(statementsOf(stack)).toEqual([{ Action: ['ssm:GetParameter', 'ssm:GetParameters'], Effect: 'Allow', Resource: arn }]);
});

test('finds the key that was given at the import', () => {
  const stack = newStack();
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN);
  const parameter = ssm.StringParameter.fromSecureStringParameterAttributes(stack, 'P', { parameterName: '/app/password', encryptionKey });
  ScopedParameterGrants.fromParameter(parameter).read(newRole(stack));
  expect(statementsOf(stack)[1]).toMatchObject({ Action: 'kms:Decrypt', Resource: KEY_ARN });
});

test('a grantee of another account is an error that says what to do', () => {
  const stack = newStack();
  const foreign = iam.Role.fromRoleArn(stack, 'Reader', 'arn:aws:iam::444455556666:role/reader');
  expect(() => ScopedParameterGrants.fromParameter(new ssm.StringParameter(stack, 'P', { stringValue: 'h' })).read(foreign))
    .toThrow(/cannot grant across accounts.*assume a role of the parameter's account, or share the parameter through AWS RAM/);
});
