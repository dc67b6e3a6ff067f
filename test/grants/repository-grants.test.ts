import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { ACCOUNT, expectKnownToAws, newRole, newStack, REGION, statementsOf } from './testing';
import { ScopedRepositoryGrants } from '../../src/grants/repository-grants';

const ARN = `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/team/app`;

test.each<[string, (stack: Stack) => ecr.IRepositoryRef, unknown]>([
  ['L2', (stack) => new ecr.Repository(stack, 'R'), { 'Fn::GetAtt': ['RC21A1702', 'Arn'] }],
  ['L1', (stack) => new ecr.CfnRepository(stack, 'R'), { 'Fn::GetAtt': ['R', 'Arn'] }],
  ['imported', (stack) => ecr.Repository.fromRepositoryArn(stack, 'R', ARN), ARN],
])('pull names the repository, and only the token stands on *: %s', (_, make, arn) => {
  const stack = newStack();
  ScopedRepositoryGrants.fromRepository(make(stack)).pull(newRole(stack));
  expect(statementsOf(stack)).toEqual([
    { Action: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'], Effect: 'Allow', Resource: arn },
    { Action: 'ecr:GetAuthorizationToken', Effect: 'Allow', Resource: '*' },
  ]);
  expectKnownToAws(typeof arn === 'string' ? statementsOf(stack) : []);
});
