/**
 * Statements that let somebody make, change and pass roles, but only certain ones and, where there is a boundary, only with it.
 *
 * Promises: whatever else their holder is allowed, it cannot reach other roles, nor take the boundary off or edit it: those are explicit
 * denials.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
import { JsonObject } from '../policy/json';

/** Some roles and who takes them. */
export interface RolePassing {
  readonly roles: readonly string[];
  /** Service principals. */
  readonly services: readonly string[];
}

export interface RoleAdministration {
  /** ARN patterns; without any, there are only the denials. */
  readonly roles: readonly string[];
  /** ARN patterns; without any, nothing about instance profiles is said. */
  readonly instanceProfiles: readonly string[];
  /** The ARN of the boundary that every role has to have. */
  readonly boundary?: string;
  readonly passings: readonly RolePassing[];
}

/** Actions on roles for which IAM tells the boundary that the role has or is to get. */
const BOUND_CHANGES = [
  'iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy', 'iam:DeleteRolePolicy', 'iam:AttachRolePolicy', 'iam:DetachRolePolicy',
  'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole', 'iam:UpdateRoleDescription', 'iam:DeleteRole',
];
const TAGGING = ['iam:TagRole', 'iam:UntagRole'];
const READS = [
  'iam:GetRole', 'iam:GetRolePolicy', 'iam:ListAttachedRolePolicies', 'iam:ListInstanceProfilesForRole', 'iam:ListRolePolicies', 'iam:ListRoleTags',
];
const INSTANCE_PROFILES = [
  'iam:CreateInstanceProfile', 'iam:DeleteInstanceProfile', 'iam:GetInstanceProfile', 'iam:AddRoleToInstanceProfile', 'iam:RemoveRoleFromInstanceProfile',
];
const POLICY_EDITS = ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion'];

/**
 * To these services a role is passed without `iam:PassedToService`, so that a condition which asks for it would deny.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_PassedToService (2026-11-22)
 */
const PASSED_WITHOUT_KEY = 'codebuild.amazonaws.com';

export function roleAdministration({ roles, instanceProfiles, boundary, passings }: RoleAdministration): JsonObject[] {
  const changes = boundary === undefined ? BOUND_CHANGES.filter(action => action !== 'iam:PutRolePermissionsBoundary') : BOUND_CHANGES;
  const allowed = roles.length === 0 ? [] : [
    {
      ...statement(boundary === undefined ? 'ChangeRoles' : 'ChangeRolesWithTheBoundary', 'Allow', changes, roles),
      ...boundary !== undefined && { Condition: { StringEquals: { 'iam:PermissionsBoundary': boundary } } },
    },
    statement('ReadAndTagRoles', 'Allow', [...READS, ...TAGGING], roles),
  ];
  return [
    ...allowed,
    ...passings.map((passing, index) => passRoles(index === 0 ? 'PassRoles' : `PassRoles${index + 1}`, passing)),
    ...instanceProfiles.length > 0 ? [statement('InstanceProfiles', 'Allow', INSTANCE_PROFILES, instanceProfiles)] : [],
    {
      Sid: 'DenyRolesOutsideThePath',
      Effect: 'Deny',
      Action: [...BOUND_CHANGES, ...TAGGING, 'iam:PassRole'],
      ...roles.length === 0 ? { Resource: '*' } : { NotResource: [...roles] },
    },
    ...boundary === undefined ? [] : [{
      ...statement('DenyRolesWithoutTheBoundary', 'Deny', BOUND_CHANGES, ['*']),
      Condition: { StringNotEquals: { 'iam:PermissionsBoundary': boundary } },
    }],
    statement('DenyTakingTheBoundaryOff', 'Deny', ['iam:DeleteRolePermissionsBoundary'], ['*']),
    ...boundary === undefined ? [] : [statement('DenyEditingTheBoundary', 'Deny', POLICY_EDITS, [boundary])],
  ];
}

function passRoles(sid: string, { roles, services }: RolePassing): JsonObject {
  const operator = services.includes(PASSED_WITHOUT_KEY) ? 'StringEqualsIfExists' : 'StringEquals';
  return { ...statement(sid, 'Allow', ['iam:PassRole'], roles), Condition: { [operator]: { 'iam:PassedToService': [...services] } } };
}

function statement(sid: string, effect: 'Allow' | 'Deny', actions: readonly string[], resources: readonly string[]): JsonObject {
  return { Sid: sid, Effect: effect, Action: [...actions], Resource: [...resources] };
}
