import { ACCESS_ANALYZER_EXAMPLES, AccessAnalyzerExample } from './access-analyzer-examples';
import { ALL_RULES, findings } from './example-inventory';
import { JsonValue } from '../../src/policy/json';
import { parsePolicyDocument } from '../../src/policy/parse';
import { ACCESS_ANALYZER_CHECKS } from '../../src/rules/access-analyzer';
import { rulesOfPacks } from '../../src/rules/packs';
import { RULES } from '../../src/rules/registry';

const ANSWERED = ACCESS_ANALYZER_CHECKS.filter(({ rules }) => rules.length > 0);

function rulesThatFire({ kind, resourceType }: AccessAnalyzerExample, raw: JsonValue): string[] {
  const origin = { templateId: 'app', logicalId: 'Policy', resourceType };
  const site = { kind, origin, environment: {}, propertyPath: 'Properties/PolicyDocument', document: parsePolicyDocument(raw) };
  return [...new Set(findings({ sites: [site], identities: [], resources: [] }, {}, ALL_RULES).map(({ ruleId }) => ruleId))];
}

test('all 153 issue codes of Access Analyzer are there, each once and in order', () => {
  const codes = ACCESS_ANALYZER_CHECKS.map(({ code }) => code);
  expect(codes).toHaveLength(153);
  expect(codes).toEqual([...new Set(codes)].sort());
});

test('each code names rules that exist, or says why none answers it', () => {
  const ids = new Set(RULES.map(({ id }) => id));
  for (const { code, rules, leftOut } of ACCESS_ANALYZER_CHECKS) {
    expect([code, rules.filter(id => !ids.has(id))]).toEqual([code, []]);
    expect([code, rules.length === 0]).toEqual([code, leftOut !== undefined]);
  }
});

test('each code that rules answer has an example, and no other has', () => {
  expect(Object.keys(ACCESS_ANALYZER_EXAMPLES).sort()).toEqual(ANSWERED.map(({ code }) => code).sort());
});

test('the pack `access-analyzer` has the rules of the table, whatever their tiers', () => {
  expect(rulesOfPacks(['access-analyzer']).map(({ id }) => id).sort()).toEqual([...new Set(ANSWERED.flatMap(({ rules }) => rules))].sort());
});

describe.each(ANSWERED.map(({ code, rules }) => [code, rules] as const))('%s', (code, rules) => {
  const example = ACCESS_ANALYZER_EXAMPLES[code];

  test('is answered where Access Analyzer reports it', () => {
    const fired = rulesThatFire(example, example.reported);
    expect({ fired, answered: rules.some(id => fired.includes(id)) }).toMatchObject({ answered: true });
  });

  test('is not reported when mended', () => {
    expect(rulesThatFire(example, example.mended).filter(id => rules.includes(id))).toEqual([]);
  });
});
