/**
 * Judges one policy that no policy should be, in a process of its own, and prints the time that it took as one line of JSON.
 */
const { performance } = require('perf_hooks');

const { analyze } = require('../../lib/rules')('analyze');
const { packNames } = require('../../lib/rules')('packs');
const { DEFAULT_CONTEXT } = require('../../lib/rules')('rule-context');
const { selectRules } = require('../../lib/rules')('rule-set');
const { readInventory } = require('../../lib/template')('inventory');

const policies = {
  'statements': () => Array.from({ length: 10_000 }, (_, index) =>
    ({ Effect: 'Allow', Action: [`s3:Get*${index}`, 'sqs:*'], Resource: `arn:aws:s3:::*${index}` })),
  'text': () => [{ Effect: 'Allow', Action: `s3:${'G*'.repeat(250_000)}`, Resource: `arn:aws:s3:::${'a*'.repeat(250_000)}` }],
};

const template = {
  Resources: { Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Statement: policies[process.argv[2]]() } } } },
};
const rules = selectRules({ packs: packNames() });
const start = performance.now();
const findings = analyze(readInventory([{ id: 'app', template, environment: {} }]), rules, DEFAULT_CONTEXT);
console.log(JSON.stringify({ ms: performance.now() - start, findings: findings.length }));
