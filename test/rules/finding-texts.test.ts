/**
 * What people read: the first finding of each rule's first flagged example. `WRITE_FINDING_TEXTS=1` writes the file anew; read the
 * difference as someone would who has never seen the rule.
 */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { ALL_RULES, findings, inventoryOfExample } from './example-inventory';
import { findingId } from '../../src/diagnostics/finding';
import { RULES } from '../../src/rules/registry';
import { Rule } from '../../src/rules/rule';

const FILE = join(__dirname, 'finding-texts.txt');

function textsOf(rule: Rule): string[] {
  const [example] = rule.examples.flagged;
  const first = example && findings(inventoryOfExample(example), example.context, ALL_RULES).find(({ ruleId }) => ruleId === rule.id);
  return first ? [`${findingId(first)}\n  ${first.severity}: ${first.message}\n  fix: ${first.fix}\n`] : [];
}

test('findings read as they did when someone last read them', () => {
  const texts = [...RULES].sort((one, other) => one.id < other.id ? -1 : 1).flatMap(textsOf).join('\n');
  if (process.env.WRITE_FINDING_TEXTS) { writeFileSync(FILE, texts); }
  expect(texts).toBe(readFileSync(FILE, 'utf8'));
});
