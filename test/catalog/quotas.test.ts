import { Quota, QUOTAS } from '../../src/catalog/quotas';

test.each([
  ['managedPolicySize', 6144, 6144],
  ['roleInlinePoliciesSize', 10_240, 10_240],
  ['groupInlinePoliciesSize', 5120, 5120],
  ['userInlinePoliciesSize', 2048, 2048],
  ['roleTrustPolicySize', 2048, 8192],
  ['managedPoliciesPerRole', 10, 25],
  ['roleName', 64, 64],
  ['scpSize', 10_240, 10_240],
  ['rcpSize', 5120, 5120],
  ['permissionSetInlinePolicySize', 10_240, 10_240],
  ['endpointPolicySize', 20_480, 20_480],
] as const)('%s: %i by default, at most %i', (name, limit, maximum) => {
  expect(QUOTAS[name]).toMatchObject({ limit, maximum });
});

test('every quota has a source and a date, and no limit is above its maximum', () => {
  const rows: Quota[] = Object.values(QUOTAS);
  expect(rows.filter(({ limit, maximum, source, date }) => limit > maximum || !source.startsWith('https://') || !/^\d{4}-\d\d-\d\d$/.test(date))).toEqual([]);
});
