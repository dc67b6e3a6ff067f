import { PolicyReader } from '../../src/cli/policy-reader';
import { JsonValue } from '../../src/policy/json';

const policy = (action = 's3:GetObject') => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });

test.each<[string, JsonValue]>([
  ['an object', policy()],
  ['JSON text', JSON.stringify(policy(), null, 2)],
  ['JSON text in JSON text', JSON.stringify(JSON.stringify(policy()))],
])('a policy document is %s', (_, raw) => {
  expect(new PolicyReader().read(raw, 'candidate')).toMatchObject({ version: '2012-10-17', statements: [{ effect: 'Allow' }], problems: [] });
});

test('what breaks the grammar is left to the engines', () => {
  expect(new PolicyReader().read({ Statement: [{ Effect: 'allow' }] }, 'candidate').problems).not.toEqual([]);
  expect(new PolicyReader().read({}, 'candidate').problems).not.toEqual([]);
});

test.each<[string, JsonValue, string]>([
  ['nothing', undefined, 'candidate is missing: write a policy document, as an object or as JSON text'],
  ['null', null, 'candidate is null: write a policy document'],
  ['a list', [policy()], 'candidate is a list: write'],
  ['an empty list', [], 'candidate is an empty list: write'],
  ['a number', 5, 'candidate is 5: write'],
  ['no text', '', 'candidate is empty: write'],
  ['text that is no JSON', 'Version: 2012', 'candidate is not JSON ('],
  ['text with a list', '[]', 'candidate is an empty list: write'],
  ['text with null', 'null', 'candidate is null: write'],
])('what is no policy document is an error: %s', (_, raw, message) => {
  expect(() => new PolicyReader().read(raw, 'candidate')).toThrow(message);
});

test('endless nesting is an error', () => {
  const depth = 100_000;
  const raw = JSON.parse(`{"Statement":${'['.repeat(depth)}${']'.repeat(depth)}}`) as JsonValue;
  expect(() => new PolicyReader().read(raw, 'candidate')).toThrow('candidate is nested too deep to be a policy');
});

test('equal policies are one object', () => {
  const reader = new PolicyReader();
  expect(reader.read(policy(), 'reference')).toBe(reader.read(JSON.stringify(policy()), 'candidate'));
  expect(reader.read(policy(), 'reference')).not.toBe(reader.read(policy('s3:PutObject'), 'candidate'));
});

test('what is kept is bounded', () => {
  const reader = new PolicyReader(JSON.stringify(policy()).length * 3);
  const first = reader.read(policy('s3:Get1'), '');
  expect(reader.read(policy('s3:Get1'), '')).toBe(first);
  for (const action of ['s3:Get2', 's3:Get3', 's3:Get4', 's3:Get5']) { reader.read(policy(action), ''); }
  const again = reader.read(policy('s3:Get1'), '');
  expect(again).not.toBe(first);
  expect(again).toEqual(first);
});
