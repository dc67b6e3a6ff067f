import * as library from '../../src';
import { servicePrefixes } from '../../src/catalog/actions';
import { scopedGrantHint } from '../../src/rules/scoped-grants';

test('a hint names a grant that the library has', () => {
  const named = servicePrefixes().map(scopedGrantHint).filter(hint => hint !== '').map(hint => /`(\w+)`/.exec(hint)![1]);
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter(name => !(name in library))).toEqual([]);
});

test('no hint where there is no grant', () => {
  expect(scopedGrantHint('organizations')).toBe('');
});
