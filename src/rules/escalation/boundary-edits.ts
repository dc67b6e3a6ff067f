/** The actions that change what a managed policy says, and so what it caps where it is a boundary. */
export const BOUNDARY_EDITS: readonly string[] = ['iam:CreatePolicyVersion', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion'];
