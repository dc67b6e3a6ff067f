/**
 * A request such as a role makes every day, for a permission of it: drafts only, and whether one is granted is for the evaluator to say.
 * Nothing here rests on a search, so it is cheap to ask before one.
 */
import { parsePrincipal } from './principal';
import { Request } from './request';
import { PolicyDocument } from '../policy/document';
import { Condition } from '../policy/statement';

/**
 * @param permission one statement with one action, free of unknowns
 * @param facts what is known of the requests, as the conditions of a statement; the principal is among it
 * @param denies what the request had better get past: keys get values that these spare
 */
export function ordinaryRequest(permission: PolicyDocument, facts: PolicyDocument, denies: PolicyDocument): Request | undefined {
  const [{ actions, resources }] = permission.statements;
  const context = contextOf(facts, denies);
  const principal = parsePrincipal(context['aws:PrincipalArn'] ?? '');
  const action = actions.values[0].text.literal;
  const resource = resources?.negated ? undefined : resources?.values[0].text.literal;
  if (!principal || action === undefined || resource === undefined || resource === '*') { return undefined; }
  return { principal, action, resource: withoutWildcards(resource), context };
}

function contextOf(facts: PolicyDocument, denies: PolicyDocument): Record<string, string> {
  const known = literalConditions(facts);
  const told = new Set(known.map(({ key }) => key.toLowerCase()));
  const spared = literalConditions(denies).filter(({ key, operator }) => operator.negated && !told.has(key.toLowerCase()));
  const present = [...spared, ...known.filter(({ operator }) => operator.family !== 'null')];
  return {
    'aws:SecureTransport': 'true',
    ...Object.fromEntries(present.map(({ key, values }) => [key, withoutWildcards(values[0].text.literal!)])),
  };
}

function literalConditions({ statements }: PolicyDocument): readonly Condition[] {
  return statements.flatMap(({ conditions }) => conditions).filter(({ values }) => values[0]?.text.literal !== undefined);
}

function withoutWildcards(text: string): string {
  return text.replace(/[*?]/g, 'x');
}
