import { RuleFamily } from '../rule';

export const conditionsRules: RuleFamily = {
  name: 'conditions',
  title: 'conditions',
  rules: [],
  otherwise: {},
};
