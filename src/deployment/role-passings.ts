/**
 * Who takes the roles of an app, by their trust policies.
 */
import { RolePassing } from './role-administration';
import { globCovers } from '../policy/glob';
import { Identity } from '../policy/policy-site';

/** The service principals that may assume a role, as far as they are written out. */
export function serviceTrust({ trust }: Identity): readonly string[] {
  const statements = trust?.document.statements.filter(({ effect }) => effect === 'Allow') ?? [];
  const principals = statements.flatMap(({ principals: named }) => named && !named.negated ? named.values : []);
  return [...new Set(principals.flatMap(({ type, text }) => type === 'Service' && text.literal !== undefined ? [text.literal] : []))];
}

export interface TakenRole {
  readonly arn: string;
  readonly services: readonly string[];
}

/** For each pattern the services that take one of its roles; none for a pattern of roles that no service takes. */
export function passings(patterns: readonly string[], roles: readonly TakenRole[]): RolePassing[] {
  return patterns.flatMap(pattern => {
    const services = [...new Set(roles.filter(({ arn }) => globCovers(pattern, arn)).flatMap(role => role.services))].sort();
    return services.length > 0 ? [{ roles: [pattern], services }] : [];
  });
}
