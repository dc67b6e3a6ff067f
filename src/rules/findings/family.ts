import { failedRule } from './failed-rule';
import { undecidableValue } from './undecidable-value';
import { RuleFamily } from '../rule';

export const findingsRules: RuleFamily = {
  name: 'findings',
  title: 'what cannot be judged',
  rules: [
    failedRule,
    undecidableValue,
  ],
  otherwise: {},
};
