/**
 * What a rule about the app says of one policy.
 */
import { PolicySite } from '../../policy/policy-site';
import { PlacedViolation, Violation } from '../rule';

/** The violation at its place in the resource: `path` counts from the document. */
export function placedAt(site: PolicySite, violation: Violation): PlacedViolation {
  const path = [...site.propertyPath.split('/').slice(1), ...violation.path ? [violation.path] : []].join('/');
  return { ...violation, origin: site.origin, path };
}
