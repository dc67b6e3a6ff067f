import { isEverything } from '../../src/policy/everything';
import { parsePolicyDocument } from '../../src/policy/parse';

const resources = (element: object) =>
  parsePolicyDocument({ Statement: { Effect: 'Allow', Action: 'a:b', ...element } }).statements[0].resources;

test.each([
  [{ Resource: '*' }, true],
  [{ Resource: '**' }, true],
  [{ Resource: ['arn:aws:s3:::b', '*'] }, true],
  [{ Resource: '*:*' }, true],
  [{ Resource: 'arn:aws:s3:::*' }, false],
  [{ Resource: '' }, false],
  [{ Resource: '?*' }, false],
  [{ NotResource: '*' }, false],
  [{}, false],
])('%j', (element, expected) => {
  expect(isEverything(resources(element))).toBe(expected);
});

test('a long run of stars and colons is not everything', () => {
  expect(isEverything(resources({ Resource: `${'**:'.repeat(300_000)}x` }))).toBe(false);
});
