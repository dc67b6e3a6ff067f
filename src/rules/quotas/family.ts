import { inlinePoliciesTooLong } from './inline-policies-too-long';
import { managedPoliciesOverDefault } from './managed-policies-over-default';
import { policyTooLong } from './policy-too-long';
import { tooManyManagedPolicies } from './too-many-managed-policies';
import { trustPolicyOverDefault } from './trust-policy-over-default';
import { RuleFamily } from '../rule';

export const quotasRules: RuleFamily = {
  name: 'quotas',
  title: 'quotas',
  rules: [
    inlinePoliciesTooLong,
    managedPoliciesOverDefault,
    policyTooLong,
    tooManyManagedPolicies,
    trustPolicyOverDefault,
  ],
  otherwise: {},
};
