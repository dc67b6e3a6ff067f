/**
 * One finding as plain text, for messages that have one line of header and no room for a report.
 */
import { Finding, findingId } from '../diagnostics/finding';

/** `wildcard-action[s3:*]: what is wrong` and, indented below, where, the fix and the page. */
export function formatFinding(finding: Finding): string {
  return [
    `${findingId(finding)}: ${finding.message}`,
    `    at  ${finding.location.resourceType} ${finding.location.propertyPath}`,
    `    fix ${finding.fix.replace(/\n/g, '\n        ')}`,
    `    see ${finding.reference}`,
  ].join('\n');
}
