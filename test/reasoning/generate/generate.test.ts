import { randomConditions } from './condition';
import { Random } from './random';
import { randomRequest } from './request';
import { allDocuments, randomPolicies } from './scenario';
import { operatorNames } from '../../../src/policy/conditions/operators';
import { JsonObject } from '../../../src/policy/json';
import { parsePolicyDocument } from '../../../src/policy/parse';

function documentsOf(seed: number): JsonObject[] {
  const random = new Random(seed);
  return allDocuments(randomPolicies(random, randomRequest(random)));
}

const SEEDS = Array.from({ length: 400 }, (_, seed) => seed);

test('a seed stands for the same policies each time', () => {
  expect(SEEDS.map(documentsOf)).toEqual(SEEDS.map(documentsOf));
});

test('generated policies are grammatical', () => {
  const wrong = SEEDS.flatMap(documentsOf).filter(document => {
    const { problems, undecided } = parsePolicyDocument(document);
    return problems.length + undecided.length > 0;
  });
  expect(wrong).toEqual([]);
});

test('a request near given policies is the same each time', () => {
  const near = (seed: number) => randomRequest(new Random(seed), documentsOf(seed));
  expect(SEEDS.map(near)).toEqual(SEEDS.map(near));
});

test('every operator comes with every qualifier and with `IfExists`', () => {
  const random = new Random(1);
  const seen = new Set(Array.from({ length: 20_000 }, () => Object.keys(randomConditions(random) ?? {})).flat());
  const wanted = operatorNames().filter(name => name !== 'Null').flatMap(name =>
    ['', 'ForAllValues:', 'ForAnyValue:'].flatMap(qualifier => [`${qualifier}${name}`, `${qualifier}${name}IfExists`]));
  expect([...wanted, 'Null'].filter(operator => !seen.has(operator))).toEqual([]);
});
