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
