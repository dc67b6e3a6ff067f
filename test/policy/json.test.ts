import { asList, isObject, ownValue } from '../../src/policy/json';

test('an object is neither a list nor nothing', () => {
  expect([{}, { a: 1 }].every(isObject)).toBe(true);
  expect([null, undefined, [], 'a', 1, true].some(isObject)).toBe(false);
});

test('one of a kind is a list of one', () => {
  expect([asList('a'), asList(['a', 'b']), asList([])]).toEqual([['a'], ['a', 'b'], []]);
});

test('only own properties are values', () => {
  const object = { a: 1, nothing: undefined };
  expect(['a', 'nothing', 'b', 'constructor', 'toString', '__proto__'].map(name => ownValue<unknown>(object, name)))
    .toEqual([1, undefined, undefined, undefined, undefined, undefined]);
  expect(ownValue(undefined, 'a')).toBeUndefined();
  expect(ownValue('text' as never, 'length')).toBeUndefined();
});
