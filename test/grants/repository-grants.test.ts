import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { newStack, REGION } from './testing';
import { ScopedRepositoryGrants } from '../../src/grants/repository-grants';

const inOtherAccount = (app: App) => new iam.Role(new Stack(app, 'Other', { env: { account: '444455556666', region: REGION } }), 'Role', {
  roleName: 'app', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
});

test('another account is let in by the repository policy, which has no Resource element and never hands out the token', () => {
  const app = new App();
  const stack = newStack(app);
  ScopedRepositoryGrants.fromRepository(new ecr.Repository(stack, 'R', { repositoryName: 'app' })).push(inOtherAccount(app));
  const [repository] = Object.values(Template.fromStack(stack).findResources('AWS::ECR::Repository'));
  expect(repository.Properties.RepositoryPolicyText.Statement).toEqual([{
    Action: [
      'ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:PutImage',
    ],
    Effect: 'Allow',
    Principal: { AWS: expect.anything() },
  }]);
});

test('a repository policy cannot let another account make the repository', () => {
  const app = new App();
  const grants = ScopedRepositoryGrants.fromRepository(new ecr.Repository(newStack(app), 'R'));
  const role = inOtherAccount(app);
  expect(() => grants.pullThroughCache(role, { createRepository: true })).toThrow(/cannot grant across accounts.*Leave `createRepository` out/);
  expect(grants.pullThroughCache(role).success).toBe(true);
});
