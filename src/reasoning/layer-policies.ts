/**
 * The policies of a layer by its levels, and whether the layer has a say in a request.
 */
import { Guardrail, GUARDRAILS } from './layers';
import { PolicyDocument } from '../policy/document';
import { RequestFacts } from './matching/request-facts';
import { Layer, Policies } from './policies';

const NO_LEVELS: readonly (readonly PolicyDocument[])[] = [];

/** One list for each level; layers without levels have one, or none where there is no policy. */
export function levelsOf(layer: Layer, policies: Policies): readonly (readonly PolicyDocument[])[] {
  switch (layer) {
    case 'scp': return policies.scp;
    case 'rcp': return policies.rcp;
    case 'identity': return [policies.identity];
    default: {
      const document = policies[layer];
      return document ? [[document]] : NO_LEVELS;
    }
  }
}

/** The same policies with each document changed. */
export function mapDocuments(
  policies: Policies,
  change: (document: PolicyDocument, layer: Layer, level: number, policy: number) => PolicyDocument,
): Policies {
  const levels = (layer: Layer) => levelsOf(layer, policies).map((documents, level) => (
    documents.map((document, policy) => change(document, layer, level, policy))
  ));
  const one = (layer: Layer): PolicyDocument | undefined => levels(layer)[0]?.[0];
  return {
    identity: levels('identity')[0],
    boundary: one('boundary'),
    session: one('session'),
    scp: levels('scp'),
    rcp: levels('rcp'),
    resource: one('resource'),
    endpoint: one('endpoint'),
  };
}

export function hasLevels(layer: Layer): boolean {
  return layer === 'scp' || layer === 'rcp';
}

export function appliesTo(guardrail: Guardrail, facts: RequestFacts): boolean {
  const { principals, coversServiceLinkedRoles, services, exceptActions } = guardrail;
  return principals.includes(facts.kind)
    && (services === undefined || services.has(facts.service))
    && exceptActions?.includes(facts.action) !== true
    && (coversServiceLinkedRoles || !facts.isServiceLinkedRole);
}

/** Whether a layer has a say; all do but guardrails that do not apply. */
export function hasSay(layer: Layer, facts: RequestFacts): boolean {
  const guardrail = GUARDRAILS.find(candidate => candidate.layer === layer);
  return guardrail === undefined || appliesTo(guardrail, facts);
}
