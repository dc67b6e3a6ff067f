import { sessionTagTerms } from '../../../src/roles/trust/session-tags';

test('the keys are asked for and are the only ones', () => {
  expect(sessionTagTerms(['Tenant', 'cost center', 'Größe'])).toEqual({
    actions: ['sts:TagSession'],
    conditions: {
      'Null': { 'aws:RequestTag/Tenant': 'false', 'aws:RequestTag/cost center': 'false', 'aws:RequestTag/Größe': 'false' },
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['Tenant', 'cost center', 'Größe'] },
    },
  });
});

test.each<[string, string[], RegExp]>([
  ['an empty one', [''], /sessionTagKeys holds ``, expected keys of tags: 1 to 128 letters, digits, spaces and/],
  ['a pattern', ['tenant', 'a*'], /sessionTagKeys holds `a\*`/],
  ['one of AWS', ['AWS:x'], /sessionTagKeys holds `AWS:x`.*not beginning with `aws:`/],
  ['a long one', ['k'.repeat(129)], /sessionTagKeys holds `k{129}`/],
  ['one key in two spellings', ['Tenant', 'tenant'], /sessionTagKeys holds `Tenant` and `tenant`, which are one key to IAM.*leave one of them out/],
  ['one key twice', ['tenant', 'tenant'], /sessionTagKeys holds `tenant` and `tenant`/],
  ['none', [], /sessionTagKeys is empty/],
])('%s is refused', (_, keys, message) => {
  expect(() => sessionTagTerms(keys)).toThrow(message);
});
