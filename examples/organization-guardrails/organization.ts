/** The organization that the guardrails are for. */
export const ORGANIZATION_ID = 'o-a1b2c3d4e5';
export const WORKLOADS = 'ou-a1b2-c3d4e5f6';

export const MANAGEMENT = { account: '444455556666', region: 'us-east-1' };
export const AUDIT = { account: '111122223333', region: 'eu-central-1' };

/** Who switches guardrails off on purpose, and who approves that the glass is broken. Both are made outside of this app. */
export const PLATFORM_ROLE = `arn:aws:iam::${AUDIT.account}:role/platform/guardrails`;
export const APPROVER_ROLE = `arn:aws:iam::${AUDIT.account}:role/platform/duty-officer`;

/** The tag by which a second person approves. */
export const APPROVAL = { key: 'break-glass', value: 'approved' };
