/**
 * Names of services, actions and regions, as the properties of guardrails take them.
 *
 * A misspelt denial would deny nothing, so a name that AWS does not know is an error, with the nearest one that it knows. Unresolved
 * names are passed on unjudged.
 */
import { Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { actionNames, hasService, matchActions, servicePrefixes } from '../catalog/actions';
import { nearestName } from '../diagnostics/nearest-name';
import { globCovers } from '../policy/glob';

const REGION = /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/;
const NEWER_THAN_CATALOG = 'if AWS is newer than this library, write a statement of your own';

/** Fails on a list whose members are known only at deployment: such a list takes no further elements. */
function requireKnownList(prop: string, list: readonly string[] | undefined): void {
  if (Token.isUnresolved(list)) {
    throw new Error(`${prop} is a list that is known only at deployment, expected a list whose length is known: write its members one by one`);
  }
}

export function requireServices(prop: string, services: readonly string[] | undefined): void {
  requireKnownList(prop, services);
  for (const service of services ?? []) {
    if (Token.isUnresolved(service) || hasService(service)) { continue; }
    const [prefix] = service.split(':');
    if (service.includes(':') && hasService(prefix)) {
      throw new Error(`${prop} has \`${service}\`, expected a service prefix alone: write \`${prefix}\``
        + (prop === 'deniedServices' ? ', or put an action into deniedActions' : ''));
    }
    throw new Error(`${prop} has \`${service}\`, which is no service prefix of AWS: ${suggestion(service, servicePrefixes())}`);
  }
}

export function requireActions(prop: string, actions: readonly string[]): void {
  requireKnownList(prop, actions);
  for (const action of actions) {
    if (Token.isUnresolved(action)) { continue; }
    if (globCovers(action.toLowerCase(), '*:*')) {
      throw new Error(`${prop} has \`${action}\`, which is every action: name those that are meant, such as \`s3:DeleteBucket\``);
    }
    const [service, name, ...rest] = action.split(':');
    if (!service || !name || rest.length > 0) {
      throw new Error(`${prop} has \`${action}\`, expected \`service:Action\`, such as \`s3:DeleteBucket\` or \`s3:Delete*\``
        + (hasService(action) ? `: write \`${action}:*\`${prop === 'deniedActions' ? `, or put \`${action}\` into deniedServices` : ''}` : ''));
    }
    if (matchActions(action).length > 0) { continue; }
    if (!/[*?]/.test(service) && !hasService(service)) {
      throw new Error(`${prop} has \`${action}\`, whose service prefix AWS does not know: ${suggestion(service, servicePrefixes())}`);
    }
    throw new Error(`${prop} has \`${action}\`, which names no action of AWS: ${suggestion(name, actionNames(service), `${service}:`)}`);
  }
}

export function requireRegions(prop: string, regions: readonly string[] | undefined): void {
  if (Token.isUnresolved(regions)) { return; }
  for (const region of regions ?? []) {
    if (Token.isUnresolved(region) || REGION.test(region)) { continue; }
    const nearest = nearestName(region, RegionInfo.regions.map(({ name }) => name));
    throw new Error(`${prop} has \`${region}\`, expected a region name such as \`eu-central-1\``
      + (nearest ? `: did you mean \`${nearest}\`?` : ''));
  }
}

function suggestion(name: string, candidates: readonly string[], prefix: string = ''): string {
  const nearest = nearestName(name, candidates);
  return nearest === undefined ? `check the spelling; ${NEWER_THAN_CATALOG}` : `did you mean \`${prefix}${nearest}\`? (${NEWER_THAN_CATALOG})`;
}
