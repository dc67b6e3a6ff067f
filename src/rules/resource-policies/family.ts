import { RuleFamily } from '../rule';

export const resourcePoliciesRules: RuleFamily = {
  name: 'resource-policies',
  title: 'policies of certain resources',
  rules: [],
  otherwise: {},
};
