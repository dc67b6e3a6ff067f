/**
 * The plainest requests for an action, on a resource that a pattern matches, with what is demanded: most often one of them is allowed,
 * and nothing need be searched.
 *
 * Drafts only: whether the request is allowed is for the evaluator to say.
 */
import { Demand, demandedOf, mayHold, RESOURCE_TAG } from './demands';
import { globCovers, hasWildcard } from '../../policy/glob';
import { Condition, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { RequestFacts } from '../../reasoning/matching/request-facts';
import { Principal } from '../../reasoning/principal';
import { Request } from '../../reasoning/request';

/** Variables of which the value follows from who asks. */
const KNOWN_VARIABLES = /\$\{aws:principalaccount\}/gi;

export function withKnownVariables(glob: string, { account }: Principal): string {
  return glob.includes('${') ? glob.replace(KNOWN_VARIABLES, account!) : glob;
}

/** With nothing but what is demanded. */
export function plainRequest(principal: Principal, action: string, pattern: string, demand: Demand): Request {
  return { principal, action, resource: plainResource(pattern, principal.account!), context: plainContext(demand, []) };
}

/** As a statement suggests it: on a resource that it names, with what its conditions ask for. `undefined` where no such resource is plain to see. */
export function suggestedRequest(
  { resources, conditions }: Statement, principal: Principal, action: string, patterns: readonly string[], demand: Demand,
): Request | undefined {
  const globs = !resources || resources.negated ? ['*'] : resources.values.map(({ text }) => known(text, principal));
  const common = firstCommon(globs, patterns);
  if (common === undefined) { return undefined; }
  const resource = plainResource(common, principal.account!);
  if (resource !== '*' && hasWildcard(resource)) { return undefined; }
  const context = plainContext(demand, conditions);
  const facts = new RequestFacts({ principal, action, resource, context });
  for (const condition of [...conditions].sort(byUse)) {
    const key = condition.key.toLowerCase();
    if (demandedOf(demand, key) || RESOURCE_TAG.test(key) || facts.value(key) !== undefined) { continue; }
    const value = plainValue(condition, principal);
    if (value !== undefined) { context[condition.key] ??= value; }
  }
  return { principal, action, resource, context };
}

/** That a key must be there says nothing of its value. */
function byUse(left: Condition, right: Condition): number {
  return Number(left.operator.family === 'null') - Number(right.operator.family === 'null');
}

/** With the values of the variables that follow from who asks; `undefined` where something else is not known. */
function known({ literal }: SymbolicText, principal: Principal): string | undefined {
  const glob = literal === undefined ? undefined : withKnownVariables(literal, principal);
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
  const [leftEnd, rightEnd] = [left.indexOf(':'), right.indexOf(':')];
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

function plainResource(pattern: string, own: string): string {
  const [scheme, partition, service, region, account, ...resource] = pattern.split(':');
  if (scheme !== 'arn') { return '*'; }
  const fields = [scheme, or(partition, 'aws'), service, or(region, 'us-east-1'), or(account, own)];
  return [...fields, filled(resource.join(':'))].join(':');
}

function or(field: string, otherwise: string): string {
  return field === '*' ? otherwise : field;
}

function filled(glob: string): string {
  return glob.replace(/\*/g, 'any').replace(/\?/g, 'x');
}

/** One value for each key that a request must bring, one that the conditions let through; `Null` asks for none. */
function plainContext({ Null: _, ...operators }: Demand, conditions: readonly Condition[]): { [key: string]: string } {
  const context: { [key: string]: string } = {};
  for (const operands of Object.values(operators)) {
    for (const [key, values] of Object.entries(operands)) {
      const asked = conditions.filter(condition => condition.key.toLowerCase() === key.toLowerCase());
      const all = [values].flat();
      const value = all.find(each => asked.every(condition => mayHold(condition, each))) ?? all[0];
      context[key] = value.replace('arn:*:', 'arn:aws:');
    }
  }
  return context;
}

/** A value that meets the condition; `undefined` where it is best met without one, or none is plain to see. */
function plainValue({ operator: { family, negated }, values: [first] }: Condition, principal: Principal): string | undefined {
  const text = negated || !first ? undefined : known(first.text, principal);
  if (text === undefined) { return undefined; }
  switch (family) {
    case 'null': return text.toLowerCase() === 'false' ? 'any' : undefined;
    case 'ip': return text.split('/')[0];
    default: return text.startsWith('arn:') ? plainResource(text, principal.account!) : filled(text);
  }
}
