import { ADMINISTRATIVE_MANAGED_POLICIES, findAdministrativeManagedPolicy } from '../../src/catalog/managed-policies';

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
