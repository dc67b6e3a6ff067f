import { readInventory } from '../../../src/template/inventory';
import { appRules } from '../../../src/rules/app/family';
import { DEFAULT_CONTEXT } from '../../../src/rules/rule-context';
import { analyze } from '../../../src/rules/analyze';
import { bigApp } from '/tmp/app4/big';
test('perf', () => {
  const lines: string[] = [];
  for (let k = 0; k < 6; k++) {
    const read = () => { const inv = readInventory([{ id: 'app', template: bigApp(1000), environment: {} } as any]); for (const s of inv.sites) void s.document; return inv; };
    const time = (rules: any[]) => { const inv = read(); const t = process.hrtime.bigint(); const f = analyze(inv, rules.map(rule => ({ rule, severity: rule.severity })), DEFAULT_CONTEXT); return [Number(process.hrtime.bigint() - t) / 1e6, f.length]; };
    const by = (tier: string) => appRules.rules.filter(r => (r.tier ?? 'recommended') === tier);
    lines.push(`none ${time([])} recommended ${time(by('recommended'))} strict ${time(by('strict'))} preview ${time(by('preview'))}`);
    if (k > 3) for (const r of appRules.rules) lines.push(`   ${r.id} ${time([r])}`);
  }
  require('fs').writeFileSync('/tmp/app4/perf.txt', lines.join('\n'));
});
