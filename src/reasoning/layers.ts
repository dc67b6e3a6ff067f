/**
 * Which layers must allow a request, as data: the one table that the evaluator and the symbolic engine read.
 *
 * A request is allowed when no layer denies it, each guardrail that applies allows it, and one route is open: the resource policy
 * names the principal as the route asks, and each layer that it needs has an Allow. A layer without a policy needs no Allow,
 * except `identity`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
import { Layer } from './policies';
import { PrincipalKind } from './principal';

/**
 * How an Allow of a resource policy names a principal: by its own ARN or id (`itself`), by the role of its session (`role`), by
 * the user behind its federated session (`user`), by its account (`account`), or with everyone (`anyone`).
 */
export type Naming = 'itself' | 'role' | 'user' | 'account' | 'anyone';

/**
 * How the accounts of principal and resource stand to each other. `own-policy` is the same account and a resource whose own policy
 * must allow whoever uses it: the trust policy of a role, the key policy of a KMS key.
 */
export type Relation = 'same-account' | 'own-policy' | 'cross-account';

export interface Route {
  readonly relations: readonly Relation[];
  readonly principals: readonly PrincipalKind[];
  /** How the resource policy must name the principal; left out where it need not. */
  readonly named?: readonly Naming[];
  readonly needs: readonly Layer[];
}

const WITHIN_ACCOUNT: readonly Relation[] = ['same-account', 'own-policy'];
const EVERYWHERE: readonly Relation[] = ['same-account', 'own-policy', 'cross-account'];
const IDENTITIES: readonly PrincipalKind[] = ['user', 'role', 'role-session', 'federated-user'];
const LIMITED: readonly Layer[] = ['boundary', 'session'];
const ALL: readonly Layer[] = ['identity', 'boundary', 'session'];

export const ROUTES: readonly Route[] = [
  // The identity's own policies are enough in its account, unless the resource's own policy must allow as well.
  { relations: ['same-account'], principals: IDENTITIES, needs: ALL },
  { relations: ['own-policy'], principals: IDENTITIES, named: ['account'], needs: ALL },
  // A user or session that the resource policy names by itself is not limited by what its own policies leave out.
  { relations: WITHIN_ACCOUNT, principals: ['user', 'role-session', 'federated-user'], named: ['itself'], needs: [] },
  { relations: WITHIN_ACCOUNT, principals: IDENTITIES, named: ['anyone'], needs: [] },
  // A role that is named stays within the boundary and the session policy, and so does the user behind a federated session.
  { relations: WITHIN_ACCOUNT, principals: ['role'], named: ['itself'], needs: LIMITED },
  { relations: WITHIN_ACCOUNT, principals: ['role-session'], named: ['role'], needs: LIMITED },
  { relations: WITHIN_ACCOUNT, principals: ['federated-user'], named: ['user'], needs: LIMITED },
  // Across accounts both sides must allow.
  { relations: ['cross-account'], principals: IDENTITIES, named: ['itself', 'role', 'user', 'account', 'anyone'], needs: ALL },
  // The root user has no identity policies and all access to its own account.
  { relations: ['same-account'], principals: ['root'], needs: [] },
  { relations: ['own-policy', 'cross-account'], principals: ['root'], named: ['itself', 'account', 'anyone'], needs: [] },
  // These have no policies of their own.
  { relations: EVERYWHERE, principals: ['service', 'federated', 'canonical', 'anonymous'], named: ['itself', 'anyone'], needs: [] },
];
