import { duplicateIamName } from './duplicate-iam-name';
import { inlinePoliciesTooLong } from './inline-policies-too-long';
import { invalidIamName } from './invalid-iam-name';
import { invalidManagedPolicyName } from './invalid-managed-policy-name';
import { invalidOidcProvider } from './invalid-oidc-provider';
import { invalidSessionDuration } from './invalid-session-duration';
import { managedPoliciesOverDefault } from './managed-policies-over-default';
import { oidcProviderOverQuota } from './oidc-provider-over-quota';
import { policyTooLong } from './policy-too-long';
import { resourcePolicyTooLong } from './resource-policy-too-long';
import { roleTooLongToSwitch } from './role-too-long-to-switch';
import { sessionLongerThanChaining } from './session-longer-than-chaining';
import { tooManyManagedPolicies } from './too-many-managed-policies';
import { trustPolicyOverDefault } from './trust-policy-over-default';
import { RuleFamily } from '../rule';

export const quotasRules: RuleFamily = {
  name: 'quotas',
  title: 'quotas',
  rules: [
    duplicateIamName,
    inlinePoliciesTooLong,
    invalidIamName,
    invalidManagedPolicyName,
    invalidOidcProvider,
    invalidSessionDuration,
    managedPoliciesOverDefault,
    oidcProviderOverQuota,
    policyTooLong,
    resourcePolicyTooLong,
    roleTooLongToSwitch,
    sessionLongerThanChaining,
    tooManyManagedPolicies,
    trustPolicyOverDefault,
  ],
  otherwise: {
    'Q-09': 'the rules about length count an unknown value at its shortest, so that they are certain, and their messages say `at least`',
  },
};
