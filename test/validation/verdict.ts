import * as fs from 'fs';
import * as path from 'path';
import { App, StageSynthesisOptions } from 'aws-cdk-lib';

export interface Verdict {
  /** Whether synthesis was allowed to pass. */
  readonly passed: boolean;
  /** `<construct path>: <id>`, sorted. */
  readonly open: readonly string[];
  readonly suppressed: readonly string[];
}

interface ReportedViolation {
  readonly ruleName: string;
  readonly violatingConstructs: readonly { readonly constructPath: string }[];
}

/** Synthesises the app as the CDK does and reads the report that it writes. */
export function verdictOf(app: App, options: StageSynthesisOptions = {}): Verdict {
  let passed = true;
  try {
    app.synth(options);
  } catch (error) {
    if ((error as Error).name !== 'ValidationFailed') { throw error; }
    passed = false;
  }
  const file = path.join(app.outdir, 'validation-report.json');
  const report = JSON.parse(fs.readFileSync(file, 'utf8')) as {
    readonly pluginReports: readonly { readonly violations: ReportedViolation[]; readonly suppressedViolations?: ReportedViolation[] }[];
  };
  return {
    passed,
    open: describe(report.pluginReports.flatMap(plugin => plugin.violations)),
    suppressed: describe(report.pluginReports.flatMap(plugin => plugin.suppressedViolations ?? [])),
  };
}

function describe(violations: readonly ReportedViolation[]): string[] {
  return violations
    .flatMap(violation => violation.violatingConstructs.map(({ constructPath }) => `${constructPath}: ${violation.ruleName}`))
    .sort();
}
