/**
 * Requests that show what a finding says. Each is one that the policy as a whole allows, its Deny statements included; where the
 * first that comes to mind is not, or the policy is long, the finding goes without.
 */
import { actionName, actionPatterns } from './action-pattern';
import { allResources } from './all-resources';
import { draftRequest, filled, plainResource } from './draft-request';
import { NO_VIOLATIONS, Violation } from './rule';
import { PolicyDocument } from '../policy/document';
import { PolicySite } from '../policy/policy-site';
import { policySize } from '../policy/policy-size';
import { requiresKey, Statement } from '../policy/statement';
import { PLAUSIBLE_ACCOUNT, PlausibleValues } from '../reasoning/plausible-values';
import { policyEffect } from '../reasoning/policy-effect';
import { NamedPrincipal, parsePrincipal, Principal } from '../reasoning/principal';
import { accessNotGranted } from '../reasoning/questions';
import { Request, RequestContext } from '../reasoning/request';

const MOST_STATEMENTS = 100;
/**
 * In characters: no policy that AWS takes is longer. That of a key is this long.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html read 2026-11-23
 */
const LONGEST_POLICY = 32_768;
/** An account that nobody knows; numbers of AWS's documentation are of no real account. */
export const STRANGE_ACCOUNT = '999999999999';
export const STRANGER = `arn:aws:iam::${STRANGE_ACCOUNT}:role/stranger`;

const HOLDER: Principal = parsePrincipal(`arn:aws:iam::${PLAUSIBLE_ACCOUNT}:role/example`)!;

/** Judges a policy statement by statement, where a violation is shown by what the whole policy allows. */
export function judgeEach({ document }: PolicySite, judge: (statement: Statement) => readonly Violation[]): readonly Violation[] {
  let violations: Violation[] | undefined;
  for (const statement of document.statements) {
    for (const violation of judge(statement)) { (violations ??= []).push({ path: statement.path, ...violation }); }
  }
  return violations ?? NO_VIOLATIONS;
}

/** What a holder of the identity policy may do by the statement. */
export function requestOfHolder(action: string, statement: Statement, document: PolicyDocument): Request | undefined {
  const { statements } = document;
  if (isTooLong(document)) { return undefined; }
  const judged = { ...document, statements: statements.filter(each => each === statement || each.effect === 'Deny') };
  return plainRequestOfHolder([action], statement, judged) ?? accessNotGranted(judged, { actions: [action] }, 'identity').witness;
}

/** What a holder of the identity policy may do by a statement of it, one of the actions; `undefined` where that is not plain to see. */
export function plainRequestOfHolder(actions: readonly string[], statement: Statement, document: PolicyDocument): Request | undefined {
  const holder = holderOf(statement);
  const context = tagsOf(statement);
  for (const action of actions) {
    const request = draftRequest(statement, holder, action, allResources(action), context);
    if (request && policyEffect(document, request, 'identity') === 'allow') { return request; }
  }
  return undefined;
}

/** Who holds the policy: one of those that the statement is for, where it says so. */
function holderOf(statement: Statement): Principal {
  for (const { key, operator: { negated }, values: [first] } of statement.conditions) {
    const named = !negated && key.toLowerCase() === 'aws:principalarn' ? first?.text.literal : undefined;
    if (named !== undefined) { return parsePrincipal(plainResource(named, PLAUSIBLE_ACCOUNT)) ?? HOLDER; }
  }
  return HOLDER;
}

const NO_TAGS: RequestContext = {};
const TAG_VARIABLE = /\$\{(aws:PrincipalTag\/[^},]+)\}/gi;

/** The tags of the holder that the statement has as variables: each has some value. */
function tagsOf({ resources, conditions }: Statement): RequestContext {
  let tags: Record<string, string> | undefined;
  for (const element of [resources, ...conditions]) {
    for (const { text: { literal } } of element?.values ?? []) {
      if (literal === undefined || !literal.includes('${')) { continue; }
      for (const [, key] of literal.matchAll(TAG_VARIABLE)) { (tags ??= {})[key] = 'any'; }
    }
  }
  return tags ?? NO_TAGS;
}

/**
 * What someone may do by the statement of a resource's or trust policy. The request has the keys that the conditions ask for.
 *
 * @param context what the request has besides, whatever the conditions ask for
 * @param action of a trust policy; else the first of the statement
 */
export function requestOf(
  who: NamedPrincipal | string, context: RequestContext, statement: Statement, { document, environment }: PolicySite, action?: string,
): Request | undefined {
  const principal = parsePrincipal(who);
  if (!principal || isTooLong(document)) { return undefined; }
  const bound = new PlausibleValues(true).bindDocument(document, new Map());
  const own = bound.statements.find(({ path }) => path === statement.path);
  const asked = action ?? firstAction(statement);
  if (!own || asked === undefined) { return undefined; }
  const account = environment.account ?? PLAUSIBLE_ACCOUNT;
  const resource = own.resources ? plain(own.resources.values[0]?.text.literal) : `arn:aws:iam::${account}:role/trusting`;
  if (resource === undefined) { return undefined; }
  const request = { principal, action: asked, resource, context: { ...contextOf(own, context), ...context } };
  return policyEffect(bound, request, 'resource') === 'allow' ? request : undefined;
}

/** To be looked through. */
function isTooLong(document: PolicyDocument): boolean {
  return document.statements.length > MOST_STATEMENTS || policySize(document) > LONGEST_POLICY;
}

/** `undefined` for `NotAction` and for what is no action. */
export function firstAction({ actions }: Statement): string | undefined {
  const [first] = actions.negated ? [] : actionPatterns(actions);
  return first?.actions[0] && actionName(first.actions[0]);
}

/** One value for each key that a condition asks for and that is not given. */
function contextOf({ conditions }: Statement, given: RequestContext): RequestContext {
  const told = new Set(Object.keys(given).map(key => key.toLowerCase()));
  const asked = conditions.filter(condition => requiresKey(condition) && !told.has(condition.key.toLowerCase()));
  return Object.fromEntries(asked.flatMap(({ key, operator, values }) => {
    const value = operator.family === 'null' ? 'any' : values[0]?.text.literal;
    return value === undefined ? [] : [[key, operator.wildcards ? plain(value)! : value]];
  }));
}

/** One of what the pattern stands for. */
function plain(pattern: string | undefined): string | undefined {
  return pattern === undefined || pattern === '*' ? pattern : filled(pattern);
}
