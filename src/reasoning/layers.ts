/**
 * Which layers must allow a request, as data: the one table that the evaluator and the symbolic engine read.
 *
 * A request is allowed when no layer denies it, each guardrail that applies allows it, and one route is open: the resource policy
 * names the principal as the route asks, and each layer that it needs has an Allow. A layer without a policy needs no Allow, but
 * for `NEEDED_WITHOUT_POLICY`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
import { Layer } from './policies';
import { PrincipalKind } from './principal';
import { RCP_SERVICES } from './rcp-services';

/** The layers in the order in which an explicit deny of several is told. */
export const LAYERS: readonly Layer[] = ['scp', 'rcp', 'endpoint', 'resource', 'identity', 'boundary', 'session'];

/** The layers whose statements say whom they are about. In the others a statement must not name a principal. */
export const LAYERS_WITH_PRINCIPALS: readonly Layer[] = ['rcp', 'endpoint', 'resource'];

/**
 * How a statement names a principal: by its own ARN or id (`itself`), by the role of its session (`role`), by the user behind its
 * federated session (`user`), by its account (`account`), or with everyone (`anyone`).
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
const ALL: readonly Layer[] = ['boundary', 'session', 'identity'];

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

/**
 * Who needs the Allow of a layer even when there is no policy in it: everyone that of identity policies, a federated user that of
 * a session policy.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html
 */
export const NEEDED_WITHOUT_POLICY: { readonly [layer in Layer]?: readonly PrincipalKind[] } = {
  identity: IDENTITIES,
  session: ['federated-user'],
};

/**
 * What a resource's own policy must allow even to principals of its account.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html
 */
export interface OwnPolicyRule {
  /** In lower case, as a whole; an entry that ends in `:` stands for all actions of the service. */
  readonly actions: readonly string[];
  /** The service of the resource's ARN, and what its sixth part starts with. */
  readonly service: string;
  readonly resource: string;
}

export const OWN_POLICY_RULES: readonly OwnPolicyRule[] = [
  { actions: ['kms:'], service: 'kms', resource: 'key/' },
  {
    actions: ['sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity', 'sts:tagsession', 'sts:setsourceidentity', 'sts:setcontext'],
    service: 'iam',
    resource: 'role/',
  },
];

/** A layer of which each level must allow the requests that it applies to. */
export interface Guardrail {
  readonly layer: Layer;
  readonly principals: readonly PrincipalKind[];
  readonly coversServiceLinkedRoles: boolean;
  /** The services it applies to; left out where it applies to all. */
  readonly services?: ReadonlySet<string>;
  /** Actions of these services that it does not apply to, in lower case. */
  readonly exceptActions?: readonly string[];
}

const ANY_PRINCIPAL: readonly PrincipalKind[] = [
  'root', 'user', 'role', 'role-session', 'federated-user', 'service', 'federated', 'canonical', 'anonymous',
];

/** Not even service-linked roles get past an endpoint policy; no page exempts them. */
export const GUARDRAILS: readonly Guardrail[] = [
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html (2026-11)
  { layer: 'scp', principals: ['root', ...IDENTITIES], coversServiceLinkedRoles: false },
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html (2026-11)
  { layer: 'rcp', principals: ANY_PRINCIPAL, coversServiceLinkedRoles: false, services: RCP_SERVICES, exceptActions: ['kms:retiregrant'] },
  // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html (2026-11)
  { layer: 'endpoint', principals: ANY_PRINCIPAL, coversServiceLinkedRoles: true },
];

/**
 * How `NotPrincipal` must name a principal, in each of these ways, for a Deny to spare it; `anyone` alone does as well.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export const SPARED_BY_NOT_PRINCIPAL: { readonly [kind in PrincipalKind]: readonly Naming[] } = {
  'root': ['account'],
  'user': ['itself', 'account'],
  'role': ['itself', 'account'],
  'role-session': ['itself', 'role', 'account'],
  'federated-user': ['itself', 'account'],
  'service': ['itself'],
  'federated': ['itself'],
  'canonical': ['itself'],
  'anonymous': ['anyone'],
};

/**
 * Actions that need no permission, and that no policy can deny, for whoever signs the request; in lower case.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const ALWAYS_ALLOWED: ReadonlySet<string> = new Set(['sts:getcalleridentity']);
