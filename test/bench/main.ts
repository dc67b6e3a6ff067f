/**
 * `npm run bench`: measures the budgets of the design, each arm in a process of its own, arms in turn, medians of the rounds.
 * `npm run bench -- --json` prints one line a figure; names of groups (`catalog`, `hostile`, `corpus`, `comparison`, `evaluator`,
 * `solver`, `synth`) measure only these.
 *
 * Quote ratios: both sides of a ratio were measured in the same run. Absolute times move with the machine.
 */
import { Figure, isWithin } from './figure';
import { comparisonFigures, evaluatorFigures, solverFigures } from './reasoning-figures';
import { catalogFigures, hostileFigures, managedPolicyFigures, synthFigures } from './validation-figures';

const GROUPS: { readonly [group: string]: () => readonly Figure[] } = {
  catalog: catalogFigures,
  hostile: hostileFigures,
  corpus: managedPolicyFigures,
  comparison: comparisonFigures,
  evaluator: evaluatorFigures,
  solver: solverFigures,
  synth: synthFigures,
};

function print(figures: readonly Figure[]): void {
  if (process.argv.includes('--json')) {
    for (const figure of figures) {
      const { value = null, budget = null, floor = null } = figure;
      console.log(JSON.stringify({ ...figure, value, budget, floor, ok: isWithin(figure) }));
    }
    return;
  }
  const width = Math.max(...figures.map(figure => figure.name.length));
  for (const figure of figures) {
    const value = figure.value?.toFixed(3) ?? 'not measured';
    console.log(`${figure.name.padEnd(width)}  ${value.padStart(12)} ${figure.unit.padEnd(5)}  ${limit(figure)}`.trimEnd());
  }
}

function limit(figure: Figure): string {
  const { budget, floor } = figure;
  if (floor !== undefined) { return `floor ${floor}  ${isWithin(figure) ? 'ok' : 'UNDER'}`; }
  return budget === undefined ? '' : `budget ${budget}  ${isWithin(figure) ? 'ok' : 'OVER'}`;
}

const wanted = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
const unknown = wanted.find(group => !(group in GROUPS));
if (unknown !== undefined) { throw new Error(`no group \`${unknown}\`, expected some of ${Object.keys(GROUPS).join(', ')}`); }
print((wanted.length === 0 ? Object.keys(GROUPS) : wanted).flatMap(group => GROUPS[group]()));
