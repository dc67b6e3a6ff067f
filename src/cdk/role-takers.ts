/**
 * Which resources of a construct tree take which of its roles, by the properties of which the catalog knows that they take one.
 *
 * To be asked when all aspects have run. Only the properties in question are resolved; a role that is imported belongs to none.
 */
import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { typeOf } from './app-templates';
import { referencesIn } from './references';
import { rawProperty } from './resource-properties';
import { ROLE_PROPERTIES } from '../catalog/role-properties';

const PROPERTIES_BY_TYPE = new Map<string, Set<string>>();
for (const { resourceType, property } of ROLE_PROPERTIES) {
  PROPERTIES_BY_TYPE.set(resourceType, (PROPERTIES_BY_TYPE.get(resourceType) ?? new Set()).add(property));
}

/** The takers of each construct that is taken, which are roles and whatever else those properties refer to. */
export function roleTakersUnder(scope: IConstruct): Map<IConstruct, Set<CfnResource>> {
  const takers = new Map<IConstruct, Set<CfnResource>>();
  for (const resource of scope.node.findAll()) {
    if (!CfnResource.isCfnResource(resource)) { continue; }
    for (const property of PROPERTIES_BY_TYPE.get(typeOf(resource)) ?? []) {
      for (const target of referencesIn(rawProperty(resource, property).value, resource)) {
        takers.set(target, (takers.get(target) ?? new Set()).add(resource));
      }
    }
  }
  return takers;
}
