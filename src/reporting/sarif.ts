/**
 * Findings as SARIF 2.1.0, for code scanning. A result is known again by its file, its place and the id of its finding, not by a line.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning (read 2026-11-23):
 * `help` and `region` are required, and the only fingerprint that counts is `primaryLocationLineHash`
 */
import { createHash } from 'crypto';
import { isAbsolute, relative, resolve } from 'path';
import { pathToFileURL } from 'url';
import { Report, ReportedFinding } from './report';
import { findingId } from '../diagnostics/finding';
import { Severity } from '../diagnostics/severity';

/** Where in its file a finding stands is not known. */
const FIRST_CHARACTER = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };

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
            help: { text: [why, ...references].join('\n') },
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
  const name = [place, location.propertyPath].filter(part => part !== '').join('/');
  return {
    ruleId,
    level: LEVELS[severity],
    message: { text: `${message}. Fix: ${fix}` },
    locations: [{
      physicalLocation: { artifactLocation: { uri: uriOf(file) }, region: FIRST_CHARACTER },
      ...name !== '' && { logicalLocations: [{ fullyQualifiedName: name }] },
    }],
    partialFingerprints: { primaryLocationLineHash: createHash('sha256').update(`${withSlashes(relative('', file))} ${place} ${findingId(finding)}`).digest('hex') },
    ...accepted !== undefined && { suppressions: [{ kind: 'external', justification: accepted }] },
  };
}

/** Relative to the working folder, which code scanning takes for that of the repository; of a file elsewhere the whole. */
function uriOf(file: string): string {
  const path = relative('', file);
  const isElsewhere = path.startsWith('..') || isAbsolute(path);
  return isElsewhere ? pathToFileURL(resolve(file)).href : withSlashes(path).split('/').map(encodeURIComponent).join('/');
}

function withSlashes(path: string): string {
  return path.split('\\').join('/');
}
