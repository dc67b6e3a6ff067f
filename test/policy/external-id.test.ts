import { isExternalId, weaknessOfExternalId } from '../../src/policy/external-id';

describe('weaknessOfExternalId', () => {
  test.each([
    ['6f1d2c84a97be035'],
    ['7c9e6679-7425-40de-944b-e07fc1f90ae7'],
    ['acme/example/6f1d2c84a97be035'],
  ])('%s is strong', value => {
    expect(weaknessOfExternalId(value, ['111122223333'])).toBeUndefined();
  });

  test.each([
    ['111122223333', 'an account id'],
    ['1111-2222-3333', 'an account id'],
    ['your-external-id', 'a placeholder'],
    ['change-me-please', 'a placeholder'],
    ['12345678901234567890', 'a simple series'],
    ['abcdefghijklmnopqrst', 'a simple series'],
    ['6f1d2c84', 'only 8 characters long'],
    ['ababababababababab', 'made of 2 different characters only'],
  ])('%s is %s', (value, weakness) => {
    expect(weaknessOfExternalId(value, ['111122223333'])).toBe(weakness);
  });
});

test.each([
  ['a', false],
  ['ab', true],
  ['with space', false],
  ['acme-*', false],
  ['a'.repeat(1224), true],
  ['a'.repeat(1225), false],
])('STS takes %s: %s', (value, taken) => {
  expect(isExternalId(value)).toBe(taken);
});
