import { RuleFamily } from '../rule';

export const principalsRules: RuleFamily = {
  name: 'principals',
  title: 'principals of resource policies',
  rules: [],
  otherwise: {},
};
