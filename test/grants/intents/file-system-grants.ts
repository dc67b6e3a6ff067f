import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Intent, Kinds, onEach, request, requests } from './intent';
import { ScopedFileSystemGrants } from '../../../src/grants/file-system-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:elasticfilesystem:${REGION}:${ACCOUNT}:file-system/fs-0123456789abcdef0`;
const ACCESS_POINT_ARN = `arn:aws:elasticfilesystem:${REGION}:${ACCOUNT}:access-point/fsap-0123456789abcdef0`;
const MOUNT = 'elasticfilesystem:ClientMount';
const WRITE = 'elasticfilesystem:ClientWrite';

const newFileSystem = (stack: Stack) => new efs.FileSystem(stack, 'Target', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 1 }) });
const FILE_SYSTEMS: Kinds<efs.IFileSystemRef> = {
  L2: newFileSystem,
  L1: (stack) => new efs.CfnFileSystem(stack, 'Target', { encrypted: true }),
  imported: (stack) => efs.CfnFileSystem.fromFileSystemId(stack, 'Target', 'fs-0123456789abcdef0'),
};
const throughAccessPoint = (stack: Stack) => ({ accessPoint: efs.CfnAccessPoint.fromAccessPointId(stack, 'AccessPoint', 'fsap-0123456789abcdef0') });
const cdk = (call: string, give: (fileSystem: efs.FileSystem, role: iam.Role) => iam.Grant) =>
  ({ call, grant: (stack: Stack, role: iam.Role) => give(newFileSystem(stack), role) });

const VIA_MOUNT_TARGET = { 'elasticfilesystem:AccessedViaMountTarget': 'true' };
const VIA_ACCESS_POINT = { ...VIA_MOUNT_TARGET, 'elasticfilesystem:AccessPointArn': ACCESS_POINT_ARN };

export const INTENTS: Intent[] = [
  {
    call: 'ScopedFileSystemGrants.mountReadOnly',
    actions: [MOUNT],
    grant: onEach(FILE_SYSTEMS, (fileSystem, role) => ScopedFileSystemGrants.fromFileSystem(fileSystem).mountReadOnly(role)),
    cdk: cdk('FileSystem.grantRead', (fileSystem, role) => fileSystem.grantRead(role)),
    allows: [request(MOUNT, ARN, VIA_MOUNT_TARGET), request(MOUNT, ARN, VIA_ACCESS_POINT)],
    denies: [
      request(MOUNT, ARN),
      request(MOUNT, `${ARN}1`, VIA_MOUNT_TARGET),
      ...requests([WRITE, 'elasticfilesystem:ClientRootAccess'], ARN, VIA_MOUNT_TARGET),
    ],
  },
  {
    call: 'ScopedFileSystemGrants.mountReadWrite',
    scope: 'through an access point',
    actions: [MOUNT, WRITE],
    grant: onEach(FILE_SYSTEMS, (fileSystem, role, stack) =>
      ScopedFileSystemGrants.fromFileSystem(fileSystem).mountReadWrite(role, throughAccessPoint(stack))),
    cdk: cdk('FileSystem.grantReadWrite', (fileSystem, role) => fileSystem.grantReadWrite(role)),
    allows: requests([MOUNT, WRITE], ARN, VIA_ACCESS_POINT),
    denies: [
      ...requests([MOUNT, WRITE], ARN, VIA_MOUNT_TARGET),
      ...requests([MOUNT, WRITE], ARN, { ...VIA_MOUNT_TARGET, 'elasticfilesystem:AccessPointArn': `${ACCESS_POINT_ARN}1` }),
      request('elasticfilesystem:ClientRootAccess', ARN, VIA_ACCESS_POINT),
    ],
  },
];
