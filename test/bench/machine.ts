/**
 * How slow this machine is beside the one on which the budgets in milliseconds were set, told by work that both have done: to build
 * and synthesise the app of the `synth` group with 1,000 functions and without validation.
 */
import { median } from './figure';
import { runScript } from './run-script';

/** CPU of the whole process: Node 20.20.2, aws-cdk-lib 2.276.0, an AMD EPYC (family 25, model 17) with 2 virtual cores, November 2026. */
const REFERENCE_CPU_MS = 4100;
const ROUNDS = 3;

/** 2 where all takes twice as long as there. */
export function slowness(): number {
  const runs = Array.from({ length: ROUNDS }, () => runScript<{ readonly cpuMs: number }>('synth-arm.cjs', ['--expose-gc'], ['plain', '1000']));
  return median(runs.map(({ cpuMs }) => cpuMs)) / REFERENCE_CPU_MS;
}
