/**
 * The templates of several apps, each with an id of its own: stacks of two apps may be called alike.
 */
import { TemplateSource } from './template';

/** A later template whose id is taken gets a number behind it. */
export function withDistinctIds<T extends TemplateSource>(apps: readonly (readonly T[])[]): T[] {
  const taken = new Set<string>();
  return apps.flatMap(templates => {
    const renamed = new Map(templates.map(({ id }) => [id, freeId(id, taken)]));
    renamed.forEach(id => taken.add(id));
    return templates.map(source => ({
      ...source, id: renamed.get(source.id)!, ...source.parent && { parent: { ...source.parent, id: renamed.get(source.parent.id)! } },
    }));
  });
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  let candidate = id;
  for (let number = 2; taken.has(candidate); number++) { candidate = `${id} (${number})`; }
  return candidate;
}
