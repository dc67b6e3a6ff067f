import { JsonValue } from '../../../src/policy/json';
import { clausesOf } from '../../../src/reasoning/symbolic/clause';
import { ConditionTerm, termPatterns } from '../../../src/reasoning/symbolic/condition-term';
import { codesOfString } from '../../../src/reasoning/symbolic/pattern';
import { parseWithUnknowns } from '../unknown-reader';

function term(operator: string, values: JsonValue, { key = 'aws:ResourceTag/t', version = '2012-10-17' } = {}): ConditionTerm {
  const document = parseWithUnknowns({ Version: version, Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { [key]: values } } } });
  return clausesOf(document)[0].terms[0];
}

test.each([
  ['StringEquals', false], ['StringNotEquals', true], ['StringEqualsIfExists', true], ['ForAllValues:StringEquals', true], ['ForAllValues:StringNotEquals', true],
  ['ForAnyValue:StringEquals', false], ['ForAnyValue:StringNotEquals', false], ['ForAnyValue:StringNotEqualsIfExists', true], ['NotIpAddress', true], ['NumericLessThan', false],
])('%s: a request without the key matches: %s', (operator, expected) => {
  expect(term(operator, 'a').matchesAbsent).toBe(expected);
});

test.each<[JsonValue, boolean]>([['true', true], [true, true], ['false', false], [['true', 'false'], true]])('Null %j: a request without the key matches: %s', (value, expected) => {
  expect(term('Null', value).matchesAbsent).toBe(expected);
});

describe('the identity', () => {
  const own = term('StringEquals', ['a', 'b']).identity;

  test('is that of conditions that say the same', () => {
    expect([term('StringEquals', ['b', 'a']), term('StringEquals', ['a', 'b'], { key: 'AWS:resourcetag/T' })].map(({ identity }) => identity)).toEqual([own, own]);
    const unknown = { unknown: 'X', shape: 'any' };
    expect(term('StringLike', { join: ['a', unknown] }).identity).toBe(term('StringLike', { join: ['a', unknown] }).identity);
  });

  test.each([
    term('StringEquals', 'a'), term('StringLike', ['a', 'b']), term('StringEqualsIfExists', ['a', 'b']), term('ForAnyValue:StringEquals', ['a', 'b']),
    term('StringEquals', ['a', 'b'], { key: 'aws:ResourceTag/u' }), term('StringEquals', ['a', 'b'], { version: '2008-10-17' }),
    term('StringEquals', ['a', { if: ['IsProd', 'b', 'b'] }]),
  ])('is another for one that may say something else (%#)', other => {
    expect(other.identity).not.toBe(own);
  });
});

test('base64 is compared by its bytes', () => {
  const patterns = (value: string) => termPatterns(term('BinaryEquals', value), { reading: 'widest', values: values => values });
  expect(patterns('QQ')).toEqual(patterns('QQ=='));
  expect(patterns('QQ')[0].codes).toEqual(codesOfString('QQ=='));
  expect(patterns('no base64!')).toEqual([]);
});
