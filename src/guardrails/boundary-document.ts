/**
 * Turns the properties of a workload boundary into the statements of its policy.
 */
import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { DataClassification, denyOtherClasses } from './data-classification';
import { DEFAULT_DENIED_SERVICES } from './default-denied-services';
import { requireActions, requireRegions, requireServices } from './known-names';
import { denyOtherRegions } from './other-regions';
import { matchActions } from '../catalog/actions';
import { SELF_WIDENING_ACTIONS } from '../catalog/self-widening-actions';
import { globCovers } from '../policy/glob';

/** What a boundary leaves to the principals under it. */
export interface BoundaryLimits {
  readonly allowedServices?: readonly string[];
  readonly allowedActions?: readonly string[];
  readonly allowedRegions?: string[];
  readonly inferenceProfiles?: readonly string[];
  readonly dataClassification?: DataClassification;
  readonly deniedServices?: readonly string[];
  readonly deniedActions?: readonly string[];
}

export interface DeniedPatterns {
  /** As the properties ask for. */
  readonly asked: string[];
  /** Those that lead out of the boundary and that nobody asked for. */
  readonly selfWidening: string[];
}

/** The actions of the boundary's Allow: every action, or those of the allowed services beside the allowed ones. */
export function allowedActions({ allowedServices, allowedActions: actions = [] }: BoundaryLimits): string[] {
  return allowedServices || actions.length > 0 ? unique([...(allowedServices ?? []).map(wholeService), ...actions]) : ['*'];
}

/** What the boundary denies, whatever the region and the resource. */
export function deniedPatterns({ deniedServices, deniedActions = [] }: BoundaryLimits): DeniedPatterns {
  const services = deniedServices ?? DEFAULT_DENIED_SERVICES.map(row => row.service);
  const asked = unique([...services.map(wholeService), ...deniedActions]);
  const selfWidening = SELF_WIDENING_ACTIONS.map(row => row.action).filter(action => !asked.some(pattern => covers(pattern, action)));
  return { asked, selfWidening };
}

export function boundaryDocument(limits: BoundaryLimits): iam.PolicyDocument {
  const { allowedServices, allowedRegions, inferenceProfiles, dataClassification, deniedActions = [] } = limits;
  const deniedServices = limits.deniedServices ?? DEFAULT_DENIED_SERVICES.map(row => row.service);
  requireServices('allowedServices', allowedServices);
  requireActions('allowedActions', limits.allowedActions ?? []);
  requireServices('deniedServices', deniedServices);
  requireActions('deniedActions', deniedActions);
  requireRegions('allowedRegions', allowedRegions);
  requireMembers('allowedServices', allowedServices, 'any service');
  requireMembers('allowedActions', limits.allowedActions, 'any action');
  requireMembers('allowedRegions', allowedRegions, 'any region');
  requireNoContradiction(allowedServices, deniedServices);
  if (inferenceProfiles && !allowedRegions) {
    throw new Error('inferenceProfiles is given without allowedRegions, expected both: without approved regions, inference may go to any');
  }

  const { asked, selfWidening } = deniedPatterns(limits);
  requireUndenied('allowedActions', limits.allowedActions ?? [], { asked, selfWidening });
  const document = new iam.PolicyDocument({
    statements: [new iam.PolicyStatement({ sid: 'AllowUpToTheBoundary', actions: allowedActions(limits), resources: ['*'] })],
  });
  if (asked.length > 0) {
    document.addStatements(deny('DenyServicesAndActions', { actions: asked }));
  }
  if (selfWidening.length > 0) {
    document.addStatements(deny('DenyLeavingTheBoundary', { actions: selfWidening }));
  }
  if (allowedRegions) {
    document.addStatements(...denyOtherRegions({ regions: allowedRegions, inferenceProfiles }, 'allowedRegions'));
  }
  if (dataClassification) {
    document.addStatements(...denyOtherClasses(dataClassification));
  }
  return document;
}

function deny(sid: string, props: iam.PolicyStatementProps): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, resources: ['*'], ...props });
}

function wholeService(service: string): string {
  return `${service}:*`;
}

/** Whether a denial takes an action away, letters of either case. */
export function covers(pattern: string, action: string): boolean {
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

/** Fails on an action of which the boundary denies all that it names. */
export function requireUndenied(prop: string, allowed: readonly string[], { asked, selfWidening }: DeniedPatterns): void {
  for (const pattern of allowed) {
    const named = Token.isUnresolved(pattern) ? [] : matchActions(pattern).map(({ service, name }) => `${service}:${name}`);
    if (named.length === 0 || !named.every(action => [...asked, ...selfWidening].some(denied => covers(denied, action)))) { continue; }
    const denial = asked.find(denied => covers(denied, named[0]));
    throw new Error(denial === undefined
      ? `${prop} has \`${pattern}\`, by which whoever is under the boundary could leave it, so that it is denied in any case: drop it`
      : `${prop} has \`${pattern}\`, which \`${denial}\` of deniedServices or deniedActions denies: drop it here, or give deniedServices without it`);
  }
}
