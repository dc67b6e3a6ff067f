import { literalPrefix, matchesName } from '../../src/catalog/name-pattern';

describe('matchesName', () => {
  test.each([
    ['', '', true],
    ['*', '', true],
    ['?', '', false],
    ['get*', 'getobject', true],
    ['get*', 'get', true],
    ['get?', 'get', false],
    ['*object', 'getobject', true],
    ['*object', 'getobjectacl', false],
    ['g*t', 'getobject', true],
    ['g*o', 'getobject', false],
    ['*a*b', 'xaxxbxb', true],
    ['*a*b*', 'bbba', false],
    ['?etobject', 'getobject', true],
    ['???', 'get', true],
    ['get', 'getobject', false],
    ['getobject', 'get', false],
    ['a.c', 'abc', false],
    ['[a-z]*', 'abc', false],
    ['*?', 'a', true],
    ['*?', '', false],
  ])('%j against %j: %s', (pattern, name, expected) => {
    expect(matchesName(pattern, name)).toBe(expected);
  });

  test('agrees with a plain recursive definition on all short patterns and names', () => {
    const words = (alphabet: string, length: number): string[] => length === 0
      ? ['']
      : ['', ...[...alphabet].flatMap((letter) => words(alphabet, length - 1).map((rest) => letter + rest))];
    const plainly = (pattern: string, name: string): boolean => pattern === ''
      ? name === ''
      : pattern[0] === '*'
        ? plainly(pattern.slice(1), name) || (name !== '' && plainly(pattern, name.slice(1)))
        : name !== '' && (pattern[0] === '?' || pattern[0] === name[0]) && plainly(pattern.slice(1), name.slice(1));
    const names = [...new Set(words('ab', 4))];
    const wrong = [...new Set(words('ab*?', 4))].flatMap((pattern) => names
      .filter((name) => matchesName(pattern, name) !== plainly(pattern, name))
      .map((name) => `${pattern} ${name}`));
    expect(wrong).toEqual([]);
  });
});

test.each([['s3', 's3'], ['get*', 'get'], ['?et', ''], ['', ''], ['a?b*', 'a']])('the literal prefix of %j is %j', (pattern, prefix) => {
  expect(literalPrefix(pattern)).toBe(prefix);
});
