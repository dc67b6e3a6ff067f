import { JsonObject, JsonValue } from '../../../src/policy/json';
import { YES } from '../../../src/reasoning/matching/match';
import { clauseMatches } from '../../../src/reasoning/policy-effect';
import { Request } from '../../../src/reasoning/request';
import { searchUncovered } from '../../../src/reasoning/symbolic/box';
import { Budget } from '../../../src/reasoning/symbolic/budget';
import { Clause, clausesOf } from '../../../src/reasoning/symbolic/clause';
import { termPatterns } from '../../../src/reasoning/symbolic/condition-term';
import { keyDimensions, KeyValue } from '../../../src/reasoning/symbolic/key-dimensions';
import { Undecidable } from '../../../src/reasoning/symbolic/key-space';
import { parseWithUnknowns } from '../unknown-reader';

type Conditions = readonly (readonly [operator: string, values: JsonValue])[];

function clause(key: string, conditions: Conditions): Clause {
  const block = Object.fromEntries(conditions.map(([operator, values]): [string, JsonObject] => [operator, { [key]: values }]));
  return clausesOf(parseWithUnknowns({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: block } }))[0];
}

function requestWith(key: string, values: readonly KeyValue[] | undefined): Request {
  const texts = values?.map(value => typeof value === 'string' ? value : String.fromCharCode(...value));
  const principal = { kind: 'user', id: 'arn:aws:iam::111122223333:user/a', account: '111122223333', name: 'a' } as const;
  return { principal, action: 's3:GetObject', resource: '*', context: texts ? { [key]: texts.length === 1 ? texts[0] : texts } : {} };
}

interface Question {
  readonly key: string;
  readonly within: Conditions;
  readonly covers: readonly Conditions[];
  readonly isAlwaysPresent?: boolean;
  readonly hasOneValue?: boolean;
}

/** A value of the key that meets the conditions within and none of the covers; `nothing` when there is none. */
function findValue({ key, within, covers, isAlwaysPresent = false, hasOneValue = false }: Question): readonly string[] | 'absent' | 'nothing' {
  const [inner, ...outer] = [within, ...covers].map(conditions => clause(key, conditions));
  const space = keyDimensions(key.toLowerCase(), {
    within: inner.terms,
    covers: outer.map(({ terms }) => terms),
    withinPatterns: term => termPatterns(term, { reading: 'widest', values: values => values }),
    coverPatterns: term => termPatterns(term, { reading: 'surest', values: values => values }),
    isAlwaysPresent,
    hasOneValue,
  }, new Budget());
  let found: ReturnType<typeof findValue> = 'nothing';
  searchUncovered(space.dimensions.map(dimension => dimension.within), {
    covers: outer.map((_, place) => space.dimensions.map(dimension => dimension.covers[place])),
    isPossible: space.isPossible,
    visit: sides => {
      const [value] = space.values(sides);
      const request = requestWith(key, value);
      expect(clauseMatches(inner, request, 'identity')).toBe(YES);
      outer.forEach(cover => expect(clauseMatches(cover, request, 'identity')).not.toBe(YES));
      const given = request.context[key];
      found = given === undefined ? 'absent' : [given].flat();
      return true;
    },
    budget: new Budget(),
  });
  return found;
}

const TAG = 'aws:ResourceTag/t';
const KEYS = 'aws:TagKeys';

test.each<[string, Question, ReturnType<typeof findValue>]>([
  ['a value', { key: TAG, within: [['StringLike', 'a*']], covers: [[['StringEquals', 'a']]] }, [expect.stringMatching(/^a./)]],
  ['nothing', { key: TAG, within: [['StringEquals', ['a', 'b']]], covers: [[['StringEquals', 'a']], [['StringEquals', 'b']]] }, 'nothing'],
  ['absence, as an answer of its own', { key: TAG, within: [], covers: [[['StringLike', '*']]] }, 'absent'],
  ['absence, which a negated condition meets', { key: TAG, within: [['StringNotEquals', 'a'], ['Null', 'true']], covers: [] }, 'absent'],
  ['nothing beside a condition and its contrary', { key: TAG, within: [], covers: [[['StringEquals', 'a']], [['StringNotEquals', 'a']]] }, 'nothing'],
  ['nothing beside IfExists and its contrary', { key: TAG, within: [], covers: [[['StringEqualsIfExists', 'a']], [['StringNotEquals', 'a'], ['Null', 'false']]] }, 'nothing'],
  ['nothing where each request has the key', { key: TAG, within: [], covers: [[['StringLike', '*']]], isAlwaysPresent: true }, 'nothing'],
  ['nothing between bounds', { key: 's3:max-keys', within: [['NumericGreaterThan', '1'], ['NumericLessThan', '1']], covers: [] }, 'nothing'],
  ['the number between two', { key: 's3:max-keys', within: [['NumericGreaterThan', '1'], ['NumericLessThan', '2']], covers: [] }, ['1.5']],
  ['a whole number where there is one', { key: 's3:max-keys', within: [['NumericGreaterThan', '1'], ['NumericLessThan', '9']], covers: [] }, ['2']],
  ['nothing beside less and at least', { key: 's3:max-keys', within: [['Null', 'false']], covers: [[['NumericLessThan', '5']], [['NumericGreaterThanEquals', '5']]] }, 'nothing'],
  ['more than a number that one does not add to', { key: 's3:max-keys', within: [['NumericGreaterThan', '1e30']], covers: [] }, [expect.any(String)]],
  ['an instant', { key: 'aws:CurrentTime', within: [['DateGreaterThan', '2026-01-01T00:00:00Z'], ['DateLessThan', '2026-01-02T00:00:00Z']], covers: [] }, [expect.stringMatching(/^2026-01-01T/)]],
  ['nothing at one instant written in two ways', { key: 'aws:CurrentTime', within: [['DateEquals', '2026-01-01T00:00:00Z']], covers: [[['DateEquals', '1767225600']]] }, 'nothing'],
  ['an address beyond a range', { key: 'aws:SourceIp', within: [['IpAddress', '10.0.0.0/24']], covers: [[['IpAddress', '10.0.0.0/25']]] }, ['10.0.0.128']],
  ['an address of the other version', { key: 'aws:SourceIp', within: [['Null', 'false']], covers: [[['IpAddress', '0.0.0.0/0']]] }, [expect.stringContaining(':')]],
  ['nothing beside both versions', { key: 'aws:SourceIp', within: [['Null', 'false']], covers: [[['IpAddress', ['0.0.0.0/0', '::/0']]]] }, 'nothing'],
  ['nothing beside true and false', { key: 'aws:SecureTransport', within: [['Null', 'false']], covers: [[['Bool', 'true']], [['Bool', 'FALSE']]] }, 'nothing'],
  ['text that is neither true nor false, where the key can hold it', { key: TAG, within: [['Null', 'false']], covers: [[['Bool', 'true']], [['Bool', 'false']]] }, [expect.any(String)]],
  ['text that is no number, where the key can hold it', { key: TAG, within: [['Null', 'false']], covers: [[['NumericLessThan', '5']], [['NumericGreaterThanEquals', '5']]] }, ['example']],
])('%s', (_, question, expected) => {
  expect(findValue(question)).toEqual(expected);
});

describe('a multivalued key', () => {
  test.each<[string, Question, ReturnType<typeof findValue>]>([
    ['no value is all values', { key: KEYS, within: [['ForAllValues:StringEquals', 'a']], covers: [[['Null', 'false']]] }, 'absent'],
    ['some value among many', { key: KEYS, within: [['ForAnyValue:StringEquals', 'a']], covers: [[['ForAllValues:StringEquals', 'a']]] }, expect.arrayContaining(['a'])],
    ['all of a list, some of it', { key: KEYS, within: [['ForAllValues:StringEquals', ['a', 'b']], ['ForAnyValue:StringEquals', 'b']], covers: [] }, ['b']],
    ['all of one list and some of another', { key: KEYS, within: [['ForAllValues:StringEquals', 'a'], ['ForAnyValue:StringEquals', 'b']], covers: [] }, 'nothing'],
    ['some not among them, none of them', { key: KEYS, within: [['ForAnyValue:StringNotEquals', 'a']], covers: [[['ForAllValues:StringNotEquals', 'a']]] }, expect.arrayContaining(['a'])],
    ['each of three values at once', {
      key: KEYS,
      within: [['Null', 'false']],
      covers: ['a', 'b', 'c'].map(value => [['ForAllValues:StringNotEquals', value]]),
    }, expect.arrayContaining(['a', 'b', 'c'])],
    ['nothing beside a value and its absence', {
      key: KEYS,
      within: [],
      covers: [[['ForAnyValue:StringEquals', 'a']], [['ForAllValues:StringNotEquals', 'a']]],
    }, 'nothing'],
    ['one value, where more are not in question', { key: KEYS, within: [['StringLike', '?']], covers: [[['ForAllValues:StringLike', '?']]], hasOneValue: true }, 'nothing'],
  ])('%s', (_, question, expected) => {
    expect(findValue(question)).toEqual(expected);
  });

  test('of many values makes no more dimensions than there are conditions', () => {
    const values = Array.from({ length: 60 }, (_, index) => `value-${index}`);
    const covers: Conditions[] = values.slice(0, 20).map(value => [['ForAllValues:StringNotEquals', value]]);
    expect(findValue({ key: KEYS, within: [['ForAllValues:StringEquals', values], ['Null', 'false']], covers })).toHaveLength(20);
  });
});

test.each<[string, string, Conditions, Conditions]>([
  ['operators of different families', TAG, [], [['NumericLessThan', '5'], ['StringEquals', 'a']]],
  ['one value of a key that can have many', KEYS, [], [['StringEquals', 'a']]],
  ['some value if the key is there', KEYS, [], [['ForAnyValue:StringEqualsIfExists', 'a']]],
  ['a set operator on Null', TAG, [], [['ForAnyValue:Null', 'true']]],
  ['Null of a value that is not known', TAG, [['Null', { unknown: 'X', shape: 'any' }]], []],
  ['Null of a value that may not be there', TAG, [['Null', ['true', { if: ['IsProd', 'false', 'true'] }]]], []],
  ['a number that is not known', 's3:max-keys', [], [['NumericLessThan', { unknown: 'X', shape: 'any' }]]],
  ['a number that may not be there', 's3:max-keys', [], [['NumericLessThan', ['3', { if: ['IsProd', '5', '4'] }]]]],
  ['unlike what is no address', 'aws:SourceIp', [], [['NotIpAddress', 'nowhere']]],
  ['a wildcard in a boolean', 'aws:SecureTransport', [], [['StringLike', 't*']]],
])('%s cannot be decided', (_, key, within, cover) => {
  expect(() => findValue({ key, within, covers: cover.length > 0 ? [cover] : [] })).toThrow(Undecidable);
});

test('what is no number is equal to none', () => {
  expect(findValue({ key: 's3:max-keys', within: [['NumericEquals', 'many']], covers: [] })).toBe('nothing');
});
