import { Lazy, Stack } from 'aws-cdk-lib';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CodePipelineRole } from '../../src/roles/code-pipeline-role';
import { KEY_ARN, newStack, statementsOf, USE_OF_KEY } from '../grants/testing';

const storeOf = (stack: Stack) => s3.Bucket.fromBucketName(stack, 'Store', 'store');
const roleIn = (stack: Stack) => new CodePipelineRole(stack, 'Role', { artifactStores: [{ bucket: storeOf(stack) }] });
const added = (stack: Stack) => statementsOf(stack).filter(({ Action }) => ![Action].flat()[0].startsWith('s3:'));

test('of a connection that is known only at deployment both names of the service are allowed', () => {
  const stack = newStack();
  roleIn(stack).addConnection(Lazy.string({ produce: () => 'arn:aws:codeconnections:eu-west-1:111122223333:connection/1' }));
  expect(added(stack)).toEqual([{
    Effect: 'Allow',
    Action: ['codeconnections:UseConnection', 'codestar-connections:UseConnection'],
    Resource: 'arn:aws:codeconnections:eu-west-1:111122223333:connection/1',
  }]);
});

test.each(['my-connection', 'arn:aws:events:eu-west-1:111122223333:connection/1', ''])('`%s` is no connection', connectionArn => {
  expect(() => roleIn(newStack()).addConnection(connectionArn)).toThrow(`connectionArn is '${connectionArn}', expected the ARN of one connection`);
});

test('batches of builds need other actions than builds', () => {
  const stack = newStack();
  roleIn(stack).addBuild(codebuild.Project.fromProjectName(stack, 'Project', 'site'), { batch: true });
  expect(added(stack).flatMap(({ Action }) => Action)).toEqual(['codebuild:StartBuildBatch', 'codebuild:BatchGetBuildBatches']);
});

test('a deployment configuration that is given is the only one that may be read', () => {
  const stack = newStack();
  const group = codedeploy.ServerDeploymentGroup.fromServerDeploymentGroupAttributes(stack, 'Group', {
    application: codedeploy.ServerApplication.fromServerApplicationName(stack, 'Application', 'web'), deploymentGroupName: 'live',
  });
  roleIn(stack).addDeployment(group, { deploymentConfig: codedeploy.ServerDeploymentConfig.ONE_AT_A_TIME });
  expect(JSON.stringify(added(stack).find(({ Action }) => Action === 'codedeploy:GetDeploymentConfig').Resource)).toContain(':deploymentconfig:CodeDeployDefault.OneAtATime');
});

test('the key of an artifact store is used through S3 only', () => {
  const stack = newStack();
  new CodePipelineRole(stack, 'Role', { artifactStores: [{ bucket: storeOf(stack), encryptionKey: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN) }] });
  expect(added(stack)).toEqual([expect.objectContaining({ ...USE_OF_KEY('s3', 'kms:GenerateDataKey', 'kms:Decrypt'), Condition: expect.anything() })]);
});
