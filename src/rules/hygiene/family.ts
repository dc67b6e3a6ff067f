import { awsManagedAdminPolicy } from './aws-managed-admin-policy';
import { awsManagedPolicy } from './aws-managed-policy';
import { broadAwsManagedPolicy } from './broad-aws-managed-policy';
import { deprecatedAwsManagedPolicy } from './deprecated-aws-managed-policy';
import { fixedRoleName } from './fixed-role-name';
import { groupWithoutMembers } from './group-without-members';
import { iamUser } from './iam-user';
import { inlinePolicy } from './inline-policy';
import { longLivedCredential } from './long-lived-credential';
import { notARoleArn } from './not-a-role-arn';
import { policyOnUser } from './policy-on-user';
import { roleNameWithPath } from './role-name-with-path';
import { unattachableAwsManagedPolicy } from './unattachable-aws-managed-policy';
import { undescribedRole } from './undescribed-role';
import { unknownAwsManagedPolicy } from './unknown-aws-managed-policy';
import { RuleFamily } from '../rule';

export const hygieneRules: RuleFamily = {
  name: 'hygiene',
  title: 'identities',
  rules: [
    awsManagedAdminPolicy,
    awsManagedPolicy,
    broadAwsManagedPolicy,
    deprecatedAwsManagedPolicy,
    longLivedCredential,
    unattachableAwsManagedPolicy,
    unknownAwsManagedPolicy,
    iamUser,
    policyOnUser,
    groupWithoutMembers,
    inlinePolicy,
    fixedRoleName,
    undescribedRole,
    notARoleArn,
    roleNameWithPath,
  ],
  otherwise: {
    'N-05': 'policies of every resource type are read alike, whatever attaches them: a test of the template reader has each kind',
  },
};
