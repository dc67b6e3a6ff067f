import { malformedResourceControlPolicy } from './malformed-resource-control-policy';
import { rcpBlanketDeny } from './rcp-blanket-deny';
import { rcpDeniesAwsServices } from './rcp-denies-aws-services';
import { rcpSourceKeyWithoutGuard } from './rcp-source-key-without-guard';
import { rcpUnsupportedService } from './rcp-unsupported-service';
import { scpWithoutUsualGuards } from './scp-without-usual-guards';
import { RuleFamily } from '../rule';

export const organizationPoliciesRules: RuleFamily = {
  name: 'organization-policies',
  title: 'service and resource control policies',
  rules: [
    malformedResourceControlPolicy,
    rcpBlanketDeny,
    rcpDeniesAwsServices,
    rcpSourceKeyWithoutGuard,
    rcpUnsupportedService,
    scpWithoutUsualGuards,
  ],
  otherwise: {
    'S-01': '`malformed-policy` refuses `Principal` and `NotPrincipal` in a service control policy, as in any policy of an identity',
    'S-02': 'since 2025-09-19 service control policies take the whole policy language, wildcards anywhere in an action included, so this is no mistake any more '
      + '(https://aws.amazon.com/blogs/security/unlock-new-possibilities-aws-organizations-service-control-policy-now-supports-full-iam-language)',
  },
};
