import { RuleFamily } from '../rule';

export const exposureRules: RuleFamily = {
  name: 'exposure',
  title: 'sensitive access',
  rules: [],
  otherwise: {},
};
