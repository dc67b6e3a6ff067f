import { OperatorFamily, operatorNames, parseOperator } from '../../../src/policy/conditions/operators';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html (read 2026-11-22) */
const FAMILIES: { readonly [family in OperatorFamily]: readonly string[] } = {
  string: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
  numeric: [
    'NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals',
  ],
  date: ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
  bool: ['Bool'],
  binary: ['BinaryEquals'],
  ip: ['IpAddress', 'NotIpAddress'],
  arn: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
  null: ['Null'],
};
const WITH_WILDCARDS = ['StringLike', 'StringNotLike', 'ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'];
const rows = Object.entries(FAMILIES).flatMap(([family, names]) => names.map(name => [name, family] as const));

test('all operators of IAM and no other are known', () => {
  expect([...operatorNames()].sort()).toEqual(rows.map(([name]) => name).sort());
});

test.each(rows)('%s, in every form', (name, family) => {
  const facts = { name, family, negated: name.includes('Not'), wildcards: WITH_WILDCARDS.includes(name) };
  for (const qualifier of [undefined, 'ForAllValues', 'ForAnyValue']) {
    for (const ifExists of [false, true]) {
      const text = `${qualifier ? `${qualifier}:` : ''}${name}${ifExists ? 'IfExists' : ''}`;
      const expected = name === 'Null' && ifExists ? undefined : { ...facts, qualifier, ifExists };
      expect(parseOperator(text)).toEqual(expected);
    }
  }
});

test('case does not count', () => {
  expect(parseOperator('foranyvalue:STRINGLIKEIFEXISTS')).toEqual(parseOperator('ForAnyValue:StringLikeIfExists'));
});

test.each([
  '', ':', 'IfExists', 'StringEqual', 'StringsLike', 'String Like', ' StringLike', 'StringLikeIfExistsIfExists', 'StringLikeIfExist',
  'ForEachValue:StringLike', 'ForAllValues:', 'ForAllValues:ForAnyValue:StringLike', 'ForAllValues::StringLike', 'StringLike:ForAllValues',
  'NullIfExists', 'NotBool', 'IpAddressLike', 'toString', 'constructor', '__proto__',
])('%j is none', text => {
  expect(parseOperator(text)).toBeUndefined();
});
