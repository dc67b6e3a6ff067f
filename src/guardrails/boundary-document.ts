/**
 * Turns the properties of a workload boundary into the statements of its policy, and rejects names that AWS does not know.
 *
 * A misspelt denial would deny nothing, so an unknown name is an error, never a statement. Unresolved names are passed on unjudged.
 */
import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { DEFAULT_DENIED_SERVICES } from './default-denied-services';
import { GLOBAL_SERVICES } from './global-services';
import { actionNames, hasService, matchActions, servicePrefixes } from '../catalog/actions';
import { SELF_WIDENING_ACTIONS } from '../catalog/self-widening-actions';
import { nearestName } from '../diagnostics/nearest-name';
import { globCovers } from '../policy/glob';

/** What a boundary leaves to the principals under it. */
export interface BoundaryLimits {
  readonly allowedServices?: readonly string[];
  readonly allowedRegions?: readonly string[];
  readonly deniedServices?: readonly string[];
  readonly deniedActions?: readonly string[];
}

const REGION = /^[a-z]{2,}(-[a-z]+)+-\d{1,2}$/;
const NEWER_THAN_CATALOG = 'if AWS is newer than this library, deny it with addStatements';

/** The actions of the boundary's Allow: every action, or those of the allowed services. */
export function allowedActions(limits: BoundaryLimits): string[] {
  return limits.allowedServices?.map(wholeService) ?? ['*'];
}

export function boundaryDocument(limits: BoundaryLimits): iam.PolicyDocument {
  const { allowedServices, allowedRegions, deniedActions = [] } = limits;
  const deniedServices = limits.deniedServices ?? DEFAULT_DENIED_SERVICES.map(row => row.service);
  requireServices('allowedServices', allowedServices);
  requireServices('deniedServices', deniedServices);
  requireActions(deniedActions);
  requireRegions(allowedRegions);
  requireMembers('allowedServices', allowedServices, 'any service');
  requireMembers('allowedRegions', allowedRegions, 'any region');
  requireNoContradiction(allowedServices, deniedServices);

  const denied = unique([...deniedServices.map(wholeService), ...deniedActions]);
  const selfWidening = SELF_WIDENING_ACTIONS.map(row => row.action).filter(action => !denied.some(pattern => covers(pattern, action)));
  const document = new iam.PolicyDocument({
    statements: [new iam.PolicyStatement({ sid: 'AllowUpToTheBoundary', actions: allowedActions(limits), resources: ['*'] })],
  });
  if (denied.length > 0) {
    document.addStatements(deny('DenyServicesAndActions', { actions: denied }));
  }
  if (selfWidening.length > 0) {
    document.addStatements(deny('DenyLeavingTheBoundary', { actions: selfWidening }));
  }
  if (allowedRegions !== undefined) {
    document.addStatements(deny('DenyOtherRegions', {
      notActions: GLOBAL_SERVICES.map(row => row.action),
      conditions: { StringNotEquals: { 'aws:RequestedRegion': allowedRegions } },
    }));
  }
  return document;
}

function deny(sid: string, props: iam.PolicyStatementProps): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, resources: ['*'], ...props });
}

function wholeService(service: string): string {
  return `${service}:*`;
}

function covers(pattern: string, action: string): boolean {
  return globCovers(pattern.toLowerCase(), action.toLowerCase());
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function requireMembers(prop: string, list: readonly string[] | undefined, remedy: string): void {
  if (list?.length === 0) {
    throw new Error(`${prop} is an empty list, which would leave workloads nothing: name at least one, or leave it out for ${remedy}`);
  }
}

/** Fails on a list whose members are known only at deployment: such a list takes no further elements. */
function requireKnownList(prop: string, list: readonly string[] | undefined): void {
  if (Token.isUnresolved(list)) {
    throw new Error(`${prop} is a list that is known only at deployment, expected a list whose length is known: write its members one by one`);
  }
}

function requireServices(prop: string, services: readonly string[] | undefined): void {
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

function requireActions(actions: readonly string[]): void {
  requireKnownList('deniedActions', actions);
  for (const action of actions) {
    if (Token.isUnresolved(action)) { continue; }
    if (covers(action, '*:*')) {
      throw new Error(`deniedActions has \`${action}\`, which would leave workloads nothing: name the actions to deny, such as \`s3:DeleteBucket\``);
    }
    const [service, name, ...rest] = action.split(':');
    if (!service || !name || rest.length > 0) {
      throw new Error(`deniedActions has \`${action}\`, expected \`service:Action\`, such as \`s3:DeleteBucket\` or \`s3:Delete*\``
        + (hasService(action) ? `: write \`${action}:*\`, or put \`${action}\` into deniedServices` : ''));
    }
    if (matchActions(action).length > 0) { continue; }
    if (!/[*?]/.test(service) && !hasService(service)) {
      throw new Error(`deniedActions has \`${action}\`, whose service prefix AWS does not know: ${suggestion(service, servicePrefixes())}`);
    }
    throw new Error(`deniedActions has \`${action}\`, which names no action of AWS: ${suggestion(name, actionNames(service), `${service}:`)}`);
  }
}

function requireRegions(regions: readonly string[] | undefined): void {
  if (Token.isUnresolved(regions)) { return; }
  for (const region of regions ?? []) {
    if (Token.isUnresolved(region) || REGION.test(region)) { continue; }
    const nearest = nearestName(region, RegionInfo.regions.map(({ name }) => name));
    throw new Error(`allowedRegions has \`${region}\`, expected a region name such as \`eu-central-1\``
      + (nearest ? `: did you mean \`${nearest}\`?` : ''));
  }
}

function requireNoContradiction(allowed: readonly string[] | undefined, denied: readonly string[]): void {
  const both = allowed?.find(service => !Token.isUnresolved(service) && denied.some(other => other.toLowerCase() === service.toLowerCase()));
  if (both !== undefined) {
    throw new Error(`allowedServices has \`${both}\`, which deniedServices denies (${denied.join(', ')}): `
      + 'drop it here, or give deniedServices without it');
  }
}

function suggestion(name: string, candidates: readonly string[], prefix: string = ''): string {
  const nearest = nearestName(name, candidates);
  return nearest === undefined ? `check the spelling; ${NEWER_THAN_CATALOG}` : `did you mean \`${prefix}${nearest}\`? (${NEWER_THAN_CATALOG})`;
}
