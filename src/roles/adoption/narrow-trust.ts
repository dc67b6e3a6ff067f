/**
 * Adds the conditions that the catalog knows a service to meet to a trust policy that has one plain statement for one service; any other stays as it is.
 */
import { OwnRole } from './own-role';
import { findTrustConditions } from '../../catalog/trust-conditions';
import { serviceTrust } from '../trust/service-trust';

export function narrowTrust(role: OwnRole): void {
  const document = role.trust;
  const [statement, ...others] = [document?.Statement].flat();
  const service = statement?.Principal?.Service;
  if (others.length > 0 || statement?.Condition !== undefined || typeof service !== 'string' || !findTrustConditions(service)) { return; }
  const { conditions } = serviceTrust(role.resource, { servicePrincipal: service }).policyFragment;
  if (Object.keys(conditions).length > 0) {
    role.trust = { ...document, Statement: [{ ...statement, Condition: role.stack.resolve(conditions) }] };
  }
}
