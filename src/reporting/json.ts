/**
 * Findings for programs. The shape is versioned: members may be added within a version, none is removed or changes its meaning.
 */
import { Report, ReportedFinding } from './report';
import { findingId } from '../diagnostics/finding';

const VERSION = 1;

export function formatJson({ findings, tolerated, policies, catalog }: Report): string {
  return `${JSON.stringify({ version: VERSION, catalog, policies, tolerated, findings: findings.map(entryOf) }, undefined, 2)}\n`;
}

function entryOf({ finding, file, place, accepted }: ReportedFinding): object {
  const { ruleId, severity, message, fix, replacement, reference, location, witness } = finding;
  return {
    id: findingId(finding),
    rule: ruleId,
    severity,
    file,
    place,
    resourceType: location.resourceType,
    path: location.propertyPath,
    message,
    fix,
    replacement,
    witness: witness && { principal: witness.principal.id, action: witness.action, resource: witness.resource, context: witness.context },
    reference,
    accepted,
  };
}
