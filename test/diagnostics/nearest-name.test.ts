import { nearestName } from '../../src/diagnostics/nearest-name';

test.each([
  ['dynamo', ['sqs', 'dynamodb', 'dax'], 'dynamodb'],
  ['GetObjects', ['GetObject', 'GetObjectAcl', 'PutObject'], 'GetObject'],
  ['getobject', ['PutObject', 'GetObject'], 'GetObject'],
  ['s33', ['sns', 's3'], 's3'],
])('%s is taken for the closest of %j', (name, candidates, expected) => {
  expect(nearestName(name, candidates)).toBe(expected);
});

test.each([
  ['too far from every candidate', 'FlyToTheMoon', ['GetObject', 'PutObject']],
  ['there are no candidates', 'GetObject', []],
  ['the name is empty', '', ['GetObject']],
])('nothing is suggested when %s', (_, name, candidates) => {
  expect(nearestName(name, candidates)).toBeUndefined();
});
