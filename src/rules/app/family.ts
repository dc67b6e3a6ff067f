import { RuleFamily } from '../rule';

export const appRules: RuleFamily = {
  name: 'app',
  title: 'the app as a whole',
  rules: [],
  otherwise: {},
};
