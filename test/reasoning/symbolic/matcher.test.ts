import { SymbolicText, UnknownShape } from '../../../src/policy/symbolic-text';
import { DEAD, Matcher } from '../../../src/reasoning/symbolic/matcher';
import { codesOfString, likePattern, Pattern, PatternOptions } from '../../../src/reasoning/symbolic/pattern';

const unknown = (shape: UnknownShape, name = 'X') => SymbolicText.unknown({ name, shape });
const text = (...parts: readonly (string | SymbolicText)[]) => SymbolicText.concat(parts.map(part => typeof part === 'string' ? SymbolicText.literal(part) : part));

function like(value: SymbolicText | string, options: Partial<PatternOptions> = {}): Pattern {
  return likePattern(typeof value === 'string' ? SymbolicText.literal(value) : value, { variables: false, ...options });
}

/** Reads a word state by state. */
function reads(matcher: Matcher, word: readonly number[]): boolean {
  const end = word.reduce((state, code) => state === DEAD ? DEAD : matcher.step(state, code), matcher.start);
  return end !== DEAD && matcher.isAccepting(end);
}

test.each([
  ['a*b', 'ab', true], ['a*b', 'axxb', true], ['a*b', 'abx', false], ['a?', 'a', false], ['a?', 'ax', true], ['', '', true], ['*', '', true],
  ['*a*b', 'xaabab', true], ['??', 'a', false],
])('%s and %s', (pattern, word, expected) => {
  const matcher = Matcher.of(like(pattern));
  expect(matcher.accepts(codesOfString(word))).toBe(expected);
  expect(reads(matcher, codesOfString(word))).toBe(expected);
});

test('letter case is of no matter where the operator says so, signs that fold into a letter included', () => {
  const matcher = Matcher.of(like('kA', { ignoresCase: true }));
  expect(['ka', 'KA', 'Ka', '\u212Aa'].map(word => reads(matcher, codesOfString(word)))).toEqual([true, true, true, true]);
});

test('a pattern that ends in a star says when it has everything', () => {
  const matcher = Matcher.of(like('a*'));
  expect(matcher.acceptsAll(matcher.start)).toBe(false);
  expect(matcher.acceptsAll(matcher.step(matcher.start, 'a'.charCodeAt(0)))).toBe(true);
});

describe('values that are not known', () => {
  const word = like(text('a', unknown('name'))).codes;

  test('are matched by themselves and by stars, and by no character', () => {
    const of = (pattern: SymbolicText | string) => Matcher.of(like(pattern)).accepts(word);
    expect([text('a', unknown('name')), 'a*', '*', 'a?', 'ab', text('a', unknown('name', 'Y'))].map(of)).toEqual([true, true, true, false, false, false]);
  });

  test('are in words of a pattern only where the pattern holds them', () => {
    const strict = Matcher.strict(like(text('*', unknown('name'))));
    const [letter] = like(unknown('name')).codes;
    expect(strict.accepts([letter])).toBe(true);
    expect(strict.accepts([letter, letter])).toBe(false);
  });

  test.each<[UnknownShape, string, boolean]>([
    ['name', 'abc', true], ['name', 'a', true], ['name', 'a/b', false], ['name', 'b', false], ['opaque', 'a/b:c', true], ['account', 'a123', true],
    ['account', 'ab', false], ['any', 'a*', true], ['region', 'aeu-west-1', true], ['region', 'aEU', false],
  ])('of shape %s could turn out as %s: %s', (shape, literal, expected) => {
    const loose = Matcher.of(like(literal, { reading: 'loose' }));
    const letters = like(text('a', unknown(shape))).codes;
    expect(loose.accepts(letters)).toBe(expected);
    expect(reads(loose, letters)).toBe(expected);
  });

  test('could turn out as text of another case, where case is of no matter', () => {
    expect(Matcher.of(like('aEU', { reading: 'loose', ignoresCase: true })).accepts(like(text('a', unknown('region'))).codes)).toBe(true);
  });
});
