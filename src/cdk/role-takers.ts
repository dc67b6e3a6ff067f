/**
 * Which resources of a construct tree take which of its roles: by the properties of which the catalog knows that they take one, and by those
 * that are called a role or an instance profile. What starts with an instance profile takes its role.
 *
 * To be asked when all aspects have run. Only the properties in question are resolved; a role that is imported belongs to none.
 */
import { CfnResource } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { typeOf } from './app-templates';
import { referencesIn } from './references';
import { propertyNames, rawProperty, rawValueAt } from './resource-properties';
import { ROLE_PROPERTIES } from '../catalog/role-properties';

const PROPERTIES_BY_TYPE = new Map<string, Set<string>>();
for (const { resourceType, property } of ROLE_PROPERTIES) {
  PROPERTIES_BY_TYPE.set(resourceType, (PROPERTIES_BY_TYPE.get(resourceType) ?? new Set()).add(property));
}

/** The takers of each construct that is taken, which are roles and whatever else those properties refer to. */
export function roleTakersUnder(scope: IConstruct): Map<IConstruct, Set<CfnResource>> {
  const takers = new Map<IConstruct, Set<CfnResource>>();
  const profiles: CfnResource[] = [];
  for (const resource of scope.node.findAll()) {
    if (!CfnResource.isCfnResource(resource)) { continue; }
    const type = typeOf(resource);
    if (type === INSTANCE_PROFILE) { profiles.push(resource); }
    const values = [...rolePropertiesOf(resource, type)].map(property => rawProperty(resource, property).value);
    if (type === LAUNCH_TEMPLATE) { values.push(rawValueAt(resource, ['LaunchTemplateData', 'IamInstanceProfile'])); }
    for (const target of values.flatMap(value => [...referencesIn(value, resource)])) {
      takers.set(target, (takers.get(target) ?? new Set()).add(resource));
    }
  }
  const users = new Map(profiles.map(profile => [profile, takers.get(profile) ?? new Set([profile])]));
  return users.size === 0 ? takers : new Map([...takers].map(([target, found]) => [target, usersOf(found, users)]));
}

/** In place of each profile those that start with it; a profile that nothing starts with stands for itself. */
function usersOf(takers: ReadonlySet<CfnResource>, users: ReadonlyMap<CfnResource, Set<CfnResource>>): Set<CfnResource> {
  return new Set([...takers].flatMap(taker => [...users.get(taker) ?? [taker]]));
}

const INSTANCE_PROFILE = 'AWS::IAM::InstanceProfile';
const LAUNCH_TEMPLATE = 'AWS::EC2::LaunchTemplate';
const CALLED_A_ROLE = /(?:^|[a-z])(?:Role(?:A(?:rn|RN))?|InstanceProfile(?:A(?:rn|RN)|Name)?)$/;

/** IAM's own resources attach to roles, and a custom resource is free to call anything so: of those only what the catalog knows counts. */
function rolePropertiesOf(resource: CfnResource, type: string): ReadonlySet<string> {
  const known = PROPERTIES_BY_TYPE.get(type);
  const named = /^AWS::(?!IAM::|CloudFormation::)/.test(type) ? propertyNames(resource).filter(name => CALLED_A_ROLE.test(name)) : [];
  return new Set([...known ?? [], ...named]);
}
