import { parseNumeric } from '../../../src/policy/conditions/numeric';

describe('parseNumeric', () => {
  test.each([['10', 10], ['-3', -3], ['0.5', 0.5], ['007', 7], ['1e21', 1e21], ['1E+2', 100]])('%s is a number', (text, number) => {
    expect(parseNumeric(text)).toBe(number);
  });

  test.each(['', ' 1', '1 ', 'ten', '0x10', '1,5', '.', '1.', '--1', 'NaN', 'Infinity', '1e999'])('"%s" is none', text => {
    expect(parseNumeric(text)).toBeUndefined();
  });
});
