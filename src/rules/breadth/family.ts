import { adminStatement } from './admin-statement';
import { notActionInAllow } from './not-action-in-allow';
import { notResourceInAllow } from './not-resource-in-allow';
import { policyHardToReview } from './policy-hard-to-review';
import { unconstrainedTagging } from './unconstrained-tagging';
import { widenedGrant } from './widened-grant';
import { wildcardAction } from './wildcard-action';
import { wildcardReadAction } from './wildcard-read-action';
import { RuleFamily } from '../rule';

export const breadthRules: RuleFamily = {
  name: 'breadth',
  title: 'breadth',
  rules: [
    adminStatement,
    notActionInAllow,
    notResourceInAllow,
    wildcardAction,
    wildcardReadAction,
    widenedGrant,
    unconstrainedTagging,
    policyHardToReview,
  ],
  otherwise: {
    'W-12': '`wildcard-resource` reports all actions that a policy allows on every resource of a service as one finding, whatever their levels',
  },
};
