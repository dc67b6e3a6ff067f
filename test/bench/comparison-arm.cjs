/**
 * One arm of the comparison benchmark, in a process of its own; prints one line of JSON.
 *
 * - `ordinary`: the corpus, first cold and then warmed; documents are parsed before the clock starts, names change with each round
 * - `hostile`: comparisons that no policy should need, each once, after one ordinary comparison
 * - `many <count>`: so many distinct policies as JSON text, each parsed and held against one guard, from loading the engine on
 */
const { performance } = require('perf_hooks');

const { GUARD, allow, comparisons, deny, ordinaryPolicy, policy } = require('./corpus.cjs');

const WARM_UP_ROUNDS = 2;
const MEASURED_ROUNDS = 5;

const loadStart = performance.now();
const { parsePolicyDocument } = require('../../lib/policy')('parse');
const { noNewAccess } = require('../../lib/reasoning')('questions');
const loadMs = performance.now() - loadStart;

const arms = { ordinary, hostile, many };
const result = arms[process.argv[2]](...process.argv.slice(3));
console.log(JSON.stringify({ ...result, peakMiB: process.resourceUsage().maxRSS / 1024 }));

function ordinary() {
  const cold = runCorpus(0);
  for (let round = 1; round <= WARM_UP_ROUNDS; round++) { runCorpus(round); }
  const warm = Array.from({ length: MEASURED_ROUNDS }, (_, index) => runCorpus(1 + WARM_UP_ROUNDS + index));
  return {
    ...distribution(warm.flatMap(run => run.times)),
    cold: { ...distribution(cold.times), firstMs: loadMs + cold.times[0] },
    count: cold.times.length,
    unknown: cold.unknown,
    contradicted: [cold, ...warm].flatMap(run => run.contradicted),
  };
}

function runCorpus(round) {
  const times = [];
  const contradicted = [];
  const unknown = {};
  for (const { kind, change, reference, candidate, verdict } of comparisons(round)) {
    const { ms, answer } = timed(reference, candidate, kind);
    times.push(ms);
    if (answer.verdict === 'unknown') { unknown[change] = (unknown[change] ?? 0) + 1; }
    if (verdict !== undefined && answer.verdict !== 'unknown' && answer.verdict !== verdict) {
      contradicted.push(`${change}: ${answer.verdict}, ${answer.reason}`);
    }
  }
  return { times, contradicted, unknown };
}

function timed(reference, candidate, kind) {
  const documents = [parsePolicyDocument(reference), parsePolicyDocument(candidate)];
  const start = performance.now();
  const answer = noNewAccess(...documents, kind);
  return { ms: performance.now() - start, answer };
}

function distribution(times) {
  const sorted = [...times].sort((left, right) => left - right);
  const at = share => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { median: at(0.5), p99: at(0.99), worst: sorted[sorted.length - 1] };
}

function hostile() {
  timed(policy(allow('s3:*', '*')), policy(allow('s3:GetObject', 'arn:aws:s3:::orders/*')), 'identity');
  return {
    cases: hostileComparisons().map(([name, reference, candidate]) => {
      const { ms, answer } = timed(reference, candidate, 'identity');
      return { name, ms, verdict: answer.verdict };
    }),
  };
}

function hostileComparisons() {
  const letters = count => Array.from({ length: count }, (_, index) => String.fromCharCode(97 + index));
  const reads = (resources, condition) => policy(allow('s3:GetObject', resources, condition));
  const objects = patterns => patterns.map(pattern => `arn:aws:s3:::${pattern}`);
  const routes = (count, part) => Array.from({ length: count }, (_, index) => `arn:aws:apigateway:*::/apis/*/${part}${index}/*`);
  const flags = count => Array.from({ length: count }, (_, index) => `aws:RequestTag/flag-${index}`);
  const long = piece => piece.repeat(100_000 / piece.length);
  return [
    ...[8, 12, 16, 24].flatMap(count => {
      const each = letters(count);
      return [
        [`${count} patterns *a*, *b*, … in as many *b*a*`, reads(objects(each.map((letter, index) => `*${each[(index + 1) % count]}*${letter}*`))), reads(objects(each.map(letter => `*${letter}*`)))],
        [`${count} patterns *b*a* in as many *a*, *b*, …`, reads(objects(each.map(letter => `*${letter}*`))), reads(objects(each.map((letter, index) => `*${each[(index + 1) % count]}*${letter}*`)))],
        [`one pattern *a*b*c*… of ${count}, less as many *a*, *b*, …`, policy(allow('s3:*', '*'), deny('s3:*', objects(each.map(letter => `*${letter}`)))), reads(objects([`*${each.join('*')}*`]))],
      ];
    }),
    ...[10, 40, 200].flatMap(count => [
      [`${count} apigateway paths */x/* in others`, policy(allow('apigateway:*', routes(count, 'y'))), policy(allow('apigateway:GET', routes(count, 'x')))],
      [`all apigateway paths less ${count} */x/*`, policy(allow('apigateway:*', 'arn:aws:apigateway:*::/*'), deny('apigateway:*', routes(count, 'x'))), policy(allow('apigateway:GET', 'arn:aws:apigateway:*::/apis/*'))],
      [`${count} apigateway paths */x/*, one left out`, policy(allow('apigateway:*', routes(count, 'x').slice(1))), policy(allow('apigateway:*', routes(count, 'x')))],
    ]),
    ...[16, 64].map(count => [`*a and ${count} question marks`, reads(objects([`*b${'?'.repeat(count)}`, `*c${'?'.repeat(count)}`])), reads(objects([`*a${'?'.repeat(count)}`, `*${'?'.repeat(count)}`]))]),
    ['100,000 characters, literal', reads(objects([long('ab')])), reads(objects([long('ba')]))],
    ['100,000 characters, themselves', reads(objects([long('a*')])), reads(objects([long('a*')]))],
    ['100,000 characters, a* in b*', reads(objects([long('b*')])), reads(objects([long('a*')]))],
    ['100,000 characters, *a in a*', reads(objects([long('a*')])), reads(objects([long('*a')]))],
    ['100,000 characters, ?* in *a?*', reads(objects([long('*a?*')])), reads(objects([long('?*')]))],
    ['100,000 characters in a condition', reads('*', { StringLike: { 'aws:PrincipalTag/x': long('*a*b') } }), reads('*', { StringLike: { 'aws:PrincipalTag/x': long('*b*a') } })],
    ['24 keys true or false, in 48 statements',
      policy(...flags(24).flatMap(key => ['true', 'false'].map(value => allow('s3:*', '*', { StringEquals: { [key]: value } })))),
      policy(allow('s3:*', '*', { Null: Object.fromEntries(flags(24).map(key => [key, 'false'])) }))],
    ['three-key clauses over 20 keys',
      policy(...Array.from({ length: 90 }, (_, index) => allow('s3:*', '*', {
        StringEquals: Object.fromEntries([index, index * 7 + 3, index * 11 + 5].map((seed, place) => [flags(20)[seed % 20], (index >> place) % 2 ? 'yes' : 'no'])),
      }))),
      policy(allow('s3:*', '*', { StringEquals: Object.fromEntries(flags(20).map(key => [key, ['yes', 'no']])) }))],
    ['1,000 values in others of a multivalued key',
      reads('*', { 'ForAllValues:StringLike': { 'aws:TagKeys': Array.from({ length: 1000 }, (_, index) => `*${index}*`) } }),
      reads('*', { 'ForAllValues:StringLike': { 'aws:TagKeys': Array.from({ length: 1000 }, (_, index) => `${index}*${index}`) } })],
    ['2,000 statements in 2,000 others',
      policy(...Array.from({ length: 2000 }, (_, index) => allow(`s3:Get*${index % 7}`, `arn:aws:s3:::*${index}*`))),
      policy(...Array.from({ length: 2000 }, (_, index) => allow('s3:Get*', `arn:aws:s3:::*${index + 1}/*`)))],
    ['500 actions with wildcards in others',
      policy(allow(Array.from({ length: 500 }, (_, index) => `*:*${String.fromCharCode(97 + index % 26)}*${index}*`), '*')),
      policy(allow(Array.from({ length: 500 }, (_, index) => `*${String.fromCharCode(97 + index % 26)}*:*`), '*'))],
  ];
}

function many(count) {
  const texts = Array.from({ length: Number(count) }, (_, index) => JSON.stringify(ordinaryPolicy(index)));
  const verdicts = { holds: 0, fails: 0, unknown: 0 };
  const start = performance.now();
  const guard = parsePolicyDocument(GUARD);
  for (const text of texts) { verdicts[noNewAccess(guard, parsePolicyDocument(JSON.parse(text)), 'identity').verdict]++; }
  return { ms: loadMs + performance.now() - start, verdicts };
}
