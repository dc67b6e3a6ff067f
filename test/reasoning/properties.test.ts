/**
 * Laws of the questions, and their verdicts against a world so small that each request of it is tried: a proof must hold for all of
 * them, and a request that is shown must do what is said of it.
 *
 * `PROPERTIES_SEEDS=100000-200000` runs a campaign over other seeds.
 */
import {
  deploymentsOf, newAccess, PolicyMaking, randomKeys, requestsAbout, smallPolicy, smallStatement, variantOf, waysOfConditions,
} from './exhaustive-world';
import { Random } from './generate/random';
import { parseWithUnknowns } from './unknown-reader';
import { bindUnknowns } from '../../src/policy/bind-unknowns';
import { PolicyDocument } from '../../src/policy/document';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { deadAllows, NeedlessPart, neverTrueConditions, redundantEntries, redundantStatements } from '../../src/reasoning/needless-parts';
import { PlausibleValues } from '../../src/reasoning/plausible-values';
import { policyEffect } from '../../src/reasoning/policy-effect';
import { accessNotGranted, equivalent, noNewAccess } from '../../src/reasoning/questions';
import { Answer, Verdict } from '../../src/reasoning/verdict';

const CAMPAIGN = process.env.PROPERTIES_SEEDS?.split('-').map(Number);
const ALLOTTED_MILLISECONDS = CAMPAIGN ? (CAMPAIGN[1] - CAMPAIGN[0]) * 1000 : 60_000;

interface Fragment extends PolicyMaking {
  readonly name: string;
  /** So many pairs of policies, unless in a campaign. */
  readonly seeds: number;
  /** At most this share of verdicts may be unknown; left out where much is not known. */
  readonly mostUnknown?: number;
}

const ORDINARY = { keys: [], variables: false, unknowns: false };
const FRAGMENTS: readonly Fragment[] = [
  { ...ORDINARY, name: 'identity policies', kind: 'identity', seeds: 800, mostUnknown: 0.01 },
  { ...ORDINARY, name: 'policies with principals', kind: 'resource', seeds: 80, mostUnknown: 0.05 },
  { ...ORDINARY, name: 'identity policies with variables', kind: 'identity', seeds: 250, variables: true, mostUnknown: 0.05 },
  { ...ORDINARY, name: 'identity policies with odd conditions', kind: 'identity', seeds: 200, variables: true, odd: true, mostUnknown: 0.1 },
  { ...ORDINARY, name: 'identity policies with values of a template', kind: 'identity', seeds: 120, unknowns: true },
  { ...ORDINARY, name: 'identity policies with values of a template and variables', kind: 'identity', seeds: 60, unknowns: true, variables: true, odd: true },
  { ...ORDINARY, name: 'policies with principals and values of a template', kind: 'resource', seeds: 8, unknowns: true },
];

interface Case {
  readonly seed: number;
  readonly random: Random;
  readonly making: PolicyMaking;
}

function* casesOf({ seeds, ...fragment }: Fragment): Generator<Case> {
  const [first, last] = CAMPAIGN ?? [1, seeds];
  for (let seed = first; seed <= last; seed++) {
    const random = new Random(seed);
    yield { seed, random, making: { ...fragment, keys: randomKeys(random) } };
  }
}

/** Two policies, most of them nearly the same. */
function pairOf({ seed, random, making }: Case): readonly [reference: JsonObject, candidate: JsonObject] {
  const own = smallPolicy(random, making);
  const other = random.chance(0.85) ? variantOf(random, making, own) : smallPolicy(random, making);
  return seed % 2 === 0 ? [own, other] : [other, own];
}

/** Ways in which a template is deployed, for a few of all values. */
const MOST_DEPLOYMENTS = 12;

function parse(...policies: readonly JsonObject[]): PolicyDocument[] {
  return policies.map(policy => parseWithUnknowns(policy));
}

/** Whichever way the conditions fall, with the values that requests are shown for. */
function plausibleDeploymentsOf(reference: PolicyDocument, candidate: PolicyDocument): readonly (readonly PolicyDocument[])[] {
  const values = new PlausibleValues(true).valuesIn([candidate, reference]);
  const documents = [reference, candidate];
  return waysOfConditions(documents).map(conditions => documents.map(document => bindUnknowns(document, values, conditions)));
}

/** Fails with the policies, which a seed alone would not show. */
function refuse(what: string, seed: number, details: JsonObject): never {
  throw new Error(`${what} (seed ${seed}): ${JSON.stringify(details)}`);
}

class Tally {
  private readonly counts: { [verdict in Verdict]: number } = { holds: 0, fails: 0, unknown: 0 };

  public add({ verdict }: Answer): void {
    this.counts[verdict]++;
  }

  public check(mostUnknown = 1): void {
    const { holds, fails, unknown } = this.counts;
    const all = holds + fails + unknown;
    if (CAMPAIGN) { process.stderr.write(`${expect.getState().currentTestName}: ${JSON.stringify(this.counts)}\n`); }
    expect(unknown / all).toBeLessThanOrEqual(mostUnknown);
    expect(Math.min(holds, fails)).toBeGreaterThan(all / 20);
  }
}

describe.each(FRAGMENTS)('$name', fragment => {
  const { kind, mostUnknown } = fragment;

  test('no new access: a proof is one for every request, and a witness is one', () => {
    const tally = new Tally();
    for (const own of casesOf(fragment)) {
      const raw = pairOf(own);
      const [reference, candidate] = parse(...raw);
      const answer = noNewAccess(reference, candidate, kind);
      tally.add(answer);
      const details = { reference: raw[0], candidate: raw[1], reason: answer.reason };
      if (answer.verdict === 'holds') {
        for (const [deployed, other] of deploymentsOf([reference, candidate], own.random, MOST_DEPLOYMENTS)) {
          const request = newAccess(deployed, other, kind);
          if (request) { refuse('there is new access', own.seed, { ...details, request: request as unknown as JsonValue }); }
        }
      }
      if (answer.verdict === 'fails') {
        const shows = plausibleDeploymentsOf(reference, candidate).some(deployed => {
          const [before, after] = deployed.map(document => policyEffect(document, answer.witness!, kind));
          return after === 'allow' && (before === 'deny' || before === 'none');
        });
        if (!shows) { refuse('the witness shows nothing', own.seed, details); }
      }
    }
    tally.check(mostUnknown);
  }, ALLOTTED_MILLISECONDS);
});

/** The laws need no trying of requests, so they are cheap. */
const LAWFUL = FRAGMENTS.map(fragment => ({ ...fragment, seeds: Math.max(60, fragment.seeds / 4) }));

describe.each(LAWFUL)('laws of $name', fragment => {
  const { kind } = fragment;
  const verdictOf = (...policies: readonly [reference: JsonObject, candidate: JsonObject]) => {
    const [reference, candidate] = parse(...policies);
    return noNewAccess(reference, candidate, kind).verdict;
  };
  const statementsOf = ({ Statement }: JsonObject) => Statement as readonly JsonObject[];

  function expectVerdict(expected: readonly Verdict[], law: string, { seed }: Case, reference: JsonObject, candidate: JsonObject): void {
    const verdict = verdictOf(reference, candidate);
    if (!expected.includes(verdict)) { refuse(`${law} ${verdict}`, seed, { reference, candidate }); }
  }

  test('a policy lies in itself, in more of it, and holds less of it', () => {
    for (const own of casesOf(fragment)) {
      const policy = smallPolicy(own.random, own.making);
      const added = { ...smallStatement(own.random, { ...own.making, unknowns: false }) };
      const withMore = (effect: string) => ({ ...policy, Statement: [...statementsOf(policy), { ...added, Effect: effect }] });
      expectVerdict(['holds'], 'P in P', own, policy, policy);
      expectVerdict(['holds'], 'P in P and an Allow', own, withMore('Allow'), policy);
      expectVerdict(['holds'], 'P and a Deny in P', own, policy, withMore('Deny'));
    }
  }, ALLOTTED_MILLISECONDS);

  test('order, repetition and splitting change nothing', () => {
    for (const own of casesOf(fragment)) {
      const policy = smallPolicy(own.random, own.making);
      const same = rearranged(own.random, policy);
      const { verdict } = equivalent(parseWithUnknowns(policy), parseWithUnknowns(same), kind);
      const isOrdinary = !fragment.variables && !fragment.unknowns && !fragment.odd;
      const isSettled = verdict === 'holds' || (verdict === 'unknown' && !isOrdinary);
      if (!isSettled) { refuse(`rearranged ${verdict}`, own.seed, { policy, same }); }
    }
  }, ALLOTTED_MILLISECONDS);

  test('what lies in a part lies in the whole, and equivalence is access neither way', () => {
    for (const own of casesOf(fragment)) {
      const first = smallPolicy(own.random, own.making);
      const second = variantOf(own.random, own.making, first);
      const third = variantOf(own.random, own.making, second);
      const [forth, further, back] = [verdictOf(first, second), verdictOf(second, third), verdictOf(second, first)];
      if (forth === 'holds' && further === 'holds') { expectVerdict(['holds', 'unknown'], 'by way of another', own, first, third); }
      const { verdict } = equivalent(parseWithUnknowns(first), parseWithUnknowns(second), kind);
      const expected = [forth, back].includes('fails') ? 'fails' : [forth, back].includes('unknown') ? 'unknown' : 'holds';
      if (verdict !== expected) { refuse(`equivalent ${verdict}`, own.seed, { first, second }); }
    }
  }, ALLOTTED_MILLISECONDS);
});

/** Other order of statements and lists, statements twice, lists in a statement each. */
function rearranged(random: Random, policy: JsonObject): JsonObject {
  const statements = (policy.Statement as readonly JsonObject[]).flatMap((statement): JsonObject[] => {
    const copy = Object.fromEntries(Object.entries(statement).map(([name, value]) => [name, Array.isArray(value) ? [...value].reverse() : value]));
    const name = (['Action', 'Resource'] as const).find(element => Array.isArray(statement[element]));
    if (name && random.chance(0.5)) { return (statement[name] as readonly JsonValue[]).map(value => ({ ...statement, [name]: value })); }
    return random.chance(0.3) ? [copy, statement] : [copy];
  });
  return { ...policy, Statement: statements.reverse() };
}

const DECIDABLE = FRAGMENTS.filter(({ unknowns }) => !unknowns).map(fragment => ({ ...fragment, seeds: fragment.seeds / 4 }));

describe.each(DECIDABLE)('other questions about $name', fragment => {
  const { kind } = fragment;

  test('access not granted: a proof is one for every request, and a witness is one', () => {
    for (const { seed, random, making } of casesOf(fragment)) {
      const raw = smallPolicy(random, making);
      const wanted = smallStatement(random, { ...making, kind: 'identity', keys: [], variables: false });
      const listOf = (value: JsonValue) => value === undefined ? undefined : [value].flat() as string[];
      const access = { actions: listOf(wanted.Action), resources: listOf(wanted.Resource) };
      const document = parseWithUnknowns(raw);
      const answer = accessNotGranted(document, access, kind);
      const asked = parseWithUnknowns({ Statement: { Effect: 'Allow', Action: access.actions ?? '*', Resource: access.resources ?? '*' } });
      const shows = (request: Parameters<typeof policyEffect>[1]) => policyEffect(document, request, kind) === 'allow' && policyEffect(asked, request, 'identity') === 'allow';
      const details = { raw, access: access as unknown as JsonValue };
      if (answer.verdict === 'fails' && !shows(answer.witness!)) { refuse('the witness shows nothing', seed, details); }
      if (answer.verdict !== 'holds') { continue; }
      for (const request of requestsAbout([document], kind)) {
        if (shows(request)) { refuse('access is granted', seed, { ...details, request: request as unknown as JsonValue }); }
      }
    }
  }, ALLOTTED_MILLISECONDS);

  test('what is needless can be left out without a difference to any request', () => {
    for (const { seed, random, making } of casesOf(fragment)) {
      const raw = smallPolicy(random, making);
      const document = parseWithUnknowns(raw);
      const isProved = ({ verdict }: NeedlessPart) => verdict === 'holds';
      const without: { [what: string]: JsonObject } = {
        dead: withoutParts(raw, deadAllows(document, kind).filter(isProved)),
        redundant: withoutParts(raw, redundantStatements(document, kind).filter(isProved)),
        entries: withoutParts(raw, redundantEntries(document, kind).filter(isProved)),
        neverTrue: withoutParts(raw, neverTrueConditions(document, kind).filter(isProved).map(part => ({ ...part, path: `Statement/${part.statement}` }))),
      };
      for (const [what, rest] of Object.entries(without)) {
        const changed = parseWithUnknowns(rest);
        for (const request of rest === raw ? [] : requestsAbout([document], kind)) {
          const [before, after] = [document, changed].map(own => policyEffect(own, request, kind));
          if ((before === 'allow') !== (after === 'allow')) { refuse(`${what}: ${before} becomes ${after}`, seed, { raw, rest, request: request as unknown as JsonValue }); }
        }
      }
    }
  }, ALLOTTED_MILLISECONDS);
});

/** Leaves out statements (`Statement/1`) and entries (`Statement/0/Action/2`); the same object if there are none. */
function withoutParts(policy: JsonObject, parts: readonly { readonly path: string }[]): JsonObject {
  if (parts.length === 0) { return policy; }
  const paths = new Set(parts.map(({ path }) => path));
  const statements = (policy.Statement as readonly JsonObject[]).flatMap((statement, index) => {
    if (paths.has(`Statement/${index}`)) { return []; }
    const entries = Object.entries(statement).map(([name, value]) => [
      name, Array.isArray(value) ? value.filter((_, place) => !paths.has(`Statement/${index}/${name}/${place}`)) : value,
    ]);
    return [Object.fromEntries(entries) as JsonObject];
  });
  return { ...policy, Statement: statements };
}
