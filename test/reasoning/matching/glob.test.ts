import { Glob, GlobToken, ONE, STAR } from '../../../src/reasoning/matching/glob';
import { NO, UNKNOWN, YES } from '../../../src/reasoning/matching/match';

const tokens = (pattern: string): GlobToken[] => pattern.split(/([*?])/).map(piece => piece === '*' ? STAR : piece === '?' ? ONE : piece);
const matches = (pattern: string, text: string) => new Glob(tokens(pattern)).matches(text, 0, text.length);

/** By definition, with no thought for time. */
function matchesByDefinition(pattern: string, text: string): boolean {
  if (pattern === '') { return text === ''; }
  const rest = pattern.slice(1);
  if (pattern[0] === '*') { return matchesByDefinition(rest, text) || (text !== '' && matchesByDefinition(pattern, text.slice(1))); }
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && matchesByDefinition(rest, text.slice(1));
}

function words(letters: string, most: number): string[] {
  let longest = [''];
  const all = [''];
  for (let length = 1; length <= most; length++) {
    longest = longest.flatMap(word => [...letters].map(letter => word + letter));
    all.push(...longest);
  }
  return all;
}

test('every small pattern matches the small texts that it should', () => {
  const texts = words('ab', 5);
  const wrong = words('ab*?', 5).flatMap(pattern => {
    const glob = new Glob(tokens(pattern));
    return texts.filter(text => (glob.matches(text, 0, text.length) === YES) !== matchesByDefinition(pattern, text)).map(text => `${pattern} ${text}`);
  });
  expect(wrong).toEqual([]);
});

test('only the given part of a text is looked at', () => {
  expect(new Glob(tokens('b*c')).matches('abxcd', 1, 4)).toBe(YES);
  expect(new Glob(tokens('b*d')).matches('abxcd', 1, 4)).toBe(NO);
  expect(new Glob(tokens('*xc*')).matches('abxcd', 1, 3)).toBe(NO);
});

test('wildcard characters in a literal are themselves', () => {
  expect(new Glob(['a*', STAR]).matches('a*b', 0, 3)).toBe(YES);
  expect(new Glob(['a*', STAR]).matches('axb', 0, 3)).toBe(NO);
});

describe('long patterns and texts', () => {
  const long = 'a'.repeat(100_000);

  test.each([
    ['a long literal', `${long}*`, long, YES],
    ['many stars', '*a'.repeat(50_000), long, YES],
    ['many stars in vain', '*a'.repeat(50_000), 'b'.repeat(100_000), NO],
    ['many question marks', '?'.repeat(100_000), long, YES],
    ['a pattern that repeats itself', `*${'a'.repeat(100)}b*`, long, NO],
    ['a pattern longer than the text', `*${long}b*`, long, NO],
    ['many short parts with question marks', '*a?b'.repeat(25_000), 'aab'.repeat(33_000), YES],
  ])('%s', (_, pattern, text, match) => {
    expect(matches(pattern, text)).toBe(match);
  }, 2_000);

  test('what would take too many steps is not decided', () => {
    expect(matches(`*${'a'.repeat(50_000)}b*`, long)).toBe(UNKNOWN);
  }, 2_000);
});
