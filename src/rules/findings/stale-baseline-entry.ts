import { Finding } from '../../diagnostics/finding';
import { Severity } from '../../diagnostics/severity';
import { Rule } from '../rule';

/** Reported by the doors of the engine, which alone know what was accepted. */
export const staleBaselineEntry: Rule = {
  id: 'stale-baseline-entry',
  severity: Severity.WARNING,
  checks: ['Z-10'],
  summary: 'the baseline tolerates a finding that is no longer there',
  why: 'It tolerates the finding if it comes back.',
  accept: 'When apps of several stages share one baseline and not all have the finding.',
  references: ['https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html'],
  examples: { flagged: [], allowed: [] },
};

/** @param command how the user takes the entry out */
export function staleEntryFinding(entry: string, file: string, command: string): Finding {
  const { id, severity, references } = staleBaselineEntry;
  return {
    ruleId: id,
    severity,
    cause: entry,
    message: `the baseline \`${file}\` has \`${entry}\`, which is no longer found`,
    fix: `run \`${command}\`, which takes it out`,
    reference: references[0],
    location: { templateId: '', logicalId: '', resourceType: '', propertyPath: '' },
  };
}
