import { Guard, NO_GUARDS } from '../../src/policy/guard';
import { JsonObject, JsonValue } from '../../src/policy/json';
import { splitEntries } from '../../src/policy/split-entries';
import { Branch } from '../../src/policy/value-reader';

const guard = (text: string): Guard => ({ condition: text.replace('!', ''), holds: !text.startsWith('!') });
const guards = (text: string) => text.split(' ').filter(word => word !== '').map(guard);

/** `A?x:y` turns out as `x` under A and as `y` otherwise, an empty side as nothing. */
function ways(entry: JsonValue): readonly Branch[] {
  const [, condition, whenTrue, whenFalse] = /^(\w+)\?(\w*):(\w*)$/.exec(String(entry)) ?? [];
  if (condition === undefined) { return [{ raw: entry, when: NO_GUARDS }]; }
  return [{ raw: whenTrue || undefined, when: guards(condition) }, { raw: whenFalse || undefined, when: guards(`!${condition}`) }];
}

test.each<[JsonObject | JsonValue[], string, [JsonValue, string][]]>([
  [{ a: 'x', b: 'y' }, '', [[{ a: 'x', b: 'y' }, '']]],
  [{ a: 'A?x:y', b: 'z' }, '', [[{ a: 'x', b: 'z' }, 'A'], [{ a: 'y', b: 'z' }, '!A']]],
  [{ a: 'A?x:', b: 'z' }, 'B', [[{ a: 'x', b: 'z' }, 'B A'], [{ b: 'z' }, 'B !A']]],
  [{ a: 'A?x:y', b: 'A?X:Y' }, '', [[{ a: 'x', b: 'X' }, 'A'], [{ a: 'y', b: 'Y' }, '!A']]],
  [{ a: 'A?x:y' }, '!A', [[{ a: 'y' }, '!A']]],
  [['A?x:', 'y', 'B?z:'], '', [[['x', 'y', 'z'], 'A B'], [['x', 'y'], 'A !B'], [['y', 'z'], '!A B'], [['y'], '!A !B']]],
  [[], '', [[[], '']]],
])('%j under "%s"', (raw, when, expected) => {
  expect(splitEntries(raw, guards(when), ways)).toEqual(expected.map(([value, text]) => ({ raw: value, when: guards(text) })));
});

test('what has one way is returned as it is', () => {
  const raw = { a: 'x' };
  expect(splitEntries(raw, NO_GUARDS, ways)![0].raw).toBe(raw);
});

test('too many ways are none', () => {
  const raw = (count: number) => Array.from({ length: count }, (_, index) => `C${index}?x:y`);
  expect(splitEntries(raw(4), NO_GUARDS, ways)).toHaveLength(16);
  expect(splitEntries(raw(5), NO_GUARDS, ways)).toBeUndefined();
});

test('keys of the prototype are keys', () => {
  const raw = JSON.parse('{"__proto__":"A?x:y"}') as JsonObject;
  expect(splitEntries(raw, NO_GUARDS, ways)!.map(branch => JSON.stringify(branch.raw))).toEqual(['{"__proto__":"x"}', '{"__proto__":"y"}']);
});
