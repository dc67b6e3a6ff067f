import { foldCase } from '../../../src/reasoning/matching/fold-case';

test.each([['StringEquals', 'stringequals'], ['', ''], ['ÄÖ', 'äö'], ['İx', 'İx'], ['ΑΣ', 'ας'.replace('ς', 'σ')]])('%s', (text, folded) => {
  expect(foldCase(text)).toBe(folded);
});
