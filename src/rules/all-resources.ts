/**
 * The resources that an action can be on, as ARN patterns.
 */
import { findAction, findResourceType } from '../catalog/actions';

/** What stands for a name that is in no policy. */
export const ANY_OTHER = 'any-other';

/** For an action that names no resource: what `*` alone matches. */
export const NAMELESS: readonly string[] = [ANY_OTHER];

const VARIABLE = /\$\{([^}]*)\}/g;

/** By action: of those that rules ask for, of which there are few. */
const remembered = new Map<string, readonly string[]>();

export function allResources(action: string): readonly string[] {
  let patterns = remembered.get(action);
  if (!patterns) {
    patterns = findAllResources(action);
    remembered.set(action, patterns);
  }
  return patterns;
}

function findAllResources(action: string): readonly string[] {
  const [service, name] = action.split(':');
  const types = findAction(service, name)?.resourceTypes.map(type => type.name) ?? [];
  const patterns = types.flatMap(type => findResourceType(service, type)?.arnTemplates ?? []).map(template => template.replace(VARIABLE, '*'));
  return patterns.length === 0 ? NAMELESS : patterns;
}
