/**
 * The roles of the CDK's helpers: functions behind custom resources, what the provider framework puts around them, and the asset
 * publishing of CDK Pipelines. The CDK makes and shares them by design; whoever writes the app does not name them.
 */
import { takersByRole } from './role-takers';
import { Identity, PolicyInventory, resourceKey } from '../../policy/policy-site';
import { rememberFor } from '../../policy/remember';

/** Ids that the CDK gives to helpers that no custom resource names. */
const HELPER_IDS = /framework(?:onEvent|isComplete|onTimeout)|waiterstatemachine|Assets(?:File|Docker)Role|^Custom[A-Z]\w*CustomResourceProvider/;

export const helperRoles = rememberFor((inventory: PolicyInventory): ReadonlySet<Identity> => {
  const tokens = new Set<string>();
  for (const resource of inventory.resources) {
    if (resource.properties.ServiceToken === undefined) { continue; }
    for (const { path, target } of resource.references) {
      if (path === 'Properties/ServiceToken') { tokens.add(target); }
    }
  }
  const helpers = new Set(inventory.identities.filter(({ type, origin }) => type === 'role' && HELPER_IDS.test(origin.logicalId)));
  for (const [role, takers] of takersByRole(inventory)) {
    if (takers.some(({ resource: { origin } }) => tokens.has(resourceKey(origin)) || HELPER_IDS.test(origin.logicalId))) { helpers.add(role); }
  }
  return helpers;
});
