/**
 * Which resources of the app take which of its roles, by the properties of which the service is known. Worked out once for an app.
 *
 * Errs towards silence: a role that is imported or chosen at deployment belongs to none.
 */
import { ROLE_PROPERTIES, RoleProperty } from '../../catalog/role-properties';
import { JsonValue } from '../../policy/json';
import { Identity, PolicyInventory, ResourceSite } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';
import { SymbolicText } from '../../policy/symbolic-text';
import { AppGraph, graphOf } from '../app-graph';
import { plainReference } from '../plain-reference';

export interface RoleTaker {
  readonly resource: ResourceSite;
  readonly property: RoleProperty;
}

const propertiesByType = new Map<string, RoleProperty[]>();
for (const property of ROLE_PROPERTIES) {
  propertiesByType.set(property.resourceType, [...propertiesByType.get(property.resourceType) ?? [], property]);
}

export const takersByRole = rememberFor((inventory: PolicyInventory): ReadonlyMap<Identity, readonly RoleTaker[]> => {
  const graph = graphOf(inventory);
  const takers = new Map<Identity, RoleTaker[]>();
  for (const resource of inventory.resources) {
    const properties = propertiesByType.get(resource.origin.resourceType);
    if (!properties) { continue; }
    for (const property of properties) {
      for (const role of rolesAt(resource, property, graph)) {
        const known = takers.get(role);
        if (known) { known.push({ resource, property }); } else { takers.set(role, [{ resource, property }]); }
      }
    }
  }
  return takers;
});

const NO_ROLES: readonly Identity[] = [];

function rolesAt(resource: ResourceSite, property: RoleProperty, graph: AppGraph): readonly Identity[] {
  const { templateId } = resource.origin;
  const raw = resource.properties[property.property];
  if (raw === undefined) { return NO_ROLES; }
  const key = property.isNested ? undefined : referredTo(raw, templateId);
  const role = key === undefined ? undefined : graph.identity(key);
  if (role?.type === 'role') { return [role]; }
  const texts: readonly SymbolicText[] = property.isNested
    ? [...resource.references, ...resource.arns].filter(({ path }) => property.path.test(path)).map(({ text }) => text)
    : resource.texts(property.property).map(({ text }) => text);
  return [...new Set(texts.flatMap(text => graph.takenRole(text, templateId) ?? []))];
}

/** The resource that a plain reference leads to, by what `Ref` yields or by its ARN. */
export function referredTo(raw: JsonValue, templateId: string): string | undefined {
  const reference = plainReference(raw);
  return reference && (reference.attribute ?? 'Arn') === 'Arn' ? `${templateId}#${reference.logicalId}` : undefined;
}

/** How messages call what takes the role: `the function`. */
export function takerName({ resource: { origin: { resourceType } } }: RoleTaker): string {
  const name = resourceType.split('::').pop()!;
  return `the ${name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()}`;
}
