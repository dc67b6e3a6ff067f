/**
 * Who makes a request.
 */

/**
 * `role` is a role of which the session is not known; `federated` an identity provider's user before it has assumed a role;
 * `canonical` an account by its canonical user id.
 */
export type PrincipalKind = 'root' | 'user' | 'role' | 'role-session' | 'federated-user' | 'service' | 'federated' | 'canonical' | 'anonymous';

export interface Principal {
  readonly kind: PrincipalKind;
  /** The ARN, service principal, provider or canonical user id; `*` for the anonymous principal. */
  readonly id: string;
  /** Twelve digits; `undefined` for principals that belong to no account. */
  readonly account?: string;
  /** The user or role name, without its path. */
  readonly name?: string;
}
