/**
 * All rules, in the order of the documentation: what a policy is, what it allows, who gets it, what else grants access, how much.
 */
import { unknownAction } from './actions/unknown-action';
import { unknownService } from './actions/unknown-service';
import { missingPermissionsBoundary } from './boundaries/missing-permissions-boundary';
import { adminStatement } from './breadth/admin-statement';
import { notActionInAllow } from './breadth/not-action-in-allow';
import { notResourceInAllow } from './breadth/not-resource-in-allow';
import { wildcardAction } from './breadth/wildcard-action';
import { wildcardReadAction } from './breadth/wildcard-read-action';
import { missingConfusedDeputyCondition } from './confused-deputy/missing-confused-deputy-condition';
import { missingSourceAccount } from './confused-deputy/missing-source-account';
import { unsupportedConfusedDeputyCondition } from './confused-deputy/unsupported-confused-deputy-condition';
import { undecidableValue } from './findings/undecidable-value';
import { malformedPolicy } from './grammar/malformed-policy';
import { awsManagedAdminPolicy } from './hygiene/aws-managed-admin-policy';
import { longLivedCredential } from './hygiene/long-lived-credential';
import { oidcBroadSubject } from './oidc/oidc-broad-subject';
import { oidcMissingAudience } from './oidc/oidc-missing-audience';
import { oidcMissingSubject } from './oidc/oidc-missing-subject';
import { passRoleWithoutService } from './pass-role/pass-role-without-service';
import { inlinePoliciesTooLong } from './quotas/inline-policies-too-long';
import { managedPoliciesOverDefault } from './quotas/managed-policies-over-default';
import { policyTooLong } from './quotas/policy-too-long';
import { tooManyManagedPolicies } from './quotas/too-many-managed-policies';
import { trustPolicyOverDefault } from './quotas/trust-policy-over-default';
import { actionResourceMismatch } from './resources/action-resource-mismatch';
import { wildcardResource } from './resources/wildcard-resource';
import { Rule } from './rule';
import { missingExternalId } from './trust/missing-external-id';
import { trustAccountRoot } from './trust/trust-account-root';
import { trustAnyPrincipal } from './trust/trust-any-principal';
import { weakExternalId } from './trust/weak-external-id';

export const RULES: readonly Rule[] = [
  malformedPolicy,
  undecidableValue,
  unknownAction,
  unknownService,
  adminStatement,
  notActionInAllow,
  notResourceInAllow,
  wildcardAction,
  wildcardReadAction,
  actionResourceMismatch,
  wildcardResource,
  passRoleWithoutService,
  missingExternalId,
  trustAccountRoot,
  trustAnyPrincipal,
  weakExternalId,
  oidcBroadSubject,
  oidcMissingAudience,
  oidcMissingSubject,
  missingConfusedDeputyCondition,
  missingSourceAccount,
  unsupportedConfusedDeputyCondition,
  awsManagedAdminPolicy,
  longLivedCredential,
  missingPermissionsBoundary,
  inlinePoliciesTooLong,
  managedPoliciesOverDefault,
  policyTooLong,
  tooManyManagedPolicies,
  trustPolicyOverDefault,
];
