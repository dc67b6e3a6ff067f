/**
 * Which resources of a construct tree take which of its roles: by the properties of which the catalog knows that they take one, and by those
 * that are called a role.
 *
 * To be asked when all aspects have run. Only the properties in question are resolved; a role that is imported belongs to none.
 */
import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { typeOf } from './app-templates';
import { referencesIn } from './references';
import { propertyNames, rawProperty } from './resource-properties';
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
    for (const property of rolePropertiesOf(resource)) {
      for (const target of referencesIn(rawProperty(resource, property).value, resource)) {
        takers.set(target, (takers.get(target) ?? new Set()).add(resource));
      }
    }
  }
  return takers;
}

const CALLED_A_ROLE = /(?:^|[a-z])Role(?:A(?:rn|RN))?$/;

/** IAM's own resources attach to roles, and a custom resource is free to call anything so: of those only what the catalog knows counts. */
function rolePropertiesOf(resource: CfnResource): ReadonlySet<string> {
  const type = typeOf(resource);
  const known = PROPERTIES_BY_TYPE.get(type);
  const named = /^AWS::(?!IAM::|CloudFormation::)/.test(type) ? propertyNames(resource).filter(name => CALLED_A_ROLE.test(name)) : [];
  return new Set([...known ?? [], ...named]);
}
