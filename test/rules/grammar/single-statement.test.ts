import { findingId } from '../../../src/diagnostics/finding';
import { JsonObject } from '../../../src/policy/json';
import { RULES } from '../../../src/rules/registry';
import { RuleExample } from '../../../src/rules/rule';
import { ALL_RULES, findings, inventoryOfPolicy } from '../example-inventory';

const policies = RULES.flatMap(({ id, examples }) =>
  [...examples.flagged, ...examples.allowed].filter(hasOneStatement).map(example => [`${id}: ${example.title}`, example] as const));

function hasOneStatement({ policy }: RuleExample): boolean {
  return Array.isArray(policy?.Statement) && policy.Statement.length === 1;
}

function idsOf(policy: JsonObject, { kind, context }: RuleExample): string[] {
  return findings(inventoryOfPolicy(policy, kind), context, ALL_RULES).map(findingId).sort();
}

test.each(policies)('a statement is judged alike in a list and alone, %s', (_, example) => {
  const policy = example.policy as JsonObject;
  const [statement] = policy.Statement as JsonObject[];
  expect(idsOf({ ...policy, Statement: statement }, example)).toEqual(idsOf(policy, example));
});
