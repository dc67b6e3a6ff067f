import { globCovers, globsOverlap, hasWildcard, NAME, toGlob } from '../../src/policy/glob';
import { SymbolicText, Unknown, UnknownShape } from '../../src/policy/symbolic-text';

const LETTERS = ['a', '/', ':'];
const words = (letters: readonly string[], longest: number): string[] => {
  const all = [''];
  for (let start = 0, length = 1; length <= longest; length++) {
    const end = all.length;
    for (; start < end; start++) { all.push(...letters.map(letter => all[start] + letter)); }
  }
  return all;
};
const TEXTS = words(LETTERS, 5);
const GLOBS = words([...LETTERS, '*', '?'], 4);

/** The plain definition: a letter is itself, `?` any one letter, `*` any text. */
function matches(glob: string, text: string, g = 0, t = 0): boolean {
  if (g === glob.length) { return t === text.length; }
  if (glob[g] === '*') { return matches(glob, text, g + 1, t) || (t < text.length && matches(glob, text, g, t + 1)); }
  return t < text.length && (glob[g] === '?' || glob[g] === text[t]) && matches(glob, text, g + 1, t + 1);
}

/** The texts that a glob matches, as a set of positions in TEXTS. */
const languages = new Map(GLOBS.map(glob => [glob, languageOf(glob)]));

function languageOf(glob: string): Uint32Array {
  const set = new Uint32Array(Math.ceil(TEXTS.length / 32));
  TEXTS.forEach((text, index) => { if (matches(glob, text)) { set[index >> 5] |= 1 << (index & 31); } });
  return set;
}

const meet = (left: Uint32Array, right: Uint32Array) => left.some((word, index) => (word & right[index]) !== 0);
const isWithin = (inner: Uint32Array, outer: Uint32Array) => inner.every((word, index) => (word & ~outer[index]) === 0);

/** Every pair of short globs; a sample of the larger ones keeps the suite fast. */
function eachPair(judge: (left: string, right: string) => string | undefined): string[] {
  const wrong: string[] = [];
  GLOBS.forEach((left, index) => {
    const step = left.length < 4 ? 1 : 7;
    for (let other = index % step; other < GLOBS.length; other += step) {
      const complaint = judge(left, GLOBS[other]);
      if (complaint) { wrong.push(complaint); }
    }
  });
  return wrong;
}

describe('against the plain definition, in a small world', () => {
  test('overlap is exact', () => {
    // Two globs of at most four letters that share a text share one of at most five: the longer text of the two without stars,
    // or at most both prefixes and suffixes in a row; the pairs that need more are left to the test below.
    const wrong = eachPair((left, right) => {
      const truth = meet(languages.get(left)!, languages.get(right)!);
      const answer = globsOverlap(left, right);
      if (truth && !answer) { return `${left} and ${right} share a text`; }
      return answer && !truth && fixedLength(left) + fixedLength(right) <= 5 ? `${left} and ${right} share none` : undefined;
    });
    expect(wrong).toEqual([]);
  });

  test('covers never says yes wrongly', () => {
    const wrong = eachPair((broader, narrower) =>
      globCovers(broader, narrower) && !isWithin(languages.get(narrower)!, languages.get(broader)!) ? `${broader} over ${narrower}` : undefined);
    expect(wrong).toEqual([]);
  });

  test('covers says yes wherever no `?` meets a `*`', () => {
    // A letter that neither glob has stands for "any text at all" of the narrower's stars.
    const wrong = eachPair((broader, narrower) => {
      if (broader.includes('?') && narrower.includes('*')) { return undefined; }
      const truth = isWithin(languages.get(narrower)!, languages.get(broader)!) && matches(broader, narrower.replace(/\*/g, 'zzz').replace(/\?/g, 'z'));
      return truth && !globCovers(broader, narrower) ? `${broader} over ${narrower}` : undefined;
    });
    expect(wrong).toEqual([]);
  });

  test('covers is matching, when the narrower is a text', () => {
    const wrong: string[] = [];
    for (const glob of GLOBS) {
      for (const text of TEXTS) {
        if (globCovers(glob, text) !== matches(glob, text)) { wrong.push(`${glob} over ${text}`); }
      }
    }
    expect(wrong).toEqual([]);
  });
});

function fixedLength(glob: string): number {
  return glob.replace(/\*/g, '').length;
}

const unknown = (shape: UnknownShape): SymbolicText => SymbolicText.unknown({ name: 'X', shape } as Unknown);
const glob = (...pieces: (string | SymbolicText)[]) =>
  toGlob(SymbolicText.concat(pieces.map(piece => typeof piece === 'string' ? SymbolicText.literal(piece) : piece)));

describe('unknown parts', () => {
  const NAME_SHAPES: UnknownShape[] = ['name', 'account', 'region', 'partition', 'url-suffix'];

  test.each<UnknownShape>(['any', 'opaque'])('%s overlaps with whatever it could hold', shape => {
    expect(globsOverlap(glob('a/', unknown(shape)), 'a/b/c:d')).toBe(true);
    expect(globsOverlap(glob('a/', unknown(shape)), 'a/*')).toBe(true);
    expect(globsOverlap(glob('a/', unknown(shape), '/z'), 'a/b/c')).toBe(false);
    expect(globsOverlap(glob('a/', unknown(shape)), 'b/*')).toBe(false);
  });

  test.each(NAME_SHAPES)('%s holds neither `/` nor `:`', shape => {
    expect(globsOverlap(glob('a/', unknown(shape)), 'a/b')).toBe(true);
    expect(globsOverlap(glob('a/', unknown(shape)), 'a/b/c')).toBe(false);
    expect(globsOverlap(glob('a:', unknown(shape)), 'a:b:c')).toBe(false);
    expect(globsOverlap('a/b/c', glob('a/', unknown(shape)))).toBe(false);
    expect(globsOverlap(glob('a/', unknown(shape), '/*'), 'a/b/c/d')).toBe(true);
  });

  test('two unknowns may hold the same, or not', () => {
    for (const shape of [...NAME_SHAPES, 'any', 'opaque'] as const) {
      expect(globsOverlap(glob('a/', unknown(shape)), glob('a/', unknown(shape)))).toBe(true);
      expect(globCovers(glob('a/', unknown(shape)), glob('a/', unknown(shape)))).toBe(false);
      expect(globCovers(glob('a/?', unknown(shape)), glob('a/', unknown(shape)))).toBe(false);
      expect(globCovers(glob('a/', unknown(shape)), 'a/b')).toBe(false);
    }
  });

  test('only a star covers an unknown', () => {
    expect(globCovers('a/*', glob('a/', unknown('name')))).toBe(true);
    expect(globCovers('a/*/b', glob('a/', unknown('name'), '/b'))).toBe(true);
    expect(globCovers('a/?', glob('a/', unknown('name')))).toBe(false);
    expect(globCovers('*', glob(unknown('any')))).toBe(true);
    expect(globCovers('a/*', glob(unknown('any')))).toBe(false);
  });

  test('the small world with an unknown name agrees with every value of it', () => {
    const wrong: string[] = [];
    for (const left of words(['a', '/', NAME], 3)) {
      for (const right of words(['a', '/', '*', '?'], 3)) {
        const values = left.includes(NAME) ? ['', 'a', 'aa', 'aaa'] : [''];
        const isShared = values.some(value => globsOverlap(left.split(NAME).join(value), right));
        if (isShared && !globsOverlap(left, right)) { wrong.push(`${left} ∩ ${right}`); }
        if (isShared && !globsOverlap(right, left)) { wrong.push(`${right} ∩ ${left}`); }
        const isCovered = values.every(value => globCovers(right, left.split(NAME).join(value)));
        if (!isCovered && globCovers(right, left)) { wrong.push(`${right} ⊇ ${left}`); }
      }
    }
    expect(wrong).toEqual([]);
  });
});

test('a glob says whether it has a wildcard', () => {
  expect(['a*', 'a?', '*'].every(hasWildcard)).toBe(true);
  expect(['', 'a', 'arn:aws:s3:::b/${aws:username}'].some(hasWildcard)).toBe(false);
});

test('hostile patterns are answered, those that are too long to compare by the cautious answer', () => {
  const stars = 'a*'.repeat(500_000);
  const letters = 'a'.repeat(500_000);
  const pairs: [string, string, boolean][] = [
    [stars, letters, true], [`*${letters}b`, letters + letters, false], [stars, `${stars}b`, true], ['*'.repeat(1_000_000), letters, true],
  ];
  for (const [left, right, overlap] of pairs) {
    expect([globsOverlap(left, right), globsOverlap(right, left)]).toEqual([overlap, overlap]);
    expect([globCovers(left, right), globCovers(right, left)]).toEqual([false, false]);
  }
});

test('an answer that would take too long is the safe one', () => {
  const long = `*${'a'.repeat(5_000)}*`;
  expect(globsOverlap(long, 'b'.repeat(5_000))).toBe(true);
  expect(globCovers(long, 'a'.repeat(10_000))).toBe(false);
});
