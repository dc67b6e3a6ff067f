import { isAlike } from '../../src/policy/alike';
import { JsonValue } from '../../src/policy/json';

describe('values are alike', () => {
  test.each<[string, JsonValue, JsonValue]>([
    ['the same text', 'a', 'a'],
    ['both are null', null, null],
    ['objects hold the same', { a: [1, { b: true }] }, { a: [1, { b: true }] }],
    ['names stand in another order', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['both are empty', {}, {}],
  ])('%s', (_, left, right) => {
    expect(isAlike(left, right)).toBe(true);
    expect(isAlike(right, left)).toBe(true);
  });
});

describe('values differ', () => {
  test.each<[string, JsonValue, JsonValue]>([
    ['other text', 'a', 'b'],
    ['a number and its text', 1, '1'],
    ['null and an object', null, {}],
    ['a list and its entry', ['a'], 'a'],
    ['a list and an object', [], {}],
    ['lists of other lengths', ['a'], ['a', 'b']],
    ['lists in another order', ['a', 'b'], ['b', 'a']],
    ['one name more', { a: 1 }, { a: 1, b: 2 }],
    ['another name', { a: 1 }, { b: 1 }],
    ['another value deep inside', { a: { b: ['c'] } }, { a: { b: ['d'] } }],
    ['a name that objects inherit', JSON.parse('{"__proto__":{}}'), {}],
    ['names that both could inherit', { constructor: 1 }, { toString: 1 }],
  ])('%s', (_, left, right) => {
    expect(isAlike(left, right)).toBe(false);
    expect(isAlike(right, left)).toBe(false);
  });
});

test('values too deep to be looked through differ, and do not end the analysis', () => {
  const nested = () => JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as JsonValue;
  expect(isAlike(nested(), nested())).toBe(false);
});
