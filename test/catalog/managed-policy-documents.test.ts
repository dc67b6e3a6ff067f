import { DEPRECATED_MANAGED_POLICIES, findDeprecatedManagedPolicy } from '../../src/catalog/deprecated-managed-policies';
import {
  findManagedPolicyPath, managedPolicyDocument, managedPolicyName, managedPolicyNames, managedPolicyStamp,
} from '../../src/catalog/managed-policy-documents';

const BASIC = 'service-role/AWSLambdaBasicExecutionRole';
const BASIC_DOCUMENT = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' }],
};

test.each([
  [`arn:aws:iam::aws:policy/${BASIC}`, BASIC_DOCUMENT],
  [`arn:aws-cn:iam::aws:policy/${BASIC}`, BASIC_DOCUMENT],
  [`arn:aws-us-gov:iam::aws:policy/${BASIC}`, BASIC_DOCUMENT],
  ['arn:aws:iam::aws:policy/AdministratorAccess', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }],
  ['arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole', undefined],
  [`arn:aws:iam::111122223333:policy/${BASIC}`, undefined],
  [`arn:aws:iam::aws:role/${BASIC}`, undefined],
  ['arn:aws:iam::aws:policy/NoSuchPolicy', undefined],
  ['arn:aws:iam::aws:policy/constructor', undefined],
  [BASIC, undefined],
  ['', undefined],
])('the document of %s', (arn, document) => {
  expect(managedPolicyDocument(arn)).toEqual(document);
});

test('a document is the same object each time', () => {
  expect(managedPolicyDocument(`arn:aws:iam::aws:policy/${BASIC}`)).toBe(managedPolicyDocument(`arn:aws:iam::aws:policy/${BASIC}`));
});

test('names are read from ARNs, known or not', () => {
  expect(managedPolicyName('arn:aws:iam::aws:policy/job-function/NoSuchPolicy')).toBe('job-function/NoSuchPolicy');
  expect(managedPolicyName('arn:aws:iam::111122223333:policy/orders')).toBeUndefined();
});

test('paths are found by name', () => {
  expect(findManagedPolicyPath('AWSLambdaBasicExecutionRole')).toBe(BASIC);
  expect(findManagedPolicyPath('wrong-path/AWSLambdaBasicExecutionRole')).toBe(BASIC);
  expect(findManagedPolicyPath('NoSuchPolicy')).toBeUndefined();
});

test('the date is that of the newest change', () => {
  expect(managedPolicyStamp().date).toMatch(/^\d{4}-\d\d-\d\d$/);
});

describe('withdrawn policies', () => {
  test('are found with any path', () => {
    expect(findDeprecatedManagedPolicy('service-role/AmazonEC2SpotFleetRole')?.replacement).toBe('service-role/AmazonEC2SpotFleetTaggingRole');
    expect(findDeprecatedManagedPolicy('AWSLambda_FullAccess')).toBeUndefined();
  });

  test('have a source and dates, stand once, and are replaced by policies that exist', () => {
    const isDate = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);
    expect(DEPRECATED_MANAGED_POLICIES.filter(({ source, date, since }) => !source.startsWith('https://') || !isDate(date) || !isDate(since))).toEqual([]);
    expect(new Set(DEPRECATED_MANAGED_POLICIES.map(({ name }) => name)).size).toBe(DEPRECATED_MANAGED_POLICIES.length);
    const known = new Set(managedPolicyNames());
    expect(DEPRECATED_MANAGED_POLICIES.map(({ replacement }) => replacement).filter(name => name !== undefined && !known.has(name))).toEqual([]);
  });
});
