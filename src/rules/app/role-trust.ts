/**
 * Which roles of the app may take which others, by what their trust policies say: as a principal, or in `aws:PrincipalArn`.
 *
 * Whether a role that is trusted may also call `sts:AssumeRole` is not asked: in its own account being named is enough.
 */
import { Identity, PolicyInventory } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { conditionsOn, requiresKey, Statement } from '../../policy/statement';
import { SymbolicText } from '../../policy/symbolic-text';
import { AppGraph, graphOf } from '../app-graph';
import { mayAllow } from '../trust/assume-actions';

/** By the role that is taken. */
export const trustedRoles = rememberFor((inventory: PolicyInventory): ReadonlyMap<Identity, ReadonlySet<Identity>> => {
  const graph = graphOf(inventory);
  const trusted = new Map<Identity, ReadonlySet<Identity>>();
  for (const role of inventory.identities) {
    const roles = role.trust?.document.statements.flatMap(statement => rolesIn(statement, role, graph)) ?? [];
    if (roles.length > 0) { trusted.set(role, new Set(roles)); }
  }
  return trusted;
});

const NO_ROLES: readonly Identity[] = [];

function rolesIn(statement: Statement, { origin }: Identity, graph: AppGraph): readonly Identity[] {
  const { principals, conditions, effect } = statement;
  if (effect !== 'Allow' || !principals || principals.negated || !principals.values.some(({ type }) => type === 'AWS' || type === '*')) { return NO_ROLES; }
  if (!mayAllow(statement, 'sts:AssumeRole')) { return NO_ROLES; }
  const callers = conditions.length === 0 ? [] : conditionsOn(statement, 'aws:PrincipalArn').filter(requiresKey);
  const texts: SymbolicText[] = (callers.length > 0 ? callers.flatMap(({ values }) => values) : principals.values).map(({ text }) => text);
  return texts.flatMap(text => graph.role(text, origin.templateId) ?? []);
}
