/**
 * The `request` of a request line. It is one concrete request: what is left open in it is an error, never a guess.
 */
import { isAbsent, readList, readObject, readText, refuseOtherMembers, show, unfit } from './json-input';
import { UserError } from '../diagnostics/user-error';
import { isObject, JsonObject, JsonValue } from '../policy/json';
import { parsePrincipal, Principal } from '../reasoning/principal';
import { Request, RequestContext } from '../reasoning/request';

const MEMBERS = ['principal', 'action', 'resource', 'resourceAccount', 'context'];
const TYPES = ['service', 'federated', 'anonymous', 'canonical'];
const PRINCIPAL = 'write an ARN such as `arn:aws:iam::111122223333:role/app`, or an object such as {"type":"service","id":"lambda.amazonaws.com"}';

export function readRequest(raw: JsonValue): Request {
  const request = readObject(raw, 'request', `write an object with ${MEMBERS.join(', ')}`);
  refuseOtherMembers(request, 'request', MEMBERS);
  return {
    principal: readPrincipal(request.principal),
    action: readAction(request.action),
    resource: readResource(request.resource),
    resourceAccount: readAccount(request.resourceAccount),
    context: isAbsent(request.context) ? {} : readContext(request.context),
  };
}

function readPrincipal(raw: JsonValue): Principal {
  const named = isObject(raw) ? readTypedPrincipal(raw) : readText(raw, 'request.principal', PRINCIPAL);
  const principal = parsePrincipal(named);
  if (principal) { return principal; }
  throw typeof named === 'string'
    ? new UserError(`request.principal is ${show(named)}, which is not the ARN of a principal: ${PRINCIPAL}`)
    : unfit(named.id, 'request.principal.id', `it does not name a principal of the type \`${named.type}\``);
}

function readTypedPrincipal(raw: JsonObject): { readonly type: string; readonly id: string } {
  refuseOtherMembers(raw, 'request.principal', ['type', 'id']);
  const type = readText(raw.type, 'request.principal.type', `write one of ${TYPES.join(', ')}`);
  if (!TYPES.includes(type)) { throw unfit(type, 'request.principal.type', `write one of ${TYPES.join(', ')}, or the ARN as text for all others`); }
  if (type === 'anonymous' && isAbsent(raw.id)) { return { type, id: '*' }; }
  return { type, id: readText(raw.id, 'request.principal.id', 'write the id as text, such as "lambda.amazonaws.com"') };
}

function readAction(raw: JsonValue): string {
  const action = readText(raw, 'request.action', 'write an action such as `s3:GetObject`');
  if (/[*?]/.test(action)) { throw unfit(action, 'request.action', 'a request has one action, without wildcards'); }
  if (!/^[^\s:]+:[^\s:]+$/.test(action)) { throw unfit(action, 'request.action', 'write the service prefix and the name, such as `s3:GetObject`'); }
  return action;
}

function readResource(raw: JsonValue): string {
  const instead = 'write an ARN, or `*` for an action that knows no resource';
  const resource = readText(raw, 'request.resource', instead);
  if (resource !== '*' && !resource.startsWith('arn:')) { throw unfit(resource, 'request.resource', instead); }
  return resource;
}

function readAccount(raw: JsonValue): string | undefined {
  if (isAbsent(raw)) { return undefined; }
  const instead = 'write the twelve digits of an account as text, such as "111122223333"';
  const account = readText(raw, 'request.resourceAccount', instead);
  if (!/^\d{12}$/.test(account)) { throw unfit(account, 'request.resourceAccount', instead); }
  return account;
}

function readContext(raw: JsonValue): RequestContext {
  const context = readObject(raw, 'request.context', 'write an object with a value for each condition key');
  const written = new Map<string, string>();
  const entries: [string, string | string[]][] = [];
  for (const [key, value] of Object.entries(context)) {
    if (isAbsent(value)) { continue; }
    const other = written.get(key.toLowerCase());
    if (other !== undefined) {
      throw new UserError(`request.context has both ${show(other)} and ${show(key)}, which are one condition key: keep one of them`);
    }
    written.set(key.toLowerCase(), key);
    entries.push([key, readContextValue(value, `request.context[${show(key)}]`)]);
  }
  return Object.fromEntries(entries);
}

function readContextValue(raw: JsonValue, where: string): string | string[] {
  return Array.isArray(raw) ? readList(raw, where, '').map((value, index) => contextText(value, `${where}[${index}]`)) : contextText(raw, where);
}

function contextText(raw: JsonValue, where: string): string {
  switch (typeof raw) {
    case 'string':
    case 'boolean':
      return String(raw);
    case 'number':
      if (Number.isInteger(raw) && !Number.isSafeInteger(raw)) { throw unfit(raw, where, 'a number of that size loses digits, write it as text'); }
      return String(raw);
    default:
      throw unfit(raw, where, 'write text, a number, `true`, `false`, or a list of them');
  }
}
