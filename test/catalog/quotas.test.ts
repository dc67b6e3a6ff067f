import { Quota, QUOTAS, RESOURCE_POLICY_QUOTAS } from '../../src/catalog/quotas';

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
  ['sessionDuration', 3600, 43_200],
  ['chainedSessionDuration', 3600, 3600],
  ['sessionPolicySize', 2048, 2048],
  ['oidcThumbprints', 5, 5],
  ['oidcClientIds', 100, 100],
  ['oidcUrl', 255, 255],
] as const)('%s: %i by default, at most %i', (name, limit, maximum) => {
  expect(QUOTAS[name]).toMatchObject({ limit, maximum });
});

test('every quota has a source and a date, and no limit is above its maximum', () => {
  const rows: Quota[] = [...Object.values(QUOTAS), ...Object.values(RESOURCE_POLICY_QUOTAS)];
  expect(rows.filter(({ limit, maximum, source, date }) => limit > maximum || !source.startsWith('https://') || !/^\d{4}-\d\d-\d\d$/.test(date))).toEqual([]);
});

test.each([
  ['AWS::S3::BucketPolicy', 20_480],
  ['AWS::SQS::QueuePolicy', 8192],
  ['AWS::SNS::TopicPolicy', 30_720],
  ['AWS::DynamoDB::Table', 20_480],
  ['AWS::ECR::Repository', undefined],
])('the policy of %s: %p', (type, maximum) => {
  expect(RESOURCE_POLICY_QUOTAS[type]?.maximum).toBe(maximum);
});
