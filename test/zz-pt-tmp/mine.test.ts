import { readFileSync } from 'fs';
import { findingId } from '../../src/diagnostics/finding';
import { analyze } from '../../src/rules/analyze';
import { confusedDeputyRules } from '../../src/rules/confused-deputy/family';
import { principalsRules } from '../../src/rules/principals/family';
import { DEFAULT_CONTEXT } from '../../src/rules/rule-context';
import { trustRules } from '../../src/rules/trust/family';
import { parsePolicyDocument } from '../../src/policy/parse';
import { readInventory } from '../../src/template/inventory';
const rules = [...principalsRules.rules, ...trustRules.rules, ...confusedDeputyRules.rules];
const set = rules.map(rule => ({ rule, severity: rule.severity }));
function inv(e: any) {
  if (e.resources) return readInventory([{ id: 'app', template: { Resources: e.resources } as any, environment: {} }]);
  const origin = { templateId: 'app', logicalId: 'Policy', resourceType: '' };
  return { sites: [{ kind: e.kind, origin, environment: {}, propertyPath: 'Properties/PolicyDocument', document: parsePolicyDocument(e.policy) }], identities: [], resources: [] } as any;
}
const run = (e: any) => analyze(inv(e), set, { ...DEFAULT_CONTEXT, ...e.context });
describe.each(rules.map(r => [r.id, r] as const))('%s', (_, rule) => {
  test.each(rule.examples.flagged.map(e => [e.title, e] as const))('flags %s', (__, e) => {
    const all = run(e); const found = all.filter(f => f.ruleId === rule.id);
    const others = all.filter(f => f.ruleId !== rule.id && f.severity !== 'info').map(f => f.ruleId);
    if (others.length) console.log(`${rule.id} / ${e.title}: also ${others}`);
    expect(all.filter(f => f.ruleId.includes('failed'))).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
    for (const f of found) { expect(f.message).not.toMatch(/^[A-Z]|\.$|\n/); expect(f.fix).not.toMatch(/^[A-Z]|\.$|\n/); expect(findingId(f)).toMatch(/^[a-z-]+(\[[^[\]]+\])?$/); expect(findingId(f)).not.toContain('::'); }
    process.stderr.write(found.map(f => `${f.severity} ${findingId(f)} @${f.location.propertyPath}: ${f.message} => ${f.fix}`).join('\n') + '\n');
  });
  test.each(rule.examples.allowed.map(e => [e.title, e] as const))('allows %s', (__, e) => {
    const all = run(e);
    expect(all.filter(f => f.ruleId === rule.id)).toEqual([]);
    const others = all.filter(f => f.severity !== 'info').map(f => f.ruleId);
    if (others.length) process.stderr.write(`ALLOWED ${rule.id} / ${e.title}: also ${others}\n`);
  });
});
test('cdk', () => {
  const template = JSON.parse(readFileSync('/tmp/pt/template.json', 'utf8'));
  const env = { account: '111122223333', region: 'eu-central-1' };
  const i = readInventory([{ id: 'app', template, environment: env }]);
  const f = analyze(i, set, DEFAULT_CONTEXT);
  process.stderr.write('CDK\n' + f.map(x => `${x.severity} ${x.location.logicalId} ${findingId(x)} @${x.location.propertyPath}: ${x.message} => ${x.fix}`).sort().join('\n') + '\n');
});
