import { findAction } from '../../src/catalog/actions';
import { API_NAMES, findApiName } from '../../src/catalog/api-names';

const known = (action: string) => findAction(action.split(':')[0], action.split(':')[1]) !== undefined;

test.each(API_NAMES.map((row) => [row.apiName, row] as const))('%s is no action, and what it is answered with is', (apiName, row) => {
  expect(known(apiName)).toBe(false);
  expect(row.actions.filter((action) => !known(action))).toEqual([]);
  expect(row.actions).not.toHaveLength(0);
  expect(row.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  expect(row.date).toMatch(/^\d{4}-\d\d-\d\d$/);
});

test('each name stands once, in order', () => {
  const names = API_NAMES.map(({ apiName }) => apiName);
  expect(names).toEqual([...new Set(names)].sort());
});

test.each([
  ['s3:HeadObject', ['s3:GetObject']],
  ['S3:headobject', ['s3:GetObject']],
  ['s3:ListObjectsV2', ['s3:ListBucket']],
  ['s3:CopyObject', ['s3:GetObject', 's3:PutObject']],
  ['lambda:Invoke', ['lambda:InvokeFunction']],
  ['sqs:SendMessageBatch', ['sqs:SendMessage']],
  ['bedrock:Converse', ['bedrock:InvokeModel']],
])('%s is answered with %j', (name, actions) => {
  expect(findApiName(name)!.actions).toEqual(actions);
});

test.each(['s3:GetObject', 's3:NoSuchThing', '', 'constructor'])('%j is no known API name', (name) => {
  expect(findApiName(name)).toBeUndefined();
});
