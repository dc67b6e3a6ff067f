/**
 * Turns the properties of a workload boundary into the statements of its policy.
 */
import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { DEFAULT_DENIED_SERVICES } from './default-denied-services';
import { GLOBAL_SERVICES } from './global-services';
import { requireActions, requireRegions, requireServices } from './known-names';
import { SELF_WIDENING_ACTIONS } from '../catalog/self-widening-actions';
import { globCovers } from '../policy/glob';

/** What a boundary leaves to the principals under it. */
export interface BoundaryLimits {
  readonly allowedServices?: readonly string[];
  readonly allowedRegions?: readonly string[];
  readonly deniedServices?: readonly string[];
  readonly deniedActions?: readonly string[];
}

/** The actions of the boundary's Allow: every action, or those of the allowed services. */
export function allowedActions(limits: BoundaryLimits): string[] {
  return limits.allowedServices?.map(wholeService) ?? ['*'];
}

export function boundaryDocument(limits: BoundaryLimits): iam.PolicyDocument {
  const { allowedServices, allowedRegions, deniedActions = [] } = limits;
  const deniedServices = limits.deniedServices ?? DEFAULT_DENIED_SERVICES.map(row => row.service);
  requireServices('allowedServices', allowedServices);
  requireServices('deniedServices', deniedServices);
  requireActions('deniedActions', deniedActions);
  requireRegions('allowedRegions', allowedRegions);
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

function requireNoContradiction(allowed: readonly string[] | undefined, denied: readonly string[]): void {
  const both = allowed?.find(service => !Token.isUnresolved(service) && denied.some(other => other.toLowerCase() === service.toLowerCase()));
  if (both !== undefined) {
    throw new Error(`allowedServices has \`${both}\`, which deniedServices denies (${denied.join(', ')}): `
      + 'drop it here, or give deniedServices without it');
  }
}
