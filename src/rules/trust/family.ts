import { broadTrustAction } from './broad-trust-action';
import { cognitoMissingPool } from './cognito-missing-pool';
import { cognitoMissingSignIn } from './cognito-missing-sign-in';
import { loginProviderMissingApp } from './login-provider-missing-app';
import { malformedFederatedPrincipal } from './malformed-federated-principal';
import { malformedServiceAccountSubject } from './malformed-service-account-subject';
import { mismatchedAssumeAction } from './mismatched-assume-action';
import { missingExternalId } from './missing-external-id';
import { redundantSessionPrincipal } from './redundant-session-principal';
import { reservedRolePath } from './reserved-role-path';
import { rolesAnywhereAnyAnchor } from './roles-anywhere-any-anchor';
import { rolesAnywhereMissingAction } from './roles-anywhere-missing-action';
import { samlAnyUser } from './saml-any-user';
import { samlMissingAudience } from './saml-missing-audience';
import { sharedExternalId } from './shared-external-id';
import { trustAccountRoot } from './trust-account-root';
import { trustAnyPrincipal } from './trust-any-principal';
import { trustNotPrincipal } from './trust-not-principal';
import { unknownIdentityProvider } from './unknown-identity-provider';
import { unrelatedTrustedServices } from './unrelated-trusted-services';
import { weakExternalId } from './weak-external-id';
import { RuleFamily } from '../rule';

export const trustRules: RuleFamily = {
  name: 'trust',
  title: 'trust policies',
  rules: [
    broadTrustAction,
    cognitoMissingPool,
    cognitoMissingSignIn,
    loginProviderMissingApp,
    malformedFederatedPrincipal,
    malformedServiceAccountSubject,
    mismatchedAssumeAction,
    missingExternalId,
    redundantSessionPrincipal,
    reservedRolePath,
    rolesAnywhereAnyAnchor,
    rolesAnywhereMissingAction,
    samlAnyUser,
    samlMissingAudience,
    sharedExternalId,
    trustAccountRoot,
    trustAnyPrincipal,
    trustNotPrincipal,
    unknownIdentityProvider,
    unrelatedTrustedServices,
    weakExternalId,
  ],
  otherwise: {
    'T-17': 'that a compute service can take a role is no fault; the rules on escalation and on the app as a whole go by who uses it',
  },
};
