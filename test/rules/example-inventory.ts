/**
 * Policies and templates as the engine takes them.
 */
import { Finding, findingId } from '../../src/diagnostics/finding';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { PolicyKind } from '../../src/policy/policy-kind';
import { PolicyInventory } from '../../src/policy/policy-site';
import { analyze } from '../../src/rules/analyze';
import { failedRule } from '../../src/rules/findings/failed-rule';
import { packNames } from '../../src/rules/packs';
import { RuleExample } from '../../src/rules/rule';
import { DEFAULT_CONTEXT, RuleContext } from '../../src/rules/rule-context';
import { RuleSelection, selectRules } from '../../src/rules/rule-set';
import { readInventory } from '../../src/template/inventory';

export const ALL_RULES: RuleSelection = { packs: packNames() };
/** Most policies of tests leave out what these ask for. */
const BUT_HEADS: RuleSelection = { ...ALL_RULES, disabled: new Set(['missing-sid', 'missing-version']) };

export function inventoryOfPolicy(raw: JsonValue, kind: PolicyKind = 'identity'): PolicyInventory {
  const origin = { templateId: 'app', logicalId: 'Policy', resourceType: '' };
  const site = { kind, origin, environment: {}, propertyPath: 'Properties/PolicyDocument', document: parsePolicyDocument(raw), raw };
  return { sites: [site], identities: [], resources: [] };
}

export function inventoryOfResources(resources: JsonObject, parameters: JsonObject = {}): PolicyInventory {
  return readInventory([{ id: 'app', template: { Resources: resources, Parameters: parameters } as {}, environment: {} }]);
}

export function inventoryOfExample({ kind, policy, resources }: RuleExample): PolicyInventory {
  return resources ? inventoryOfResources(resources) : inventoryOfPolicy(policy, kind);
}

/**
 * What all rules say, those that nobody is asked for too, but those on what policies of tests leave out.
 * @throws Error when a rule failed: it would say nothing where it should, or seem to be right to say nothing
 */
export function findings(
  inventory: PolicyInventory, context: Partial<RuleContext> = {}, selection: RuleSelection = BUT_HEADS,
): readonly Finding[] {
  const found = analyze(inventory, selectRules(selection), { ...DEFAULT_CONTEXT, ...context });
  const failed = found.find(({ ruleId }) => ruleId === failedRule.id);
  if (failed) { throw new Error(failed.message); }
  return found;
}

/** The ids of the findings of one rule on statements of an identity policy, sorted. */
export function idsOf(ruleId: string, statements: JsonValue, kind?: PolicyKind): string[] {
  return findings(inventoryOfPolicy({ Version: '2012-10-17', Statement: statements }, kind))
    .filter(finding => finding.ruleId === ruleId).map(findingId).sort();
}
