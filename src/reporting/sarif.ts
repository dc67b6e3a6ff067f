/**
 * Findings as SARIF 2.1.0, for code scanning. A result is known again by the place and the id of its finding, not by a line.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import { createHash } from 'crypto';
import { Report, ReportedFinding } from './report';
import { findingId } from '../diagnostics/finding';
import { Severity } from '../diagnostics/severity';

/** What a report says of a rule. */
export interface ReportedRule {
  readonly id: string;
  readonly summary: string;
  readonly why: string;
  readonly references: readonly string[];
}

const LEVELS: { readonly [severity in Severity]: string } = { error: 'error', warning: 'warning', info: 'note' };

export function formatSarif({ findings }: Report, rules: readonly ReportedRule[], toolVersion: string): string {
  const ids = new Set(findings.map(({ finding }) => finding.ruleId));
  return `${JSON.stringify({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'cdk-least-privilege',
          version: toolVersion,
          rules: rules.filter(({ id }) => ids.has(id)).map(({ id, summary, why, references }) => ({
            id,
            shortDescription: { text: summary },
            fullDescription: { text: why },
            helpUri: references[0],
          })),
        },
      },
      results: findings.map(resultOf),
    }],
  }, undefined, 2)}\n`;
}

function resultOf({ finding, file, place, accepted }: ReportedFinding): object {
  const { ruleId, severity, message, fix, location } = finding;
  return {
    ruleId,
    level: LEVELS[severity],
    message: { text: `${message}. Fix: ${fix}` },
    locations: [{
      physicalLocation: { artifactLocation: { uri: file.split('\\').join('/') } },
      logicalLocations: [{ fullyQualifiedName: [place, location.propertyPath].filter(part => part !== '').join('/') }],
    }],
    partialFingerprints: { 'finding/v1': createHash('sha256').update(`${place} ${findingId(finding)}`).digest('hex') },
    ...accepted !== undefined && { suppressions: [{ kind: 'external', justification: accepted }] },
  };
}
