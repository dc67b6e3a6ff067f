import { findAction } from '../../src/catalog/actions';
import { findLoginProvider, LOGIN_PROVIDERS } from '../../src/catalog/login-providers';

test.each(LOGIN_PROVIDERS.map(row => [row.name, row] as const))('%s: the claim to write is one that STS reads', (_, { domain, appClaims }) => {
  expect(findAction('sts', 'AssumeRoleWithWebIdentity')?.conditionKeys).toContain(`${domain}:${appClaims[0]}`);
});

test('a domain is found in any case, and no other', () => {
  expect(findLoginProvider('WWW.amazon.com')?.name).toBe('Login with Amazon');
  expect(findLoginProvider('token.actions.githubusercontent.com')).toBeUndefined();
});
