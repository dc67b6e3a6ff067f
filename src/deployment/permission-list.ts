/**
 * Permissions as they come together, and the statements that give them: one for each set of resources.
 */
import { withoutCovered } from './arn-patterns';
import { JsonObject } from '../policy/json';

export class PermissionList {
  private readonly resources = new Map<string, Set<string>>();

  public add(action: string, resources: readonly string[]): void {
    const known = this.resources.get(action) ?? new Set();
    resources.forEach(resource => known.add(resource));
    this.resources.set(action, known);
  }

  public statements(): JsonObject[] {
    const byResources = new Map<string, { readonly actions: string[]; readonly resources: string[] }>();
    for (const [action, patterns] of [...this.resources].sort(([left], [right]) => left < right ? -1 : 1)) {
      const resources = withoutCovered(patterns);
      const service = action.slice(0, action.indexOf(':'));
      const key = [service, ...resources].join(' ');
      const statement = byResources.get(key) ?? { actions: [], resources };
      statement.actions.push(action);
      byResources.set(key, statement);
    }
    return [...byResources.values()].map(({ actions, resources }) => ({ Effect: 'Allow', Action: actions, Resource: resources }));
  }
}
