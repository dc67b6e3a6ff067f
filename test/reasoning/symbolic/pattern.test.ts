import { SymbolicText, Unknown } from '../../../src/policy/symbolic-text';
import {
  ANY, ANY_IN_PART, arnPattern, codesOfString, equalPattern, isLetter, letterCovers, likePattern, lowerCase, ONE, ONE_IN_PART, otherCases,
  Pattern, resourcePattern,
} from '../../../src/reasoning/symbolic/pattern';

const X: Unknown = { name: 'X', shape: 'name' };
const PARAMETER: Unknown = { name: 'Parameter', shape: 'any' };
const PLAIN = { variables: false };
const WITH_VARIABLES = { variables: true };

function literal(text: string): SymbolicText {
  return SymbolicText.literal(text);
}

/** Wildcards as they are written, those that stay in a part of an ARN doubled; letters as `$`. */
function show({ codes }: Pattern): string {
  const names = new Map([[ANY, '*'], [ONE, '?'], [ANY_IN_PART, '**'], [ONE_IN_PART, '??']]);
  return codes.map(code => names.get(code) ?? (isLetter(code) ? '$' : String.fromCharCode(code))).join('');
}

test.each([
  ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/*'],
  ['arn:aws:*:::b?*', 'arn:aws:**:::b?*'],
  ['arn:aws:s3:::a*:b', 'arn:aws:s3:::a**:b'],
  ['*', '*'],
  ['a***b', 'a*b'],
  ['*?*', '*?*'],
  ['?:?', '??:?'],
])('the resource %s: wildcards before the last colon stay in their part', (text, expected) => {
  expect(show(resourcePattern(literal(text), PLAIN))).toBe(expected);
});

test.each([
  ['arn:*:sqs:*:1:a:*', 'arn:**:sqs:**:1:a:*'],
  ['a:b:c:d:e:f?:g*', 'a:b:c:d:e:f?:g*'],
  ['arn:aws:sqs:*', undefined],
  ['*', undefined],
])('the ARN %s: five colons make a pattern', (text, expected) => {
  const pattern = arnPattern(literal(text), PLAIN);
  expect(pattern && show(pattern)).toBe(expected);
});

test('an ARN with too few parts matches nothing, unless a value of the template may bring more', () => {
  expect(arnPattern(SymbolicText.of(['arn:aws:', X]), PLAIN)).toBeUndefined();
  expect(arnPattern(literal('${aws:SourceArn}'), WITH_VARIABLES)).toBeUndefined();
  expect(arnPattern(SymbolicText.of([PARAMETER]), PLAIN)).toMatchObject({ isWord: true, hasLetters: true });
});

test('wildcards of an equality are themselves', () => {
  expect(equalPattern(literal('a*?'), PLAIN)).toMatchObject({ codes: codesOfString('a*?'), isWord: true });
});

test('escapes and variables count only in documents that have variables', () => {
  expect(show(likePattern(literal('${*}${aws:username}'), WITH_VARIABLES))).toBe('*$');
  expect(likePattern(literal('${*}'), WITH_VARIABLES).codes).toEqual(codesOfString('*'));
  expect(show(likePattern(literal('${aws:username}'), PLAIN))).toBe('${aws:username}');
});

test('equal patterns are one object; other readings, cases and values are others', () => {
  const of = (unknown: Unknown, options = {}) => likePattern(SymbolicText.of(['a', unknown, '*']), { ...PLAIN, ...options });
  expect(of(X)).toBe(of({ ...X }));
  expect(of(X)).not.toBe(of({ ...X, name: 'Y' }));
  expect(of(X)).not.toBe(of({ ...X, resource: 'Stack#X' }));
  expect(of(X)).not.toBe(of(X, { reading: 'loose' }));
  expect(likePattern(literal('a'), PLAIN)).not.toBe(likePattern(literal('a'), { ...PLAIN, ignoresCase: true }));
  expect(likePattern(literal('${aws:UserName}'), WITH_VARIABLES)).toBe(likePattern(literal('${aws:username}'), WITH_VARIABLES));
  expect(likePattern(literal("${aws:username, 'a'}"), WITH_VARIABLES)).not.toBe(likePattern(literal('${aws:username}'), WITH_VARIABLES));
});

test('text that looks like the code of a pattern is none', () => {
  const withLetter = likePattern(SymbolicText.of(['a', X]), PLAIN);
  for (const text of [`#${withLetter.codes.join()}`, withLetter.codes.join(), '\uE001']) {
    expect(likePattern(literal(text), PLAIN).codes).toEqual(codesOfString(text));
  }
});

test.each([
  ['a value that holds no colon', X, 'a**b'],
  ['a value that can hold one', PARAMETER, 'a*b'],
])('read loosely, %s counts as any text', (_, unknown, expected) => {
  expect(show(likePattern(SymbolicText.of(['a', unknown, 'b']), { ...PLAIN, reading: 'loose' }))).toBe(expected);
});

describe('letters', () => {
  const letterOf = (pattern: Pattern | undefined) => pattern!.codes.find(isLetter)!;
  const like = letterOf(likePattern(SymbolicText.of([PARAMETER]), PLAIN));
  const equal = letterOf(equalPattern(SymbolicText.of([PARAMETER]), PLAIN));

  test('a value that may hold wildcards means more as a pattern than as a text', () => {
    expect([letterCovers(like, equal), letterCovers(equal, like)]).toEqual([true, false]);
  });

  test('a value that holds none means the same everywhere', () => {
    const [own, other] = [likePattern, equalPattern].map(read => letterOf(read(SymbolicText.of([X]), PLAIN)));
    expect(own).toBe(other);
  });

  test('a value that may hold variables is another one where there are none', () => {
    expect(letterOf(likePattern(SymbolicText.of([PARAMETER]), WITH_VARIABLES))).not.toBe(like);
  });

  test('compared without regard to case, a value is another one', () => {
    expect(letterCovers(like, lowerCase(like))).toBe(false);
    expect(lowerCase(lowerCase(like))).toBe(lowerCase(like));
  });
});

test.each([['k', ['K', '\u212A']], ['a', ['A']], ['1', []], ['å', ['Å', '\u212B']], ['ß', ['ẞ']]])('the other cases of %s', (lower, others) => {
  expect(otherCases(lower.charCodeAt(0)).map(code => String.fromCharCode(code)).sort()).toEqual([...others].sort());
});
