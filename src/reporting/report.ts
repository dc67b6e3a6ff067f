/**
 * What all reports are made of: findings, each with its place in the words of whoever reads it.
 */
import { Finding } from '../diagnostics/finding';

export interface ReportedFinding {
  readonly finding: Finding;
  /** The file that was checked. */
  readonly file: string;
  /** The construct path or, where there is no construct, the logical id; empty for a bare policy. */
  readonly place: string;
  /** Why it is accepted; `undefined` while it is open. */
  readonly accepted?: string;
}

export interface Report {
  readonly findings: readonly ReportedFinding[];
  /** How many others a baseline tolerates. */
  readonly tolerated?: number;
  /** How many policies were judged. */
  readonly policies: number;
  /** The sources of the catalog, with their dates. */
  readonly catalog: string;
}

export function openFindings({ findings }: Report): readonly ReportedFinding[] {
  return findings.filter(({ accepted }) => accepted === undefined);
}
