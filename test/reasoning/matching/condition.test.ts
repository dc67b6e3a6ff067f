import { JsonObject, JsonValue } from '../../../src/policy/json';
import { ConditionMatcher } from '../../../src/reasoning/matching/condition';
import { Match, NO, UNKNOWN, YES } from '../../../src/reasoning/matching/match';
import { RequestFacts } from '../../../src/reasoning/matching/request-facts';
import { RequestContext } from '../../../src/reasoning/request';
import { parseWithUnknowns } from '../unknown-reader';

const KEY = 'k:key';

function match(operator: string, expected: JsonValue, given: string | readonly string[] | undefined, others: RequestContext = {}): Match {
  const condition: JsonObject = { [operator]: { [KEY]: expected } };
  const { statements } = parseWithUnknowns({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition } });
  const facts = new RequestFacts({
    principal: { kind: 'service', id: 'sns.amazonaws.com' }, action: 'a:b', resource: '*', context: given === undefined ? others : { ...others, 'K:Key': given },
  });
  return new ConditionMatcher(statements[0].conditions[0], true).match(facts);
}

const FAMILIES = {
  String: ['StringEquals', 'StringNotEquals', 'x'],
  IgnoreCase: ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'x'],
  Like: ['StringLike', 'StringNotLike', 'x*'],
  Numeric: ['NumericEquals', 'NumericNotEquals', '1'],
  Date: ['DateEquals', 'DateNotEquals', '2020'],
  Ip: ['IpAddress', 'NotIpAddress', '10.0.0.0/8'],
  Arn: ['ArnLike', 'ArnNotLike', 'arn:aws:s3:::x'],
} as const;

describe('an absent key', () => {
  test.each(Object.values(FAMILIES).flatMap(([positive, negated, value]) => [
    [positive, value, NO], [negated, value, YES],
    [`${positive}IfExists`, value, YES], [`${negated}IfExists`, value, YES],
    [`ForAllValues:${positive}`, value, YES], [`ForAllValues:${negated}`, value, YES],
    [`ForAnyValue:${positive}`, value, NO], [`ForAnyValue:${negated}`, value, NO],
    [`ForAnyValue:${positive}IfExists`, value, YES], [`ForAnyValue:${negated}IfExists`, value, YES],
  ] as const))('%s %s', (operator, value, expected) => {
    expect(match(operator, value, undefined)).toBe(expected);
    expect(match(operator, value, [])).toBe(expected);
  });

  test.each([['true', YES], ['false', NO], ['TRUE', YES], [['true', 'false'], YES], [[], NO]])('Null %s', (value, expected) => {
    expect(match('Null', value, undefined)).toBe(expected);
  });
});

test.each([['true', NO], ['false', YES], [['true', 'false'], YES]])('Null %s where the key is there', (value, expected) => {
  expect(match('Null', value, 'x')).toBe(expected);
});

test.each([
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], YES],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], NO],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['a', 'c'], YES],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'd'], NO],
  ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'd'], YES],
  ['ForAllValues:StringNotEquals', ['a', 'b'], ['a', 'c'], NO],
  ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'c'], YES],
  ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b'], NO],
  ['ForAnyValue:StringEquals', ['a', 'b'], 'a', YES],
  ['StringEquals', 'a', ['a'], YES],
  ['StringEquals', 'a', ['a', 'a'], UNKNOWN],
  ['StringNotEquals', 'a', ['b', 'c'], UNKNOWN],
])('%s %j against %j', (operator, expected, given, outcome) => {
  expect(match(operator, expected, given)).toBe(outcome);
});

describe('values that are not of the operator\'s kind', () => {
  test.each([
    ['NumericEquals', 'ten', '10', NO],
    ['NumericNotEquals', 'ten', '10', UNKNOWN],
    ['NumericLessThan', '10', 'ten', NO],
    ['NumericNotEquals', '10', 'ten', UNKNOWN],
    ['NumericNotEquals', ['ten', '10'], '10', NO],
    ['IpAddress', ['here', '10.0.0.0/8'], '10.1.2.3', YES],
    ['NotIpAddress', ['here', '192.0.2.0/24'], '10.1.2.3', UNKNOWN],
    ['DateGreaterThan', 'yesterday', '2020-01-01', NO],
    ['BinaryEquals', 'not base64!', 'QUJD', NO],
  ])('%s %j against %j', (operator, expected, given, outcome) => {
    expect(match(operator, expected, given)).toBe(outcome);
  });
});

test.each([['QUJD', 'QUJD', YES], ['QUI=', 'QUI', YES], ['QUJD', 'qujd', NO]])('BinaryEquals %s against %s', (expected, given, outcome) => {
  expect(match('BinaryEquals', expected, given)).toBe(outcome);
});

describe('values that are not known', () => {
  const unknown = { unknown: 'X' };

  test.each<[string, JsonValue, string | undefined, Match]>([
    ['StringEquals', unknown, 'a', UNKNOWN],
    ['StringNotEquals', unknown, 'a', UNKNOWN],
    ['StringEquals', ['a', unknown], 'a', YES],
    ['StringNotEquals', ['a', unknown], 'a', NO],
    ['StringEquals', unknown, undefined, NO],
    ['StringEqualsIfExists', unknown, undefined, YES],
    ['NumericLessThan', { unknown: 'N', shape: 'any' }, '5', UNKNOWN],
    ['NumericLessThan', { unknown: 'N', shape: 'any', allowedValues: ['6', '7'] }, '5', YES],
    ['NumericLessThan', { unknown: 'N', shape: 'any', allowedValues: ['5', '7'] }, '5', UNKNOWN],
    ['Null', { unknown: 'N', shape: 'any', allowedValues: ['true', 'false'] }, '5', UNKNOWN],
    ['StringEquals', { if: ['IsProd', 'a', 'b'] }, 'c', NO],
  ])('%s %j against %j', (operator, expected, given, outcome) => {
    expect(match(operator, expected, given)).toBe(outcome);
  });
});

test('policy variables count in string, ARN and Bool operators, and in no others', () => {
  const others = { 'k:other': '10', 'k:arn': 'arn:aws:s3:::x', 'k:true': 'True' };
  expect(match('StringEquals', '${k:other}', '10', others)).toBe(YES);
  expect(match('StringEqualsIgnoreCase', '${k:true}', 'TRUE', others)).toBe(YES);
  expect(match('ArnEquals', '${k:arn}', 'arn:aws:s3:::x', others)).toBe(NO);
  expect(match('ArnEquals', 'arn:aws:s3:::${k:other}', 'arn:aws:s3:::10', others)).toBe(YES);
  expect(match('Bool', '${k:true}', 'true', others)).toBe(YES);
  expect(match('NumericEquals', '${k:other}', '10', others)).toBe(NO);
  expect(match('StringNotEquals', '${k:none}', '10', others)).toBe(YES);
});
