import { randomPolicy } from './policy';
import { Random } from './random';
import { randomRequest } from './request';
import { allDocuments, randomPolicies } from './scenario';
import { operatorNames } from '../../../src/policy/conditions/operators';
import { asList, isObject, JsonObject } from '../../../src/policy/json';
import { parsePolicyDocument } from '../../../src/policy/parse';
import { LAYERS } from '../../../src/reasoning/layers';

const SEEDS = Array.from({ length: 1500 }, (_, seed) => seed);

function scenario(seed: number) {
  const random = new Random(seed);
  const request = randomRequest(random);
  return { request, documents: randomPolicies(random, request), near: randomRequest(random, LAYERS.map(layer => randomPolicy(random, layer))) };
}

test('a seed stands for one scenario', () => {
  expect(SEEDS.slice(0, 50).map(scenario)).toEqual(SEEDS.slice(0, 50).map(scenario));
});

test('generated policies are grammatical', () => {
  const wrong = SEEDS.flatMap(seed => allDocuments(scenario(seed).documents)).filter(document => {
    const { problems, undecided } = parsePolicyDocument(document);
    return problems.length + undecided.length > 0;
  });
  expect(wrong).toEqual([]);
});

test('every operator comes with every qualifier and with `IfExists`', () => {
  const statements = SEEDS.flatMap(seed => allDocuments(scenario(seed).documents)).flatMap(document => asList(document.Statement) as JsonObject[]);
  const seen = new Set(statements.flatMap(({ Condition }) => isObject(Condition) ? Object.keys(Condition) : []));
  const wanted = operatorNames().filter(name => name !== 'Null').flatMap(name =>
    ['', 'ForAllValues:', 'ForAnyValue:'].flatMap(qualifier => [`${qualifier}${name}`, `${qualifier}${name}IfExists`]));
  expect([...wanted, 'Null'].filter(operator => !seen.has(operator))).toEqual([]);
});
