import { RuleFamily } from '../rule';

export const policyVariablesRules: RuleFamily = {
  name: 'policy-variables',
  title: 'policy variables',
  rules: [],
  otherwise: {},
};
