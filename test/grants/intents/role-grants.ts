import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Intent, Kinds, onEach, request } from './intent';
import { AssumeRoleGrantOptions, PassRoleGrantOptions, ScopedRoleGrants } from '../../../src/grants/role-grants';
import { ACCOUNT, REGION } from '../testing';

const ARN = `arn:aws:iam::${ACCOUNT}:role/team/task`;
const trusting = (stack: Stack, service = 'ecs-tasks.amazonaws.com') => new iam.Role(stack, 'Target', { assumedBy: new iam.ServicePrincipal(service) });
const rolesFor = (service?: string): Kinds<iam.IRoleRef> => ({
  L2: (stack) => trusting(stack, service),
  L1: (stack) => trusting(stack, service).node.defaultChild as iam.CfnRole,
  imported: (stack) => iam.Role.fromRoleArn(stack, 'Target', stack.formatArn({ service: 'iam', region: '', resource: 'role/team/task' })),
});
const passRole = (options: PassRoleGrantOptions) =>
  onEach(rolesFor(options.services[0]), (target, role) => ScopedRoleGrants.fromRole(target).passRole(role, options));
const assumeRole = (options: AssumeRoleGrantOptions = {}) =>
  onEach(rolesFor(), (target, role) => ScopedRoleGrants.fromRole(target).assumeRole(role, options));
const pass = (context?: { [key: string]: string }, arn = ARN) => request('iam:PassRole', arn, context);
const assume = (context?: { [key: string]: string | string[] }, arn = ARN) => request('sts:AssumeRole', arn, context);
const INSTANCES = `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/`;

export const INTENTS: Intent[] = [
  {
    call: 'ScopedRoleGrants.passRole',
    actions: ['iam:PassRole'],
    grant: passRole({ services: ['ecs-tasks.amazonaws.com'] }),
    cdk: { call: 'Role.grantPassRole', grant: (stack, role) => trusting(stack).grantPassRole(role) },
    allows: [pass({ 'iam:PassedToService': 'ecs-tasks.amazonaws.com' })],
    denies: [
      pass({ 'iam:PassedToService': 'lambda.amazonaws.com' }),
      pass(),
      pass({ 'iam:PassedToService': 'ecs-tasks.amazonaws.com' }, `${ARN}-admin`),
      request('iam:GetRole', ARN),
    ],
  },
  {
    call: 'ScopedRoleGrants.passRole',
    scope: 'to a service that does not send iam:PassedToService',
    actions: ['iam:PassRole'],
    grant: passRole({ services: ['codebuild.amazonaws.com'] }),
    allows: [pass(), pass({ 'iam:PassedToService': 'codebuild.amazonaws.com' })],
    denies: [pass({ 'iam:PassedToService': 'lambda.amazonaws.com' }), pass({}, `${ARN}-admin`)],
  },
  {
    call: 'ScopedRoleGrants.passRole',
    scope: 'for instances of one region',
    actions: ['iam:PassRole'],
    grant: passRole({ services: ['ec2.amazonaws.com'], associatedResourceArns: [`${INSTANCES.replace(':aws:', ':*:')}*`] }),
    allows: [pass({ 'iam:PassedToService': 'ec2.amazonaws.com', 'iam:AssociatedResourceArn': `${INSTANCES}i-1` })],
    denies: [
      pass({ 'iam:PassedToService': 'ec2.amazonaws.com' }),
      pass({ 'iam:PassedToService': 'ec2.amazonaws.com', 'iam:AssociatedResourceArn': `${INSTANCES.replace(REGION, 'us-east-1')}i-1` }),
    ],
  },
  {
    call: 'ScopedRoleGrants.assumeRole',
    actions: ['sts:AssumeRole'],
    grant: assumeRole(),
    cdk: { call: 'Role.grantAssumeRole', grant: (stack, role) => trusting(stack).grantAssumeRole(role) },
    allows: [assume()],
    denies: [assume({}, `${ARN}-admin`), request('sts:TagSession', ARN), request('sts:SetSourceIdentity', ARN)],
  },
  {
    call: 'ScopedRoleGrants.assumeRole',
    scope: 'with an external id, a session name and a source identity',
    actions: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
    grant: assumeRole({ externalId: 'a1b2c3d4-e5f6', roleSessionName: 'orders', sourceIdentity: 'nightly' }),
    allows: [
      assume({ 'sts:ExternalId': 'a1b2c3d4-e5f6', 'sts:RoleSessionName': 'orders', 'sts:SourceIdentity': 'nightly' }),
      request('sts:SetSourceIdentity', ARN, { 'sts:SourceIdentity': 'nightly' }),
    ],
    denies: [
      assume({ 'sts:ExternalId': 'other', 'sts:RoleSessionName': 'orders', 'sts:SourceIdentity': 'nightly' }),
      assume({ 'sts:ExternalId': 'a1b2c3d4-e5f6', 'sts:RoleSessionName': 'admin', 'sts:SourceIdentity': 'nightly' }),
      assume({ 'sts:ExternalId': 'a1b2c3d4-e5f6', 'sts:RoleSessionName': 'orders' }),
      request('sts:SetSourceIdentity', ARN, { 'sts:SourceIdentity': 'somebody' }),
    ],
  },
  {
    call: 'ScopedRoleGrants.assumeRole',
    scope: 'with session tags, per tenant',
    actions: ['sts:AssumeRole', 'sts:TagSession'],
    tags: { tenant: 'blue' },
    grant: assumeRole({ sessionTags: { tenant: '${aws:PrincipalTag/tenant}' }, sessionTagKeys: ['job'], transitiveTagKeys: ['tenant'] }),
    allows: ['sts:AssumeRole', 'sts:TagSession'].map((action) => request(action, ARN, {
      'aws:RequestTag/tenant': 'blue', 'aws:RequestTag/job': '7', 'aws:TagKeys': ['tenant', 'job'], 'sts:TransitiveTagKeys': ['tenant'],
    })),
    denies: [
      assume(),
      assume({ 'aws:RequestTag/tenant': 'green', 'aws:RequestTag/job': '7', 'aws:TagKeys': ['tenant', 'job'] }),
      assume({ 'aws:RequestTag/tenant': 'blue', 'aws:TagKeys': ['tenant'] }),
      assume({ 'aws:RequestTag/tenant': 'blue', 'aws:RequestTag/job': '7', 'aws:RequestTag/admin': 'yes', 'aws:TagKeys': ['tenant', 'job', 'admin'] }),
      assume({ 'aws:RequestTag/tenant': 'blue', 'aws:RequestTag/job': '7', 'aws:TagKeys': ['tenant', 'job'], 'sts:TransitiveTagKeys': ['job'] }),
    ],
  },
];
