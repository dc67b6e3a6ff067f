/**
 * What a finding offers in the place of a statement mends the finding and breaks nothing: for every flagged example of every rule,
 * the statement is replaced where the finding says it stands, and the example judged again.
 */
import { findings, inventoryOfExample } from './example-inventory';
import { Finding, findingId } from '../../src/diagnostics/finding';
import { isObject, JsonObject, JsonValue } from '../../src/policy/json';
import { PolicyInventory } from '../../src/policy/policy-site';
import { packNames } from '../../src/rules/packs';
import { RULES } from '../../src/rules/registry';
import { Rule, RuleExample } from '../../src/rules/rule';

const ALL = { packs: packNames() };
const RECOMMENDED = { packs: ['recommended'] };

type Offer = readonly [name: string, rule: Rule, example: RuleExample, finding: Finding];

const OFFERS: readonly Offer[] = RULES.flatMap(rule => rule.examples.flagged.flatMap(example =>
  findings(inventoryOfExample(example), example.context, ALL)
    .filter(finding => finding.ruleId === rule.id && finding.replacement !== undefined)
    .map((finding): Offer => [`${findingId(finding)} in "${example.title}"`, rule, example, finding])));

/** The example with the replacement in the place of the statement that the finding is about. */
function mended({ policy, resources, ...others }: RuleExample, { location, replacement }: Finding): RuleExample {
  const [, ...path] = location.propertyPath.split('/');
  if (!resources) { return { ...others, policy: replaced(policy, path.slice(1), replacement as JsonObject) as JsonObject }; }
  const resource = resources[location.logicalId] as JsonObject;
  const Properties = replaced(resource.Properties, path, replacement as JsonObject);
  return { ...others, resources: { ...resources, [location.logicalId]: { ...resource, Properties } } };
}

/** A copy with another statement where the path first leads to one. */
function replaced(raw: JsonValue, [step, ...path]: readonly string[], statement: JsonObject): JsonValue {
  if (typeof raw === 'string') { return JSON.stringify(replaced(JSON.parse(raw), [step, ...path], statement)); }
  if (Array.isArray(raw)) {
    return raw.map((entry, index) => String(index) === step ? replaced(entry, path, statement) : entry);
  }
  if (!isObject(raw) || !(step in raw)) { throw new Error(`no statement at ${[step, ...path].join('/')}`); }
  const inner = raw[step];
  if (step !== 'Statement') { return { ...raw, [step]: replaced(inner, path, statement) }; }
  if (!Array.isArray(inner)) { return { ...raw, Statement: statement }; }
  if (!(Number(path[0]) in inner)) { throw new Error(`no statement ${path[0]}`); }
  return { ...raw, Statement: inner.map((entry, index) => String(index) === path[0] ? statement : entry) };
}

function problemsIn({ sites }: PolicyInventory): readonly string[] {
  return sites.flatMap(({ document }) => document.problems.map(({ message }) => message));
}

/** What the recommended pack reports that is not to be taken lightly, numbered: a value that is mended may change what sets a finding apart. */
function seriousIn(example: RuleExample): readonly string[] {
  const counts = new Map<string, number>();
  return findings(inventoryOfExample(example), example.context, RECOMMENDED).filter(({ severity }) => severity !== 'info').map(({ ruleId, location }) => {
    const name = `${location.logicalId} ${ruleId}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    return `${name} ${counts.get(name)}`;
  });
}

test.each(OFFERS)('%s', (_, rule, example, finding) => {
  const after = mended(example, finding);
  const still = findings(inventoryOfExample(after), after.context, ALL)
    .filter(({ location: { logicalId } }) => logicalId === finding.location.logicalId)
    .filter(({ ruleId, cause }) => ruleId === rule.id && cause === finding.cause);
  expect(still).toEqual([]);
  const before = seriousIn(example);
  expect(seriousIn(after).filter(id => !before.includes(id))).toEqual([]);
  const problems = problemsIn(inventoryOfExample(example));
  expect(problemsIn(inventoryOfExample(after)).filter(problem => !problems.includes(problem))).toEqual([]);
});
