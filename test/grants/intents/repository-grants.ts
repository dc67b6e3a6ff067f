import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { arnIn, Intent, Kinds, onEach, request, requests } from './intent';
import { RepositoryPullThroughCacheGrantOptions, ScopedRepositoryGrants } from '../../../src/grants/repository-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/team/app`;
const REPOSITORIES: Kinds<ecr.IRepositoryRef> = {
  L2: (stack) => new ecr.Repository(stack, 'Target'),
  L1: (stack) => new ecr.CfnRepository(stack, 'Target'),
  imported: (stack) => ecr.Repository.fromRepositoryAttributes(stack, 'Target', {
    repositoryArn: arnIn(stack, 'ecr', 'repository/team/app'), repositoryName: 'team/app',
  }),
};
type Method = 'pull' | 'push' | 'pullThroughCache';
const grant = (method: Method, options: RepositoryPullThroughCacheGrantOptions = {}) =>
  onEach(REPOSITORIES, (repository, role) => ScopedRepositoryGrants.fromRepository(repository)[method](role, options));
const cdk = (call: string, give: (repository: ecr.Repository, role: iam.Role) => iam.Grant) =>
  ({ call, grant: (stack: Stack, role: iam.Role) => give(new ecr.Repository(stack, 'Target'), role) });

const TOKEN = 'ecr:GetAuthorizationToken';
const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'];
const UPLOAD = ['ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:PutImage'];
const PUSH = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', ...UPLOAD];
const ADMINISTRATION = ['ecr:BatchDeleteImage', 'ecr:SetRepositoryPolicy', 'ecr:PutLifecyclePolicy', 'ecr:PutImageTagMutability'];

export const INTENTS: Intent[] = [
  {
    call: 'ScopedRepositoryGrants.pull',
    actions: [...PULL, TOKEN],
    grant: grant('pull'),
    cdk: cdk('Repository.grantPull', (repository, role) => repository.grantPull(role)),
    allows: [...requests(PULL, ARN), request(TOKEN, '*')],
    denies: [...requests(PULL, `${ARN}-admin`), ...requests([...UPLOAD, ...ADMINISTRATION, 'ecr:BatchImportUpstreamImage'], ARN)],
  },
  {
    call: 'ScopedRepositoryGrants.push',
    actions: [...PUSH, TOKEN],
    grant: grant('push'),
    cdk: cdk('Repository.grantPush', (repository, role) => repository.grantPush(role)),
    allows: [...requests(PUSH, ARN), request(TOKEN, '*')],
    denies: [...requests(PUSH, `${ARN}-admin`), ...requests([...ADMINISTRATION, 'ecr:GetDownloadUrlForLayer'], ARN)],
  },
  {
    call: 'ScopedRepositoryGrants.pullThroughCache',
    actions: [...PULL, 'ecr:BatchImportUpstreamImage', TOKEN],
    grant: grant('pullThroughCache'),
    allows: [...requests([...PULL, 'ecr:BatchImportUpstreamImage'], ARN), request(TOKEN, '*')],
    denies: [request('ecr:BatchImportUpstreamImage', `${ARN}-admin`), ...requests([...UPLOAD, 'ecr:CreateRepository'], ARN)],
  },
  {
    call: 'ScopedRepositoryGrants.pullThroughCache',
    scope: 'that makes the repository',
    actions: [...PULL, 'ecr:BatchImportUpstreamImage', 'ecr:CreateRepository', TOKEN],
    grant: grant('pullThroughCache', { createRepository: true }),
    allows: [...requests([...PULL, 'ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'], ARN), request(TOKEN, '*')],
    denies: [request('ecr:CreateRepository', `${ARN}-admin`), request('ecr:DeleteRepository', ARN)],
  },
];
