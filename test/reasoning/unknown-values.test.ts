/**
 * What is decided although values are not known must hold whatever they turn out to be: values and statements of generated policies
 * are hidden behind unknowns and conditions of the template, and the decision is compared with that on the policies as they were.
 */
import { Random } from './generate/random';
import { randomRequest } from './generate/request';
import { parsePolicies, PolicyDocuments, randomPolicies } from './generate/scenario';
import { parseWithUnknowns } from './unknown-reader';
import { isObject, JsonObject, JsonValue } from '../../src/policy/json';
import { evaluate } from '../../src/reasoning/evaluate';

const HIDDEN_ELEMENTS = ['Action', 'NotAction', 'Resource', 'NotResource'];

/** Hides a stretch of a text, under a shape that allows what stands there. No value holds a part of a policy variable. */
function hideText(random: Random, text: JsonValue): JsonValue {
  if (typeof text !== 'string' || text === '' || text.includes('${') || !random.chance(0.4)) { return text; }
  const from = random.integer(0, text.length - 1);
  const to = random.integer(from + 1, text.length);
  const hidden = text.slice(from, to);
  const shapes = ['any', ...!/[*?]/.test(hidden) ? ['opaque'] : [], ...!/[*?:/]/.test(hidden) ? ['name'] : []];
  const listed = random.chance(0.2) ? { allowedValues: [hidden, 'other'] } : {};
  return { join: [text.slice(0, from), { unknown: `U${from}`, shape: random.pick(shapes), ...listed }, text.slice(to)] };
}

function hideTexts(random: Random, values: JsonValue): JsonValue {
  if (!Array.isArray(values)) { return hideText(random, values); }
  return values.map(value => random.chance(0.1) ? { if: ['C', value, 'other'] } : hideText(random, value));
}

function hideMap(map: JsonValue, hide: (value: JsonValue) => JsonValue): JsonValue {
  return isObject(map) ? Object.fromEntries(Object.entries(map).map(([key, value]) => [key, hide(value)])) : map;
}

function hideStatement(random: Random, statement: JsonObject): JsonValue {
  if (random.chance(0.05)) { return { unknown: 'Statement', shape: 'any' }; }
  const entries = Object.entries(statement).map(([key, value]): [string, JsonValue] => {
    if (HIDDEN_ELEMENTS.includes(key)) { return [key, hideTexts(random, value)]; }
    if (key === 'Principal' || key === 'NotPrincipal') { return [key, hideMap(value, names => hideTexts(random, names))]; }
    if (key === 'Effect') { return [key, random.chance(0.05) ? { unknown: 'Effect' } : value]; }
    if (key !== 'Condition') { return [key, value]; }
    if (random.chance(0.05)) { return [key, { unknown: 'Condition', shape: 'any' }]; }
    return [key, hideMap(value, keys => hideMap(keys, values => hideTexts(random, values)))];
  });
  const hidden = Object.fromEntries(entries);
  return random.chance(0.1) ? { if: ['C', hidden, { ...statement, Effect: 'Deny', Action: '*' }] } : hidden;
}

function hideDocument(random: Random, document: JsonObject): JsonObject {
  if (random.chance(0.5)) { return document; }
  const { Statement } = document;
  const hide = (statement: JsonValue) => hideStatement(random, statement as JsonObject);
  return { ...document, Statement: Array.isArray(Statement) ? Statement.map(hide) : hide(Statement) };
}

function hideDocuments(random: Random, documents: PolicyDocuments) {
  const read = (document: JsonObject) => parseWithUnknowns(hideDocument(random, document));
  const { identity, boundary, session, scp, rcp, resource, endpoint } = documents;
  return {
    identity: identity.map(read),
    boundary: boundary && read(boundary),
    session: session && read(session),
    scp: scp.map(level => level.map(read)),
    rcp: rcp.map(level => level.map(read)),
    resource: resource && read(resource),
    endpoint: endpoint && read(endpoint),
  };
}

test('no decision depends on what is hidden', () => {
  const random = new Random(11);
  const counts = { decided: 0, unknown: 0 };
  const wrong: unknown[] = [];
  for (let count = 0; count < 1_000; count++) {
    const request = randomRequest(random);
    const documents = randomPolicies(random, request);
    const known = evaluate(request, parsePolicies(documents));
    for (let again = 0; again < 2; again++) {
      const policies = hideDocuments(random, documents);
      const hidden = evaluate(request, policies);
      if (hidden.decision === 'unknown') {
        counts.unknown++;
        continue;
      }
      counts.decided++;
      // A denial is certain; whether it is an explicit one as well may be hidden.
      const agrees = hidden.decision === known.decision || (hidden.decision === 'implicitly-denied' && known.decision === 'explicitly-denied');
      if (!agrees && known.decision !== 'unknown') { wrong.push({ request, documents, policies, known, hidden }); }
    }
  }
  expect(wrong.slice(0, 1)).toEqual([]);
  expect(counts.unknown).toBeGreaterThan(200);
  expect(counts.decided).toBeGreaterThan(200);
});
