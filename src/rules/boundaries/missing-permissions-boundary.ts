import { Severity } from '../../diagnostics/severity';
import { NO_VIOLATIONS, Rule } from '../rule';

export const missingPermissionsBoundary: Rule = {
  id: 'missing-permissions-boundary',
  severity: Severity.ERROR,
  checks: ['B-07'],
  summary: 'a role or user has no permissions boundary, where each must have one',
  why: 'The boundary is the ceiling that no grant lifts. A role without it, such as the one that a construct makes for a custom resource, is the way around it.',
  accept: 'For the roles that manage the boundary itself.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
    'https://docs.aws.amazon.com/cdk/v2/guide/customize-permissions-boundaries.html',
  ],
  examples: {
    flagged: [
      {
        title: 'a role without a boundary',
        context: { requirePermissionsBoundary: true },
        resources: {
          Worker: {
            Type: 'AWS::IAM::Role',
            Properties: {
              AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
            },
          },
        },
      },
      { title: 'a user without a boundary', context: { requirePermissionsBoundary: true }, resources: { Alice: { Type: 'AWS::IAM::User', Properties: {} } } },
      {
        title: 'a boundary that is left out',
        context: { requirePermissionsBoundary: true },
        resources: { Alice: { Type: 'AWS::IAM::User', Properties: { PermissionsBoundary: { Ref: 'AWS::NoValue' } } } },
      },
    ],
    allowed: [
      {
        title: 'a role with a boundary',
        context: { requirePermissionsBoundary: true },
        resources: {
          Worker: {
            Type: 'AWS::IAM::Role',
            Properties: {
              AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
              PermissionsBoundary: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/workload-boundary' },
            },
          },
        },
      },
      { title: 'a group, which cannot have one', context: { requirePermissionsBoundary: true }, resources: { Readers: { Type: 'AWS::IAM::Group', Properties: {} } } },
    ],
  },

  judgeIdentity({ type, permissionsBoundary }, { requirePermissionsBoundary }) {
    const isBounded = permissionsBoundary !== undefined && permissionsBoundary.literal !== '';
    if (!requirePermissionsBoundary || type === 'group' || isBounded) { return NO_VIOLATIONS; }
    return [{
      cause: '',
      message: `the ${type} has no permissions boundary, expected one on each role and user`,
      fix: 'give `LeastPrivilege.of(app).enforce()` a `boundary`, which puts a `WorkloadBoundary` on all of them; in a template, set `PermissionsBoundary`',
      path: 'PermissionsBoundary',
    }];
  },
};
