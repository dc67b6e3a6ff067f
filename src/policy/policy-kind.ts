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
