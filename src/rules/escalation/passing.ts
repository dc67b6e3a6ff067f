/**
 * Starting something under a role that is passed to a service: the paths of the catalog, with the service principals that take the
 * role.
 */
import { Access, Grant } from './access';
import { Demand } from './demands';
import { findAction } from '../../catalog/actions';
import { EscalationPath, ROLE_RECEIVERS } from '../../catalog/escalation-paths';
import { allResources } from '../all-resources';

export const PASS_ROLE = 'iam:PassRole';

export function passesRole({ actions }: EscalationPath): boolean {
  return actions.includes(PASS_ROLE);
}

const receivers = new Map(ROLE_RECEIVERS.map(receiver => [receiver.service, receiver.principals]));

/** The service principals of which one must take the role. */
export function receiversOf({ actions }: EscalationPath): readonly string[] {
  return companionsOf(actions).flatMap(action => receivers.get(serviceOf(action)) ?? []).filter((name, at, all) => all.indexOf(name) === at);
}

/** The service that runs what is started, as a person calls it: `lambda`. */
export function startedService({ actions }: EscalationPath): string {
  return serviceOf(companionsOf(actions).find(action => receivers.has(serviceOf(action)))!);
}

export function passedTo(principals: readonly string[]): Demand {
  return { StringEquals: { 'iam:PassedToService': [...principals] } };
}

/** Whether all that a path takes besides the role is allowed, actions on one kind of resource on the same one. */
export function canStart({ actions }: EscalationPath, access: Access): readonly Grant[] | undefined {
  const grants: Grant[] = [];
  const seen = new Map<string, readonly string[]>();
  for (const action of companionsOf(actions)) {
    const type = resourceTypeOf(action);
    const grant = access.find(action, seen.get(type) ?? allResources(action));
    if (!grant) { return undefined; }
    grants.push(grant);
    const patterns = access.patternsOf(action);
    if (patterns && !seen.has(type) && !patterns.includes('*')) { seen.set(type, patterns); }
  }
  return grants;
}

function companionsOf(actions: readonly string[]): readonly string[] {
  return actions.filter(action => action !== PASS_ROLE);
}

/** The kind of resource that the action is on; one of its own where it is on none. */
function resourceTypeOf(action: string): string {
  const [service, name] = action.split(':');
  const type = findAction(service, name)?.resourceTypes.find(({ required }) => required)?.name;
  return type === undefined ? action : `${service}:${type}`;
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}
