import { parsePolicyDocument } from '../../src/policy/parse';
import { conditionsOn, requiresKey } from '../../src/policy/statement';

const statement = (Condition: { [operator: string]: { [key: string]: string | boolean | (string | boolean)[] } }) =>
  parsePolicyDocument({ Statement: { Effect: 'Allow', Action: 'a:b', Resource: '*', Condition } }).statements[0];

test('conditions are found by key, in any case, under every operator', () => {
  const found = conditionsOn(statement({
    StringEquals: { 'aws:SourceArn': 'a', 'aws:SourceAccount': 'b' },
    ArnLike: { 'AWS:sourcearn': 'c' },
  }), 'aws:SourceArn');
  expect(found.map(condition => [condition.operatorText, condition.key])).toEqual([['StringEquals', 'aws:SourceArn'], ['ArnLike', 'AWS:sourcearn']]);
});

describe('a condition requires its key', () => {
  // What a request without the key makes of the condition, and so whether the key is needed:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  test.each<[string, string | boolean | (string | boolean)[], boolean]>([
    ['StringEquals', 'x', true],
    ['StringLike', '*', true],
    ['ArnLike', 'x', true],
    ['IpAddress', '10.0.0.0/8', true],
    ['Bool', 'false', true],
    ['NumericLessThan', '1', true],
    ['ForAnyValue:StringEquals', 'x', true],
    ['StringNotEquals', 'x', false],
    ['ArnNotLike', 'x', false],
    ['NotIpAddress', '10.0.0.0/8', false],
    ['StringEqualsIfExists', 'x', false],
    ['BoolIfExists', 'true', false],
    ['StringNotEqualsIfExists', 'x', false],
    ['ForAnyValue:StringEqualsIfExists', 'x', false],
    ['ForAllValues:StringEquals', 'x', false],
    ['ForAllValues:StringNotEquals', 'x', false],
    ['Null', 'false', true],
    ['Null', false, true],
    ['Null', 'False', true],
    ['Null', 'true', false],
    ['Null', ['false', 'true'], false],
    ['ForAllValues:Null', 'false', false],
  ])('%s %j: %s', (operator, value, expected) => {
    expect(requiresKey(statement({ [operator]: { 'aws:SourceArn': value } }).conditions[0])).toBe(expected);
  });

  test('one of two values of an unknown Null may be true', () => {
    const [condition] = statement({ Null: { 'aws:SourceArn': 'maybe' } }).conditions;
    expect(requiresKey(condition)).toBe(false);
  });
});
