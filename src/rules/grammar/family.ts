import { malformedPolicy } from './malformed-policy';
import { RuleFamily } from '../rule';

export const grammarRules: RuleFamily = {
  name: 'grammar',
  title: 'what a policy is',
  rules: [
    malformedPolicy,
  ],
  otherwise: {},
};
