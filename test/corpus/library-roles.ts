/** Workloads with the roles and grants of this library. */
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { functionIn, OrdinaryStacks } from './ordinary-stack';
import {
  CrossAccountRole, EcsTaskRoles, GitHubActionsRole, GitHubOidcProvider, GitHubRepository, LambdaExecutionRole, ScopedBucketGrants, ScopedQueueGrants,
  ScopedSecretGrants, ScopedTableGrants, WorkloadBoundary,
} from '../../src';

export const libraryRoles: OrdinaryStacks = {
  ScopedFunction: stack => {
    const role = new LambdaExecutionRole(stack, 'Role');
    ScopedBucketGrants.fromBucket(new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS })).read(role, { prefix: 'orders/' });
    ScopedTableGrants.fromTable(new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } })).write(role);
    ScopedQueueGrants.fromQueue(new sqs.Queue(stack, 'Queue', { encryption: sqs.QueueEncryption.KMS })).send(role);
    ScopedSecretGrants.fromSecret(new secretsmanager.Secret(stack, 'Secret')).read(role);
    functionIn(stack, 'Function', { role: role.withoutPolicyUpdates(), logGroup: role.logGroup });
  },

  ScopedTask: stack => {
    const roles = new EcsTaskRoles(stack, 'Roles', {
      logGroup: new logs.LogGroup(stack, 'Logs'),
      repositories: [new ecr.Repository(stack, 'Images')],
      secrets: [new secretsmanager.Secret(stack, 'Secret')],
    });
    ScopedBucketGrants.fromBucket(new s3.Bucket(stack, 'Bucket')).read(roles.taskRole);
  },

  ScopedAccess: stack => {
    const bucket = new s3.Bucket(stack, 'Bucket');
    const deployer = new GitHubActionsRole(stack, 'Deployer', {
      provider: new GitHubOidcProvider(stack, 'GitHub'), subjects: [GitHubRepository.of('acme/shop').environment('production')],
    });
    ScopedBucketGrants.fromBucket(bucket).write(deployer, { prefix: 'site/' });
    const auditor = new CrossAccountRole(stack, 'Auditor', {
      trustedRoleArns: ['arn:aws:iam::444455556666:role/auditor'], externalId: '7d1f0c6b2e9a4385b0c4d8e6f2a19b73',
    });
    ScopedBucketGrants.fromBucket(bucket).read(auditor, { prefix: 'audit/' });
  },

  BoundedWorkload: stack => {
    iam.PermissionsBoundary.of(stack).apply(new WorkloadBoundary(stack, 'Boundary'));
    const role = new LambdaExecutionRole(stack, 'Role');
    functionIn(stack, 'Function', { role: role.withoutPolicyUpdates(), logGroup: role.logGroup });
    new s3.Bucket(stack, 'Bucket').grantRead(functionIn(stack, 'Ordinary'));
  },
};
