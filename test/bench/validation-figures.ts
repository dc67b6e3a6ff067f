/**
 * What validation costs: loading the catalog, judging policies that no policy should be, and synthesis with and without it.
 */
import { Figure, median } from './figure';
import { runScript } from './run-script';

interface SynthRun {
  readonly loadMs: number;
  readonly synthMs: number;
  readonly validateMs: number;
  readonly cpuMs: number;
  readonly peakMiB: number;
}

/**
 * `no-op` is a plugin that does nothing: what the CDK spends on having any. `ours distinct` is an app in which each function has a
 * statement that no other function has.
 */
type Arm = 'plain' | 'no-op' | 'ours' | 'ours distinct' | 'cdk-nag';

const ARMS: readonly Arm[] = ['plain', 'no-op', 'ours', 'ours distinct', 'cdk-nag'];
const SIZES = [10, 100, 1000];
const SYNTH_ROUNDS = 5;
const CATALOG_ROUNDS = 15;
const HOSTILE_ROUNDS = 5;
const CORPUS_ROUNDS = 5;

export function catalogFigures(): readonly Figure[] {
  const runs = Array.from({ length: CATALOG_ROUNDS }, () => ({
    ours: catalogRun('ours'),
    iamData: catalogRun('iam-data'),
  }));
  return [
    { name: 'catalog cold load, 12 services', value: median(runs.map(run => run.ours.ms)), unit: 'ms', budget: 8 },
    { name: 'catalog heap, 12 services', value: median(runs.map(run => run.ours.heapMiB)), unit: 'MiB', budget: 1.5 },
    { name: 'catalog cold load : iam-data files', value: median(runs.map(run => run.ours.ms / run.iamData.ms)), unit: 'ratio' },
  ];
}

function catalogRun(arm: string): { readonly ms: number; readonly heapMiB: number } {
  return runScript('catalog-arm.cjs', ['--expose-gc'], [arm]);
}

/** Policies that are to be a finding within a second. */
export function hostileFigures(): readonly Figure[] {
  return [['10,000 statements', 'statements'], ['1 MB of wildcards', 'text']].map(([label, arm]) => ({
    name: `hostile policy, ${label}`,
    value: median(Array.from({ length: HOSTILE_ROUNDS }, () => runScript<{ readonly ms: number }>('hostile-arm.cjs', [], [arm]).ms)),
    unit: 'ms',
    budget: 1000,
  }));
}

/** The policies that AWS itself has written: real ones, and long ones among them. */
export function managedPolicyFigures(): readonly Figure[] {
  return [{
    name: 'AWS managed policy corpus checked (all rules), after load',
    value: median(Array.from({ length: CORPUS_ROUNDS }, () => runScript<{ readonly ms: number }>('managed-policies-arm.cjs', [], []).ms)),
    unit: 'ms',
    budget: 1500,
  }];
}

type Round = { readonly [arm in Arm]: SynthRun };

function synthRounds(size: number): readonly Round[] {
  return Array.from({ length: SYNTH_ROUNDS }, () =>
    Object.fromEntries(ARMS.map(arm => [arm, synthRun(arm, size)])) as unknown as Round);
}

function synthRun(arm: Arm, size: number): SynthRun {
  const [validation, grants = 'shared'] = arm.split(' ');
  return runScript<SynthRun>('synth-arm.cjs', ['--expose-gc'], [validation, String(size), grants]);
}

function overPlain(runs: readonly Round[], arm: Arm): number {
  return median(runs.map(run => run[arm].peakMiB - run.plain.peakMiB));
}

export function synthFigures(): readonly Figure[] {
  const rounds = new Map(SIZES.map(size => [size, synthRounds(size)]));
  const figures: Figure[] = [];
  for (const [size, runs] of rounds) {
    const label = `${size.toLocaleString('en')} functions`;
    figures.push(
      { name: `${label}: plain synth`, value: median(runs.map(run => run.plain.synthMs)), unit: 'ms' },
      { name: `${label}: added by ours`, value: median(runs.map(run => run.ours.synthMs - run.plain.synthMs)), unit: 'ms' },
      { name: `${label}: added by cdk-nag`, value: median(runs.map(run => run['cdk-nag'].synthMs - run.plain.synthMs)), unit: 'ms' },
      { name: `${label}: process CPU, ours : plain`, value: median(runs.map(run => run.ours.cpuMs / run.plain.cpuMs)), unit: 'ratio', budget: 1.10 },
      { name: `${label}: process CPU, ours : no-op plugin`, value: median(runs.map(run => run.ours.cpuMs / run['no-op'].cpuMs)), unit: 'ratio' },
      { name: `${label}: process CPU, cdk-nag : plain`, value: median(runs.map(run => run['cdk-nag'].cpuMs / run.plain.cpuMs)), unit: 'ratio' },
      { name: `${label}: peak memory over plain, ours`, value: overPlain(runs, 'ours'), unit: 'MiB', budget: 20 },
      { name: `${label}: peak memory over plain, cdk-nag`, value: overPlain(runs, 'cdk-nag'), unit: 'MiB' },
    );
  }
  const ours = marginal(rounds, run => run.ours.validateMs);
  const oursDistinct = marginal(rounds, run => run['ours distinct'].validateMs);
  const nag = marginal(rounds, run => run['cdk-nag'].validateMs);
  const oursAdded = marginal(rounds, run => run.ours.synthMs - run.plain.synthMs);
  const nagAdded = marginal(rounds, run => run['cdk-nag'].synthMs - run.plain.synthMs);
  return [
    ...figures,
    { name: 'marginal validation per function, ours', value: ours, unit: 'ms', budget: 0.12 },
    { name: 'marginal validation per function, ours, a statement of its own each', value: oursDistinct, unit: 'ms' },
    { name: 'marginal validation per function, cdk-nag', value: nag, unit: 'ms' },
    { name: 'marginal validation, ours : cdk-nag', value: ours / nag, unit: 'ratio', budget: 0.1 },
    { name: 'marginal added synth per function, ours', value: oursAdded, unit: 'ms' },
    { name: 'marginal added synth per function, cdk-nag', value: nagAdded, unit: 'ms' },
    { name: 'marginal added synth, ours : cdk-nag', value: oursAdded / nagAdded, unit: 'ratio' },
  ];
}

/** What one more function costs, between the smallest and the largest app; the fixed cost cancels out. */
function marginal(rounds: ReadonlyMap<number, readonly Round[]>, cost: (round: Round) => number): number {
  const [small, large] = [SIZES[0], SIZES[SIZES.length - 1]];
  return (median(rounds.get(large)!.map(cost)) - median(rounds.get(small)!.map(cost))) / (large - small);
}
