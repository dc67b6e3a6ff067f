/**
 * The plainest request for an action by a statement: on a resource that the statement names, with what its conditions ask for. Most often
 * it is allowed, and nothing need be searched.
 *
 * Drafts only: whether the request is allowed is for the evaluator to say.
 */
import { globCovers, hasWildcard } from '../policy/glob';
import { Condition, Statement } from '../policy/statement';
import { SymbolicText } from '../policy/symbolic-text';
import { RequestFacts } from '../reasoning/matching/request-facts';
import { Principal } from '../reasoning/principal';
import { Request, RequestContext } from '../reasoning/request';

const VARIABLE = /\$\{([^},]+)\}/g;

/** With the values of the variables that follow from who asks, or that the context has. */
export function withKnownVariables(glob: string, { account }: Principal, context: RequestContext = {}): string {
  if (!glob.includes('${')) { return glob; }
  return glob.replace(VARIABLE, (variable, key: string) => key.toLowerCase() === 'aws:principalaccount' ? account! : [context[key] ?? variable].flat()[0]);
}

/** Who owns what is of another account. */
const OTHER_ACCOUNT = '444455556666';

/**
 * `undefined` where no resource is plain to see that the statement names and that one of the patterns matches.
 *
 * @param context what the request has, whatever the conditions ask for
 * @param isLeftOut says of a key, in lower case, that the request does not have it, whatever the conditions ask for
 */
export function draftRequest(
  { resources, conditions }: Statement, principal: Principal, action: string, patterns: readonly string[],
  context: RequestContext = {}, isLeftOut?: (key: string) => boolean,
): Request | undefined {
  const globs = !resources || resources.negated ? ['*'] : resources.values.map(({ text }) => known(text, principal, context));
  const common = firstCommon(globs, patterns);
  if (common === undefined) { return undefined; }
  const isOfOther = conditions.some(asksForOtherAccount);
  const resource = plainResource(common, isOfOther ? OTHER_ACCOUNT : principal.account!);
  if (resource !== '*' && hasWildcard(resource)) { return undefined; }
  const request = { principal, action, resource, ...isOfOther && { resourceAccount: OTHER_ACCOUNT }, context };
  return conditions.length === 0 ? request : withAskedKeys(request, conditions, isLeftOut);
}

function asksForOtherAccount({ key, operator: { negated } }: Condition): boolean {
  return negated && key.toLowerCase() === 'aws:resourceaccount';
}

function withAskedKeys(request: Request, conditions: readonly Condition[], isLeftOut?: (key: string) => boolean): Request {
  const facts = new RequestFacts(request);
  const context: { [key: string]: string | readonly string[] } = { ...request.context };
  for (const condition of [...conditions].sort(byUse)) {
    const key = condition.key.toLowerCase();
    if (facts.value(key) !== undefined || isLeftOut?.(key)) { continue; }
    const value = plainValue(condition, request);
    if (value !== undefined) { context[condition.key] ??= value; }
  }
  return { ...request, context };
}

/** That a key must be there says nothing of its value. */
function byUse(left: Condition, right: Condition): number {
  return Number(left.operator.family === 'null') - Number(right.operator.family === 'null');
}

/** With the values of the known variables; `undefined` where something else is not known. */
function known({ literal }: SymbolicText, principal: Principal, context: RequestContext): string | undefined {
  const glob = literal === undefined ? undefined : withKnownVariables(literal, principal, context);
  return glob?.includes('${') ? undefined : glob;
}

function firstCommon(globs: readonly (string | undefined)[], patterns: readonly string[]): string | undefined {
  for (const pattern of patterns) {
    for (const glob of globs) {
      const common = glob === undefined ? undefined : commonGlob(glob, pattern);
      if (common !== undefined) { return common; }
    }
  }
  return undefined;
}

/** A glob that lies in both, if one is plain to see. Part by part: wildcards stay within theirs, but for those in the last. */
function commonGlob(left: string, right: string): string | undefined {
  const leftEnd = left.indexOf(':');
  const rightEnd = right.indexOf(':');
  if (leftEnd < 0 || rightEnd < 0) { return commonPart(left, right); }
  const part = commonPart(left.slice(0, leftEnd), right.slice(0, rightEnd));
  const rest = part === undefined ? undefined : commonGlob(left.slice(leftEnd + 1), right.slice(rightEnd + 1));
  return rest === undefined ? undefined : `${part}:${rest}`;
}

/** One of the two, or the beginning of one with the end of the other: of `data-*` and `*-raw/*` it is `data-*-raw/*`. */
function commonPart(left: string, right: string): string | undefined {
  if (globCovers(left, right)) { return right; }
  if (globCovers(right, left)) { return left; }
  return [joined(left, right), joined(right, left)].find(glob => globCovers(left, glob) && globCovers(right, glob));
}

function joined(first: string, second: string): string {
  return first.slice(0, first.lastIndexOf('*') + 1) + second.slice(second.indexOf('*') + 1);
}

/** One of the resources that an ARN pattern matches, in the account where it may be; `*` for what is no ARN. */
export function plainResource(pattern: string, own: string): string {
  const [scheme, partition, service, region, account, ...resource] = pattern.split(':');
  if (scheme !== 'arn') { return '*'; }
  const fields = [scheme, or(partition, 'aws'), service, or(region, 'us-east-1'), or(account, own)];
  return [...fields, filled(resource.join(':'))].join(':');
}

function or(field: string, otherwise: string): string {
  return field === '*' ? otherwise : field;
}

/** One of what the pattern stands for. */
export function filled(glob: string): string {
  return glob.replace(/\*/g, 'any').replace(/\?/g, 'x');
}

/** A value that meets the condition; `undefined` where it is best met without one, or none is plain to see. */
function plainValue({ operator: { family, negated }, values: [first] }: Condition, { principal, context }: Request): string | undefined {
  const text = negated || !first ? undefined : known(first.text, principal, context);
  if (text === undefined) { return undefined; }
  switch (family) {
    case 'null': return text.toLowerCase() === 'false' ? 'any' : undefined;
    case 'ip': return text.split('/')[0];
    default: return text.startsWith('arn:') ? plainResource(text, principal.account!) : filled(text);
  }
}
