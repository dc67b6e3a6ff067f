import { bothHold, Guard, NO_GUARDS } from '../../src/policy/guard';

const guard = (text: string): Guard => ({ condition: text.replace('!', ''), holds: !text.startsWith('!') });
const guards = (...texts: string[]) => texts.map(guard);

test.each<[string[], string[], string[] | undefined]>([
  [[], [], []],
  [['A'], [], ['A']],
  [[], ['!A'], ['!A']],
  [['A'], ['B'], ['A', 'B']],
  [['A', 'B'], ['B', '!C'], ['A', 'B', '!C']],
  [['A'], ['!A'], undefined],
  [['A', 'B'], ['C', '!B'], undefined],
])('%j and %j', (outer, inner, expected) => {
  expect(bothHold(guards(...outer), guards(...inner))).toEqual(expected && guards(...expected));
});

test('no guards are no burden', () => {
  expect(bothHold(NO_GUARDS, NO_GUARDS)).toBe(NO_GUARDS);
});
