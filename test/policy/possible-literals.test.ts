import { possibleLiterals } from '../../src/policy/possible-literals';
import { SymbolicText } from '../../src/policy/symbolic-text';

const stage = SymbolicText.unknown({ name: 'Stage', shape: 'any', allowedValues: ['dev', 'prod'] });
const name = SymbolicText.unknown({ name: 'Name', shape: 'name' });

test.each<[string, SymbolicText[], string[] | undefined]>([
  ['text', [SymbolicText.literal('a')], ['a']],
  ['nothing', [], ['']],
  ['a value out of a few', [SymbolicText.literal('a-'), stage], ['a-dev', 'a-prod']],
  ['two values out of a few', [stage, stage], ['devdev', 'devprod', 'proddev', 'prodprod']],
  ['a name', [SymbolicText.literal('a-'), name], undefined],
  ['too many', [stage, stage, stage, stage, stage], undefined],
])('%s', (_, texts, expected) => {
  expect(possibleLiterals(SymbolicText.concat(texts))).toEqual(expected);
});
