/**
 * How the principal of a request stands to the resource.
 */
import { OWN_POLICY_RULES, Relation } from './layers';
import { Request } from './request';

/** The account that owns the resource: given, or in its ARN, or that of the principal. */
export function resourceAccountOf({ resourceAccount, resource, principal }: Request): string | undefined {
  return resourceAccount ?? accountInArn(resource) ?? principal.account;
}

export function relationOf(request: Request): Relation {
  const { account } = request.principal;
  if (account === undefined || account !== resourceAccountOf(request)) { return 'cross-account'; }
  return OWN_POLICY_RULES.some(rule => isUnder(rule, request)) ? 'own-policy' : 'same-account';
}

function isUnder(rule: (typeof OWN_POLICY_RULES)[number], { action, resource }: Request): boolean {
  if (!resource.includes(`:${rule.service}:`)) { return false; }
  const fields = resource.split(':', 6);
  if (fields[2] !== rule.service || fields[5]?.startsWith(rule.resource) !== true) { return false; }
  const lower = action.toLowerCase();
  return rule.actions.some(name => name.endsWith(':') ? lower.startsWith(name) : lower === name);
}

function accountInArn(resource: string): string | undefined {
  let from = 0;
  for (let colons = 0; colons < 4; colons++) {
    from = resource.indexOf(':', from) + 1;
    if (from === 0) { return undefined; }
  }
  const account = resource.slice(from, from + 12);
  return resource[from + 12] === ':' && /^\d{12}$/.test(account) ? account : undefined;
}
