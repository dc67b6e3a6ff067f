/** The metadata of a template's resource by which the app says that a managed policy is meant as a `boundary`. */
export const POLICY_KIND_METADATA = 'cdk-least-privilege:policy-kind';

/** What a policy document is for; it decides which elements it needs and what its statements mean. */
export type PolicyKind =
  | 'identity'
  | 'trust'
  | 'resource'
  | 'boundary'
  | 'session'
  | 'scp'
  | 'rcp'
  | 'endpoint'
  | 'permission-set';
