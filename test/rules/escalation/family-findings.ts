/**
 * What the rules of this family say, and no others.
 */
import { Finding } from '../../../src/diagnostics/finding';
import { JsonObject, JsonValue } from '../../../src/policy/json';
import { parsePolicyDocument } from '../../../src/policy/parse';
import { PolicyInventory } from '../../../src/policy/policy-site';
import { analyze } from '../../../src/rules/analyze';
import { escalationRules } from '../../../src/rules/escalation/family';
import { DEFAULT_CONTEXT } from '../../../src/rules/rule-context';
import { readInventory } from '../../../src/template/inventory';

const RULES = escalationRules.rules.map(rule => ({ rule, severity: rule.severity }));

export function findingsIn(inventory: PolicyInventory): readonly Finding[] {
  return analyze(inventory, RULES, DEFAULT_CONTEXT);
}

export function findingsInResources(resources: JsonObject, account?: string): readonly Finding[] {
  return findingsIn(readInventory([{ id: 'app', template: { Resources: resources } as {}, environment: { account } }]));
}

/** A policy of which it is not known who has it. */
export function findingsInPolicy(statements: JsonValue): readonly Finding[] {
  const document = parsePolicyDocument({ Version: '2012-10-17', Statement: statements });
  const origin = { templateId: '', logicalId: '', resourceType: '' };
  return findingsIn({ sites: [{ kind: 'identity', origin, environment: {}, propertyPath: '', document }], identities: [], resources: [] });
}
