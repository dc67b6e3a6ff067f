import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Intent, Kinds, onEach, request, requests } from './intent';
import { ExecuteCommandGrantOptions, ScopedClusterGrants } from '../../../src/grants/cluster-grants';
import { ACCOUNT, KEY_ARN, REGION } from '../testing';

const ECS = `arn:aws:ecs:${REGION}:${ACCOUNT}`;
const TASK = `${ECS}:task/prod/0123456789abcdef`;
const keyOf = (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', stack.formatArn({ service: 'kms', resource: KEY_ARN.split(':')[5] }));
const CLUSTERS: Kinds<ecs.IClusterRef> = {
  L2: (stack) => new ecs.Cluster(stack, 'Target', { executeCommandConfiguration: { kmsKey: new kms.Key(stack, 'Key') } }),
  L1: (stack) => new ecs.CfnCluster(stack, 'Target', {
    configuration: { executeCommandConfiguration: { kmsKeyId: new kms.CfnKey(stack, 'Key').attrArn } },
  }),
  imported: (stack) => ecs.CfnCluster.fromClusterArn(stack, 'Target', stack.formatArn({ service: 'ecs', resource: 'cluster', resourceName: 'prod' })),
};
const grant = (method: 'executeCommand' | 'receiveCommands', options: ExecuteCommandGrantOptions = {}) => onEach(CLUSTERS, (cluster, role, stack) =>
  ScopedClusterGrants.fromCluster(cluster)[method](role, stack.node.tryFindChild('Key') ? options : { encryptionKey: keyOf(stack), ...options }));
const CHANNELS = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((name) => `ssmmessages:${name}`);

export const INTENTS: Intent[] = [
  {
    call: 'ScopedClusterGrants.executeCommand',
    scope: 'in one container',
    actions: ['ecs:ExecuteCommand', 'ecs:DescribeTasks', 'kms:GenerateDataKey'],
    grant: grant('executeCommand', { containers: ['app'] }),
    allows: [
      request('ecs:ExecuteCommand', `${ECS}:cluster/prod`, { 'ecs:container-name': 'app' }),
      request('ecs:ExecuteCommand', TASK, { 'ecs:container-name': 'app' }),
      request('ecs:DescribeTasks', TASK),
      request('kms:GenerateDataKey', KEY_ARN),
    ],
    denies: [
      request('ecs:ExecuteCommand', TASK, { 'ecs:container-name': 'vault' }),
      request('ecs:ExecuteCommand', TASK),
      request('ecs:ExecuteCommand', `${ECS}:task/test/0123456789abcdef`, { 'ecs:container-name': 'app' }),
      request('ecs:StopTask', TASK),
      request('kms:Decrypt', KEY_ARN),
    ],
  },
  {
    call: 'ScopedClusterGrants.receiveCommands',
    actions: [...CHANNELS, 'kms:Decrypt'],
    grant: grant('receiveCommands'),
    allows: [...requests(CHANNELS, '*'), request('kms:Decrypt', KEY_ARN)],
    denies: [request('ecs:ExecuteCommand', TASK), request('ssm:StartSession', TASK), request('kms:GenerateDataKey', KEY_ARN)],
  },
];
