/**
 * Whether two identities differ in nothing but their logical ids and ARNs. Errs to no: what is the same but was read twice differs.
 */
import { isAlike } from '../policy/alike';
import { Identity, PolicySite } from '../policy/policy-site';
import { PolicyValue } from '../policy/statement';

/** In one template, properties that are alike mean the same: the trust policy, the boundary and the tags, too. */
export function areInterchangeable(one: Identity, other: Identity): boolean {
  return one.origin.templateId === other.origin.templateId && one.origin.resourceType === other.origin.resourceType
    && haveSameDocuments(one.inlinePolicies, other.inlinePolicies)
    && haveSameDocuments(one.managedPolicies, other.managedPolicies)
    && areSame(one.managedPolicyArns, other.managedPolicyArns)
    && one.boundary?.document === other.boundary?.document
    && isAlike(one.properties, other.properties);
}

function haveSameDocuments(some: readonly PolicySite[], others: readonly PolicySite[]): boolean {
  return some.length === others.length && some.every(({ document }, index) => document === others[index].document);
}

function areSame(some: readonly PolicyValue[], others: readonly PolicyValue[]): boolean {
  return some.length === others.length && some.every((value, index) => value === others[index]);
}
