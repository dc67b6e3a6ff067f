/**
 * Packs: names for lists of rules.
 *
 * - `recommended`: what everyone should ask for
 * - `strict`: that, and hygiene
 * - `preview`: rules that are new; they judge only where they are asked for, and may still change
 * - `access-analyzer`: what the policy validation of IAM Access Analyzer checks
 * - one for each family, by its name: all its rules but those in preview; rules that are opt-in are in no other pack
 */
import { ACCESS_ANALYZER_RULES } from './access-analyzer';
import { FAMILIES, RULES } from './registry';
import { Rule, Tier } from './rule';

const TIERS_OF_PACK: { readonly [pack: string]: readonly Tier[] } = {
  recommended: ['recommended'],
  strict: ['recommended', 'strict'],
  preview: ['preview'],
};

export function packNames(): readonly string[] {
  return [...Object.keys(TIERS_OF_PACK), 'access-analyzer', ...FAMILIES.map(({ name }) => name)];
}

/** The rules that are in any of the packs, and those that are asked for by id, each once, in the order of the registry. */
export function rulesOfPacks(packs: readonly string[], asked?: { has(id: string): boolean }): readonly Rule[] {
  const members = new Set(packs.flatMap(membersOf));
  return RULES.filter(rule => members.has(rule) || asked?.has(rule.id));
}

function membersOf(pack: string): readonly Rule[] {
  const tiers = TIERS_OF_PACK[pack];
  if (tiers) { return RULES.filter(rule => tiers.includes(tierOf(rule))); }
  if (pack === 'access-analyzer') { return RULES.filter(rule => ACCESS_ANALYZER_RULES.has(rule.id)); }
  return FAMILIES.find(({ name }) => name === pack)?.rules.filter(rule => tierOf(rule) !== 'preview') ?? [];
}

export function tierOf({ tier = 'recommended' }: Rule): Tier {
  return tier;
}
