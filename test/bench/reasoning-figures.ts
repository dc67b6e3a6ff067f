/**
 * What reasoning costs: comparing policies, deciding requests, and both beside what others do.
 */
import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Figure, median } from './figure';
import { runScript } from './run-script';

interface Peak {
  readonly peakMiB: number;
}

interface Distribution {
  readonly median: number;
  readonly p99: number;
  readonly worst: number;
}

interface OrdinaryRun extends Distribution, Peak {
  readonly cold: Distribution & { readonly firstMs: number };
  readonly count: number;
  readonly unknown: { readonly [change: string]: number };
  readonly contradicted: readonly string[];
}

interface HostileRun extends Peak {
  readonly cases: readonly { readonly name: string; readonly ms: number; readonly verdict: string }[];
}

interface ManyRun extends Peak {
  readonly ms: number;
  readonly verdicts: { readonly unknown: number };
}

interface EvaluatorCase {
  readonly name: string;
  readonly perSecond: number;
  readonly decisions: readonly string[];
}

interface Solved {
  readonly ms: number;
  readonly verdict: string;
}

interface SolverComparison {
  readonly name: string;
  readonly ours: Solved;
  readonly z3: Solved;
}

const ROUNDS = 3;
const COMPARISON = 'comparison-arm.cjs';
const EVALUATOR = 'evaluator-arm.cjs';
const SOLVER = 'z3-solver@5.2.0';
/** Requests a second that the design asks for, in the order of the arm's cases. */
const EVALUATOR_FLOORS = [200_000, 100_000, 50_000];

export function comparisonFigures(): readonly Figure[] {
  const rounds = Array.from({ length: ROUNDS }, () => ({
    ordinary: runScript<OrdinaryRun>(COMPARISON, [], ['ordinary']),
    hostile: runScript<HostileRun>(COMPARISON, [], ['hostile']),
    thousand: runScript<ManyRun>(COMPARISON, [], ['many', '1000']),
    tenThousand: runScript<ManyRun>(COMPARISON, [], ['many', '10000']),
  }));
  const [{ ordinary, hostile, tenThousand }] = rounds;
  const ofOrdinary = (figure: (run: OrdinaryRun) => number) => median(rounds.map(round => figure(round.ordinary)));
  const hostileCases = hostile.cases.map(({ name, verdict }, index) => (
    { name, verdict, ms: median(rounds.map(round => round.hostile.cases[index].ms)) }
  ));
  const worst = hostileCases.reduce((left, right) => left.ms > right.ms ? left : right);
  const label = `${ordinary.count} ordinary comparisons`;
  return [
    { name: `${label}: median`, value: ofOrdinary(run => run.median), unit: 'ms', budget: 0.2 },
    { name: `${label}: p99`, value: ofOrdinary(run => run.p99), unit: 'ms', budget: 10 },
    { name: `${label}: worst`, value: ofOrdinary(run => run.worst), unit: 'ms', budget: 300 },
    { name: `${label}: load and the first of them`, value: ofOrdinary(run => run.cold.firstMs), unit: 'ms' },
    { name: `${label}: cold median`, value: ofOrdinary(run => run.cold.median), unit: 'ms' },
    { name: `${label}: cold worst`, value: ofOrdinary(run => run.cold.worst), unit: 'ms', budget: 300 },
    { name: `${label}: left unknown`, value: Object.values(ordinary.unknown).reduce((sum, count) => sum + count, 0), unit: 'pairs' },
    { name: `${label}: contradicting how they were made`, value: ordinary.contradicted.length, unit: 'pairs', budget: 0 },
    { name: `${hostileCases.length} hostile comparisons: worst (${worst.name})`, value: worst.ms, unit: 'ms', budget: 300 },
    { name: `${hostileCases.length} hostile comparisons: left unknown`, value: hostileCases.filter(({ verdict }) => verdict === 'unknown').length, unit: 'pairs' },
    { name: '10,000 policies against a guard, cold', value: median(rounds.map(round => round.tenThousand.ms)), unit: 'ms', budget: 10_000 },
    { name: '10,000 policies: left unknown', value: tenThousand.verdicts.unknown, unit: 'pairs' },
    { name: '10,000 policies : 10 × 1,000 policies', value: median(rounds.map(round => round.tenThousand.ms / round.thousand.ms / 10)), unit: 'ratio', budget: 1.2 },
    ...(['ordinary', 'hostile', 'tenThousand'] as const).map(arm => (
      { name: `peak memory, ${{ ordinary: 'ordinary', hostile: 'hostile', tenThousand: '10,000' }[arm]} comparisons`, value: median(rounds.map(round => round[arm].peakMiB)), unit: 'MiB', budget: 300 }
    )),
  ];
}

export function evaluatorFigures(): readonly Figure[] {
  const rounds = Array.from({ length: ROUNDS }, () => ({
    ours: runScript<readonly EvaluatorCase[]>(EVALUATOR, [], ['ours']),
    theirs: runScript<readonly EvaluatorCase[]>(EVALUATOR, [], ['iam-simulate']),
  }));
  const [{ ours, theirs }] = rounds;
  return EVALUATOR_FLOORS.flatMap((floor, index): Figure[] => {
    const { name, decisions } = ours[index];
    return [
      { name: `${name}: ours`, value: median(rounds.map(round => round.ours[index].perSecond)), unit: '/s', floor },
      { name: `${name}: iam-simulate, unsafe call`, value: median(rounds.map(round => round.theirs[index].perSecond)), unit: '/s' },
      { name: `${name}: ours : iam-simulate`, value: median(rounds.map(round => round.ours[index].perSecond / round.theirs[index].perSecond)), unit: 'ratio' },
      { name: `${name}: decided otherwise by iam-simulate`, value: decisions.filter((decision, request) => decision !== theirs[index].decisions[request]).length, unit: 'of 1024', budget: 0 },
    ];
  });
}

/** Z3 is no dependency: it is installed for this comparison and thrown away. */
export function solverFigures(): readonly Figure[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-solver-'));
  try {
    return isInstalled(folder)
      ? besideSolver(runScript<readonly SolverComparison[]>('solver-arm.cjs', [], [folder]))
      : [{ name: `comparisons, ours : Z3 (left out: ${SOLVER} could not be installed)`, value: undefined, unit: 'ratio', budget: 0.02 }];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function isInstalled(folder: string): boolean {
  try {
    execFileSync('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', SOLVER], { stdio: 'ignore', timeout: 120_000 });
    return true;
  } catch {
    return false;
  }
}

function besideSolver(comparisons: readonly SolverComparison[]): readonly Figure[] {
  const label = `${comparisons.length} comparisons`;
  const isOpen = ({ verdict }: Solved) => verdict === 'unknown';
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const [ours, z3] = (['ours', 'z3'] as const).map(side => comparisons.map(comparison => comparison[side]));
  return [
    { name: `${label}: median, ours`, value: median(ours.map(({ ms }) => ms)), unit: 'ms' },
    { name: `${label}: median, Z3`, value: median(z3.map(({ ms }) => ms)), unit: 'ms' },
    { name: `${label}: ours : Z3, median of the ratios`, value: median(comparisons.map(comparison => comparison.ours.ms / comparison.z3.ms)), unit: 'ratio', budget: 0.02 },
    { name: `${label}: ours : Z3, all together`, value: sum(ours.map(({ ms }) => ms)) / sum(z3.map(({ ms }) => ms)), unit: 'ratio', budget: 0.02 },
    { name: `${label}: timed out, Z3 (10 s)`, value: z3.filter(isOpen).length, unit: 'pairs' },
    { name: `${label}: left unknown, ours`, value: ours.filter(isOpen).length, unit: 'pairs', budget: 0 },
    {
      name: `${label}: verdicts that contradict Z3`,
      value: comparisons.filter(pair => !isOpen(pair.ours) && !isOpen(pair.z3) && pair.ours.verdict !== pair.z3.verdict).length,
      unit: 'pairs',
      budget: 0,
    },
  ];
}
