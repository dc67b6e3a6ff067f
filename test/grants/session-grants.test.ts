import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, KEY_ARN, newRole, newStack, REGION, statementsOf } from './testing';
import { flattenReference } from '../../src/cdk/wildcard-acknowledgement';
import { ScopedSessionGrants } from '../../src/grants/session-grants';

const imported = (stack: Stack) => ec2.CfnInstance.fromInstanceId(stack, 'I', 'i-0123456789abcdef0');
const started = (stack: Stack) => statementsOf(stack).filter(({ Action }) => Action === 'ssm:StartSession').map(({ Resource }) => flattenReference(Resource));

test('without tags there is nothing to start from', () => {
  expect(() => ScopedSessionGrants.fromTaggedInstances({})).toThrow(/ScopedSessionGrants.fromTaggedInstances: `tags` is \[\]/);
});

test.each<[string[], RegExp]>([
  [[], /ScopedSessionGrants.start: `documents` is \[\]/],
  [['*'], /`documents` has '\*'; expected a name without wildcards/],
])('documents %j are an error', (documents, message) => {
  const stack = newStack();
  expect(() => ScopedSessionGrants.fromInstance(imported(stack)).start(newRole(stack), { documents })).toThrow(message);
});

test.each<[string, (stack: Stack) => ec2.IInstanceRef, string]>([
  ['imported', imported, 'i-0123456789abcdef0'],
  ['L1', (stack) => new ec2.CfnInstance(stack, 'I'), '<I>'],
])('one instance is named by its id: %s', (_, make, id) => {
  const stack = newStack();
  ScopedSessionGrants.fromInstance(make(stack)).start(newRole(stack));
  expect(started(stack)).toContain(`arn:<AWS::Partition>:ec2:${REGION}:${ACCOUNT}:instance/${id}`);
});

test('the documents of AWS belong to no account', () => {
  const stack = newStack();
  ScopedSessionGrants.fromInstance(imported(stack)).start(newRole(stack), { documents: ['AWS-StartSSHSession'] });
  expect(started(stack)).toContain(`arn:<AWS::Partition>:ssm:${REGION}::document/AWS-StartSSHSession`);
});

test('an instance with its own role can receive sessions: no circle', () => {
  const stack = newStack();
  const instance = new ec2.Instance(stack, 'I', {
    vpc: ec2.Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'], publicSubnetIds: ['subnet-1'] }),
    vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
    instanceType: new ec2.InstanceType('t3.micro'),
    machineImage: ec2.MachineImage.genericLinux({ [REGION]: 'ami-0abcdef1234567890' }),
  });
  ScopedSessionGrants.fromInstance(instance).receive(instance.role);
  expect(statementsOf(stack).map(({ Resource }) => flattenReference(Resource))).toEqual([`arn:<AWS::Partition>:ec2:${REGION}:${ACCOUNT}:instance/*`, '*']);
});

test.each<['start' | 'receive', string]>([['start', 'kms:GenerateDataKey'], ['receive', 'kms:Decrypt']])('the key of the sessions: %s needs %s', (method, action) => {
  const stack = newStack();
  ScopedSessionGrants.fromInstance(imported(stack))[method](newRole(stack), { encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) });
  expect(statementsOf(stack)).toContainEqual({ Action: action, Effect: 'Allow', Resource: KEY_ARN });
});

test('another account is an error with what to do instead', () => {
  const app = new App();
  const instance = imported(newStack(app));
  const role = newRole(new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } }));
  expect(() => ScopedSessionGrants.fromInstance(instance).start(role)).toThrow(/cannot grant across accounts.*assume a role of the account of the instances/);
});
