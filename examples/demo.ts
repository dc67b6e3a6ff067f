/**
 * Synthesises both examples as a user does, with the command line of the CDK, and prints what it says of each.
 * Succeeds only if the careful platform passes and the careless one is refused with findings. Needs no network and no credentials.
 */
import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

interface Synthesis {
  readonly passed: boolean;
  /** What the command line printed. */
  readonly output: string;
  /** The findings that stand open, by rule. */
  readonly findings: ReadonlyMap<string, number>;
}

interface Report {
  readonly pluginReports: { readonly violations: { readonly ruleName: string; readonly violatingConstructs: unknown[] }[] }[];
}

/** How many findings are printed in full. */
const SHOWN = 5;

function main(): void {
  const careful = synthesise('order-platform');
  console.log(careful.output);
  const carefulPasses = careful.passed && careful.findings.size === 0;
  console.log(carefulPasses
    ? '✔ no open finding, neither of this library nor of the AwsSolutions pack of cdk-nag\n'
    : '✘ expected to pass\n');

  const careless = synthesise('order-platform-careless');
  console.log(careless.output.split('\n\n').slice(0, SHOWN).join('\n\n'));
  const count = sum(careless.findings.values());
  const carelessIsRefused = !careless.passed && count > 0;
  console.log(carelessIsRefused
    ? `\n… and so on.\n✔ refused, with ${count} findings:\n${table(careless.findings)}`
    : '✘ expected to be refused with findings');

  process.exitCode = carefulPasses && carelessIsRefused ? 0 : 1;
}

function synthesise(example: string): Synthesis {
  console.log(`$ cd examples/${example} && npx cdk synth -q\n`);
  const output = mkdtempSync(join(tmpdir(), 'cdk-least-privilege-demo-'));
  try {
    const run = spawnSync(process.execPath, [require.resolve('aws-cdk/bin/cdk'), 'synth', '-q', '--no-notices', '--output', output], {
      cwd: join(__dirname, example),
      encoding: 'utf8',
      env: { ...process.env, CDK_VALIDATION: 'false', CDK_DISABLE_CLI_TELEMETRY: 'true', AWS_EC2_METADATA_DISABLED: 'true' },
    });
    return { passed: run.status === 0, output: `${run.stderr}${run.stdout}`.trim(), findings: openFindings(output) };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** None, too, if synthesis broke off before the validation. */
function openFindings(output: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const file = join(output, 'validation-report.json');
  if (!existsSync(file)) { return counts; }
  const { pluginReports } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  for (const { ruleName, violatingConstructs } of pluginReports.flatMap(report => report.violations)) {
    const rule = ruleName.replace(/\[.*/s, '');
    counts.set(rule, (counts.get(rule) ?? 0) + violatingConstructs.length);
  }
  return counts;
}

function table(counts: ReadonlyMap<string, number>): string {
  return [...counts].sort(([left], [right]) => left.localeCompare(right)).map(([rule, count]) => `${String(count).padStart(6)}  ${rule}`).join('\n');
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((left, right) => left + right, 0);
}

main();
