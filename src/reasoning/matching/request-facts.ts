/**
 * What the matchers ask of a request, worked out when it is asked for.
 *
 * Keys that AWS derives from principal and resource are there even when the request's context leaves them out; given ones win.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import { Relation } from '../layers';
import { Principal, PrincipalKind } from '../principal';
import { relationOf, resourceAccountOf } from '../relation';
import { Request } from '../request';

export type ContextValue = string | readonly string[];

export class RequestFacts {
  public readonly principal: Principal;
  public readonly kind: PrincipalKind;
  /** In lower case. */
  public readonly action: string;
  /** The part of the action before the colon, in lower case. */
  public readonly service: string;
  public readonly resource: string;
  private context?: ReadonlyMap<string, ContextValue>;

  public constructor(
    public readonly request: Request,
    /** Whether the principal has a permissions boundary. */
    public readonly hasBoundary: boolean = false,
  ) {
    this.principal = request.principal;
    this.kind = request.principal.kind;
    this.action = request.action.toLowerCase();
    const colon = this.action.indexOf(':');
    this.service = colon < 0 ? '' : this.action.slice(0, colon);
    this.resource = request.resource;
  }

  public get relation(): Relation {
    return relationOf(this.request);
  }

  public get isServiceLinkedRole(): boolean {
    return (this.kind === 'role' || this.kind === 'role-session') && this.single('aws:principalarn')?.includes(':role/aws-service-role/') === true;
  }

  /** The value of a context key, in lower case; an empty list counts as absent. */
  public value(key: string): ContextValue | undefined {
    this.context ??= lowerCaseKeys(this.request.context);
    const value = this.context.get(key);
    if (value === undefined) { return this.derived(key); }
    return typeof value !== 'string' && value.length === 0 ? undefined : value;
  }

  /** The value of a key that has one; `undefined` for a key that is absent or has several. */
  public single(key: string): string | undefined {
    const value = this.value(key);
    return value === undefined || typeof value === 'string' ? value : value.length === 1 ? value[0] : undefined;
  }

  private derived(key: string): string | undefined {
    const { kind, principal } = this;
    switch (key) {
      case 'aws:principalarn': return principalArn(principal);
      case 'aws:principalaccount': return principal.account;
      case 'aws:principaltype': return PRINCIPAL_TYPES[kind];
      case 'aws:username': return kind === 'user' ? principal.name : undefined;
      case 'aws:principalisawsservice': return kind === 'anonymous' || kind === 'federated' ? undefined : String(kind === 'service');
      case 'aws:principalservicename': return kind === 'service' ? principal.id : undefined;
      case 'aws:resourceaccount': return resourceAccountOf(this.request);
      default: return undefined;
    }
  }
}

/** The values of `aws:PrincipalType`. */
const PRINCIPAL_TYPES: { readonly [kind in PrincipalKind]?: string } = {
  'root': 'Account',
  'user': 'User',
  'role': 'AssumedRole',
  'role-session': 'AssumedRole',
  'federated-user': 'FederatedUser',
  'anonymous': 'Anonymous',
};

function principalArn({ kind, id, account, name }: Principal): string | undefined {
  switch (kind) {
    case 'root':
    case 'user':
    case 'role':
    case 'federated-user': return id;
    case 'role-session': return `arn:${id.split(':', 2)[1]}:iam::${account}:role/${name}`;
    default: return undefined;
  }
}

function lowerCaseKeys(context: Request['context']): ReadonlyMap<string, ContextValue> {
  const lower = new Map<string, ContextValue>();
  for (const key of Object.keys(context)) { lower.set(key.toLowerCase(), context[key]); }
  return lower;
}
