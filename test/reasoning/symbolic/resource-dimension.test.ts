import { SymbolicText } from '../../../src/policy/symbolic-text';
import { atomsIn } from '../../../src/reasoning/symbolic/atom-set';
import { Budget } from '../../../src/reasoning/symbolic/budget';
import { resourcePattern } from '../../../src/reasoning/symbolic/pattern';
import { resourceDimension, ResourceSet } from '../../../src/reasoning/symbolic/resource-dimension';

const pattern = (text: string) => resourcePattern(SymbolicText.literal(text), { variables: false });
const set = (negated: boolean, ...texts: readonly string[]): ResourceSet => ({ inside: undefined, negated, patterns: texts.map(pattern) });
const ALL: ResourceSet = { inside: true, negated: false, patterns: [] };

function cut(within: readonly ResourceSet[], covers: readonly ResourceSet[], tryBeyond: (word: string) => boolean = () => false) {
  const beyond: string[] = [];
  const { dimension, classes } = resourceDimension(pattern('a*'), within, covers, new Budget(), word => {
    beyond.push(String.fromCharCode(...word));
    return tryBeyond(beyond[beyond.length - 1]);
  });
  const words = classes.map(({ word }) => String.fromCharCode(...word));
  return { words, covers: dimension.covers.map(side => side && atomsIn(side).map(atom => words[atom]).sort()), beyond };
}

test('resources are told apart as far as the statements to avoid do', () => {
  expect(cut([], [set(false, 'ab*'), set(true, 'a?'), ALL])).toEqual({
    words: expect.arrayContaining(['a', 'ab']),
    covers: [['ab', expect.stringMatching(/^ab./)], ['a', expect.stringMatching(/^ab./)], undefined],
    beyond: [],
  });
});

test('those that a statement to match leaves out are not among them', () => {
  expect(cut([set(true, 'ab*')], []).words).toEqual(['a']);
  expect(cut([set(false, '*b'), set(false, '*c*')], []).words).toEqual([expect.stringMatching(/^a.*c.*b$/)]);
});

test('a resource beyond all statements to avoid is tried as soon as it is found', () => {
  expect(cut([], [set(false, 'a', 'ab')], word => word.length > 1).beyond).toEqual([expect.stringMatching(/^a[^b]$/)]);
});
