/**
 * Synthesises an example in this process, with the feature flags of its `cdk.json`, and reads the templates and the validation report.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, AppProps, Validations } from 'aws-cdk-lib';

export interface Synthesis {
  readonly failed: boolean;
  /** The resources of every template, nested stacks included, by the name of its file. */
  readonly resources: ReadonlyMap<string, { readonly [logicalId: string]: { readonly Type: string; readonly Properties: any } }>;
  /** What stands open, as `construct path | severity | id`, sorted. */
  readonly findings: readonly string[];
  /** What was accepted, as `construct path | id without its cause | reason`, sorted and without repetitions. */
  readonly acknowledgements: readonly string[];
}

interface Report {
  readonly pluginReports: {
    readonly violations: {
      readonly ruleName: string;
      readonly severity: string;
      readonly violatingConstructs: { readonly constructPath: string }[];
    }[];
  }[];
}

export function synthesise(example: string, build: (props: AppProps) => App): Synthesis {
  const { context } = readJson(join(__dirname, '..', '..', 'examples', example, 'cdk.json'));
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-least-privilege-test-'));
  try {
    const app = build({ context, outdir });
    const failed = fails(() => app.synth());
    return {
      failed,
      resources: new Map(readdirSync(outdir).filter(file => file.endsWith('template.json')).map(file => [file, readJson(join(outdir, file)).Resources])),
      findings: findingsOf(readJson(join(outdir, 'validation-report.json'))),
      acknowledgements: acknowledgementsIn(app),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function fails(run: () => void): boolean {
  try {
    run();
    return false;
  } catch {
    return true;
  }
}

function findingsOf(report: Report): string[] {
  return report.pluginReports.flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, severity, violatingConstructs }) => violatingConstructs.map(({ constructPath }) => `${constructPath} | ${severity} | ${ruleName}`))
    .sort();
}

function acknowledgementsIn(app: App): string[] {
  const lines = app.node.findAll()
    .flatMap(({ node }) => node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data).map(([id, reason]) => `${node.path} | ${id.replace(/\[.*/, '')} | ${reason}`)));
  return [...new Set(lines)].sort();
}

function readJson(file: string): any {
  return JSON.parse(readFileSync(file, 'utf8'));
}
