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

/** A principal that has no ARN of its own. The anonymous one needs no id. */
export interface NamedPrincipal {
  readonly type: string;
  readonly id?: string;
}

const PRINCIPAL_ARN = /^arn:[a-z-]+:(iam|sts)::(\d{12}):(root|[a-z-]+\/[^*?]+)$/;

/** The principal of an ARN, or of a type (`service`, `federated`, `anonymous`, `canonical`) and an id; `undefined` for what is none. */
export function parsePrincipal(value: NamedPrincipal | string): Principal | undefined {
  if (typeof value === 'string') { return principalOfArn(value); }
  switch (value.type) {
    case 'anonymous':
      return value.id === undefined || value.id === '*' ? { kind: 'anonymous', id: '*' } : undefined;
    case 'service':
    case 'federated':
    case 'canonical':
      return value.id === undefined || value.id === '' || value.id === '*' ? undefined : { kind: value.type, id: value.id };
    default:
      return undefined;
  }
}

function principalOfArn(id: string): Principal | undefined {
  const fields = PRINCIPAL_ARN.exec(id);
  if (!fields) { return undefined; }
  const [, service, account, resource] = fields;
  const [type, ...names] = resource.split('/');
  const last = names[names.length - 1];
  if (last === '') { return undefined; }
  switch (`${service}:${type}`) {
    case 'iam:root': return { kind: 'root', id, account };
    case 'iam:user': return { kind: 'user', id, account, name: last };
    case 'iam:role': return { kind: 'role', id, account, name: last };
    case 'iam:saml-provider':
    case 'iam:oidc-provider': return { kind: 'federated', id };
    case 'sts:assumed-role': return names.length === 2 ? { kind: 'role-session', id, account, name: names[0] } : undefined;
    case 'sts:federated-user': return { kind: 'federated-user', id, account, name: last };
    default: return undefined;
  }
}
