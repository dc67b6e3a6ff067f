/**
 * Judges the current versions of all AWS managed policies with all rules, in a process of its own, and prints the time that it took
 * once library and documents were loaded, as one line of JSON. With `--profile`, also the rules that took longest, in time of the processor.
 */
const { performance } = require('perf_hooks');

const { managedPolicyDocument, managedPolicyNames } = require('../../lib/catalog')('managed-policy-documents');
const { analyze } = require('../../lib/rules')('analyze');
const { packNames } = require('../../lib/rules')('packs');
const { DEFAULT_CONTEXT } = require('../../lib/rules')('rule-context');
const { selectRules } = require('../../lib/rules')('rule-set');
const { readInventory } = require('../../lib/template')('inventory');

const names = managedPolicyNames();
const template = {
  Resources: Object.fromEntries(names.map((name, index) => {
    const PolicyDocument = managedPolicyDocument(`arn:aws:iam::aws:policy/${name}`);
    return [`Policy${index}`, { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } }];
  })),
};
const rules = selectRules({ packs: packNames() });
const spent = new Map();
if (process.argv.includes('--profile')) { rules.forEach(({ rule }) => watch(rule)); }

const start = performance.now();
const cpuStart = cpuMs();
const findings = analyze(readInventory([{ id: 'aws', template, environment: {} }]), rules, DEFAULT_CONTEXT);
const ms = performance.now() - start;
const cpu = cpuMs() - cpuStart;

for (const [id, time] of [...spent].sort((one, other) => other[1] - one[1]).slice(0, 15)) { console.log(`${id} ${time.toFixed(1)} ms`); }
console.log(JSON.stringify({ ms, cpuMs: cpu, policies: names.length, findings: findings.length }));

/** Unlike the clock, tells the time of this process alone. */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function watch(rule) {
  for (const judge of Object.keys(rule).filter(key => key.startsWith('judge'))) {
    const own = rule[judge];
    rule[judge] = (...args) => {
      const before = cpuMs();
      try {
        return own.apply(rule, args);
      } finally {
        spent.set(rule.id, (spent.get(rule.id) ?? 0) + cpuMs() - before);
      }
    };
  }
}
