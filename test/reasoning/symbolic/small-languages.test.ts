/**
 * Patterns against all short words: what the product automaton says of two patterns must be what trying every word says.
 */
import { SymbolicText } from '../../../src/policy/symbolic-text';
import { NO, YES } from '../../../src/reasoning/matching/match';
import { RequestFacts } from '../../../src/reasoning/matching/request-facts';
import { textMatcher, MatchStyle } from '../../../src/reasoning/matching/text-matcher';
import { Request } from '../../../src/reasoning/request';
import { Budget } from '../../../src/reasoning/symbolic/budget';
import { Matcher } from '../../../src/reasoning/symbolic/matcher';
import { arnPattern, codesOfString, equalPattern, likePattern, Pattern, resourcePattern } from '../../../src/reasoning/symbolic/pattern';
import { relationOf, textClasses } from '../../../src/reasoning/symbolic/text-classes';

const ANYTHING: Request = { principal: { kind: 'anonymous', id: '*' }, action: 's3:GetObject', resource: '*', context: {} };
const FACTS = new RequestFacts(ANYTHING);

type Read = (text: SymbolicText) => Pattern | undefined;

const STYLES: readonly (readonly [style: MatchStyle, read: Read])[] = [
  ['exact', text => equalPattern(text, { variables: false })],
  ['glob', text => likePattern(text, { variables: false })],
  ['resource', text => resourcePattern(text, { variables: false })],
  ['arn', text => arnPattern(text, { variables: false })],
];

/** All texts of up to so many letters. */
function textsOver(letters: string, longest: number): string[] {
  const texts = [''];
  for (let done = 0, length = 0; length < longest; length++) {
    const end = texts.length;
    for (; done < end; done++) { for (const letter of letters) { texts.push(texts[done] + letter); } }
  }
  return texts;
}

/** Patterns for ARNs need five colons to match anything. */
function prefixOf(style: MatchStyle): string {
  return style === 'arn' ? '::::' : '';
}

function accepts(pattern: Pattern | undefined, word: string): boolean {
  return pattern !== undefined && Matcher.of(pattern).accepts(codesOfString(word));
}

describe.each(STYLES)('patterns read as %s', (style, read) => {
  const patterns = textsOver(style === 'exact' ? 'a:' : 'a:*?', 4).map(text => prefixOf(style) + text);
  const words = textsOver('ab:', 5).map(text => prefixOf(style) + text);

  test('match the words that the evaluator says they match', () => {
    for (const text of patterns) {
      const symbolic = read(SymbolicText.literal(text));
      const concrete = textMatcher(SymbolicText.literal(text), { style, variables: false });
      const wrong = words.find(word => accepts(symbolic, word) !== (concrete.match(word, FACTS) === YES));
      expect({ text, wrong }).toEqual({ text, wrong: undefined });
    }
  });

  test('stand to each other as their words do', () => {
    const few = patterns.filter(text => text.length <= prefixOf(style).length + 3);
    const read1 = few.map(text => read(SymbolicText.literal(text)));
    const matched = read1.map(pattern => words.filter(word => accepts(pattern, word)));
    const budget = { spendProduct: () => true } as unknown as Budget;
    for (let left = 0; left < few.length; left++) {
      for (let right = 0; right < few.length; right++) {
        const [base, other] = [read1[left], read1[right]];
        if (!base || !other) { continue; }
        const own = new Set(matched[right]);
        const inside = matched[left].filter(word => own.has(word)).length;
        const expected = inside === matched[left].length ? 'covered' : inside === 0 ? 'disjoint' : 'partial';
        const relation = relationOf(base, other, 'test', budget);
        if (relation !== expected) { expect(`${few[left]} in ${few[right]}: ${relation}`).toBe(expected); }
      }
    }
  });
});

describe('classes of words', () => {
  const texts = textsOver('ab*', 3);
  const words = textsOver('abc', 5);
  const patterns = texts.map(text => likePattern(SymbolicText.literal(text), { variables: false }));

  test('are all that there are, each with a word of it, and a shortest one', () => {
    for (let seed = 0; seed < 400; seed++) {
      const [base, ...sets] = [0, 1, 2, 3].map(place => patterns[(seed * 7919 + place * 104_729 + seed * seed * place) % patterns.length]);
      const answers = new Map<string, number>();
      for (const word of words.filter(own => accepts(base, own))) {
        const key = sets.map(pattern => accepts(pattern, word)).join();
        answers.set(key, Math.min(answers.get(key) ?? Infinity, word.length));
      }
      const found = textClasses({ bases: [base], sets: sets.map(pattern => [pattern]), dimension: 'test' }, new Budget());
      expect(new Map(found.map(({ inside, word }) => [inside.join(), word.length]))).toEqual(answers);
      for (const { word, inside } of found) {
        expect(sets.map(pattern => Matcher.of(pattern).accepts(word))).toEqual(inside);
      }
    }
  });
});

/** Patterns in which `X` is a value that is not known, and texts that it can turn out as. */
const VALUES = {
  any: ['', 'a', 'b', '*', ':', 'a:b', '?', 'a*b', ':*'],
  opaque: ['a', 'b', ':', 'a:b'],
  name: ['a', 'b', 'ab'],
  variable: ['', 'a', 'b', '*', ':', 'a:b', undefined],
} as const;
type Shape = keyof typeof VALUES;
const SHAPES = Object.keys(VALUES) as Shape[];

const READS = { glob: likePattern, resource: resourcePattern, exact: equalPattern, arn: arnPattern } as const;

function textWith(text: string, shape: Shape): SymbolicText {
  return SymbolicText.concat([...text].map(letter => {
    if (letter !== 'X') { return SymbolicText.literal(letter); }
    return shape === 'variable' ? SymbolicText.literal('${test:x}') : SymbolicText.unknown({ name: 'X', shape });
  }));
}

describe('patterns with a value that is not known', () => {
  const budget = { spendProduct: () => true } as unknown as Budget;
  const known = new Map<string, ReadonlySet<string>>();

  /** The words that a pattern matches when the value is known. */
  function language(text: string, shape: Shape, value: string | undefined, style: MatchStyle, words: readonly string[]): ReadonlySet<string> {
    const key = `${style} ${shape} ${value} ${text}`;
    let matched = known.get(key);
    if (!matched) {
      const isVariable = shape === 'variable';
      const matcher = textMatcher(isVariable ? textWith(text, shape) : SymbolicText.literal(text.replaceAll('X', () => value!)), { style, variables: isVariable });
      const facts = new RequestFacts({ ...ANYTHING, context: isVariable && value !== undefined ? { 'test:x': value } : {} });
      matched = new Set(words.filter(word => matcher.match(word, facts) !== NO));
      known.set(key, matched);
    }
    return matched;
  }

  const pairs: readonly (readonly [MatchStyle, MatchStyle])[] = [
    ['glob', 'glob'], ['glob', 'exact'], ['exact', 'glob'], ['exact', 'exact'], ['resource', 'resource'], ['arn', 'arn'], ['arn', 'glob'], ['glob', 'arn'], ['exact', 'arn'],
  ];
  const cases = SHAPES.flatMap(shape => pairs.map(([baseStyle, otherStyle]) => ({ shape, baseStyle, otherStyle })));

  test.each(cases)('$shape, $baseStyle against $otherStyle: covered and disjoint hold for every value', ({ shape, baseStyle, otherStyle }) => {
    const isArn = baseStyle === 'arn' || otherStyle === 'arn';
    const prefix = isArn ? ':::' : '';
    const texts = textsOver('aX:*', 3).filter(text => text.includes('X')).map(text => prefix + text);
    const others = [...texts, ...textsOver('a:*', 3).map(text => prefix + text)];
    const words = textsOver('ab:', 4).map(text => prefix + text);
    known.clear();
    for (const left of texts) {
      const base = READS[baseStyle](textWith(left, shape), { variables: true });
      if (!base) { continue; }
      for (const right of others) {
        const [surest, loose] = (['surest', 'loose'] as const).map(reading => READS[otherStyle](textWith(right, shape), { variables: true, reading }));
        const surely = surest && relationOf(base, surest, 'test', budget);
        const possibly = loose ? relationOf(base, loose, 'test', budget) : 'disjoint';
        for (const value of VALUES[shape]) {
          const [own, other] = [language(left, shape, value, baseStyle, words), language(right, shape, value, otherStyle, words)];
          if (surely === 'covered' && ![...own].every(word => other.has(word))) { expect({ left, right, value, surely }).toBeUndefined(); }
          if (possibly === 'disjoint' && [...own].some(word => other.has(word))) { expect({ left, right, value, possibly }).toBeUndefined(); }
        }
      }
    }
  });

  test.each(SHAPES)('%s: a pattern is covered by itself wherever the value stands', shape => {
    for (const left of [...textsOver('aX:*', 3), ':::X', ':::X:*', ':::*:X', 'X:::*:a', 'a:X:*:*:*:*']) {
      for (const read of Object.values(READS)) {
        const [base, same] = (['widest', 'surest'] as const).map(reading => read(textWith(left, shape), { variables: true, reading }));
        expect([left, base && relationOf(base, same!, 'test', budget)]).toEqual([left, base && 'covered']);
      }
    }
  });
});
