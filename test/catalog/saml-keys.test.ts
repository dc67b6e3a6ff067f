import { findConditionKey } from '../../src/catalog/actions';
import { LIST_SAML_KEYS, SINGLE_SAML_KEYS } from '../../src/catalog/saml-keys';

test('every name is a condition key that the data has as well, and stands in one list', () => {
  const names = [...SINGLE_SAML_KEYS.names, ...LIST_SAML_KEYS.names];
  expect(names.filter(name => !findConditionKey(`saml:${name}`))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});
