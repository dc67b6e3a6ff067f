import { oidcBroadSubject } from './oidc-broad-subject';
import { oidcMissingAudience } from './oidc-missing-audience';
import { oidcMissingSubject } from './oidc-missing-subject';
import { RuleFamily } from '../rule';

export const oidcRules: RuleFamily = {
  name: 'oidc',
  title: 'OpenID Connect issuers',
  rules: [
    oidcBroadSubject,
    oidcMissingAudience,
    oidcMissingSubject,
  ],
  otherwise: {},
};
