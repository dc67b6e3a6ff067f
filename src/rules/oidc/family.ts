import { oidcBroadSubject } from './oidc-broad-subject';
import { oidcDefaultAudience } from './oidc-default-audience';
import { oidcIssuerMismatch } from './oidc-issuer-mismatch';
import { oidcLooseWorkflow } from './oidc-loose-workflow';
import { oidcMissingAudience } from './oidc-missing-audience';
import { oidcMissingSubject } from './oidc-missing-subject';
import { oidcMissingTenancyClaim } from './oidc-missing-tenancy-claim';
import { oidcNameOnlySubject } from './oidc-name-only-subject';
import { oidcOptionalClaim } from './oidc-optional-claim';
import { oidcSubjectNeedsProtection } from './oidc-subject-needs-protection';
import { oidcUnknownClaim } from './oidc-unknown-claim';
import { oidcUnreviewedCodeCanWrite } from './oidc-unreviewed-code-can-write';
import { RuleFamily } from '../rule';

export const oidcRules: RuleFamily = {
  name: 'oidc',
  title: 'OpenID Connect issuers',
  rules: [
    oidcBroadSubject,
    oidcDefaultAudience,
    oidcIssuerMismatch,
    oidcLooseWorkflow,
    oidcMissingAudience,
    oidcMissingSubject,
    oidcMissingTenancyClaim,
    oidcNameOnlySubject,
    oidcOptionalClaim,
    oidcSubjectNeedsProtection,
    oidcUnknownClaim,
    oidcUnreviewedCodeCanWrite,
  ],
  otherwise: {},
};
