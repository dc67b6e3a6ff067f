/**
 * `npm run bench`: measures the budgets of the design, each arm in a process of its own, arms in turn, medians of the rounds.
 * `npm run bench -- --json` prints one line a figure; names of groups (`catalog`, `hostile`, `corpus`, `comparison`, `evaluator`,
 * `solver`, `synth`) measure only these.
 *
 * Quote ratios: both sides of a ratio were measured in the same run. Absolute times move with the machine, so budgets in milliseconds
 * are multiplied by how slow it is.
 */
import { Figure, isWithin } from './figure';
import { slowness } from './machine';
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

function print(figures: readonly Figure[], machine: number): void {
  const width = Math.max(...figures.map(figure => figure.name.length));
  for (const figure of figures) {
    const { value, budget, unit, floor, name } = figure;
    const isTime = unit === 'ms' && budget !== undefined;
    const here = isTime ? { ...figure, budget: budget * machine } : figure;
    if (process.argv.includes('--json')) {
      console.log(JSON.stringify({ ...here, value: value ?? null, budget: here.budget ?? null, floor: floor ?? null, ok: isWithin(here) }));
      continue;
    }
    const told = value?.toFixed(3) ?? 'not measured';
    console.log(`${name.padEnd(width)}  ${told.padStart(12)} ${unit.padEnd(5)}  ${limit(here)}${isTime ? ` (${budget} × ${machine.toFixed(2)})` : ''}`.trimEnd());
  }
}

function limit(figure: Figure): string {
  const { budget, floor } = figure;
  if (floor !== undefined) { return `floor ${floor}  ${isWithin(figure) ? 'ok' : 'UNDER'}`; }
  return budget === undefined ? '' : `budget ${+budget.toPrecision(4)}  ${isWithin(figure) ? 'ok' : 'OVER'}`;
}

const wanted = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
const unknown = wanted.find(group => !(group in GROUPS));
if (unknown !== undefined) { throw new Error(`no group \`${unknown}\`, expected some of ${Object.keys(GROUPS).join(', ')}`); }
const machine = slowness();
const figures = (wanted.length === 0 ? Object.keys(GROUPS) : wanted).flatMap(group => GROUPS[group]());
print([{ name: 'this machine : that of the budgets, time', value: machine, unit: 'ratio' }, ...figures], machine);
