/**
 * Findings as plain text, for terminals and for messages that have no room for a report.
 */
import { openFindings, Report, ReportedFinding } from './report';
import { Finding, findingId } from '../diagnostics/finding';
import { Severity } from '../diagnostics/severity';

/** A longer statement hides the finding in a terminal; reports for programs hold it whole. */
const MAX_REPLACEMENT = 400;

/** `wildcard-action[s3:*]: what is wrong` and, indented below, where, the fix, the statement to write and the page. */
export function formatFinding(finding: Finding): string {
  const { witness, location, fix, replacement, reference } = finding;
  const statement = replacement && JSON.stringify(replacement);
  const where = [location.resourceType, location.propertyPath].filter(part => part !== '').join(' ');
  return [
    `${findingId(finding)}: ${finding.message}`,
    ...where === '' ? [] : [`    at  ${where}`],
    ...witness ? [`    for example ${witness.action} on ${witness.resource} by ${witness.principal.id === '*' ? 'anyone' : witness.principal.id}`] : [],
    `    fix ${fix.replace(/\n/g, '\n        ')}`,
    ...statement && statement.length <= MAX_REPLACEMENT ? [`        ${statement}`] : [],
    `    see ${reference}`,
  ].join('\n');
}

/** All open findings, the most severe first, and a line that sums up. */
export function formatReport(report: Report): string {
  const open = openFindings(report);
  const lines = SEVERITIES.flatMap(severity => open.filter(({ finding }) => finding.severity === severity).map(describe));
  return `${[...lines, summaryOf(report, open)].join('\n')}\n`;
}

const SEVERITIES = [Severity.ERROR, Severity.WARNING, Severity.INFO];

function describe({ finding, file, place }: ReportedFinding): string {
  return `${finding.severity.toUpperCase()} ${[file, place].filter(part => part !== '').join(' ')}\n  ${formatFinding(finding)}\n`;
}

function summaryOf({ policies, findings, tolerated = 0, catalog }: Report, open: readonly ReportedFinding[]): string {
  const counts = SEVERITIES.map(severity => [open.filter(({ finding }) => finding.severity === severity).length, severity] as const)
    .filter(([count]) => count > 0).map(([count, severity]) => counted(count, severity));
  const accepted = findings.length - open.length;
  const passed = [
    ...accepted > 0 ? [`${counted(accepted, 'finding')} accepted`] : [],
    ...tolerated > 0 ? [`${counted(tolerated, 'finding')} tolerated by the baseline`] : [],
  ];
  const found = counts.length > 0 ? counts.join(', ') : passed.length > 0 ? 'nothing else found' : 'nothing found';
  return `${[`${found} in ${counted(policies, 'polic')}`, ...passed].join('; ')} (${catalog})`;
}

function counted(count: number, what: string): string {
  if (what === 'polic') { return `${count} ${count === 1 ? 'policy' : 'policies'}`; }
  return what === Severity.INFO ? `${count} info` : `${count} ${what}${count === 1 ? '' : 's'}`;
}
