import { SymbolicText, Unknown, UnknownShape } from '../../src/policy/symbolic-text';

const of = (shape: UnknownShape, allowedValues?: string[]): Unknown => ({ name: 'X', shape, allowedValues });
const text = (...pieces: (string | Unknown)[]) =>
  SymbolicText.concat(pieces.map(piece => typeof piece === 'string' ? SymbolicText.literal(piece) : SymbolicText.unknown(piece)));

describe('put together', () => {
  test.each<[string, SymbolicText, string | undefined, string, string]>([
    ['nothing', text(), '', '', ''],
    ['empty text', text('', ''), '', '', ''],
    ['literals', text('a', '', 'b'), 'ab', 'ab', 'ab'],
    ['an unknown alone', text(of('any')), undefined, '', '<X>'],
    ['an unknown after empty text', text('', of('any')), undefined, '', '<X>'],
    ['literals around an unknown', text('a', 'b', of('name'), 'c', 'd'), undefined, 'ab', 'ab<X>cd'],
  ])('%s', (_, whole, literal, prefix, readable) => {
    expect([whole.literal, whole.literalPrefix, String(whole)]).toEqual([literal, prefix, readable]);
  });

  test('neighbouring literals are one part', () => {
    expect(text('a', 'b', of('name'), 'c', 'd').parts).toEqual(['ab', of('name'), 'cd']);
  });

  test('a text says whether it can hold a wildcard that nobody sees', () => {
    expect(text('a', of('any')).canHoldAnything).toBe(true);
    expect(text('a*', of('opaque'), of('name'), of('account')).canHoldAnything).toBe(false);
  });
});

describe('split', () => {
  const pieces = (whole: SymbolicText, separator: string) => whole.split(separator)?.map(String);

  test.each<[SymbolicText, string, string[] | undefined]>([
    [text('a:b::c'), ':', ['a', 'b', '', 'c']],
    [text(':'), ':', ['', '']],
    [text(''), ':', ['']],
    [text('a', of('name'), 'b:c', of('account')), ':', ['a<X>b', 'c<X>']],
    [text(of('name'), ':', of('name')), ':', ['<X>', '<X>']],
    [text(of('any')), ':', undefined],
    [text(of('opaque')), ':', undefined],
    [text(of('name')), '/', ['<X>']],
    [text(of('name')), '-', undefined],
    [text(of('region')), '-', undefined],
    [text(of('url-suffix')), '.', undefined],
    [text(of('url-suffix')), ':', ['<X>']],
    [text(of('any', ['a', 'b'])), ':', ['<X>']],
    [text(of('any', ['a', 'b:c'])), ':', undefined],
    [text('a::b'), '::', ['a', 'b']],
    [text('a:', of('any', [':b'])), '::', undefined],
    [text('x', of('any', ['yz'])), 'xy', undefined],
  ])('%s at "%s"', (whole, separator, expected) => {
    expect(pieces(whole, separator)).toEqual(expected);
  });
});
