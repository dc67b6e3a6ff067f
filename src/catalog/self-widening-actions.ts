/**
 * The actions that no boundary leaves to a workload, whatever else it permits: with each of them a bounded principal comes by rights
 * beyond its boundary, by changing the boundary, by making a principal that has none, or by taking one over.
 *
 * Passing a role and assuming one are not among them: whether they widen depends on the role, and workloads need both.
 */

/** One action by which a bounded principal could leave its boundary. */
export interface SelfWideningRow {
  readonly action: string;
  readonly source: string;
  /** When the source was read: `YYYY-MM-DD`. */
  readonly date: string;
}

const BOUNDARIES_GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate';
const ESCALATION_PATHS = 'https://github.com/DataDog/pathfinding.cloud/blob/main/data/paths/iam';
const READ = '2026-11-22';

/** Grouped by the way out that they close. */
export const SELF_WIDENING_ACTIONS: readonly SelfWideningRow[] = [
  // removing or exchanging the boundary
  { action: 'iam:DeleteRolePermissionsBoundary', source: `${ESCALATION_PATHS}/iam-023.yaml`, date: READ },
  { action: 'iam:DeleteUserPermissionsBoundary', source: `${ESCALATION_PATHS}/iam-022.yaml`, date: READ },
  { action: 'iam:PutRolePermissionsBoundary', source: BOUNDARIES_GUIDE, date: READ },
  { action: 'iam:PutUserPermissionsBoundary', source: `${ESCALATION_PATHS}/iam-024.yaml`, date: READ },
  // rewriting the boundary itself
  { action: 'iam:CreatePolicyVersion', source: BOUNDARIES_GUIDE, date: READ },
  { action: 'iam:DeletePolicy', source: BOUNDARIES_GUIDE, date: READ },
  { action: 'iam:DeletePolicyVersion', source: BOUNDARIES_GUIDE, date: READ },
  { action: 'iam:SetDefaultPolicyVersion', source: BOUNDARIES_GUIDE, date: READ },
  // making a principal without the boundary
  { action: 'iam:CreateRole', source: BOUNDARIES_GUIDE, date: READ },
  { action: 'iam:CreateUser', source: BOUNDARIES_GUIDE, date: READ },
  // taking over a principal without the boundary
  { action: 'iam:CreateAccessKey', source: `${ESCALATION_PATHS}/iam-002.yaml`, date: READ },
  { action: 'iam:CreateLoginProfile', source: `${ESCALATION_PATHS}/iam-004.yaml`, date: READ },
  { action: 'iam:UpdateAssumeRolePolicy', source: `${ESCALATION_PATHS}/iam-012.yaml`, date: READ },
  { action: 'iam:UpdateLoginProfile', source: `${ESCALATION_PATHS}/iam-006.yaml`, date: READ },
  { action: 'sts:AssumeRoot', source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html', date: READ },
  // giving rights to a principal without the boundary
  { action: 'iam:AddUserToGroup', source: `${ESCALATION_PATHS}/iam-013.yaml`, date: READ },
  { action: 'iam:AttachGroupPolicy', source: `${ESCALATION_PATHS}/iam-010.yaml`, date: READ },
  { action: 'iam:AttachRolePolicy', source: `${ESCALATION_PATHS}/iam-014.yaml`, date: READ },
  { action: 'iam:AttachUserPolicy', source: `${ESCALATION_PATHS}/iam-015.yaml`, date: READ },
  { action: 'iam:PutGroupPolicy', source: `${ESCALATION_PATHS}/iam-011.yaml`, date: READ },
  { action: 'iam:PutRolePolicy', source: `${ESCALATION_PATHS}/iam-017.yaml`, date: READ },
  { action: 'iam:PutUserPolicy', source: `${ESCALATION_PATHS}/iam-018.yaml`, date: READ },
];
