import { Guard } from '../../src/policy/guard';
import { JsonValue } from '../../src/policy/json';
import { intrinsicCall, splitConditions } from '../../src/template/intrinsics';

const NO_VALUE = { Ref: 'AWS::NoValue' };
const either = (condition: string, whenTrue: JsonValue, whenFalse: JsonValue) => ({ 'Fn::If': [condition, whenTrue, whenFalse] });
const written = (when: readonly Guard[]) => when.map(({ condition, holds }) => `${holds ? '' : '!'}${condition}`).join(' ');

test.each<[JsonValue, string | undefined]>([
  [{ Ref: 'A' }, 'Ref'],
  [{ 'Fn::Sub': 'a' }, 'Fn::Sub'],
  [{ 'Fn::ForEach::Names': [] }, 'Fn::ForEach::Names'],
  [{}, undefined],
  [{ Ref: 'A', Other: 1 }, undefined],
  [{ Condition: 'A' }, undefined],
  [{ ref: 'A' }, undefined],
  [['Ref'], undefined],
  ['Ref', undefined],
  [null, undefined],
])('%j is a call of %s', (raw, name) => {
  expect(intrinsicCall(raw)?.name).toBe(name);
});

describe('a value is split along its conditions', () => {
  test.each<[JsonValue, [JsonValue, string][]]>([
    ['x', [['x', '']]],
    [{ Ref: 'A' }, [[{ Ref: 'A' }, '']]],
    [NO_VALUE, [[undefined, '']]],
    [either('A', 'x', 'y'), [['x', 'A'], ['y', '!A']]],
    [either('A', 'x', NO_VALUE), [['x', 'A'], [undefined, '!A']]],
    [either('A', 'x', 'x'), [['x', '']]],
    [either('A', { K: 'x', L: NO_VALUE }, { L: NO_VALUE, K: 'x' }), [[{ K: 'x', L: NO_VALUE }, '']]],
    [either('A', either('B', 'x', 'y'), 'z'), [['x', 'A B'], ['y', 'A !B'], ['z', '!A']]],
    [either('A', either('A', 'x', 'never'), either('A', 'never', 'y')), [['x', 'A'], ['y', '!A']]],
    [{ 'Fn::Join': ['', ['a', either('A', 'x', 'y')]] }, [[{ 'Fn::Join': ['', ['a', 'x']] }, 'A'], [{ 'Fn::Join': ['', ['a', 'y']] }, '!A']]],
    [{ 'Fn::Join': ['', ['a', either('A', 'x', NO_VALUE), 'b']] }, [[{ 'Fn::Join': ['', ['a', 'x', 'b']] }, 'A'], [{ 'Fn::Join': ['', ['a', 'b']] }, '!A']]],
    [{ 'Fn::Join': ['', [either('A', 'x', 'y'), either('A', 'X', 'Y')]] }, [[{ 'Fn::Join': ['', ['x', 'X']] }, 'A'], [{ 'Fn::Join': ['', ['y', 'Y']] }, '!A']]],
    [{ 'Fn::Sub': ['${V}', { V: either('A', 'x', 'y') }] }, [[{ 'Fn::Sub': ['${V}', { V: 'x' }] }, 'A'], [{ 'Fn::Sub': ['${V}', { V: 'y' }] }, '!A']]],
    [{ 'Fn::Select': [0, { 'Fn::Split': [',', either('A', 'x', 'y')] }] }, [
      [{ 'Fn::Select': [0, { 'Fn::Split': [',', 'x'] }] }, 'A'], [{ 'Fn::Select': [0, { 'Fn::Split': [',', 'y'] }] }, '!A'],
    ]],
    [['x', either('A', 'x', 'y')], [[['x', either('A', 'x', 'y')], '']]],
    [{ Key: either('A', 'x', 'y') }, [[{ Key: either('A', 'x', 'y') }, '']]],
    [{ 'Fn::ImportValue': either('A', 'x', 'y') }, [[{ 'Fn::ImportValue': either('A', 'x', 'y') }, '']]],
    [{ 'Fn::If': ['A', 'x'] }, [[{ 'Fn::If': ['A', 'x'] }, '']]],
    [{ 'Fn::If': [{ Ref: 'A' }, 'x', 'y'] }, [[{ 'Fn::If': [{ Ref: 'A' }, 'x', 'y'] }, '']]],
    [{ 'Fn::If': null }, [[{ 'Fn::If': null }, '']]],
  ])('%j', (raw, expected) => {
    expect(splitConditions(raw).map(branch => [branch.raw, written(branch.when)])).toEqual(expected);
  });

  test('up to a limit, beyond which it is left as it is', () => {
    const join = (count: number) => ({ 'Fn::Join': ['', Array.from({ length: count }, (_, index) => either(`C${index}`, 'x', 'y'))] });
    expect(splitConditions(join(4))).toHaveLength(16);
    expect(splitConditions(join(5))).toEqual([{ raw: join(5), when: [] }]);
  });
});
