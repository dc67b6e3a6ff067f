import { RuleFamily } from '../rule';

export const organizationPoliciesRules: RuleFamily = {
  name: 'organization-policies',
  title: 'service and resource control policies',
  rules: [],
  otherwise: {},
};
