/**
 * Which rules judge, and how severe each is: what the user's packs, severities and switches come to.
 */
import { rulesOfPacks } from './packs';
import { Rule } from './rule';
import { Severity } from '../diagnostics/severity';

export interface SelectedRule {
  readonly rule: Rule;
  readonly severity: Severity;
}

export type RuleSet = readonly SelectedRule[];

export interface RuleSelection {
  /** @default - the recommended rules */
  readonly packs?: readonly string[];
  /** Rules of the user, which always judge. */
  readonly customRules?: readonly Rule[];
  /** Severities that differ from the rules' own, by rule id; a rule that no pack has is switched on by it. */
  readonly severities?: ReadonlyMap<string, Severity>;
  readonly disabled?: ReadonlySet<string>;
}

/** Asks for ids and pack names that exist: to refuse others is the door's affair, which knows how the user wrote them. */
export function selectRules({ packs = ['recommended'], customRules = [], severities, disabled }: RuleSelection = {}): RuleSet {
  return [...rulesOfPacks(packs, severities), ...customRules]
    .filter(rule => !disabled?.has(rule.id))
    .map(rule => ({ rule, severity: severities?.get(rule.id) ?? rule.severity }));
}
