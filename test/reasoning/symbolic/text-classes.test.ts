import { SymbolicText } from '../../../src/policy/symbolic-text';
import { Budget, OutOfBudget } from '../../../src/reasoning/symbolic/budget';
import { equalPattern, EVERYTHING, likePattern, Pattern } from '../../../src/reasoning/symbolic/pattern';
import { relationOf, TextClass, textClasses } from '../../../src/reasoning/symbolic/text-classes';

const like = (text: string, ignoresCase = false) => likePattern(SymbolicText.literal(text), { variables: false, ignoresCase });
const equal = (text: string) => equalPattern(SymbolicText.literal(text), { variables: false });

test.each<[Pattern, Pattern, string]>([
  [like('a*'), like('*'), 'covered'], [like('a*'), like('a*b'), 'partial'], [like('a*'), like('b*'), 'disjoint'], [like('*a'), like('b*'), 'partial'],
  [like('a?c'), like('a*c'), 'covered'], [like('A', true), equal('a'), 'partial'], [equal('a'), like('A', true), 'covered'], [like('ab', true), equal('AB'), 'partial'],
  [like('a*', true), like('B*'), 'disjoint'],
])('%#: covered, disjoint or partial', (base, other, expected) => {
  expect(relationOf(base, other, 'test', new Budget())).toBe(expected);
});

const wordsOf = (classes: readonly TextClass[]) => classes.map(({ word }) => String.fromCharCode(...word)).sort();

test('each class once, with a shortest word', () => {
  const classes = textClasses({ bases: [like('a*')], sets: [[like('a?')], [like('*b')]], dimension: 'test' }, new Budget());
  const words = new Map(classes.map(({ inside, word }) => [inside.join(), word.length]));
  expect(words).toEqual(new Map([['false,false', 1], ['true,false', 2], ['true,true', 2], ['false,true', 3]]));
});

test('plain words are classes of their own, and there is always one beyond them', () => {
  const classes = textClasses({ bases: [EVERYTHING], sets: [[equal('example'), equal('a')], [equal('a')]], dimension: 'test' }, new Budget());
  expect(classes.map(({ inside }) => inside.join()).sort()).toEqual(['false,false', 'true,false', 'true,true']);
  expect(wordsOf(classes)).toEqual(expect.arrayContaining(['a', 'example']));
});

test('ends when a class is enough', () => {
  let seen = 0;
  textClasses({ bases: [EVERYTHING], sets: [[like('a*')], [like('b*')]], dimension: 'test', isEnough: () => ++seen === 1 }, new Budget());
  expect(seen).toBe(1);
});

test('patterns that multiply run out of budget, by name, instead of out of time', () => {
  const patterns = Array.from({ length: 24 }, (_, place) => like(`*${String.fromCharCode(97 + place)}*`));
  const classes = () => textClasses({ bases: [EVERYTHING], sets: patterns.map(pattern => [pattern]), dimension: 'resource' }, new Budget());
  expect(classes).toThrow(OutOfBudget);
  expect(classes).toThrow(expect.objectContaining({ dimension: 'resource', patterns: expect.arrayContaining(['*a*', '*x*']) }));
});
