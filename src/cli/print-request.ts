/**
 * A request in the form in which it is read.
 */
import { JsonObject, JsonValue } from '../policy/json';
import { Principal } from '../reasoning/principal';
import { Request } from '../reasoning/request';

/** Those that have no ARN are named by type and id. */
const TYPED: readonly string[] = ['service', 'federated', 'anonymous', 'canonical'];

export function printRequest({ principal, action, resource, resourceAccount, context }: Request): JsonObject {
  return {
    principal: printPrincipal(principal),
    action,
    resource,
    ...resourceAccount !== undefined && { resourceAccount },
    context: context as { [key: string]: JsonValue },
  };
}

function printPrincipal({ kind, id }: Principal): JsonValue {
  return TYPED.includes(kind) ? { type: kind, id } : id;
}
