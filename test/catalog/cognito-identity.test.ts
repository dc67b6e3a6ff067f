import { COGNITO_IDENTITY_DOMAINS, findCognitoIdentityDomain } from '../../src/catalog/cognito-identity';

test.each([
  ['eu-central-1', 'cognito-identity.amazonaws.com'],
  ['us-gov-west-1', 'cognito-identity-us-gov.amazonaws.com'],
  ['us-gov-east-1', 'cognito-identity.us-gov-east-1.amazonaws.com'],
  ['cn-north-1', undefined],
])('in %s it is %s', (region, domain) => {
  expect(findCognitoIdentityDomain(region)).toBe(domain);
});

test('every row has its source and date', () => {
  COGNITO_IDENTITY_DOMAINS.forEach(({ source, date }) => expect([source, date]).toEqual([expect.stringMatching(/^https:/), expect.stringMatching(/^\d{4}-\d\d-\d\d$/)]));
});
