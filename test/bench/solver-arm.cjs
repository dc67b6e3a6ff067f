/**
 * The same comparisons by this library and by Z3, in turns in one process, from the policy as it stands in a file (Z3: from
 * its encoding on) to the verdict. Takes the folder that z3-solver is installed in; prints one line of JSON.
 */
const path = require('path');
const { performance } = require('perf_hooks');

const { solverComparisons } = require('./corpus.cjs');
const { newAccess } = require('./smt.cjs');

const { parsePolicyDocument } = require('../../lib/policy')('parse');
const { noNewAccess } = require('../../lib/reasoning')('questions');
const { init } = require(path.join(process.argv[2], 'node_modules/z3-solver'));

const TIMEOUT_MS = 10_000;
/** Ours is compiled while it runs, so it gets some rounds before; of the others, the first warms up both. */
const WARM_UP_ROUNDS = 40;
const ROUNDS = 4;
const VERDICTS = { sat: 'fails', unsat: 'holds', unknown: 'unknown' };

main().then(() => process.exit(0), error => {
  console.error(error);
  process.exit(1);
});

async function main() {
  const { Z3 } = await init();
  const comparisons = solverComparisons(0).map(({ name }) => ({ name, ours: [], z3: [] }));
  for (let round = ROUNDS; round < ROUNDS + WARM_UP_ROUNDS; round++) {
    for (const { kind, reference, candidate } of solverComparisons(round)) { timedOurs(reference, candidate, kind); }
  }
  for (let round = 0; round < ROUNDS; round++) {
    const asked = solverComparisons(round);
    for (const [index, { kind, reference, candidate }] of asked.entries()) {
      comparisons[index].ours.push(timedOurs(reference, candidate, kind));
    }
    for (const [index, { reference, candidate }] of asked.entries()) {
      const { z3 } = comparisons[index];
      // What timed out once is not waited for again.
      if (z3.every(({ verdict }) => verdict !== 'unknown')) { z3.push(await timedSolver(Z3, newAccess(reference, candidate))); }
    }
  }
  console.log(JSON.stringify(comparisons.map(({ name, ours, z3 }) => ({ name, ours: result(ours), z3: result(z3) }))));
}

function timedOurs(reference, candidate, kind) {
  const start = performance.now();
  const { verdict } = noNewAccess(parsePolicyDocument(reference), parsePolicyDocument(candidate), kind);
  return { ms: performance.now() - start, verdict };
}

async function timedSolver(Z3, text) {
  const config = Z3.mk_config();
  const context = Z3.mk_context(config);
  try {
    const start = performance.now();
    const answer = await Z3.eval_smtlib2_string(context, `(set-option :timeout ${TIMEOUT_MS})\n${text}`);
    const ms = performance.now() - start;
    const verdict = VERDICTS[answer.trim()];
    // The call now and then damages its text on the way; what comes back is no verdict then, and it is asked again.
    return verdict ? { ms, verdict } : await timedSolver(Z3, text);
  } finally {
    Z3.del_context(context);
    Z3.del_config(config);
  }
}

/** The median of the warm runs; `unknown` when any run was, and `mixed` when runs contradict each other. */
function result(runs) {
  const verdicts = new Set(runs.map(({ verdict }) => verdict));
  const times = (runs.length > 1 ? runs.slice(1) : runs).map(({ ms }) => ms).sort((left, right) => left - right);
  return {
    ms: times[Math.floor(times.length / 2)],
    verdict: verdicts.has('unknown') ? 'unknown' : verdicts.size > 1 ? 'mixed' : [...verdicts][0],
  };
}
