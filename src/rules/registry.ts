/**
 * All rules, family by family, in the order of the documentation: what a policy is, what it allows, who gets it, how much.
 */
import { actionsRules } from './actions/family';
import { appRules } from './app/family';
import { boundariesRules } from './boundaries/family';
import { breadthRules } from './breadth/family';
import { conditionsRules } from './conditions/family';
import { confusedDeputyRules } from './confused-deputy/family';
import { escalationRules } from './escalation/family';
import { exposureRules } from './exposure/family';
import { findingsRules } from './findings/family';
import { grammarRules } from './grammar/family';
import { hygieneRules } from './hygiene/family';
import { oidcRules } from './oidc/family';
import { organizationPoliciesRules } from './organization-policies/family';
import { passRoleRules } from './pass-role/family';
import { policyVariablesRules } from './policy-variables/family';
import { principalsRules } from './principals/family';
import { quotasRules } from './quotas/family';
import { resourcePoliciesRules } from './resource-policies/family';
import { resourcesRules } from './resources/family';
import { Rule, RuleFamily } from './rule';
import { trustRules } from './trust/family';

export const FAMILIES: readonly RuleFamily[] = [
  grammarRules,
  findingsRules,
  actionsRules,
  resourcesRules,
  conditionsRules,
  policyVariablesRules,
  principalsRules,
  trustRules,
  oidcRules,
  confusedDeputyRules,
  breadthRules,
  passRoleRules,
  boundariesRules,
  escalationRules,
  exposureRules,
  hygieneRules,
  quotasRules,
  organizationPoliciesRules,
  resourcePoliciesRules,
  appRules,
];

export const RULES: readonly Rule[] = FAMILIES.flatMap(family => family.rules);
