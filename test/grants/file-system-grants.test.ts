import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedFileSystemGrants } from '../../src/grants/file-system-grants';

const newFileSystem = (stack: Stack) => new efs.FileSystem(stack, 'Files', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 }) });
const roleOfOtherAccount = (app: App) => new iam.Role(new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } }), 'Role', {
  roleName: 'reader', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
});

test('an access point narrows the mount to itself', () => {
  const stack = newStack();
  const fileSystem = newFileSystem(stack);
  const accessPoint = fileSystem.addAccessPoint('AccessPoint');
  ScopedFileSystemGrants.fromFileSystem(fileSystem).mountReadOnly(newRole(stack), { accessPoint });
  expect(statementsOf(stack)[0].Condition).toEqual({
    ArnEquals: { 'elasticfilesystem:AccessPointArn': stack.resolve(accessPoint.accessPointArn) },
    Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' },
  });
});

test('across accounts the policy of an L2 file system is written', () => {
  const app = new App();
  const stack = newStack(app);
  ScopedFileSystemGrants.fromFileSystem(newFileSystem(stack)).mountReadWrite(roleOfOtherAccount(app));
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::EFS::FileSystem'));
  expect(Properties.FileSystemPolicy.Statement).toContainEqual(expect.objectContaining({
    Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
    Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
  }));
});

test.each<[string, (stack: Stack) => efs.IFileSystemRef, boolean]>([
  ['of an imported file system', (stack) => efs.CfnFileSystem.fromFileSystemId(stack, 'Files', 'fs-0123456789abcdef0'), false],
  ['with an access point, which is made from the file system', newFileSystem, true],
])('across accounts the policy is told: %s', (_, make, isThroughAccessPoint) => {
  const app = new App();
  const fileSystem = make(newStack(app));
  const role = roleOfOtherAccount(app);
  const accessPoint = isThroughAccessPoint ? (fileSystem as efs.FileSystem).addAccessPoint('AccessPoint') : undefined;
  ScopedFileSystemGrants.fromFileSystem(fileSystem).mountReadOnly(role, { accessPoint });
  Annotations.fromStack(Stack.of(role)).hasWarning('/Other/Role', Match.stringLikeRegexp("add to the file system policy of 'Stack/Files' in account 111122223333"));
});
