import { readdirSync, readFileSync } from 'fs';
import { basename, join, relative } from 'path';
import { ALL_RULES, findings, inventoryOfExample } from './example-inventory';
import { printRuleDocs } from '../../projenrc/rule-docs/rule-docs';
import { findingId } from '../../src/diagnostics/finding';
import { CHECKS } from '../../src/rules/checks';
import { FAMILIES, RULES } from '../../src/rules/registry';
import { Rule, RuleExample } from '../../src/rules/rule';

const RULES_FOLDER = join(__dirname, '../../src/rules');
/** A few rules have no judgement of their own: the engine and its doors report them. */
const JUDGING = RULES.filter(rule => Object.keys(rule).some(key => key.startsWith('judge')));

function findingsOf(rule: Rule, example: RuleExample) {
  return findings(inventoryOfExample(example), example.context, ALL_RULES).filter(({ ruleId }) => ruleId === rule.id);
}

function ruleFiles(): string[] {
  return readdirSync(RULES_FOLDER, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
    .filter(file => /export const \w+: Rule\b/.test(readFileSync(join(RULES_FOLDER, file), 'utf8')));
}

test('every rule that is written is registered, once, under its own id', () => {
  expect(FAMILIES.flatMap(({ name, rules: ofFamily }) => ofFamily.map(({ id }) => `${name}/${id}.ts`)).sort()).toEqual(ruleFiles().sort());
  expect(new Set(RULES.map(rule => rule.id)).size).toBe(RULES.length);
});

test('every rule is exported under its id in camel case', () => {
  for (const file of ruleFiles()) {
    const [, name] = /export const (\w+): Rule\b/.exec(readFileSync(join(RULES_FOLDER, file), 'utf8'))!;
    expect(name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)).toBe(basename(relative('.', file), '.ts'));
  }
});

test('every check of the catalogue is answered by a rule or with a reason, and by nothing else', () => {
  const answered = new Set(RULES.flatMap(({ checks }) => checks));
  const otherwise = FAMILIES.flatMap(family => Object.entries(family.otherwise));
  for (const [check, why] of otherwise) {
    expect(answered).not.toContain(check);
    expect(why).toMatch(/^[a-z`].{15,}[^.]$/);
  }
  const ids = [...answered, ...otherwise.map(([check]) => check)];
  expect(ids.filter(id => !CHECKS.some(check => check.id === id))).toEqual([]);
  expect(CHECKS.map(({ id }) => id).filter(id => !ids.includes(id))).toEqual([]);
});

describe.each(JUDGING.map(rule => [rule.id, rule] as const))('%s', (_, rule) => {
  test.each(rule.examples.flagged.map(example => [example.title, example] as const))('flags: %s', (__, example) => {
    const found = findingsOf(rule, example);
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(finding => finding.severity)).toEqual(found.map(() => rule.severity));
    for (const { message, fix, reference } of found) {
      expect(message).not.toMatch(/^[A-Z]|\.$|\n/);
      expect(fix).not.toMatch(/^[A-Z]|\.$|\n/);
      expect(reference).toMatch(/^https:\/\//);
    }
    for (const id of found.map(findingId)) {
      expect(id).not.toContain('::');
      expect(id).toMatch(/^[a-z-]+(\[[^[\]]+\])?$/);
    }
  });

  test.each(rule.examples.allowed.map(example => [example.title, example] as const))('allows: %s', (__, example) => {
    expect(findingsOf(rule, example)).toEqual([]);
  });

  test('has examples', () => {
    expect(rule.examples.flagged.length).toBeGreaterThan(0);
    expect(rule.examples.allowed.length).toBeGreaterThan(0);
  });
});

describe.each(RULES.map(rule => [rule.id, rule] as const))('%s', (_, rule) => {
  test('is documented', () => {
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)+$/);
    expect(rule.summary).not.toMatch(/^[A-Z]|\.$/);
    expect(rule.why).toMatch(/^[A-Z`].*\.$/s);
    expect(rule.accept).toMatch(/^[A-Z`].*\.$/s);
    expect(rule.references.length).toBeGreaterThan(0);
    for (const reference of rule.references) { expect(new URL(reference).protocol).toBe('https:'); }
  });
});

test('the page of the rules is what the rules say', () => {
  expect(readFileSync(join(RULES_FOLDER, 'README.md'), 'utf8')).toBe(printRuleDocs(FAMILIES));
});
